/* SPDX-License-Identifier: MIT
 *
 * citations.c - the public face of the citation scanner.
 */
#include <string.h>

#include "citation.h"

typedef struct receiver {
  int (*each)(const pincite_citation *citation, void *data);
  void *data;
} receiver;

static int hand_over(const pincite_cite *cite, void *data) {
  const receiver *to = data;
  pincite_citation citation = {pincite__cite_kind_name(cite->kind), cite->normal.at,
                               cite->start, cite->length, cite->uncertain};
  return to->each(&citation, to->data);
}

pincite_status pincite_citations(const char *text, size_t length,
                                 int (*each)(const pincite_citation *citation, void *data),
                                 void *data, pincite_error *err) {
  receiver to = {each, data};
  if (!text || !each)
    return pincite__fail(err, PINCITE_EINVAL, "citations: no text, or nobody to tell");
  if (length == SIZE_MAX)
    length = strlen(text);
  if (pincite__citations(text, length, false, hand_over, &to))
    return pincite__fail(err, PINCITE_EABORTED, "stopped by the caller");
  return PINCITE_OK;
}
