/* SPDX-License-Identifier: MIT
 *
 * walk.h - what lies under a path.
 */
#ifndef PINCITE_INDEXER_WALK_H
#define PINCITE_INDEXER_WALK_H

#include "../corpus/base.h"

/* One thing found. 'reason' is NULL for a file to be read; else why it is not,
   as a code, with a sentence in 'detail'. */
typedef struct pincite_found {
  char *path; /* to open it with, bytes as the system has them */
  char *uri;  /* relative to the root, valid UTF-8 */
  int64_t size, mtime, inode; /* mtime in nanoseconds */
  const char *reason;
  char *detail;
  bool failed; /* it should have been readable and was not */
} pincite_found;

typedef struct pincite_walk {
  pincite_found *items;
  size_t count, capacity;
  size_t bytes; /* of memory that the list takes */
  /* The folder of the index itself is passed over. */
  uint64_t skip_device, skip_inode;
} pincite_walk;

/* List what lies under 'path' in the order of the uris' bytes, folders
   recursively. Links to files are followed, links to folders are not; hidden
   names (".git") are named once and not entered. EINVAL: there is nothing at
   'path'. EABORTED: 'stop' answered so. */
pincite_status pincite__walk(const char *path, pincite_walk *walk,
                             int (*stop)(size_t found, void *data), void *data,
                             pincite_error *err);
void pincite__walked_release(pincite_walk *walk);

#endif
