/* SPDX-License-Identifier: MIT
 *
 * charset.h - bytes of an unknown character set to UTF-8.
 */
#ifndef PINCITE_READERS_CHARSET_H
#define PINCITE_READERS_CHARSET_H

#include "../../corpus/base.h"

/* Append 'bytes' to 'out' as UTF-8. A byte order mark decides; else text that
   is valid UTF-8 is that; else 'hint', a label such as "iso-8859-2" as found
   in a header or a <meta>, NULL when there is none; else UTF-8 with a few
   broken characters when that is what it looks like; else windows-1252. Labels
   mean what browsers take them for: Latin-1 is windows-1252. What cannot be
   converted becomes U+FFFD. Returns the name of the character set used, a
   string constant or 'hint'; a failure of memory shows in 'out'. */
const char *pincite__to_utf8(const char *bytes, size_t len, const char *hint,
                             pincite_buf *out);

#endif
