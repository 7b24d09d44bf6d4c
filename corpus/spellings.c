/* SPDX-License-Identifier: MIT
 *
 * spellings.c - a table of words, which forgets those that do not come again.
 *
 * A word is a record in 'bytes': its head, the word, and its folded form and term where
 * these are not the word again, or the beginning of the folded form. Words that are
 * frequent come early and so lie close together.
 */
#include "spellings.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS PINCITE__SPELLING_SLOTS
#define ALIGN PINCITE__SPELLING_ALIGN
#define USED_MAX (SLOTS / 2)
#define KEPT_MAX (SLOTS / 4)
#define BYTES_MAX (((size_t)4 << 20) - 4096)

enum { WORD_LEN, FOLDED_LEN, TERM_LEN, OWN, HEAD };
enum { OWN_FOLDED = 1, OWN_TERM = 2, AGAIN = 4 /* was looked up since */ };

bool pincite__spellings_init(pincite_spellings *spellings) {
  *spellings = (pincite_spellings){.slots = calloc(SLOTS, sizeof(uint32_t))};
  pincite__buf_init(&spellings->bytes, BYTES_MAX + 2048);
  return spellings->slots;
}

void pincite__spellings_release(pincite_spellings *spellings) {
  free(spellings->slots);
  spellings->slots = NULL;
  pincite__buf_release(&spellings->bytes);
}

static unsigned char *record_at(const pincite_spellings *spellings, uint32_t slot) {
  size_t place = (slot & 0xfffff) - 1;
  return (unsigned char *)spellings->bytes.data + place * ALIGN;
}

/* The slot that has the word, or that it would have. */
static uint32_t *find_slot(pincite_spellings *spellings, uint32_t hash,
                           pincite_str word) {
  size_t at = hash & (SLOTS - 1);
  for (;; at = (at + 1) & (SLOTS - 1)) {
    uint32_t *slot = &spellings->slots[at];
    if (!*slot)
      return slot;
    if (*slot >> 20 != hash >> 20)
      continue;
    const unsigned char *record = record_at(spellings, *slot);
    if (record[WORD_LEN] == word.len && memcmp(record + HEAD, word.at, word.len) == 0)
      return slot;
  }
}

static pincite_spelling read_record(const unsigned char *record) {
  const char *word = (const char *)record + HEAD, *end = word + record[WORD_LEN];
  const char *folded = record[OWN] & OWN_FOLDED ? end : word;
  if (record[OWN] & OWN_FOLDED)
    end += record[FOLDED_LEN];
  return (pincite_spelling){{folded, record[FOLDED_LEN]},
                            {record[OWN] & OWN_TERM ? end : folded, record[TERM_LEN]}};
}

bool pincite__spellings_find(pincite_spellings *spellings, uint32_t hash,
                             pincite_str word, pincite_spelling *out) {
  const uint32_t *slot =
      word.len <= PINCITE__SPELLING_MAX ? find_slot(spellings, hash, word) : NULL;
  if (!slot || !*slot)
    return false;
  unsigned char *record = record_at(spellings, *slot);
  if (!(record[OWN] & AGAIN)) /* which would be written for nothing */
    record[OWN] |= AGAIN;
  *out = read_record(record);
  return true;
}

/* ---- keeping --------------------------------------------------------------- */

/* The records stay as they are. */
static void forget_slots(pincite_spellings *spellings) {
  memset(spellings->slots, 0, SLOTS * sizeof *spellings->slots);
  spellings->used = 0;
}

static void note(pincite_spellings *spellings, uint32_t hash, pincite_str word,
                 size_t place) {
  *find_slot(spellings, hash, word) = (hash >> 20 << 20) | (uint32_t)(place / ALIGN + 1);
  spellings->used++;
}

static size_t record_size(const unsigned char *record) {
  size_t size = HEAD + record[WORD_LEN];
  size += record[OWN] & OWN_FOLDED ? record[FOLDED_LEN] : 0U;
  size += record[OWN] & OWN_TERM ? record[TERM_LEN] : 0U;
  return (size + ALIGN - 1) / ALIGN * ALIGN;
}

/* Keep the words that came again. */
static void forget_rare(pincite_spellings *spellings) {
  unsigned char *bytes = (unsigned char *)spellings->bytes.data;
  size_t kept = 0, end = spellings->bytes.len, size;
  forget_slots(spellings);
  for (size_t at = 0; at < end && spellings->used < KEPT_MAX; at += size) {
    size = record_size(bytes + at);
    if (!(bytes[at + OWN] & AGAIN))
      continue;
    memmove(bytes + kept, bytes + at, size);
    unsigned char *record = bytes + kept;
    pincite_str word = {(char *)record + HEAD, record[WORD_LEN]};
    record[OWN] &= (unsigned char)~AGAIN;
    note(spellings, pincite__spelling_hash(word), word, kept);
    kept += size;
  }
  spellings->bytes.len = kept;
}

static bool begins_with(pincite_str text, pincite_str head) {
  return head.len <= text.len && memcmp(text.at, head.at, head.len) == 0;
}

bool pincite__spellings_keep(pincite_spellings *spellings, uint32_t hash,
                             pincite_str word, const pincite_spelling *own) {
  pincite_buf *bytes = &spellings->bytes;
  pincite_str folded = own->folded, term = own->term;
  bool own_folded = folded.len != word.len || !begins_with(word, folded);
  bool own_term = !begins_with(folded, term);
  unsigned char head[HEAD] = {
      (unsigned char)word.len, (unsigned char)folded.len, (unsigned char)term.len,
      (unsigned char)((own_folded ? OWN_FOLDED : 0) | (own_term ? OWN_TERM : 0))};
  if (spellings->used >= USED_MAX || bytes->len > BYTES_MAX)
    forget_rare(spellings);
  size_t place = bytes->len;
  pincite__buf_add(bytes, head, sizeof head);
  pincite__buf_add(bytes, word.at, word.len);
  if (own_folded)
    pincite__buf_add(bytes, folded.at, folded.len);
  if (own_term)
    pincite__buf_add(bytes, term.at, term.len);
  while (bytes->len % ALIGN && !bytes->failed)
    pincite__buf_addc(bytes, '\0');
  if (bytes->failed) {
    forget_slots(spellings);
    pincite__buf_clear(bytes);
    return false;
  }
  note(spellings, hash, word, place);
  return true;
}
