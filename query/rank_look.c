/* SPDX-License-Identifier: MIT
 *
 * rank_look.c - the second look: the words of the best passages themselves.
 *
 * What postings do not tell: whether a word stands there as it was typed, whether
 * words that follow on each other in the question do so in the passage, what the
 * question's stop words give, how many of the words stand near each other; in
 * rank_akin.c, words akin to those of the question, and in rank_alike.c, how much a
 * passage resembles the best ones.
 */
#include <stdlib.h>
#include <string.h>

#include "rank_look.h"

#define WEIGHT_EXACT 0.3
#define WEIGHT_PAIR 0.3
#define WEIGHT_STOP 0.5
#define WEIGHT_NEAR 0.3
#define NEAR_WORDS 20 /* the stretch in which words are near */

static const struct {
  const char *name;
  double weight;
} look_parts[] = {{"exact", WEIGHT_EXACT}, {"pair", WEIGHT_PAIR}, {"stop", WEIGHT_STOP}};

uint32_t pincite__look_word(const pincite_rank_run *run, pincite_str term) {
  for (size_t i = 0; i < run->word_count; i++)
    if (pincite__str_equal(run->words[i].term->term, term))
      return (uint32_t)i;
  return NO_WORD;
}

/* ---- features ------------------------------------------------------------------ */

static bool same_feature(const look_feature *a, const look_feature *b) {
  return a->kind == b->kind && a->word == b->word && a->second_word == b->second_word &&
         (a->kind != LOOK_EXACT || pincite__str_equal(a->typed->word, b->typed->word));
}

static void add_feature(look *l, look_kind kind, const pincite_rank_term *typed,
                        const pincite_rank_term *second) {
  look_feature fresh = {
      kind,    typed, second,        pincite__look_word(l->run, typed->term),
      NO_WORD, 0,     typed->weight, 0};
  if (second)
    fresh.second_word = pincite__look_word(l->run, second->term);
  if (fresh.word == NO_WORD ||
      (second && (fresh.second_word == NO_WORD || fresh.second_word == fresh.word)))
    return;
  for (size_t i = 0; i < l->feature_count; i++)
    if (same_feature(&l->features[i], &fresh)) {
      l->features[i].weight += second ? 0 : typed->weight;
      return;
    }
  fresh.idf = l->run->words[fresh.word].scorer.idf;
  if (second) {
    double other = l->run->words[fresh.second_word].scorer.idf;
    fresh.idf = other > fresh.idf ? other : fresh.idf;
    fresh.weight = 1;
  }
  l->features[l->feature_count++] = fresh;
}

static bool list_features(look *l) {
  const pincite_rank_request *request = l->run->request;
  l->features = calloc(request->term_count * 2 + 1, sizeof *l->features);
  l->near = calloc(l->run->word_count + 1, sizeof *l->near);
  if (!l->features || !l->near || !pincite__look_akin_init(l))
    return false;
  for (size_t i = 0; i < request->term_count; i++) {
    const pincite_rank_term *term = &request->terms[i];
    if (term->role == PINCITE_RANK_EXCLUDED)
      continue;
    if (term->role == PINCITE_RANK_ASIDE)
      add_feature(l, LOOK_STOP, term, NULL);
    else if (term->word.len)
      add_feature(l, LOOK_EXACT, term, NULL);
    if (term->adjacent && i > 0 && term[-1].role != PINCITE_RANK_EXCLUDED)
      add_feature(l, LOOK_PAIR, term - 1, term);
  }
  return true;
}

/* ---- reading a passage ------------------------------------------------------------ */

static void count_features(look *l, uint32_t word, const pincite_token *token) {
  pincite_str typed = {0};
  for (size_t i = 0; i < l->feature_count; i++) {
    look_feature *own = &l->features[i];
    if (own->kind == LOOK_PAIR) {
      own->tf += own->word == l->before && own->second_word == word;
      continue;
    }
    if (own->word != word)
      continue;
    if (own->kind == LOOK_EXACT && !typed.len)
      typed = pincite__fold_word(l->run->request->analyser, l->text + token->start,
                                 token->length);
    own->tf += own->kind == LOOK_STOP || pincite__str_equal(own->typed->word, typed);
  }
}

static bool note_place(look *l, uint32_t word) {
  if (l->run->words[word].role == PINCITE_RANK_ASIDE)
    return true;
  if (!pincite__grow(&l->places, &l->place_capacity, l->place_count + 1,
                     sizeof *l->places))
    return false;
  l->places[l->place_count++] = (look_place){l->position, word};
  return true;
}

static int take_token(const pincite_token *token, void *data) {
  look *l = data;
  if (token->colocated)
    return 0;
  look_term *own = pincite__look_intern(l, token->term);
  if (!own)
    return 1;
  if (own->entry == NO_WORD || own->entry < l->start) {
    if (!pincite__grow(&l->entries, &l->entry_capacity, l->entry_count + 1,
                       sizeof *l->entries))
      return 1;
    own->entry = (uint32_t)l->entry_count;
    l->entries[l->entry_count++] = (look_entry){(uint32_t)(own - l->terms), 0};
  }
  l->entries[own->entry].tf++;
  uint32_t word = own->word;
  if (word != NO_WORD && !note_place(l, word))
    return 1;
  if (word != NO_WORD)
    count_features(l, word, token);
  l->before = word;
  l->position++;
  return 0;
}

static pincite_status read_field(look *l, pincite_str field, pincite_error *err) {
  l->text = field.at;
  l->before = NO_WORD;
  if (field.len && pincite__analyse(l->run->request->analyser, field.at, field.len,
                                    take_token, l) != 0)
    return pincite__no_memory(err);
  return PINCITE_OK;
}

void pincite__look_give(look *l, size_t hit, const pincite_look_part *part,
                        pincite_look_each each, void *data) {
  if (part->points <= 0)
    return;
  l->gains[hit] += part->points;
  if (each)
    each(l->run->top.items[hit].row, part, data);
}

/* The most idf that different words have within a stretch. */
static double nearness(look *l) {
  double idf = 0, most = 0;
  size_t from = 0;
  memset(l->near, 0, l->run->word_count * sizeof *l->near);
  for (size_t i = 0; i < l->place_count; i++) {
    if (l->near[l->places[i].word]++ == 0)
      idf += l->run->words[l->places[i].word].scorer.idf;
    for (; l->places[i].position - l->places[from].position >= NEAR_WORDS; from++)
      if (--l->near[l->places[from].word] == 0)
        idf -= l->run->words[l->places[from].word].scorer.idf;
    most = idf > most ? idf : most;
  }
  return most;
}

static pincite_status read_text(look *l, uint32_t row, pincite_error *err) {
  const pincite_rank_request *request = l->run->request;
  pincite_rank_text text = {{0}, {0}, {0}};
  for (size_t i = 0; i < l->feature_count; i++)
    l->features[i].tf = 0;
  l->place_count = l->position = 0;
  l->start = l->entry_count;
  pincite_status status = request->text(row, &text, request->data, err);
  if (!status)
    status = read_field(l, text.title, err);
  if (!status)
    status = read_field(l, text.heading, err);
  if (!status)
    status = read_field(l, text.body, err);
  return status;
}

static pincite_status read_passage(look *l, size_t hit, pincite_look_each each,
                                   void *data, pincite_error *err) {
  uint32_t row = l->run->top.items[hit].row;
  const uint8_t *lengths;
  pincite_status status = read_text(l, row, err);
  if (!status)
    status = pincite__postings_chunk(l->run->postings, PINCITE__CHUNK_WORDS,
                                     row / PINCITE__CHUNK, &lengths, err);
  if (status)
    return status;
  double k = l->run->model->k[lengths[row % PINCITE__CHUNK]];
  for (size_t i = 0; i < l->feature_count; i++) {
    const look_feature *own = &l->features[i];
    double value = own->weight * own->idf * PINCITE__LOOK_MOST * own->tf / (own->tf + k);
    pincite_look_part part = {look_parts[own->kind].name, own->typed->term,
                              own->second ? own->second->term : (pincite_str){0}, own->tf,
                              pincite__points(look_parts[own->kind].weight * value)};
    pincite__look_give(l, hit, &part, each, data);
  }
  pincite__look_akin(l, hit, k, each, data);
  pincite_look_part near = {
      "near", {0}, {0}, 0, pincite__points(WEIGHT_NEAR * nearness(l))};
  pincite__look_give(l, hit, &near, each, data);
  return PINCITE_OK;
}

pincite_status pincite__rank_look(pincite_rank_run *run, pincite_look_each each,
                                  void *data, pincite_error *err) {
  look l = {.run = run};
  size_t starts[PINCITE__LOOK_DEPTH + 1] = {0};
  size_t all = run->top.count;
  size_t hits = all < PINCITE__LOOK_DEPTH ? all : PINCITE__LOOK_DEPTH;
  pincite__buf_init(&l.names, PINCITE__BUF_LIMIT);
  pincite_status status = list_features(&l) ? PINCITE_OK : pincite__no_memory(err);
  for (size_t hit = 0; hit < hits && !status; hit++) {
    status = read_passage(&l, hit, each, data, err);
    starts[hit + 1] = l.entry_count;
  }
  if (!status)
    status = pincite__look_alike(&l, starts, hits, each, data, err);
  if (!status) {
    for (size_t hit = 0; hit < hits; hit++)
      run->top.items[hit].points += l.gains[hit];
    /* What the look gives is never negative, so these stay the best. */
    run->top.count = hits;
    pincite__top_sort(&run->top);
    run->top.count = all;
  }
  free(l.terms);
  free(l.table);
  free(l.entries);
  free(l.features);
  free(l.places);
  free(l.near);
  free(l.kin);
  free(l.akin);
  pincite__buf_release(&l.names);
  return status;
}
