/* SPDX-License-Identifier: MIT
 *
 * front_matter.h - what a Markdown file says of itself before it begins.
 */
#ifndef PINCITE_READERS_FRONT_MATTER_H
#define PINCITE_READERS_FRONT_MATTER_H

#include "../../corpus/document.h"

/* Read the YAML between "---" lines at the beginning of 'text' into the fields of
   'document'. Returns how many bytes it takes; 0 when there is none. Of YAML this
   knows what such files use: plain, quoted, folded and listed values, on one
   level. */
size_t pincite__front_matter(pincite_str text, pincite_document *document);

#endif
