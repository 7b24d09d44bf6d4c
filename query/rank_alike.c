/* SPDX-License-Identifier: MIT
 *
 * rank_alike.c - the terms of the best passages, and how much each passage
 * resembles the leaders, the three best by all other parts of the score.
 *
 * A passage is the vector of its terms, (1 + ln tf) idf each, over the root of
 * their number; the leaders are added up; what counts is the product with them,
 * so scaled that it is about 1 for a passage equal to them, times the idf of the
 * question. It lifts passages that speak of the same in other words. A leader
 * resembles itself, of which half is taken.
 *
 * Only terms of the leaders need an idf, which keeps look-ups few, and most of these
 * are among the commonest, which stand by themselves.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rank_look.h"

#define WEIGHT_ALIKE 0.9
#define LEADERS 3
#define LEADER_SELF 0.5

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

look_term *pincite__look_intern(look *l, pincite_str name) {
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
                     .word = pincite__look_word(l->run, name),
                     .entry = NO_WORD,
                     .asked = false};
  pincite__buf_add(&l->names, name.at, name.len);
  if (l->names.failed || !pincite__look_akin_note(l, own))
    return NULL;
  l->table[at] = (uint32_t)++l->term_count;
  return own;
}

/* ---- resemblance ------------------------------------------------------------------- */

bool pincite__is_concept(pincite_str term) {
  return memchr(term.at, '/', term.len) != NULL;
}

static double entry_weight(const look *l, const look_entry *entry) {
  return (1 + log(entry->tf)) * l->terms[entry->term].idf;
}

/* Find the leaders; returns how many there are. */
static size_t find_leaders(const look *l, size_t hits, size_t leaders[LEADERS]) {
  size_t count = 0;
  for (size_t hit = 0; hit < hits; hit++) {
    pincite_points points = l->run->top.items[hit].points + l->gains[hit];
    size_t at = count;
    for (; at > 0; at--) {
      size_t other = leaders[at - 1];
      if (l->run->top.items[other].points + l->gains[other] >= points)
        break;
      if (at < LEADERS)
        leaders[at] = other;
    }
    if (at < LEADERS)
      leaders[at] = hit;
    count += count < LEADERS;
  }
  return count;
}

typedef struct named {
  pincite_str name;
  look_term *term;
} named;

static int by_name(const void *a, const void *b) {
  return pincite__str_compare(((const named *)a)->name, ((const named *)b)->name);
}

/* Look up the terms of the leaders, in the order in which they are stored: those that
   share a page are asked for together. */
static pincite_status weigh_terms(look *l, const size_t *starts, const size_t *leaders,
                                  size_t count, pincite_error *err) {
  named *items = malloc((l->term_count + 1) * sizeof *items);
  size_t used = 0;
  pincite_status status = items ? PINCITE_OK : pincite__no_memory(err);
  for (size_t number = 0; number < count && !status; number++)
    for (size_t i = starts[leaders[number]]; i < starts[leaders[number] + 1]; i++) {
      look_term *own = &l->terms[l->entries[i].term];
      if (own->asked)
        continue;
      own->asked = true;
      items[used++] = (named){{l->names.data + own->name, own->name_len}, own};
    }
  if (used)
    qsort(items, used, sizeof *items, by_name);
  for (size_t i = 0; i < used && !status; i++) {
    uint64_t passages;
    status = pincite__postings_df(l->run->postings, items[i].name, &passages, err);
    if (!status)
      items[i].term->idf = pincite__model_idf(l->run->model, passages);
  }
  free(items);
  return status;
}

/* Add up the leaders; *scale makes a product with them 1 at the best. */
static void add_leaders(look *l, const size_t *starts, const size_t *leaders,
                        size_t count, double *scale) {
  double idf_squares = 0, squares = 0;
  size_t terms = 0;
  for (size_t number = 0; number < count; number++) {
    size_t hit = leaders[number];
    double size = sqrt((double)(starts[hit + 1] - starts[hit]));
    for (size_t i = starts[hit]; i < starts[hit + 1]; i++) {
      look_term *own = &l->terms[l->entries[i].term];
      if (own->asked) { /* for the first time */
        own->asked = false;
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
}

pincite_status pincite__look_alike(look *l, const size_t *starts, size_t hits,
                                   pincite_look_each each, void *data,
                                   pincite_error *err) {
  double scale = 0, question = 0;
  size_t leaders[LEADERS], count = find_leaders(l, hits, leaders);
  pincite_status status = weigh_terms(l, starts, leaders, count, err);
  if (!status)
    add_leaders(l, starts, leaders, count, &scale);
  for (size_t i = 0; i < l->run->word_count; i++)
    if (l->run->words[i].role < PINCITE_RANK_EXCLUDED &&
        !pincite__is_concept(l->run->words[i].term->term))
      question += l->run->words[i].scorer.idf;
  for (size_t hit = 0; hit < hits && !status; hit++) {
    double product = 0, size = sqrt((double)(starts[hit + 1] - starts[hit]));
    double self = 0;
    for (size_t i = 0; i < count; i++)
      self = leaders[i] == hit ? (1 - LEADER_SELF) / size : self;
    for (size_t i = starts[hit]; i < starts[hit + 1]; i++) {
      double leader = l->terms[l->entries[i].term].leader;
      double weight = leader > 0 ? entry_weight(l, &l->entries[i]) : 0;
      product += weight * (leader - self * weight);
    }
    double alike = size > 0 ? product * scale / size : 0;
    pincite_look_part part = {
        "alike", {0}, {0}, 0, pincite__points(WEIGHT_ALIKE * question * alike)};
    pincite__look_give(l, hit, &part, each, data);
  }
  return status;
}
