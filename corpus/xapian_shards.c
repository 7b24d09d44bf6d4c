/* SPDX-License-Identifier: MIT
 *
 * xapian_shards.c - the shards of an index: opening them, and going on without one.
 *
 * Xapian adds up the statistics of all its databases before it ranks, so shards rank as
 * one index does. What it cannot do is answer without a database that fails, so each is
 * opened by itself, and the ones that answer are put together for every question.
 */
#include "xapian_shards.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define SHARDS_MAX 1024
/* No answer is waited for more shortly. */
#define PATIENCE_MIN 20

typedef struct shard {
  char *name, *path, *host;
  unsigned port;
  pincite_xapian_database *db;
  char why[256]; /* it does not answer; "" when it does */
  uint64_t passages, generation;
  char fingerprint[65];
} shard;

struct pincite_shard_set {
  shard *items;
  size_t count, capacity;
};

bool pincite__is_shards(const char *path) {
  struct stat info;
  size_t length = strlen(path);
  return length > 7 && strcmp(path + length - 7, ".shards") == 0 &&
         stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

size_t pincite__shard_of(pincite_str id, size_t count) {
  return (size_t)((pincite__hash64(id.at, id.len) >> 32) * count >> 32);
}

/* ---- the file --------------------------------------------------------------------------- */

/* HOST:PORT, unless it is a path. */
static bool read_address(shard *s) {
  const char *colon = strrchr(s->name, ':');
  char *end = NULL;
  if (!colon || colon == s->name || strchr(s->name, '/'))
    return false;
  unsigned long port = strtoul(colon + 1, &end, 10);
  if (end == colon + 1 || *end || port == 0 || port > 65535)
    return false;
  s->port = (unsigned)port;
  s->host = pincite__copy((pincite_str){s->name, (size_t)(colon - s->name)});
  return s->host != NULL;
}

/* A path is seen from the folder of the file. */
static bool read_path(shard *s, const char *file) {
  const char *slash = strrchr(file, '/');
  pincite_buf path;
  pincite__buf_init(&path, 4096);
  if (s->name[0] != '/' && slash)
    pincite__buf_add(&path, file, (size_t)(slash - file + 1));
  pincite__buf_adds(&path, s->name);
  s->path = pincite__buf_take(&path);
  return s->path != NULL;
}

static pincite_status add_line(pincite_shard_set *shards, const char *file, char *line,
                               pincite_error *err) {
  line[strcspn(line, "#\r\n")] = '\0';
  line += strspn(line, " \t");
  size_t length = strlen(line);
  while (length && (line[length - 1] == ' ' || line[length - 1] == '\t'))
    length--;
  if (!length)
    return PINCITE_OK;
  if (shards->count == SHARDS_MAX)
    return pincite__fail(err, PINCITE_EINVAL, "'%s' has more than %d shards", file, SHARDS_MAX);
  if (!pincite__grow(&shards->items, &shards->capacity, shards->count + 1,
                     sizeof *shards->items))
    return pincite__no_memory(err);
  shard *s = &shards->items[shards->count++];
  *s = (shard){.name = pincite__copy((pincite_str){line, length})};
  if (!s->name || (!read_address(s) && !read_path(s, file)))
    return pincite__no_memory(err);
  return PINCITE_OK;
}

pincite_status pincite__shards_open(const char *path, pincite_shard_set **out,
                                    pincite_error *err) {
  char line[4200];
  FILE *file = fopen(path, "re");
  if (!file)
    return pincite__fail(err, PINCITE_EIO, "cannot open '%s': %s", path, strerror(errno));
  pincite_shard_set *shards = calloc(1, sizeof *shards);
  pincite_status status = shards ? PINCITE_OK : pincite__no_memory(err);
  while (!status && fgets(line, sizeof line, file))
    status = add_line(shards, path, line, err);
  if (!status && ferror(file))
    status = pincite__fail(err, PINCITE_EIO, "cannot read '%s': %s", path, strerror(errno));
  fclose(file);
  if (!status && shards->count == 0)
    status = pincite__fail(err, PINCITE_EINVAL,
                           "'%s' names no shard; write a folder or HOST:PORT a line", path);
  if (!status) {
    *out = shards;
    shards = NULL;
  }
  pincite__shards_close(shards);
  return status;
}

/* The module that closes databases is the one that opened them. */
static void close_database(shard *s) {
  const pincite_xapian *x = NULL;
  if (s->db && !pincite__xapian(&x, NULL))
    x->close(s->db);
  s->db = NULL;
}

void pincite__shards_close(pincite_shard_set *shards) {
  if (!shards)
    return;
  for (size_t i = 0; i < shards->count; i++) {
    close_database(&shards->items[i]);
    free(shards->items[i].name);
    free(shards->items[i].path);
    free(shards->items[i].host);
  }
  free(shards->items);
  free(shards);
}

size_t pincite__shards_count(const pincite_shard_set *shards) {
  return shards->count;
}

pincite_shard_line pincite__shards_line(const pincite_shard_set *shards, size_t index) {
  const shard *s = &shards->items[index];
  return (pincite_shard_line){s->name, s->path, s->host, s->port};
}

/* ---- asking ---------------------------------------------------------------------------------- */

static int64_t now_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static pincite_status open_shard(const pincite_xapian *x, shard *s, unsigned patience,
                                 pincite_error *err) {
  char path[4200];
  if (s->host)
    return x->open_remote(s->host, s->port, patience, &s->db, err);
  if (!pincite__xapian_path(s->path, path))
    return pincite__fail(err, PINCITE_EINVAL, "the path is too long");
  return x->open(path, &s->db, err);
}

static pincite_status read_state(const pincite_xapian *x, shard *s, pincite_error *err) {
  pincite_xapian_stats stats;
  char *hex = NULL;
  size_t length;
  pincite_status status = pincite__xapian_number(x, s->db, "generation", &s->generation, err);
  if (!status)
    status = x->metadata(s->db, "fingerprint", &hex, &length, err);
  if (!status)
    snprintf(s->fingerprint, sizeof s->fingerprint, "%s", hex);
  free(hex);
  if (!status)
    status = x->stats(s->db, &stats, err);
  if (!status)
    s->passages = stats.documents;
  return status;
}

/* Have the shard open and up to date, or say why not. A connection that was lost is
   made once more, unless losing it took all the time there was. */
static void wake(const pincite_xapian *x, shard *s, unsigned patience) {
  pincite_error err = {PINCITE_OK, ""};
  int64_t began = now_milliseconds();
  pincite_status status = PINCITE_EIO;
  if (s->db) {
    status = x->reopen(s->db, &err);
    if (!status)
      status = read_state(x, s, &err);
    if (status)
      close_database(s);
  }
  if (status && now_milliseconds() - began < (int64_t)patience / 2) {
    status = open_shard(x, s, patience, &err);
    if (!status)
      status = read_state(x, s, &err);
  }
  if (!status)
    return;
  close_database(s);
  snprintf(s->why, sizeof s->why, "%.200s",
           status == PINCITE_ENOINDEX ? "there is no Xapian there" : err.message);
}

void pincite__shards_restart(pincite_shard_set *shards) {
  for (size_t i = 0; i < shards->count; i++)
    shards->items[i].why[0] = '\0';
}

bool pincite__shards_drop(pincite_shard_set *shards, const char *failed_at, const char *why) {
  char address[600];
  for (size_t i = 0; i < shards->count; i++) {
    shard *s = &shards->items[i];
    if (!s->db || !s->host)
      continue;
    snprintf(address, sizeof address, "(%.500s:%u)", s->host, s->port);
    if (!strstr(failed_at, address))
      continue;
    close_database(s);
    snprintf(s->why, sizeof s->why, "%.200s", why);
    return true;
  }
  return false;
}

/* The group's generation moves whenever one of theirs does; so does its fingerprint. */
static void sum_states(const pincite_shard_set *shards, pincite_xapian_reader *reader) {
  pincite_sha256 sha;
  unsigned char digest[PINCITE__SHA256_SIZE];
  pincite__sha256_init(&sha);
  reader->generation = 0;
  for (size_t i = 0; i < shards->count; i++) {
    const shard *s = &shards->items[i];
    if (!s->db)
      continue;
    reader->generation += s->generation;
    pincite__sha256_add(&sha, s->fingerprint, strlen(s->fingerprint));
  }
  pincite__sha256_final(&sha, digest);
  pincite__hex(digest, sizeof digest, reader->fingerprint);
}

static pincite_status join(pincite_shard_set *shards, pincite_xapian_reader *reader,
                           pincite_error *err) {
  const pincite_xapian *x = reader->x;
  pincite_xapian_database *group = NULL;
  size_t live = 0;
  pincite_status status = x->group(&group, err);
  for (size_t i = 0; !status && i < shards->count; i++) {
    if (!shards->items[i].db)
      continue;
    status = x->add(group, shards->items[i].db, err);
    live++;
  }
  if (!status && live == 0)
    status = pincite__fail(err, PINCITE_EIO, "no shard answers; '%s': %s",
                           shards->items[0].name, shards->items[0].why);
  if (status) {
    x->close(group);
    return status;
  }
  x->close(reader->db);
  reader->db = group;
  sum_states(shards, reader);
  return PINCITE_OK;
}

pincite_status pincite__shards_gather(pincite_shard_set *shards, unsigned timeout,
                                      pincite_xapian_reader **reader, pincite_buf *missing,
                                      pincite_error *err) {
  unsigned patience = timeout / (2 * (unsigned)shards->count + 2);
  if (patience < PATIENCE_MIN)
    patience = PATIENCE_MIN;
  if (!*reader) {
    *reader = calloc(1, sizeof **reader);
    if (!*reader)
      return pincite__no_memory(err);
  }
  pincite_status status = pincite__xapian(&(*reader)->x, err);
  if (status)
    return status;
  for (size_t i = 0; i < shards->count; i++) {
    shard *s = &shards->items[i];
    if (!s->why[0])
      wake((*reader)->x, s, patience);
    if (!s->why[0])
      continue;
    if (missing->len)
      pincite__buf_adds(missing, "; ");
    pincite__buf_addf(missing, "%s: %s", s->name, s->why);
  }
  if (missing->failed)
    return pincite__no_memory(err);
  return join(shards, *reader, err);
}

const char *pincite__shards_state(const pincite_shard_set *shards, size_t index,
                                  uint64_t *passages, uint64_t *generation) {
  *passages = shards->items[index].passages;
  *generation = shards->items[index].generation;
  return shards->items[index].why;
}
