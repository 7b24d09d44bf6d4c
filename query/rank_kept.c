/* SPDX-License-Identifier: MIT
 *
 * rank_kept.c - what is kept with the postings from question to question: to make it
 * anew costs a tenth of a short one.
 */
#include <stdlib.h>
#include <string.h>

#include "rank_window.h"

typedef struct kept {
  bool known; /* 'model' is */
  pincite_rank_model_data model;
  pincite_rank_state *state; /* NULL: none, or in use */
} kept;

static void release(void *ranker) {
  kept *own = ranker;
  free(own->state);
  free(own);
}

static kept *kept_of(pincite_postings *postings) {
  if (!postings->ranker) {
    postings->ranker = calloc(1, sizeof(kept));
    postings->release_ranker = release;
  }
  return postings->ranker;
}

static bool same_totals(const pincite_postings_totals *a,
                        const pincite_postings_totals *b) {
  return a->passages == b->passages && a->words == b->words && a->titled == b->titled &&
         a->title_words == b->title_words;
}

const pincite_rank_model_data *pincite__rank_model(pincite_postings *postings) {
  kept *own = kept_of(postings);
  pincite_postings_totals totals;
  if (!own)
    return NULL;
  pincite__postings_totals(postings, &totals);
  if (!own->known || !same_totals(&own->model.totals, &totals))
    pincite__model_init(&own->model, &totals);
  own->known = true;
  return &own->model;
}

pincite_rank_state *pincite__state_take(pincite_rank_run *run) {
  kept *own = run->postings->ranker;
  pincite_rank_state *state = own->state ? own->state : malloc(sizeof *state);
  own->state = NULL;
  if (!state)
    return NULL;
  /* Candidates are memory alone: they are not cleared. */
  memset(state, 0, offsetof(pincite_rank_state, sums));
  state->run = run;
  return state;
}

void pincite__state_give_back(pincite_rank_state *state) {
  kept *own = state->run->postings->ranker;
  if (own->state)
    free(state);
  else
    own->state = state;
}
