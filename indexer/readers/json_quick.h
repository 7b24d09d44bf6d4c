/* SPDX-License-Identifier: MIT
 *
 * json_quick.h - the members of a JSON object that is as JSON mostly is.
 *
 * A line of JSON is either read here, or found unfit in whatever way and left to the
 * parser that is slow, takes everything and says where what is broken.
 */
#ifndef PINCITE_READERS_JSON_QUICK_H
#define PINCITE_READERS_JSON_QUICK_H

#include "../../corpus/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero bytes that must follow what is read. */
#define PINCITE__JSON_PADDING 64
/* More members than this are left to the other parser. */
#define PINCITE__JSON_MEMBERS 64

typedef struct pincite_json_quick pincite_json_quick; /* for one thread */

typedef enum pincite_json_kind {
  PINCITE__JSON_STRING,
  PINCITE__JSON_INTEGER,
  PINCITE__JSON_NESTED, /* an object or an array */
  PINCITE__JSON_OTHER
} pincite_json_kind;

typedef struct pincite_json_member {
  pincite_str name;
  pincite_json_kind kind;
  pincite_str string; /* UTF-8; may hold zero bytes */
  int64_t integer;
} pincite_json_member;

pincite_json_quick *pincite__json_quick_new(void); /* NULL: out of memory */
void pincite__json_quick_free(pincite_json_quick *quick);

/* Read the members of the object that 'line' is, in their order, names that come twice
   included; what they name is good until the next call. False: it is not fit. */
bool pincite__json_quick_read(pincite_json_quick *quick, pincite_str line,
                              pincite_json_member members[PINCITE__JSON_MEMBERS],
                              size_t *count);

#ifdef __cplusplus
}
#endif

#endif
