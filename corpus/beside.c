/* SPDX-License-Identifier: MIT
 *
 * beside.c - small files beside the database: written to a file of another name,
 * made durable, and renamed into place.
 */
#include "beside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define PATH_SIZE 4300
/* A file of ours that is larger is none of ours. */
#define FILE_LIMIT ((size_t)64 << 20)

static void make_path(char path[PATH_SIZE], const char *folder, const char *name,
                      const char *suffix) {
  snprintf(path, PATH_SIZE, "%s/%s%s", folder, name, suffix);
}

static pincite_status failed(pincite_error *err, const char *what, const char *path) {
  return pincite__fail(err, PINCITE_EIO, "cannot %s '%s': %s", what, path,
                       strerror(errno));
}

static pincite_status read_all(int fd, const char *path, pincite_buf *out,
                               pincite_error *err) {
  char piece[16384];
  for (;;) {
    ssize_t got = read(fd, piece, sizeof piece);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return failed(err, "read", path);
    if (got == 0)
      return PINCITE_OK;
    if (out->len + (size_t)got > FILE_LIMIT)
      return pincite__fail(err, PINCITE_ECORRUPT, "'%s' is not a file of pincite's: it is "
                           "too large", path);
    pincite__buf_add(out, piece, (size_t)got);
    if (out->failed)
      return pincite__no_memory(err);
  }
}

pincite_status pincite__beside_read(const char *folder, const char *name,
                                    const char *first, pincite_buf *out,
                                    pincite_error *err) {
  char path[PATH_SIZE];
  make_path(path, folder, name, "");
  pincite__buf_clear(out);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return errno == ENOENT ? PINCITE_OK : failed(err, "open", path);
  pincite_status status = read_all(fd, path, out, err);
  close(fd);
  size_t len = strlen(first);
  if (!status && (strncmp(out->data, first, len) != 0 || out->data[len] != '\n'))
    status = pincite__fail(err, PINCITE_ECORRUPT,
                           "'%s' does not begin with '%s': it is damaged, or was written "
                           "by another version",
                           path, first);
  return status;
}

static bool write_all(int fd, const char *bytes, size_t len) {
  while (len) {
    ssize_t put = write(fd, bytes, len);
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      return false;
    bytes += put;
    len -= (size_t)put;
  }
  return true;
}

/* A rename is durable when its folder is. Some file systems cannot sync one. */
static bool sync_folder(const char *folder) {
  int fd = open(folder, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return false;
  bool done = fsync(fd) == 0 || errno == EINVAL;
  close(fd);
  return done;
}

pincite_status pincite__beside_replace(const char *folder, const char *name,
                                       pincite_str content, pincite_error *err) {
  char path[PATH_SIZE], fresh[PATH_SIZE];
  make_path(path, folder, name, "");
  make_path(fresh, folder, name, ".new");
  int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    return failed(err, "write", fresh);
  bool done = write_all(fd, content.at, content.len) && fsync(fd) == 0;
  int why = errno;
  if (close(fd) && done) {
    done = false;
    why = errno;
  }
  if (done && rename(fresh, path) == 0 && sync_folder(folder))
    return PINCITE_OK;
  errno = done ? errno : why;
  pincite_status status = failed(err, "write", path);
  unlink(fresh);
  return status;
}

pincite_status pincite__beside_lock(const char *folder, const char *name, int *fd,
                                    pincite_error *err) {
  char path[PATH_SIZE];
  make_path(path, folder, name, "");
  *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (*fd < 0)
    return failed(err, "open", path);
  while (flock(*fd, LOCK_EX)) {
    if (errno == EINTR)
      continue;
    pincite_status status = failed(err, "lock", path);
    close(*fd);
    *fd = -1;
    return status;
  }
  return PINCITE_OK;
}

void pincite__beside_add(pincite_buf *out, const char *text) {
  for (const char *at = text; *at; at++)
    if (*at == '\t')
      pincite__buf_adds(out, "\\t");
    else if (*at == '\n')
      pincite__buf_adds(out, "\\n");
    else if (*at == '\\')
      pincite__buf_adds(out, "\\\\");
    else
      pincite__buf_addc(out, *at);
  pincite__buf_addc(out, '\t');
}

void pincite__beside_number(pincite_buf *out, uint64_t number) {
  pincite__buf_addf(out, "%llu\t", (unsigned long long)number);
}

bool pincite__beside_line(char **rest, char **line) {
  if (!**rest)
    return false;
  *line = *rest;
  *rest += strcspn(*rest, "\n");
  if (**rest)
    *(*rest)++ = '\0';
  return true;
}

const char *pincite__beside_field(char **line) {
  char *field = *line, *to = field;
  size_t len = strcspn(field, "\t");
  *line = field + len + (field[len] == '\t');
  for (const char *at = field; at < field + len; at++) {
    if (*at != '\\' || at + 1 == field + len) {
      *to++ = *at;
      continue;
    }
    at++;
    *to++ = *at == 't' ? '\t' : *at == 'n' ? '\n' : *at;
  }
  *to = '\0';
  return field;
}

uint64_t pincite__beside_count(char **line) {
  return strtoull(pincite__beside_field(line), NULL, 10);
}
