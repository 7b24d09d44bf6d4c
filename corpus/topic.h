/* SPDX-License-Identifier: MIT
 *
 * topic.h - topics: questions with a name. Some ship, compiled in; a user's own are
 * files NAME.topic in a folder, the index's own folder "topics" if no other is told,
 * and come before those of the same name that ship.
 *
 *   file   := line*
 *   line   := "#" anything | field ":" text continuation*
 *   field  := "scope" | "query"
 *   continuation := a line that begins with a blank
 *
 * A name is small letters, digits and hyphens, so that it can be no path.
 */
#ifndef PINCITE_CORPUS_TOPIC_H
#define PINCITE_CORPUS_TOPIC_H

#include "base.h"

/* ---- made by script/make_topics.c ---------------------------------------- */

typedef struct pincite_topic_file {
  const char *name;
  const char *text;
} pincite_topic_file;

extern const pincite_topic_file pincite__topic_files[]; /* sorted by name */
extern const size_t pincite__topic_file_count;

/* ---- interface of topic.c ------------------------------------------------- */

#define PINCITE__TOPIC_NAME_LIMIT 64
#define PINCITE__TOPIC_FILE_LIMIT ((size_t)1 << 16)

/* Append a field of a topic's text on one line; false when it has none. */
bool pincite__topic_field(pincite_str text, const char *field, pincite_buf *out);

bool pincite__topic_is_name(pincite_str name);

/* Append the text of the topic of that name: out of 'folder' (NULL: no such
   folder), else of those that ship. Fails with ENOTFOUND; with EIO, and EINVAL for
   one that is too long, when there is a file but it cannot be read. */
pincite_status pincite__topic_text(const char *folder, pincite_str name, pincite_buf *out,
                                   pincite_error *err);

/* Append "NAME\n" for each topic, sorted, without doubles. A folder that is not
   there has none; fails with EIO when it is there but cannot be read. */
pincite_status pincite__topic_names(const char *folder, pincite_buf *out,
                                    pincite_error *err);

/* Does the topic of that name come from the folder? */
bool pincite__topic_is_own(const char *folder, pincite_str name);

#endif
