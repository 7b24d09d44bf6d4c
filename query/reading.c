/* SPDX-License-Identifier: MIT
 *
 * reading.c - what a question was read as, concepts and all.
 *
 * Citations are found in what was typed, with its commas and brackets. The canonical
 * text has neither, so a citation may be lost in it, or two become one; then it names
 * the concepts.
 */
#include "concepts.h"

static pincite_node *implied_from(pincite_node *item) {
  while (item && !item->implied)
    item = item->next;
  return item;
}

static pincite_node *first_implied(const pincite_question *question) {
  const pincite_node *root = question->root;
  return root && root->kind == PINCITE_NODE_RUN ? implied_from(root->first) : NULL;
}

static bool same_concepts(const pincite_question *a, const pincite_question *b) {
  const pincite_node *x = first_implied(a), *y = first_implied(b);
  for (; x && y && pincite__str_equal(x->term, y->term) && x->share == y->share;
       x = implied_from(x->next), y = implied_from(y->next))
    ;
  return !x && !y;
}

/* Does the reading name the same concepts as the question? */
static pincite_status compare(const pincite_question *question,
                              pincite_analyser *analyser,
                              const pincite_resolver *resolver, const pincite_law *law,
                              pincite_str reading, bool *same, pincite_error *err) {
  pincite_question *again = NULL;
  pincite_buf note;
  *same = pincite__str_equal(reading, pincite__buf_view(&question->text));
  if (*same)
    return PINCITE_OK;
  pincite__buf_init(&note, PINCITE__BUF_LIMIT);
  pincite_status status = pincite__question_read(analyser, resolver, reading.at,
                                                 reading.len, false, &again, err);
  if (!status)
    status = pincite__question_concepts(again, law, &note, err);
  *same = !status && same_concepts(question, again);
  pincite__question_free(again);
  pincite__buf_release(&note);
  return status;
}

pincite_status pincite__question_reading(pincite_question *question,
                                         pincite_analyser *analyser,
                                         const pincite_resolver *resolver, bool asked,
                                         pincite_buf *note, pincite_buf *reading,
                                         pincite_error *err) {
  const pincite_resolving *resolving = resolver->data;
  bool same = true;
  pincite__question_text(question, reading);
  if (reading->failed)
    return pincite__no_memory(err);
  if (!question->root || !asked)
    return PINCITE_OK;
  pincite_status status = pincite__question_concepts(question, resolving->law, note, err);
  if (!status)
    status = compare(question, analyser, resolver, resolving->law,
                     pincite__buf_view(reading), &same, err);
  if (status || same)
    return status;
  for (pincite_node *item = first_implied(question); item; item = item->next)
    item->implied = false;
  question->names_concepts = true;
  pincite__buf_clear(reading);
  pincite__question_text(question, reading);
  return reading->failed ? pincite__no_memory(err) : PINCITE_OK;
}
