/* SPDX-License-Identifier: MIT
 *
 * analyse.c - from a word as written to the term it is indexed under.
 *
 * Fold, look for an exception, stem. Texts repeat their words, so each spelling
 * is worked out once and remembered. The table is larger than what a processor has at
 * hand: words are looked up some at a time, all on their way before the first is needed.
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
#include "spellings.h"
#include "stem.h"

/* Words that are looked up together. */
#define SIGHT 16

struct pincite_analyser {
  struct sb_stemmer *stemmer;
  pincite_spellings spellings;
  pincite_buf folded;        /* scratch */
  pincite_buf term;          /* scratch, and the result for a word too long to keep */
  pincite_concepts concepts; /* of the text at hand */
};

pincite_analyser *pincite__analyser_new(void) {
  pincite_analyser *analyser = calloc(1, sizeof *analyser);
  if (!analyser)
    return NULL;
  pincite__buf_init(&analyser->folded, PINCITE__BUF_LIMIT);
  pincite__buf_init(&analyser->term, PINCITE__BUF_LIMIT);
  pincite__concepts_init(&analyser->concepts);
  analyser->stemmer = sb_stemmer_new("english", NULL);
  if (!pincite__spellings_init(&analyser->spellings) || !analyser->stemmer) {
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
  pincite__concepts_release(&analyser->concepts);
  pincite__spellings_release(&analyser->spellings);
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

/* Work out a word, or remember it. False: out of memory. */
static bool look_up(pincite_analyser *analyser, uint32_t hash, pincite_str word,
                    pincite_spelling *out) {
  if (pincite__spellings_find(&analyser->spellings, hash, word, out))
    return true;
  if (!fold(analyser, word.at, word.len) || !stem(analyser))
    return false;
  *out = (pincite_spelling){pincite__buf_view(&analyser->folded),
                            pincite__buf_view(&analyser->term)};
  return word.len > PINCITE__SPELLING_MAX ||
         pincite__spellings_keep(&analyser->spellings, hash, word, out);
}

static bool look_up_one(pincite_analyser *analyser, const char *word, size_t len,
                        pincite_spelling *out) {
  pincite_str own = {word, len};
  return look_up(analyser, pincite__spelling_hash(own), own, out);
}

pincite_str pincite__analyse_word(pincite_analyser *analyser, const char *word,
                                  size_t len) {
  pincite_spelling found;
  return look_up_one(analyser, word, len, &found) ? found.term : (pincite_str){0};
}

pincite_str pincite__fold_word(pincite_analyser *analyser, const char *word, size_t len) {
  pincite_spelling found;
  return look_up_one(analyser, word, len, &found) ? found.folded : (pincite_str){0};
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

typedef struct sighted {
  pincite_word word;
  uint32_t hash;
} sighted;

/* The next words of a text, with what they will be looked up in on its way. */
static size_t sight(const pincite_analyser *analyser, const char *text, size_t len,
                    size_t *at, sighted words[SIGHT]) {
  size_t count = 0;
  for (; count < SIGHT && pincite__word_next(text, len, at, &words[count].word);
       count++) {
    const pincite_word *word = &words[count].word;
    words[count].hash =
        pincite__spelling_hash((pincite_str){text + word->start, word->length});
    pincite__spellings_slot(&analyser->spellings, words[count].hash);
  }
  for (size_t i = 0; i < count; i++)
    pincite__spellings_record(&analyser->spellings, words[i].hash);
  return count;
}

/* What is given, and where it has come to. */
typedef struct giving {
  const pincite_concepts *concepts; /* of the text, or none */
  size_t concept;                   /* the next */
  pincite_token token;
  int (*each)(const pincite_token *token, void *data);
  void *data;
} giving;

static int give_word(pincite_analyser *analyser, giving *own, const char *text,
                     const sighted *next) {
  const pincite_word *word = &next->word;
  pincite_token *token = &own->token;
  pincite_spelling found;
  if (!look_up(analyser, next->hash, (pincite_str){text + word->start, word->length},
               &found))
    return -1;
  if (found.term.len == 0)
    return 0;
  int stop = token->position == 0
                 ? 0
                 : give_concepts(own->concepts, &own->concept, token->position - 1,
                                 word->start, own->each, own->data);
  if (stop)
    return stop;
  token->term = found.term;
  token->folded = found.folded;
  token->start = word->start;
  token->length = word->length;
  stop = own->each(token, own->data);
  token->position++;
  return stop;
}

static int give_tokens(pincite_analyser *analyser, const pincite_concepts *concepts,
                       const char *text, size_t len,
                       int (*each)(const pincite_token *token, void *data), void *data) {
  giving own = {.concepts = concepts, .each = each, .data = data};
  sighted words[SIGHT];
  size_t at = 0, count;
  while ((count = sight(analyser, text, len, &at, words)) != 0)
    for (size_t i = 0; i < count; i++) {
      int stop = give_word(analyser, &own, text, &words[i]);
      if (stop)
        return stop;
    }
  return own.token.position == 0
             ? 0
             : give_concepts(concepts, &own.concept, own.token.position - 1, SIZE_MAX,
                             each, data);
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
