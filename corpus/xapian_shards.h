/* SPDX-License-Identifier: MIT
 *
 * xapian_shards.h - an index that is cut into shards, here or on other machines.
 *
 * NAME.shards is a text file with a shard a line: the folder of an index, as seen from
 * where the file lies, or HOST:PORT of a `pincite serve-shard`. Empty lines and what
 * follows a # are passed over. An article's place is decided by a hash of its id and
 * the number of lines, so their order matters.
 */
#ifndef PINCITE_CORPUS_XAPIAN_SHARDS_H
#define PINCITE_CORPUS_XAPIAN_SHARDS_H

#include "xapian_index.h"

typedef struct pincite_shard_set pincite_shard_set;

/* A line of the file. */
typedef struct pincite_shard_line {
  const char *name;      /* as written */
  const char *path;      /* of a local index; NULL: remote */
  const char *host;      /* remote */
  unsigned port;
} pincite_shard_line;

/* Is 'path' a file of shards, by its name and kind? */
bool pincite__is_shards(const char *path);
/* Read the file; nothing is opened. EINVAL names the line that is wrong. */
pincite_status pincite__shards_open(const char *path, pincite_shard_set **out,
                                    pincite_error *err);
void pincite__shards_close(pincite_shard_set *shards); /* NULL is accepted */
size_t pincite__shards_count(const pincite_shard_set *shards);
pincite_shard_line pincite__shards_line(const pincite_shard_set *shards, size_t index);

/* Which of 'count' shards an article belongs to. */
size_t pincite__shard_of(pincite_str id, size_t count);

/* A new question: those that did not answer are tried again. */
void pincite__shards_restart(pincite_shard_set *shards);
/* Open what is not open, see what was committed, and put those that answer together in
   *reader (made when NULL). 'timeout' milliseconds are for all of them. Those that do
   not answer are appended to 'missing', each with its reason. Fails when none does. */
pincite_status pincite__shards_gather(pincite_shard_set *shards, unsigned timeout,
                                      pincite_xapian_reader **reader, pincite_buf *missing,
                                      pincite_error *err);
/* Leave out the one that Xapian names so, until the next question. False: none is. */
bool pincite__shards_drop(pincite_shard_set *shards, const char *failed_at, const char *why);
/* How one fares after a gathering: "" when it answers, else why not. */
const char *pincite__shards_state(const pincite_shard_set *shards, size_t index,
                                  uint64_t *passages, uint64_t *generation);

#endif
