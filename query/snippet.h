/* SPDX-License-Identifier: MIT
 *
 * snippet.h - the few words of a passage that show why it was found.
 */
#ifndef PINCITE_QUERY_SNIPPET_H
#define PINCITE_QUERY_SNIPPET_H

#include "match.h"

/* Cut the stretch of 'body' in which most of the different matches lie, about
   'width' bytes, at word ends and if possible from the beginning of a sentence;
   without a match, the beginning. 'spans' are those of pincite__match_spans();
   only those of the body count. 'out' gets the text on one line with an
   ellipsis where it was cut; 'marks' the matches in it, at most 'mark_capacity'
   of them. Returns their number. ENOMEM: look at out->failed. */
size_t pincite__snippet(pincite_str body, const pincite_match_span *spans,
                        size_t span_count, size_t width, pincite_buf *out,
                        pincite_span *marks, size_t mark_capacity);

#endif
