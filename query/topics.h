/* SPDX-License-Identifier: MIT
 *
 * topics.h - what topic: stands for.
 */
#ifndef PINCITE_QUERY_TOPICS_H
#define PINCITE_QUERY_TOPICS_H

#include "../corpus/handle.h"

/* Append the folder of topics: 'told', else the index's own; empty when there is
   none, as in memory. */
void pincite__topics_folder(const pincite_index *index, const char *told,
                            pincite_buf *out);

/* Append the question that a topic stands for; 'data' is a pincite_resolving. See
   pincite_resolver. */
bool pincite__resolve_topic(void *data, pincite_str name, pincite_buf *question);

#endif
