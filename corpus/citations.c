/* SPDX-License-Identifier: MIT
 *
 * citations.c - the public face of the citation scanner.
 */
#include <string.h>

#include "citation.h"
#include "handle.h"

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
                                 const pincite_citations_options *options,
                                 int (*each)(const pincite_citation *citation, void *data),
                                 void *data, pincite_error *err) {
  receiver to = {each, data};
  pincite_citations_options own = PINCITE_CITATIONS_OPTIONS_INIT;
  pincite_law *law = NULL;
  pincite_status status = PINCITE_OK;
  if (!text || !each)
    return pincite__fail(err, PINCITE_EINVAL, "citations: no text, or nobody to tell");
  if (!pincite__options_copy(&own, sizeof own, options))
    return pincite__fail(err, PINCITE_EINVAL, "the options of the citations are malformed");
  if (length == SIZE_MAX)
    length = strlen(text);
  if (own.authorities)
    status = pincite__law_read(pincite__str(own.authorities), &law, err);
  if (!status && pincite__citations_by(law, text, length, false, hand_over, &to))
    status = pincite__fail(err, PINCITE_EABORTED, "stopped by the caller");
  pincite__law_free(law);
  return status;
}
