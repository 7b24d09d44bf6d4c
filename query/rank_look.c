/* SPDX-License-Identifier: MIT
 *
 * rank_look.c - the second look: the words of the best passages themselves.
 *
 * Three things that postings do not tell: whether a word stands there as it was
 * typed, whether words that follow on each other in the question do so in the
 * passage, and how much a passage resembles the three best. For the last, a
 * passage is the vector of its terms, (1 + ln tf) idf each, over the root of
 * their number; the leaders are added up; what counts is the product with
 * them, so scaled that it is about 1 for a passage equal to them, times the idf
 * of the question. It lifts passages that speak of the same in other words.
 *
 * Only terms of the leaders need an idf, which keeps look-ups few.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rank_private.h"

#define WEIGHT_EXACT 0.4
#define WEIGHT_PAIR 0.35
#define WEIGHT_ALIKE 0.5
#define LEADERS 3
#define K1_PLUS_1 2.2
#define NO_WORD UINT32_MAX

/* A different term of the passages looked at. */
typedef struct look_term {
  uint64_t hash;
  uint32_t name, name_len; /* in 'names' */
  uint32_t word;           /* of the run; NO_WORD: not in the question */
  uint32_t entry;          /* its last entry */
  double idf, leader;
} look_term;

/* A term in a passage. */
typedef struct look_entry {
  uint32_t term, tf;
} look_entry;

/* What is counted in a passage: a word as typed, or a pair. */
typedef struct look_feature {
  const pincite_rank_term *typed; /* of a word: as typed; of a pair: its first */
  const pincite_rank_term *second;
  uint32_t word, second_word;
  double idf, weight;
  uint32_t tf;
} look_feature;

typedef struct look {
  pincite_rank_run *run;
  look_term *terms;
  size_t term_count, term_capacity;
  uint32_t *table;
  size_t table_size;
  pincite_buf names;
  look_entry *entries;
  size_t entry_count, entry_capacity;
  look_feature *features;
  size_t feature_count;
  size_t start; /* where the entries of the passage at hand begin */
  pincite_points gains[PINCITE__LOOK_DEPTH];
  /* the field at hand */
  const char *text;
  uint32_t before; /* the word before: its number of the run */
} look;

static uint32_t word_of(const pincite_rank_run *run, pincite_str term) {
  for (size_t i = 0; i < run->word_count; i++)
    if (pincite__str_equal(run->words[i].term->term, term))
      return (uint32_t)i;
  return NO_WORD;
}

/* ---- terms ------------------------------------------------------------------- */

static bool enlarge(look *l) {
  size_t size = l->table_size ? l->table_size * 2 : 2048;
  uint32_t *table = calloc(size, sizeof *table);
  if (!table)
    return false;
  for (size_t i = 0; i < l->term_count; i++) {
    size_t at = (size_t)l->terms[i].hash & (size - 1);
    while (table[at])
      at = (at + 1) & (size - 1);
    table[at] = (uint32_t)i + 1;
  }
  free(l->table);
  l->table = table;
  l->table_size = size;
  return true;
}

static look_term *intern(look *l, pincite_str name) {
  if (l->term_count * 2 >= l->table_size && !enlarge(l))
    return NULL;
  uint64_t hash = pincite__hash64(name.at, name.len);
  size_t at = (size_t)hash & (l->table_size - 1);
  for (; l->table[at]; at = (at + 1) & (l->table_size - 1)) {
    look_term *own = &l->terms[l->table[at] - 1];
    if (own->hash == hash && own->name_len == name.len &&
        memcmp(l->names.data + own->name, name.at, name.len) == 0)
      return own;
  }
  if (!pincite__grow(&l->terms, &l->term_capacity, l->term_count + 1, sizeof *l->terms))
    return NULL;
  look_term *own = &l->terms[l->term_count];
  *own = (look_term){.hash = hash,
                     .name = (uint32_t)l->names.len,
                     .name_len = (uint32_t)name.len,
                     .word = word_of(l->run, name),
                     .entry = NO_WORD,
                     .idf = -1};
  pincite__buf_add(&l->names, name.at, name.len);
  if (l->names.failed)
    return NULL;
  l->table[at] = (uint32_t)++l->term_count;
  return own;
}

/* ---- features ------------------------------------------------------------------ */

static void add_feature(look *l, const pincite_rank_term *typed,
                        const pincite_rank_term *second) {
  look_feature fresh = {typed,         second, word_of(l->run, typed->term), NO_WORD, 0,
                        typed->weight, 0};
  if (second)
    fresh.second_word = word_of(l->run, second->term);
  if (fresh.word == NO_WORD ||
      (second && (fresh.second_word == NO_WORD || fresh.second_word == fresh.word)))
    return;
  for (size_t i = 0; i < l->feature_count; i++) {
    look_feature *own = &l->features[i];
    if (own->word != fresh.word || own->second_word != fresh.second_word ||
        (!second && !pincite__str_equal(own->typed->word, typed->word)))
      continue;
    own->weight += second ? 0 : typed->weight;
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
  if (!l->features)
    return false;
  for (size_t i = 0; i < request->term_count; i++) {
    const pincite_rank_term *term = &request->terms[i];
    if (term->role == PINCITE_RANK_EXCLUDED)
      continue;
    if (term->word.len)
      add_feature(l, term, NULL);
    if (term->adjacent && i > 0)
      add_feature(l, term - 1, term);
  }
  return true;
}

/* ---- reading a passage ------------------------------------------------------------ */

static void count_features(look *l, uint32_t word, const pincite_token *token) {
  pincite_str typed = {0};
  for (size_t i = 0; i < l->feature_count; i++) {
    look_feature *own = &l->features[i];
    if (own->second) {
      own->tf += own->word == l->before && own->second_word == word;
    } else if (own->word == word) {
      if (!typed.len)
        typed = pincite__fold_word(l->run->request->analyser, l->text + token->start,
                                   token->length);
      own->tf += pincite__str_equal(own->typed->word, typed);
    }
  }
}

static int take_token(const pincite_token *token, void *data) {
  look *l = data;
  if (token->colocated)
    return 0;
  look_term *own = intern(l, token->term);
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
  if (word != NO_WORD)
    count_features(l, word, token);
  l->before = word;
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

static void give(look *l, size_t hit, const pincite_look_part *part,
                 pincite_look_each each, void *data) {
  if (part->points <= 0)
    return;
  l->gains[hit] += part->points;
  if (each)
    each(l->run->top.items[hit].row, part, data);
}

static pincite_status read_passage(look *l, size_t hit, pincite_look_each each,
                                   void *data, pincite_error *err) {
  const pincite_rank_request *request = l->run->request;
  uint32_t row = l->run->top.items[hit].row;
  pincite_rank_text text = {{0}, {0}, {0}};
  const uint8_t *lengths;
  for (size_t i = 0; i < l->feature_count; i++)
    l->features[i].tf = 0;
  l->start = l->entry_count;
  pincite_status status = request->text(row, &text, request->data, err);
  if (!status)
    status = read_field(l, text.title, err);
  if (!status)
    status = read_field(l, text.heading, err);
  if (!status)
    status = read_field(l, text.body, err);
  if (!status)
    status = pincite__postings_chunk(l->run->postings, PINCITE__CHUNK_WORDS,
                                     row / PINCITE__CHUNK, &lengths, err);
  if (status)
    return status;
  double k = l->run->model.k[lengths[row % PINCITE__CHUNK]];
  for (size_t i = 0; i < l->feature_count; i++) {
    const look_feature *own = &l->features[i];
    double weight = own->second ? WEIGHT_PAIR : WEIGHT_EXACT;
    pincite_look_part part = {own->second ? "pair" : "exact", own->typed->term,
                              own->second ? own->second->term : (pincite_str){0}, own->tf,
                              pincite__points(weight * own->weight * own->idf *
                                              K1_PLUS_1 * own->tf / (own->tf + k))};
    give(l, hit, &part, each, data);
  }
  return PINCITE_OK;
}

/* ---- resemblance ------------------------------------------------------------------- */

static double entry_weight(const look *l, const look_entry *entry) {
  return (1 + log(entry->tf)) * l->terms[entry->term].idf;
}

/* Add up the leaders; *scale makes a product with them 1 at the best. */
static pincite_status add_leaders(look *l, const size_t *starts, size_t hits,
                                  double *scale, pincite_error *err) {
  double idf_squares = 0, squares = 0;
  size_t terms = 0;
  for (size_t hit = 0; hit < hits && hit < LEADERS; hit++) {
    double size = sqrt((double)(starts[hit + 1] - starts[hit]));
    for (size_t i = starts[hit]; i < starts[hit + 1]; i++) {
      look_term *own = &l->terms[l->entries[i].term];
      if (own->idf < 0) {
        pincite_term_stats stats;
        pincite_str name = {l->names.data + own->name, own->name_len};
        pincite_status status =
            pincite__postings_term(l->run->postings, name, &stats, err);
        if (status)
          return status;
        own->idf = pincite__model_idf(&l->run->model, stats.passages);
        idf_squares += own->idf * own->idf;
        terms++;
      }
      own->leader += entry_weight(l, &l->entries[i]) / size;
    }
  }
  for (size_t i = 0; i < l->term_count; i++)
    squares += l->terms[i].leader * l->terms[i].leader;
  *scale = squares > 0 && idf_squares > 0
               ? 1 / (sqrt(squares) * sqrt(idf_squares / (double)terms))
               : 0;
  return PINCITE_OK;
}

static pincite_status compare_passages(look *l, const size_t *starts, size_t hits,
                                       pincite_look_each each, void *data,
                                       pincite_error *err) {
  double scale, question = 0;
  pincite_status status = add_leaders(l, starts, hits, &scale, err);
  for (size_t i = 0; i < l->run->word_count; i++)
    if (l->run->words[i].role != PINCITE_RANK_EXCLUDED)
      question += l->run->words[i].scorer.idf;
  for (size_t hit = 0; hit < hits && !status; hit++) {
    double product = 0;
    for (size_t i = starts[hit]; i < starts[hit + 1]; i++) {
      const look_term *own = &l->terms[l->entries[i].term];
      if (own->leader > 0)
        product += entry_weight(l, &l->entries[i]) * own->leader;
    }
    size_t size = starts[hit + 1] - starts[hit];
    double alike = size ? product * scale / sqrt((double)size) : 0;
    pincite_look_part part = {
        "alike", {0}, {0}, 0, pincite__points(WEIGHT_ALIKE * question * alike)};
    give(l, hit, &part, each, data);
  }
  return status;
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
    status = compare_passages(&l, starts, hits, each, data, err);
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
  pincite__buf_release(&l.names);
  return status;
}
