/* SPDX-License-Identifier: MIT
 *
 * analyse.c - from a word as written to the term it is indexed under.
 *
 * Fold, look for an exception, stem. Texts repeat their words, so each spelling
 * is worked out once and remembered in a table; when the table is full it is
 * emptied, which costs little and bounds memory.
 *
 * Invariant: the term depends on the word alone (and a concept term on the
 * text given alone), never on what was analysed before.
 */
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "analyse.h"
#include "concepts.h"
#include "stem.h"

#define SLOTS ((size_t)1 << 16) /* a power of two */
#define SLOTS_USED_MAX (SLOTS / 2)
/* Where records begin is told in 20 bits, as a multiple of 4. */
#define ALIGN ((size_t)4)
#define BYTES_MAX (((size_t)4 << 20) - 4096)

/* A remembered word is a record in 'bytes': its head, the word, and its folded form
   and term where these are not the word again, or the beginning of the folded form.
   Words that are frequent come early and so lie close together. */
enum { WORD_LEN, FOLDED_LEN, TERM_LEN, OWN, HEAD };
enum { OWN_FOLDED = 1, OWN_TERM = 2 };

struct pincite_analyser {
  struct sb_stemmer *stemmer;
  uint32_t *slots; /* 12 bits of the hash, 20 of the record's place + 1; 0: free */
  size_t used;
  pincite_buf bytes;
  pincite_buf folded;        /* scratch */
  pincite_buf term;          /* scratch, and the result for a word too long to keep */
  pincite_concepts concepts; /* of the text at hand */
};

pincite_analyser *pincite__analyser_new(void) {
  pincite_analyser *analyser = calloc(1, sizeof *analyser);
  if (!analyser)
    return NULL;
  pincite__buf_init(&analyser->bytes, BYTES_MAX + 2048);
  pincite__buf_init(&analyser->folded, PINCITE__BUF_LIMIT);
  pincite__buf_init(&analyser->term, PINCITE__BUF_LIMIT);
  pincite__concepts_init(&analyser->concepts);
  analyser->stemmer = sb_stemmer_new("english", NULL);
  analyser->slots = calloc(SLOTS, sizeof *analyser->slots);
  if (!analyser->stemmer || !analyser->slots) {
    pincite__analyser_free(analyser);
    return NULL;
  }
  return analyser;
}

void pincite__analyser_free(pincite_analyser *analyser) {
  if (!analyser)
    return;
  if (analyser->stemmer)
    sb_stemmer_delete(analyser->stemmer);
  free(analyser->slots);
  pincite__concepts_release(&analyser->concepts);
  pincite__buf_release(&analyser->bytes);
  pincite__buf_release(&analyser->folded);
  pincite__buf_release(&analyser->term);
  free(analyser);
}

/* Drop a possessive, apostrophes, the stops of initials, thousands' commas. */
static void strip_marks(pincite_buf *buf) {
  size_t len = buf->len;
  char *data = buf->data;
  if (len > 2 && data[len - 2] == '\'' && data[len - 1] == 's')
    len -= 2;
  size_t kept = 0;
  for (size_t i = 0; i < len; i++) {
    bool digit_stop = data[i] == '.' && i > 0 && data[i - 1] >= '0' && data[i - 1] <= '9';
    if (data[i] == '\'' || data[i] == ',' || (data[i] == '.' && !digit_stop))
      continue;
    data[kept++] = data[i];
  }
  buf->len = kept;
}

/* Lower case, no accents, plain apostrophes, for a word beyond ASCII. */
static bool fold_unicode(pincite_buf *out, const char *word, size_t len) {
  utf8proc_uint8_t *folded = NULL;
  utf8proc_ssize_t size =
      utf8proc_map((const utf8proc_uint8_t *)word, (utf8proc_ssize_t)len, &folded,
                   UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                       UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  if (size < 0) {
    free(folded);
    return size != UTF8PROC_ERROR_NOMEM;
  }
  for (size_t at = 0; at < (size_t)size;) {
    uint32_t code;
    size_t step = pincite__utf8_decode((char *)folded + at, (size_t)size - at, &code);
    if (code == 0x2018 || code == 0x2019 || code == 0x2bc)
      pincite__buf_addc(out, '\'');
    else
      pincite__buf_add(out, folded + at, step);
    at += step;
  }
  free(folded);
  return !out->failed;
}

static bool fold(pincite_analyser *analyser, const char *word, size_t len) {
  pincite_buf *out = &analyser->folded;
  pincite__buf_clear(out);
  if (!pincite__buf_reserve(out, len))
    return false;
  if ((unsigned char)word[0] == 0xc2 && len >= 2 && (unsigned char)word[1] == 0xa7) {
    pincite__buf_adds(out, "section");
    return !out->failed;
  }
  bool plain = true;
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)word[i];
    plain = plain && c < 0x80;
    out->data[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  out->len = plain ? len : 0;
  if (!plain && !fold_unicode(out, word, len))
    return false;
  strip_marks(out);
  out->len = pincite__utf8_cut(out->data, out->len, PINCITE__TERM_LIMIT);
  out->data[out->len] = '\0';
  return true;
}

static bool is_plain_letters(pincite_str word) {
  for (size_t i = 0; i < word.len; i++)
    if (word.at[i] < 'a' || word.at[i] > 'z')
      return false;
  return word.len > 0;
}

/* Fill 'term' from 'folded'. */
static bool stem(pincite_analyser *analyser) {
  pincite_str folded = pincite__buf_view(&analyser->folded);
  pincite_buf *out = &analyser->term;
  pincite__buf_clear(out);
  const char *exception = pincite__stem_exception(folded);
  if (exception) {
    pincite__buf_adds(out, exception);
  } else if (is_plain_letters(folded)) {
    const sb_symbol *stemmed =
        sb_stemmer_stem(analyser->stemmer, (const sb_symbol *)folded.at, (int)folded.len);
    if (!stemmed)
      return false;
    pincite__buf_add(out, stemmed, (size_t)sb_stemmer_length(analyser->stemmer));
  } else {
    pincite__buf_add(out, folded.at, folded.len);
  }
  return !out->failed;
}

static void forget_all(pincite_analyser *analyser) {
  memset(analyser->slots, 0, SLOTS * sizeof *analyser->slots);
  analyser->used = 0;
  pincite__buf_clear(&analyser->bytes);
}

static const unsigned char *record_at(const pincite_analyser *analyser, uint32_t slot) {
  size_t place = (slot & 0xfffff) - 1;
  return (const unsigned char *)analyser->bytes.data + place * ALIGN;
}

/* The slot that has the word, or that it would have. */
static uint32_t *find_slot(pincite_analyser *analyser, uint32_t hash, const char *word,
                           size_t len) {
  size_t at = hash & (SLOTS - 1);
  for (;; at = (at + 1) & (SLOTS - 1)) {
    uint32_t *slot = &analyser->slots[at];
    if (!*slot)
      return slot;
    if (*slot >> 20 != hash >> 20)
      continue;
    const unsigned char *record = record_at(analyser, *slot);
    if (record[WORD_LEN] == len && memcmp(record + HEAD, word, len) == 0)
      return slot;
  }
}

static uint32_t hash_word(const char *word, size_t len) {
  uint32_t hash = 2166136261U;
  for (size_t i = 0; i < len; i++)
    hash = (hash ^ (unsigned char)word[i]) * 16777619U;
  return hash ^ hash >> 15;
}

typedef struct analysed {
  pincite_str folded;
  pincite_str term;
} analysed;

static bool begins_with(pincite_str text, pincite_str head) {
  return head.len <= text.len && memcmp(text.at, head.at, head.len) == 0;
}

/* Append a record of the word that was worked out last. False: out of memory. */
static bool remember(pincite_analyser *analyser, uint32_t hash, pincite_str word) {
  pincite_buf *bytes = &analyser->bytes;
  pincite_str folded = pincite__buf_view(&analyser->folded);
  pincite_str term = pincite__buf_view(&analyser->term);
  bool own_folded = folded.len != word.len || !begins_with(word, folded);
  bool own_term = !begins_with(folded, term);
  unsigned char head[HEAD] = {
      (unsigned char)word.len, (unsigned char)folded.len, (unsigned char)term.len,
      (unsigned char)((own_folded ? OWN_FOLDED : 0) | (own_term ? OWN_TERM : 0))};
  while (bytes->len % ALIGN && !bytes->failed)
    pincite__buf_addc(bytes, '\0');
  uint32_t place = (uint32_t)(bytes->len / ALIGN);
  pincite__buf_add(bytes, head, sizeof head);
  pincite__buf_add(bytes, word.at, word.len);
  if (own_folded)
    pincite__buf_add(bytes, folded.at, folded.len);
  if (own_term)
    pincite__buf_add(bytes, term.at, term.len);
  if (bytes->failed) {
    forget_all(analyser);
    return false;
  }
  *find_slot(analyser, hash, word.at, word.len) = (hash >> 20 << 20) | (place + 1);
  analyser->used++;
  return true;
}

static analysed read_record(const unsigned char *record) {
  const char *word = (const char *)record + HEAD, *end = word + record[WORD_LEN];
  const char *folded = record[OWN] & OWN_FOLDED ? end : word;
  if (record[OWN] & OWN_FOLDED)
    end += record[FOLDED_LEN];
  return (analysed){{folded, record[FOLDED_LEN]},
                    {record[OWN] & OWN_TERM ? end : folded, record[TERM_LEN]}};
}

/* Work out a word, or remember it. False: out of memory. */
static bool look_up(pincite_analyser *analyser, const char *word, size_t len,
                    analysed *out) {
  bool keep = len <= UINT8_MAX;
  uint32_t hash = hash_word(word, len);
  const uint32_t *slot = keep ? find_slot(analyser, hash, word, len) : NULL;
  if (!slot || !*slot) {
    if (!fold(analyser, word, len) || !stem(analyser))
      return false;
    if (!keep) {
      *out = (analysed){pincite__buf_view(&analyser->folded),
                        pincite__buf_view(&analyser->term)};
      return true;
    }
    if (analyser->used >= SLOTS_USED_MAX || analyser->bytes.len > BYTES_MAX)
      forget_all(analyser);
    if (!remember(analyser, hash, (pincite_str){word, len}))
      return false;
    slot = find_slot(analyser, hash, word, len);
  }
  *out = read_record(record_at(analyser, *slot));
  return true;
}

pincite_str pincite__analyse_word(pincite_analyser *analyser, const char *word,
                                  size_t len) {
  analysed found;
  return look_up(analyser, word, len, &found) ? found.term : (pincite_str){0};
}

pincite_str pincite__fold_word(pincite_analyser *analyser, const char *word, size_t len) {
  analysed found;
  return look_up(analyser, word, len, &found) ? found.folded : (pincite_str){0};
}

/* Give the concepts from *next on whose citations have no word behind 'word_end'
   and before 'next_word': they stand where their last word stands. */
static int give_concepts(const pincite_concepts *concepts, size_t *next,
                         uint32_t position, size_t next_word,
                         int (*each)(const pincite_token *token, void *data),
                         void *data) {
  for (; *next < concepts->count && concepts->items[*next].end <= next_word; ++*next) {
    const pincite_concept *concept = &concepts->items[*next];
    pincite_token token = {.term = {concepts->terms.data + concept->offset, concept->len},
                           .position = position,
                           .colocated = true,
                           .start = concept->start,
                           .length = concept->end - concept->start};
    int stop = each(&token, data);
    if (stop)
      return stop;
  }
  return 0;
}

void pincite__analyser_use(pincite_analyser *analyser, const pincite_law *law) {
  analyser->concepts.law = law;
}

const pincite_law *pincite__analyser_law(const pincite_analyser *analyser) {
  return analyser->concepts.law;
}

/* 'concepts' are those of the text, or none. */
static int give_tokens(pincite_analyser *analyser, const pincite_concepts *concepts,
                       const char *text, size_t len,
                       int (*each)(const pincite_token *token, void *data), void *data) {
  pincite_token token = {0};
  pincite_word word;
  size_t at = 0, concept = 0;
  while (pincite__word_next(text, len, &at, &word)) {
    analysed found;
    if (!look_up(analyser, text + word.start, word.length, &found))
      return -1;
    if (found.term.len == 0)
      continue;
    int stop = token.position == 0 ? 0
                                   : give_concepts(concepts, &concept, token.position - 1,
                                                   word.start, each, data);
    if (stop)
      return stop;
    token.term = found.term;
    token.folded = found.folded;
    token.start = word.start;
    token.length = word.length;
    stop = each(&token, data);
    if (stop)
      return stop;
    token.position++;
  }
  return token.position == 0 ? 0
                             : give_concepts(concepts, &concept, token.position - 1,
                                             SIZE_MAX, each, data);
}

int pincite__analyse(pincite_analyser *analyser, const char *text, size_t len,
                     int (*each)(const pincite_token *token, void *data), void *data) {
  if (!pincite__concepts_find(&analyser->concepts, text, len))
    return -1;
  return give_tokens(analyser, &analyser->concepts, text, len, each, data);
}

int pincite__analyse_words(pincite_analyser *analyser, const char *text, size_t len,
                           int (*each)(const pincite_token *token, void *data),
                           void *data) {
  static const pincite_concepts none;
  return give_tokens(analyser, &none, text, len, each, data);
}
