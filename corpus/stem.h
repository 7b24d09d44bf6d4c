/* SPDX-License-Identifier: MIT
 *
 * stem.h - lists of words that the analyser consults.
 */
#ifndef PINCITE_CORPUS_STEM_H
#define PINCITE_CORPUS_STEM_H

#include "base.h"

/* The term of a folded word that Snowball English would get wrong, or NULL. */
const char *pincite__stem_exception(pincite_str folded);

/* The words that have such a term, one by one from 0; false behind the last. */
bool pincite__stem_exception_at(size_t at, const char **word, const char **term);

#endif
