/* SPDX-License-Identifier: MIT
 *
 * The outbox: a digest lies in the index's folder from before it is delivered until it
 * is acknowledged, so that a run that dies loses nothing.
 *
 *   alerts.pending := "pincite pending 1\n"
 *                     id "\t" device "\t" inode "\t" offset "\t" length "\n"
 *                     { generation "\t" name "\n" } "\n" digest
 *
 * Whether the bytes arrived before a crash can be seen when they go to a file: the
 * place where they were to begin is noted, and what is there already is not written
 * again. A pipe and a command cannot be asked, and get the same bytes with the same
 * id once more.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alerts.h"
#include "cli.h"

#define PATH_SIZE 4300
#define FIRST_LINE "pincite pending 1\n"

/* What is kept, read back. */
typedef struct kept {
  char *bytes; /* all of the file */
  uint64_t device, inode, offset;
  const char *digest;
  size_t length;
  pincite_alert *alerts; /* names point into 'bytes' */
  size_t alert_count;
} kept;

static int failed(const char *what, const char *path) {
  cli_say("cannot %s '%s': %s", what, path, strerror(errno));
  return CLI_IO;
}

static void make_path(const cli_outbox *outbox, const char *suffix, char path[PATH_SIZE]) {
  snprintf(path, PATH_SIZE, "%.4200s/alerts.%s", outbox->directory, suffix);
}

int cli_outbox_open(cli_outbox *outbox) {
  char path[PATH_SIZE];
  make_path(outbox, "run", path);
  outbox->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (outbox->lock < 0)
    return failed("open", path);
  if (!flock(outbox->lock, LOCK_EX | LOCK_NB))
    return CLI_OK;
  cli_say("another run delivers the standing searches; try again later");
  return CLI_LOCKED;
}

void cli_outbox_close(cli_outbox *outbox) {
  if (outbox->lock >= 0)
    close(outbox->lock);
  outbox->lock = -1;
}

/* Where the next byte of standard output goes, if that is a file. */
static void find_target(kept *target, bool is_output) {
  struct stat info;
  target->device = target->inode = target->offset = 0;
  if (!is_output || fstat(STDOUT_FILENO, &info) || !S_ISREG(info.st_mode))
    return;
  int flags = fcntl(STDOUT_FILENO, F_GETFL);
  off_t at = flags >= 0 && flags & O_APPEND ? info.st_size
                                            : lseek(STDOUT_FILENO, 0, SEEK_CUR);
  target->device = (uint64_t)info.st_dev;
  target->inode = (uint64_t)info.st_ino;
  target->offset = at < 0 ? 0 : (uint64_t)at;
}

static bool put_file(FILE *to, const cli_digest *digest, const kept *target) {
  fprintf(to, FIRST_LINE "%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%zu\n", digest->id,
          target->device, target->inode, target->offset, digest->length);
  for (size_t i = 0; i < digest->alert_count; i++)
    fprintf(to, "%" PRIu64 "\t%s\n", digest->alerts[i].seen, digest->alerts[i].name);
  putc('\n', to);
  fwrite(digest->text, 1, digest->length, to);
  return !fflush(to) && !ferror(to) && !fsync(fileno(to));
}

static void sync_folder(const cli_outbox *outbox) {
  int fd = open(outbox->directory, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  fsync(fd);
  close(fd);
}

int cli_outbox_put(cli_outbox *outbox, const cli_digest *digest) {
  char fresh[PATH_SIZE], path[PATH_SIZE];
  kept target;
  make_path(outbox, "pending.new", fresh);
  make_path(outbox, "pending", path);
  FILE *to = fopen(fresh, "w");
  if (!to)
    return failed("write", fresh);
  find_target(&target, !outbox->command);
  bool whole = put_file(to, digest, &target);
  whole = !fclose(to) && whole;
  if (!whole || rename(fresh, path)) {
    int code = failed("write", path);
    unlink(fresh);
    return code;
  }
  sync_folder(outbox);
  return CLI_OK;
}

static bool read_file(FILE *from, kept *out, size_t *size) {
  struct stat info;
  if (fstat(fileno(from), &info))
    return false;
  *size = (size_t)info.st_size;
  out->bytes = calloc(*size + 1, 1);
  return out->bytes && fread(out->bytes, 1, *size, from) == *size;
}

/* End the line at *at and move on to the next. */
static char *take_line(char **at) {
  char *line = *at;
  *at += strcspn(line, "\n");
  if (**at)
    *(*at)++ = '\0';
  return line;
}

/* Read back what cli_outbox_put() wrote; false when it is anything else. */
static bool understand(kept *out, size_t size) {
  char *at = out->bytes, *end = out->bytes + size, *line;
  if (strncmp(at, FIRST_LINE, strlen(FIRST_LINE)) != 0)
    return false;
  take_line(&at);
  if (sscanf(take_line(&at), "%*47s %" SCNu64 " %" SCNu64 " %" SCNu64 " %zu", &out->device,
             &out->inode, &out->offset, &out->length) != 4)
    return false;
  while (*(line = take_line(&at))) {
    char *name;
    uint64_t seen = strtoull(line, &name, 10);
    pincite_alert *more = realloc(out->alerts, (out->alert_count + 1) * sizeof *more);
    if (more)
      out->alerts = more;
    if (!more || *name != '\t')
      return false;
    more[out->alert_count++] = (pincite_alert){.name = name + 1, .seen = seen};
  }
  out->digest = at;
  return (size_t)(end - at) == out->length;
}

/* How many bytes of the digest stand where they were to go. */
static size_t arrived(const kept *pending) {
  struct stat info;
  if (!pending->device || fstat(STDOUT_FILENO, &info) ||
      (uint64_t)info.st_dev != pending->device || (uint64_t)info.st_ino != pending->inode)
    return 0;
  FILE *from = fopen("/proc/self/fd/1", "r");
  size_t same = 0;
  int c;
  if (!from || fseeko(from, (off_t)pending->offset, SEEK_SET)) {
    if (from)
      fclose(from);
    return 0;
  }
  while (same < pending->length && (c = getc(from)) != EOF) {
    if ((char)c != pending->digest[same]) {
      same = 0;
      break;
    }
    same++;
  }
  /* A beginning counts only if the rest would come right behind it. */
  bool goes_on = (uint64_t)info.st_size == pending->offset + same;
  fclose(from);
  return same == pending->length || goes_on ? same : 0;
}

static int to_output(const kept *pending) {
  size_t done = arrived(pending);
  fwrite(pending->digest + done, 1, pending->length - done, stdout);
  int code = cli_finish(CLI_OK);
  if (!code && fsync(STDOUT_FILENO) && errno != EINVAL && errno != EROFS)
    code = failed("write", "standard output");
  return code;
}

static int to_command(const kept *pending, const char *command) {
  FILE *to = popen(command, "w");
  if (!to)
    return failed("run", command);
  size_t put = fwrite(pending->digest, 1, pending->length, to);
  int status = pclose(to);
  if (put == pending->length && status == 0)
    return CLI_OK;
  cli_say("the command '%s' failed; the digest stays in the outbox", command);
  return CLI_IO;
}

/* Did a run die between acknowledging and forgetting it? Then all of its searches,
   those that were removed apart, have seen what it tells. */
static bool was_acknowledged(pincite_index *index, const kept *pending) {
  pincite_alerts *alerts = NULL;
  pincite_alert alert;
  bool seen = true;
  if (pincite_alerts_open(index, &alerts, NULL))
    return false;
  while (pincite_alerts_next(alerts, &alert, NULL) == PINCITE_OK)
    for (size_t i = 0; i < pending->alert_count; i++)
      if (!strcmp(alert.name, pending->alerts[i].name))
        seen = seen && !alert.lost && alert.seen >= pending->alerts[i].seen;
  pincite_alerts_free(alerts);
  return seen;
}

static int send_off(cli_outbox *outbox, pincite_index *index, const kept *pending) {
  pincite_error err = {PINCITE_OK, ""};
  int code = CLI_OK;
  if (!was_acknowledged(index, pending)) {
    code = outbox->command ? to_command(pending, outbox->command) : to_output(pending);
    if (!code)
      err.status = pincite_alerts_seen(index, pending->alerts, pending->alert_count, &err);
  }
  return err.status < 0 ? cli_failed(&err) : code;
}

int cli_outbox_deliver(cli_outbox *outbox, pincite_index *index, bool *any) {
  char path[PATH_SIZE];
  kept pending = {0};
  size_t size = 0;
  make_path(outbox, "pending", path);
  FILE *from = fopen(path, "r");
  *any = from != NULL;
  if (!from)
    return errno == ENOENT ? CLI_OK : failed("open", path);
  int code = CLI_OK;
  if (!read_file(from, &pending, &size))
    code = failed("read", path);
  else if (!understand(&pending, size))
    cli_say("'%s' is damaged and is dropped: its news is given anew", path);
  else
    code = send_off(outbox, index, &pending);
  fclose(from);
  if (!code && unlink(path))
    code = failed("remove", path);
  free(pending.alerts);
  free(pending.bytes);
  return code;
}
