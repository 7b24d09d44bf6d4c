/* SPDX-License-Identifier: MIT
 *
 * spell.c - did you mean?
 *
 * The index has stems, so stems near that of the word typed are looked for. A walk
 * over all terms costs too much: those with the same first letter are walked, and for
 * a word that no passage has, those that begin as it would after one slip at its
 * beginning and none in the letters that follow. The few nearest are spelled out as
 * the corpus spells them, and the one nearest to what was typed is offered; slips
 * seldom change the first letter, so one that keeps it wins over one that does not.
 */
#include "spell.h"

#include <stdlib.h>
#include <string.h>

/* Shorter words are near too many others. */
#define LETTERS_MIN 4
/* Stems that are spelled out and compared with the word itself. */
#define CANDIDATES 6
/* A word to be offered is in so many passages at least. */
#define PASSAGES_MIN 3
/* Letters that are taken as typed where a slip is sought before them. */
#define LETTERS_KEPT 3

typedef struct candidate {
  char term[PINCITE__TERM_LIMIT + 1];
  unsigned distance;
  bool other_letter; /* it begins otherwise */
  uint64_t passages;
} candidate;

/* What is known of one rare word. */
typedef struct search {
  pincite_node *word;
  pincite_str shown; /* its text before it is replaced */
  char *text;        /* the near word; NULL: none was found */
  char stem[PINCITE__TERM_LIMIT + 1];
  size_t stem_len;
  uint32_t letters, stem_letters; /* see letters_of() */
  unsigned most;                  /* how far a near word may be */
  bool unknown;                   /* no passage has it */
  candidate best[CANDIDATES];
  size_t count;
} search;

typedef struct speller {
  uint64_t rare; /* in so many passages at most */
  pincite_analyser *analyser;
  const pincite_vocabulary *vocabulary;
  pincite_error *err;
  pincite_status status;
  search words[PINCITE__SPELL_WORDS];
  size_t count;
  pincite_near near_stem, near_word; /* of the word at hand */
} speller;

static bool is_word(pincite_str text) {
  for (size_t i = 0; i < text.len; i++)
    if (!(text.at[i] >= 'a' && text.at[i] <= 'z') && !((unsigned char)text.at[i] & 0x80))
      return false;
  return text.len >= LETTERS_MIN - 1 && text.len <= PINCITE__TERM_LIMIT;
}

/* ---- near stems -------------------------------------------------------------------- */

static bool is_better(const candidate *a, const candidate *b) {
  if (a->distance != b->distance)
    return a->distance < b->distance;
  if (a->other_letter != b->other_letter)
    return b->other_letter;
  return a->passages > b->passages;
}

static void keep(search *s, const candidate *one) {
  for (size_t i = 0; i < s->count; i++)
    if (strcmp(s->best[i].term, one->term) == 0)
      return;
  if (s->count == CANDIDATES && !is_better(one, &s->best[CANDIDATES - 1]))
    return;
  size_t at = s->count < CANDIDATES ? s->count++ : CANDIDATES - 1;
  for (; at > 0 && is_better(one, &s->best[at - 1]); at--)
    s->best[at] = s->best[at - 1];
  s->best[at] = *one;
}

/* Which letters a word has, as bits: a slip changes two of them at the most. */
static uint32_t letters_of(pincite_str word) {
  uint32_t letters = 0;
  for (size_t i = 0; i < word.len; i++)
    letters |= UINT32_C(1) << (word.at[i] & 31);
  return letters;
}

static bool has_the_length(const pincite_near *near, pincite_str term) {
  return near->word.len <= term.len + near->most &&
         term.len <= near->word.len + near->most;
}

static bool has_the_letters(uint32_t letters, uint32_t others, unsigned most) {
  unsigned differ = 0;
  for (uint32_t bits = letters ^ others; bits && differ <= 2 * most; bits &= bits - 1)
    differ++;
  return differ <= 2 * most;
}

/* Can it be near? It is asked for thousands of terms, and the answer is no: by the
   length of most, by the first letters or all letters of the others. */
static bool may_be_near(const speller *to, const search *s, pincite_str term) {
  bool stem = has_the_length(&to->near_stem, term) &&
              !pincite__near_ruled_out(&to->near_stem, term);
  bool word = has_the_length(&to->near_word, term) &&
              !pincite__near_ruled_out(&to->near_word, term);
  if (!stem && !word)
    return false;
  uint32_t letters = letters_of(term);
  return (stem && has_the_letters(s->stem_letters, letters, s->most)) ||
         (word && has_the_letters(s->letters, letters, s->most));
}

static void consider(speller *to, search *s, pincite_str term) {
  if (!may_be_near(to, s, term))
    return;
  unsigned distance = pincite__near_step(&to->near_stem, term);
  unsigned spelled = pincite__near_step(&to->near_word, term);
  candidate one = {.distance = distance < spelled ? distance : spelled,
                   .other_letter = s->word->word.at[0] != term.at[0]};
  if (distance == 0 || one.distance > s->most || !is_word(term))
    return;
  to->status =
      to->vocabulary->passages(to->vocabulary->data, term, &one.passages, to->err);
  if (to->status || one.passages < PASSAGES_MIN)
    return;
  memcpy(one.term, term.at, term.len);
  one.term[term.len] = '\0';
  keep(s, &one);
}

typedef struct considering {
  speller *to;
  search *word;
} considering;

static int consider_term(pincite_str term, void *data) {
  considering *at = data;
  consider(at->to, at->word, term);
  return at->to->status != PINCITE_OK;
}

static void walk_terms(speller *to, search *s, const char *prefix, size_t len) {
  considering at = {to, s};
  if (to->status || len == 0)
    return;
  pincite_status status = to->vocabulary->list(
      to->vocabulary->data, (pincite_str){prefix, len}, consider_term, &at, to->err);
  to->status = to->status ? to->status : status;
}

/* Terms that begin as the word would without its first letter, with its first two
   swapped, with another first letter, or one before it. */
static void walk_other_beginnings(speller *to, search *s) {
  pincite_str word = s->word->word;
  char begin[1 + LETTERS_KEPT];
  if (word.len <= LETTERS_KEPT)
    return;
  walk_terms(to, s, word.at + 1, LETTERS_KEPT);
  memcpy(begin, (char[]){word.at[1], word.at[0], word.at[2]}, 3);
  walk_terms(to, s, begin, 3);
  for (char letter = 'a'; letter <= 'z'; letter++) {
    begin[0] = letter;
    memcpy(begin + 1, word.at + 1, LETTERS_KEPT);
    walk_terms(to, s, begin, sizeof begin);
    memcpy(begin + 1, word.at, LETTERS_KEPT);
    walk_terms(to, s, begin, sizeof begin);
  }
}

static void find_near(speller *to, search *s) {
  pincite__near_begin(&to->near_stem, (pincite_str){s->stem, s->stem_len}, s->most);
  pincite__near_begin(&to->near_word, s->word->word, s->most);
  if (to->vocabulary->head) {
    walk_terms(to, s, s->word->word.at, to->vocabulary->head);
    return;
  }
  walk_terms(to, s, s->word->word.at, 1);
  if (s->unknown && (s->count == 0 || s->best[0].distance > 1))
    walk_other_beginnings(to, s);
}

/* ---- near words ----------------------------------------------------------------------
 */

static void spell_out(speller *to, const candidate *one, pincite_str like,
                      pincite_buf *out) {
  const pincite_vocabulary *vocabulary = to->vocabulary;
  pincite__buf_clear(out);
  if (vocabulary->spelling)
    to->status = vocabulary->spelling(vocabulary->data, pincite__str(one->term), like,
                                      out, to->err);
  if (out->len == 0)
    pincite__buf_adds(out, one->term);
}

/* Put the nearest word in the place of the one that was typed. */
static void choose(speller *to, search *s) {
  pincite_buf word, best;
  candidate chosen = {.distance = s->most + 1};
  pincite__buf_init(&word, PINCITE__BUF_LIMIT);
  pincite__buf_init(&best, PINCITE__BUF_LIMIT);
  for (size_t i = 0; !to->status && i < s->count; i++) {
    candidate one = s->best[i];
    if (chosen.distance == 1 && !chosen.other_letter)
      break; /* the others' stems are farther, or in fewer passages */
    spell_out(to, &one, s->word->word, &word);
    one.distance =
        pincite__word_distance(s->word->word, pincite__buf_view(&word), s->most);
    if (one.distance == 0 || one.distance > s->most || !is_better(&one, &chosen))
      continue;
    chosen = one;
    pincite__buf_clear(&best);
    pincite__buf_add(&best, word.data, word.len);
  }
  if (!to->status && (word.failed || best.failed))
    to->status = pincite__no_memory(to->err);
  size_t len = best.len;
  if (!to->status && len) {
    s->text = pincite__buf_take(&best);
    s->shown = s->word->text;
    s->word->text = (pincite_str){s->text, s->text ? len : 0};
  }
  pincite__buf_release(&word);
  pincite__buf_release(&best);
}

/* ---- the question ------------------------------------------------------------------ */

static void look_at_word(speller *to, pincite_node *word) {
  uint64_t passages = 0;
  const pincite_vocabulary *vocabulary = to->vocabulary;
  if (to->count == PINCITE__SPELL_WORDS || word->word.len < LETTERS_MIN ||
      !is_word(word->word))
    return;
  to->status = vocabulary->passages(vocabulary->data, word->term, &passages, to->err);
  if (to->status || passages > to->rare)
    return;
  search *s = &to->words[to->count++];
  pincite_str term = pincite__analyse_word(to->analyser, word->word.at, word->word.len);
  s->word = word;
  s->stem_len = term.len < sizeof s->stem ? term.len : sizeof s->stem - 1;
  memcpy(s->stem, term.at, s->stem_len);
  s->letters = letters_of(word->word);
  s->stem_letters = letters_of((pincite_str){s->stem, s->stem_len});
  s->unknown = passages == 0;
  s->most = word->word.len > LETTERS_MIN + 1 ? 2 : 1;
}

/* Words that are asked for; those in a compound are shown as it was typed. */
static void look_at(speller *to, pincite_node *node) {
  bool spelled = node->mode == PINCITE_WORD_TERM || node->mode == PINCITE_WORD_EXACT;
  if (to->status || node->kind == PINCITE_NODE_NOT || node->kind == PINCITE_NODE_TOPIC ||
      (node->kind == PINCITE_NODE_FIELD && node->part != PINCITE_PART_TITLE) ||
      (node->kind == PINCITE_NODE_PHRASE && node->soft))
    return;
  if (node->kind == PINCITE_NODE_WORD && spelled && !node->weak)
    look_at_word(to, node);
  for (pincite_node *child = node->first; child; child = child->next)
    look_at(to, child);
}

pincite_status pincite__spell(pincite_question *question, uint64_t rare,
                              pincite_analyser *analyser,
                              const pincite_vocabulary *vocabulary, pincite_buf *out,
                              pincite_error *err) {
  speller to = {.rare = rare, .analyser = analyser, .vocabulary = vocabulary, .err = err};
  bool any = false;
  if (question->root)
    look_at(&to, question->root);
  for (size_t i = 0; !to.status && i < to.count; i++) {
    find_near(&to, &to.words[i]);
    choose(&to, &to.words[i]);
    any = any || to.words[i].text;
  }
  if (!to.status && any)
    pincite__question_text(question, out);
  for (size_t i = 0; i < to.count; i++)
    if (to.words[i].text) {
      to.words[i].word->text = to.words[i].shown;
      free(to.words[i].text);
    }
  return to.status;
}
