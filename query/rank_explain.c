/* SPDX-License-Identifier: MIT
 *
 * rank_explain.c - one passage's score, part by part. The parts are the same
 * whole numbers that ranking adds up.
 */
#include <stdlib.h>

#include "rank_private.h"

typedef struct explained {
  uint32_t row;
  pincite_score_part *parts;
  size_t count, capacity;
  pincite_points points;
  bool failed;
} explained;

static void add_part(explained *to, const char *name, pincite_str term,
                     pincite_str second, uint32_t tf, pincite_points points) {
  if (points == 0 || to->failed)
    return;
  if (!pincite__grow(&to->parts, &to->capacity, to->count + 1, sizeof *to->parts)) {
    to->failed = true;
    return;
  }
  to->parts[to->count++] =
      (pincite_score_part){name, term, second, tf, pincite__points_value(points)};
  to->points += points;
}

static void take_look_part(uint32_t row, const pincite_look_part *part, void *data) {
  explained *to = data;
  if (row == to->row)
    add_part(to, part->name, part->term, part->second, part->tf, part->points);
}

static pincite_status explain_word(const pincite_rank_run *run,
                                   const pincite_rank_word *word, explained *to,
                                   pincite_error *err) {
  pincite_postings_cursor *cursor = NULL;
  pincite_posting posting;
  pincite_term_points points;
  const uint8_t *lengths, *titles;
  uint32_t found, number = to->row / PINCITE__CHUNK;
  size_t cell = to->row % PINCITE__CHUNK;
  pincite_str term = word->term->term, none = {0};
  pincite_status status =
      pincite__postings_cursor_open(run->postings, term, &cursor, err);
  if (!status)
    status = pincite__postings_cursor_seek(cursor, to->row, &found, err);
  if (status || found != to->row)
    goto done;
  status = pincite__postings_cursor_get(cursor, &posting, err);
  if (!status)
    status = pincite__postings_chunk(run->postings, PINCITE__CHUNK_WORDS, number,
                                     &lengths, err);
  if (!status)
    status = pincite__postings_chunk(run->postings, PINCITE__CHUNK_TITLE, number, &titles,
                                     err);
  if (status)
    goto done;
  pincite__scorer_parts(&word->scorer, posting.tf, posting.title_tf,
                        pincite__first_code(posting.first), lengths[cell], titles[cell],
                        &points);
  add_part(to, "bm25", term, none, posting.tf, points.bm25);
  add_part(to, "ifb2", term, none, posting.tf, points.ifb2);
  add_part(to, "early", term, none, posting.tf, points.early);
  add_part(to, "title", term, none, posting.title_tf, points.title);
done:
  pincite__postings_cursor_close(cursor);
  return status;
}

pincite_status pincite__score_explain(pincite_postings *postings,
                                      const pincite_rank_request *request, uint32_t rowid,
                                      pincite_score *score, pincite_error *err) {
  pincite_rank_run run;
  explained to = {.row = rowid};
  pincite_status status = pincite__rank_init(&run, postings, request, err);
  for (size_t i = 0; i < run.word_count && !status; i++)
    if (pincite__rank_scores(&run, &run.words[i]))
      status = explain_word(&run, &run.words[i], &to, err);
  if (!status && pincite__rank_looks_twice(request))
    status = pincite__rank_run(&run, take_look_part, &to, err);
  if (!status && to.failed)
    status = pincite__no_memory(err);
  pincite__rank_release(&run);
  if (status) {
    free(to.parts);
    return status;
  }
  *score = (pincite_score){pincite__points_value(to.points), to.parts, to.count};
  return PINCITE_OK;
}
