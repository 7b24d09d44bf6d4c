/* SPDX-License-Identifier: MIT
 *
 * rank_search.c - the first step: the best k by what the postings say, without
 * looking at most of them.
 *
 * Segment by segment, in windows of 4096 rowids. In each window every term has
 * a bound of what it can give there. Terms whose bounds together cannot reach
 * the worst of the best k so far are not walked, only asked about the passages
 * that the others bring up; often that leaves one rare term, or none, and the
 * window is passed over. (MaxScore with block maxima.)
 *
 * Invariant: a passage left out could not have been among the best k; scores
 * are sums of whole numbers, so nothing depends on the order of summing.
 */
#include <stdlib.h>
#include <string.h>

#include "rank_private.h"

#define WINDOW PINCITE__CHUNK

/* A word's list in the segment at hand. */
typedef struct rank_list {
  const pincite_rank_word *word;
  pincite_points bound;       /* of the list */
  pincite_points window;      /* of the window; 0: no posting in it */
  pincite_points page, block; /* of the page and the block we are in */
  size_t page_at;             /* the page and block that these bounds are of */
  uint32_t block_at;
  pincite_postings_list list;
} rank_list;

typedef struct search {
  pincite_rank_run *run;
  rank_list *lists;  /* of words that give scores */
  rank_list **order; /* the same, the smallest window bound first */
  size_t count;
  rank_list **required;
  size_t required_count;
  rank_list *excluded;
  size_t excluded_count;
  /* the window */
  uint32_t first, last; /* rows */
  const uint8_t *lengths, *titles, *zones;
  pincite_points threshold;
  pincite_points sums[WINDOW];
  uint64_t seen[WINDOW / 64];
} search;

static pincite_points posting_points(const search *s, rank_list *own) {
  const pincite_postings_list *list = &own->list;
  size_t at = list->at, cell = list->row % WINDOW;
  return pincite__scorer_score(&own->word->scorer, list->block.tf[at],
                               list->block.title[at], list->block.first[at],
                               s->lengths[cell], s->titles[cell]);
}

/* ---- bounds ---------------------------------------------------------------- */

static pincite_points block_bound(rank_list *own) {
  if (!own->list.skips)
    return own->bound;
  if (own->block_at != own->list.last) {
    own->block = pincite__scorer_bound(&own->word->scorer, &own->list.bounds);
    own->block_at = own->list.last;
  }
  return own->block;
}

static pincite_points page_bound(rank_list *own) {
  if (own->page_at != own->list.skip) {
    own->page = pincite__scorer_bound(&own->word->scorer,
                                      &own->list.skips[own->list.skip].bounds);
    own->page_at = own->list.skip;
  }
  return own->page;
}

/* Move to the window and see what the list can give in it. */
static pincite_status enter_window(search *s, rank_list *own, pincite_error *err) {
  pincite_postings_list *list = &own->list;
  pincite_status status = pincite__list_block(list, s->first, err);
  if (status)
    return status;
  if (list->last == PINCITE__NO_ROW || list->base >= s->last)
    own->window = 0;
  else if (list->last >= s->last)
    own->window = block_bound(own);
  else if (list->skips && list->skips[list->skip].last >= s->last)
    own->window = page_bound(own);
  else
    own->window = own->bound;
  return PINCITE_OK;
}

/* ---- candidates -------------------------------------------------------------- */

static bool passes(const search *s, uint32_t row) {
  const pincite_rank_request *request = s->run->request;
  size_t cell = row % WINDOW;
  if (!s->lengths[cell])
    return false; /* removed */
  if (request->zones && !(request->zones >> (s->zones[cell] & PINCITE__ZONE_MASK) & 1))
    return false;
  const pincite_rowset *within = request->within;
  return !within || (row < within->rows && within->bits[row / 64] >> row % 64 & 1);
}

static pincite_status is_excluded(search *s, uint32_t row, bool *excluded,
                                  pincite_error *err) {
  *excluded = false;
  for (size_t i = 0; i < s->excluded_count && !*excluded; i++) {
    pincite_postings_list *list = &s->excluded[i].list;
    pincite_status status = pincite__list_seek(list, row, err);
    if (status)
      return status;
    *excluded = list->row == row;
  }
  return PINCITE_OK;
}

/* The row that opens the passage's article. */
static pincite_status find_article(search *s, uint32_t row, uint32_t *article,
                                   pincite_error *err) {
  const uint8_t *zones = s->zones;
  uint32_t at = row;
  while (at > 1 && !(zones[at % WINDOW] & PINCITE__ZONE_OPENS)) {
    at--;
    if (at % WINDOW == WINDOW - 1) {
      pincite_status status = pincite__postings_chunk(
          s->run->postings, PINCITE__CHUNK_ZONE, at / WINDOW, &zones, err);
      if (status)
        return status;
    }
  }
  *article = at;
  return PINCITE_OK;
}

static bool is_counting(const pincite_rank_run *run) {
  return run->matched < run->count_limit;
}

static void count(pincite_rank_run *run, uint32_t article) {
  if (!run->request->articles || run->counted_article != article)
    run->matched++;
  run->counted_article = article;
}

/* A passage that matches, with all of its score: count it, keep it. */
static pincite_status take(search *s, uint32_t row, pincite_points points,
                           pincite_error *err) {
  pincite_rank_run *run = s->run;
  const pincite_rank_request *request = run->request;
  bool counting = is_counting(run), excluded;
  uint32_t article = row;
  int yes = 1;
  if (!counting && points < s->threshold)
    return PINCITE_OK;
  pincite_status status = is_excluded(s, row, &excluded, err);
  if (status || excluded)
    return status;
  if (request->accept)
    status = request->accept(row, &yes, request->data, err);
  if (!status && yes && request->articles)
    status = find_article(s, row, &article, err);
  if (status || !yes)
    return status;
  if (counting)
    count(run, article);
  pincite__top_add(&run->top, row, article, points);
  s->threshold = pincite__top_threshold(&run->top);
  return PINCITE_OK;
}

/* ---- any of the words ---------------------------------------------------------- */

/* Add up what an essential list gives in the window; blocks that cannot matter
   ('rest': what all others can give) are passed over. */
static pincite_status add_list(search *s, rank_list *own, pincite_points rest,
                               pincite_error *err) {
  pincite_postings_list *list = &own->list;
  bool all = is_counting(s->run);
  uint32_t row = s->first;
  for (;;) {
    pincite_status status = pincite__list_block(list, row, err);
    if (status || list->last == PINCITE__NO_ROW || list->base >= s->last)
      return status;
    if (!all && block_bound(own) + rest < s->threshold) {
      if (list->last >= s->last)
        return PINCITE_OK;
      row = list->last + 1;
      continue;
    }
    if ((status = pincite__list_seek(list, row, err)) != PINCITE_OK ||
        (status = pincite__list_decode(list, err)) != PINCITE_OK)
      return status;
    uint32_t at = list->at, end = list->block.count;
    for (; at < end && list->block.rows[at] <= s->last; at++) {
      size_t cell = list->block.rows[at] % WINDOW;
      uint64_t bit = UINT64_C(1) << cell % 64;
      pincite_points points = pincite__scorer_score(
          &own->word->scorer, list->block.tf[at], list->block.title[at],
          list->block.first[at], s->lengths[cell], s->titles[cell]);
      s->sums[cell] = (s->seen[cell / 64] & bit ? s->sums[cell] : 0) + points;
      s->seen[cell / 64] |= bit;
    }
    if (at < end || list->last >= s->last)
      return PINCITE_OK; /* the list stands in the window, but is not asked again */
    row = list->last + 1;
  }
}

/* Ask the lists that were not walked about a candidate, the most promising
   first; give up when the rest of them cannot lift it. */
static pincite_status complete(search *s, size_t walked_from, uint32_t row,
                               const pincite_points *below, pincite_points *points,
                               pincite_error *err) {
  for (size_t i = walked_from; i-- > 0;) {
    rank_list *own = s->order[i];
    if (!is_counting(s->run) && *points + below[i + 1] < s->threshold)
      return PINCITE_OK;
    if (!own->window)
      continue;
    pincite_status status = pincite__list_seek(&own->list, row, err);
    if (!status && own->list.row == row) {
      status = pincite__list_decode(&own->list, err);
      if (!status)
        *points += posting_points(s, own);
    }
    if (status)
      return status;
  }
  return PINCITE_OK;
}

/* Order the lists by what they can give here. below[i] is the sum of the first
   i. Returns the first that must be walked. */
static size_t arrange(search *s, pincite_points *below) {
  for (size_t i = 1; i < s->count; i++) {
    rank_list *own = s->order[i];
    size_t at = i;
    for (; at > 0 && s->order[at - 1]->window > own->window; at--)
      s->order[at] = s->order[at - 1];
    s->order[at] = own;
  }
  size_t from = 0;
  below[0] = 0;
  for (size_t i = 0; i < s->count; i++) {
    below[i + 1] = below[i] + s->order[i]->window;
    if (below[i + 1] < s->threshold || s->order[i]->window == 0)
      from = i + 1;
  }
  if (is_counting(s->run))
    for (from = 0; from < s->count && s->order[from]->window == 0;)
      from++;
  return from;
}

static pincite_status any_window(search *s, pincite_points *below, pincite_error *err) {
  size_t from = arrange(s, below);
  pincite_status status = PINCITE_OK;
  if (from == s->count)
    return PINCITE_OK;
  memset(s->seen, 0, sizeof s->seen);
  for (size_t i = from; i < s->count && !status; i++)
    status = add_list(s, s->order[i], below[s->count] - s->order[i]->window, err);
  uint32_t base = s->first / WINDOW * WINDOW;
  for (size_t word = 0; word < WINDOW / 64 && !status; word++) {
    for (uint64_t bits = s->seen[word]; bits && !status; bits &= bits - 1) {
      uint32_t cell = (uint32_t)(word * 64);
      for (uint64_t low = bits & (~bits + 1); low > 1; low >>= 1)
        cell++;
      pincite_points points = s->sums[cell];
      if ((!is_counting(s->run) && points + below[from] < s->threshold) ||
          !passes(s, base + cell))
        continue;
      status = complete(s, from, base + cell, below, &points, err);
      if (!status)
        status = take(s, base + cell, points, err);
    }
  }
  return status;
}

/* ---- all of the required words --------------------------------------------------- */

static pincite_status score_all(search *s, uint32_t row, pincite_points *points,
                                pincite_error *err) {
  *points = 0;
  for (size_t i = 0; i < s->count; i++) {
    rank_list *own = &s->lists[i];
    pincite_status status = PINCITE_OK;
    if (own->window)
      status = pincite__list_seek(&own->list, row, err);
    if (!status && own->window && own->list.row == row) {
      status = pincite__list_decode(&own->list, err);
      if (!status)
        *points += posting_points(s, own);
    }
    if (status)
      return status;
  }
  return PINCITE_OK;
}

static pincite_status all_window(search *s, pincite_error *err) {
  pincite_points most = 0;
  uint32_t row = s->first;
  for (size_t i = 0; i < s->count; i++)
    most += s->lists[i].window;
  for (size_t i = 0; i < s->required_count; i++)
    if (!s->required[i]->window)
      return PINCITE_OK;
  if (!is_counting(s->run) && most < s->threshold)
    return PINCITE_OK;
  for (size_t at = 0; row <= s->last;) {
    pincite_postings_list *list = &s->required[at]->list;
    pincite_status status = pincite__list_seek(list, row, err);
    if (status)
      return status;
    if (list->row > row) { /* begin anew from there */
      row = list->row;
      at = at == 0 ? 1 : 0;
      if (at < s->required_count)
        continue;
    } else if (++at < s->required_count) {
      continue;
    }
    at = 0;
    if (row > s->last)
      break;
    pincite_points points;
    if (passes(s, row)) {
      status = score_all(s, row, &points, err);
      if (!status)
        status = take(s, row, points, err);
      if (status)
        return status;
    }
    row++;
  }
  return PINCITE_OK;
}

/* ---- a segment --------------------------------------------------------------------- */

/* A list without bounds has few postings: take the best of them. */
static pincite_status bound_short(search *s, rank_list *own, pincite_error *err) {
  pincite_postings_list *list = &own->list;
  pincite_status status = pincite__list_decode(list, err);
  for (uint32_t i = 0; i < list->block.count && !status; i++) {
    uint32_t row = list->block.rows[i], number = row / WINDOW;
    status = pincite__postings_chunk(s->run->postings, PINCITE__CHUNK_WORDS, number,
                                     &s->lengths, err);
    if (!status)
      status = pincite__postings_chunk(s->run->postings, PINCITE__CHUNK_TITLE, number,
                                       &s->titles, err);
    if (status)
      return status;
    pincite_points points = pincite__scorer_score(
        &own->word->scorer, list->block.tf[i], list->block.title[i], list->block.first[i],
        s->lengths[row % WINDOW], s->titles[row % WINDOW]);
    own->bound = points > own->bound ? points : own->bound;
  }
  return status;
}

static pincite_status open_list(search *s, pincite_postings_source *source,
                                const pincite_rank_word *word, rank_list *own,
                                bool *there, pincite_error *err) {
  pincite_postings_entry entry;
  pincite_status status = pincite__postings_find(source, word->term->term, &entry, err);
  *there = !status && entry.postings > 0;
  if (!*there)
    return status;
  own->word = word;
  own->bound = own->window = 0;
  own->page_at = SIZE_MAX;
  own->block_at = 0;
  status = pincite__list_open(&own->list, source, &entry, err);
  if (!status && own->list.skips)
    own->bound = pincite__scorer_bound(&word->scorer, &entry.bounds);
  else if (!status)
    status = bound_short(s, own, err);
  if (status)
    pincite__list_release(&own->list);
  return status;
}

static pincite_status open_lists(search *s, pincite_postings_source *source,
                                 bool *possible, pincite_error *err) {
  *possible = true;
  for (size_t i = 0; i < s->run->word_count; i++) {
    const pincite_rank_word *word = &s->run->words[i];
    bool excluded = word->role == PINCITE_RANK_EXCLUDED, there;
    rank_list *own = excluded ? &s->excluded[s->excluded_count] : &s->lists[s->count];
    pincite_status status = open_list(s, source, word, own, &there, err);
    if (status)
      return status;
    if (!there && word->role == PINCITE_RANK_REQUIRED)
      *possible = false;
    if (!there)
      continue;
    if (excluded) {
      s->excluded_count++;
      continue;
    }
    if (word->role == PINCITE_RANK_REQUIRED)
      s->required[s->required_count++] = own;
    s->order[s->count++] = own;
  }
  *possible = *possible && s->count > 0;
  return PINCITE_OK;
}

static void close_lists(search *s) {
  for (size_t i = 0; i < s->count; i++)
    pincite__list_release(&s->lists[i].list);
  for (size_t i = 0; i < s->excluded_count; i++)
    pincite__list_release(&s->excluded[i].list);
  s->count = s->excluded_count = s->required_count = 0;
}

/* The rarest first. */
static void sort_required(search *s) {
  for (size_t i = 1; i < s->required_count; i++) {
    rank_list *own = s->required[i];
    size_t at = i;
    for (; at > 0 && s->required[at - 1]->list.entry.postings > own->list.entry.postings;
         at--)
      s->required[at] = s->required[at - 1];
    s->required[at] = own;
  }
}

static pincite_status load_window(search *s, pincite_error *err) {
  uint32_t number = s->first / WINDOW;
  pincite_postings *postings = s->run->postings;
  pincite_status status =
      pincite__postings_chunk(postings, PINCITE__CHUNK_WORDS, number, &s->lengths, err);
  if (!status)
    status =
        pincite__postings_chunk(postings, PINCITE__CHUNK_TITLE, number, &s->titles, err);
  if (!status)
    status =
        pincite__postings_chunk(postings, PINCITE__CHUNK_ZONE, number, &s->zones, err);
  return status;
}

/* Can anything from here on get in? */
static bool is_over(const search *s) {
  pincite_points most = 0;
  for (size_t i = 0; i < s->count; i++)
    if (s->lists[i].list.last != PINCITE__NO_ROW)
      most += s->lists[i].bound;
  return !is_counting(s->run) && most < s->threshold;
}

static pincite_status search_windows(search *s, const pincite_postings_segment *segment,
                                     pincite_points *below, pincite_error *err) {
  sort_required(s);
  uint64_t first = segment->first_row;
  while (first <= segment->last_row && !is_over(s)) {
    uint64_t last = first | (WINDOW - 1);
    s->first = (uint32_t)first;
    s->last = last < segment->last_row ? (uint32_t)last : segment->last_row;
    first = last + 1;
    pincite_points most = 0;
    for (size_t i = 0; i < s->count; i++) {
      pincite_status status = enter_window(s, &s->lists[i], err);
      if (status)
        return status;
      most += s->lists[i].window;
    }
    if (most == 0 || (!is_counting(s->run) && most < s->threshold))
      continue;
    pincite_status status = load_window(s, err);
    if (!status)
      status = s->required_count ? all_window(s, err) : any_window(s, below, err);
    if (!status && s->run->top.status)
      status = pincite__fail(err, s->run->top.status, "%s", s->run->top.error.message);
    if (status)
      return status;
  }
  return PINCITE_OK;
}

pincite_status pincite__rank_search(pincite_rank_run *run, pincite_error *err) {
  size_t words = run->word_count + 1;
  search *s = calloc(1, sizeof *s);
  pincite_points *below = calloc(words, sizeof *below);
  pincite_status status = PINCITE_OK;
  if (s) {
    s->run = run;
    s->lists = malloc(words * sizeof *s->lists);
    s->excluded = malloc(words * sizeof *s->excluded);
    s->order = malloc(words * sizeof *s->order);
    s->required = malloc(words * sizeof *s->required);
  }
  if (!s || !below || !s->lists || !s->excluded || !s->order || !s->required) {
    status = pincite__no_memory(err);
    goto done;
  }
  for (size_t i = 0; i < run->postings->state.segment_count && !status; i++) {
    pincite_postings_source *source = &run->postings->sources[i];
    bool possible;
    s->threshold = pincite__top_threshold(&run->top);
    status = open_lists(s, source, &possible, err);
    if (!status && possible)
      status = search_windows(s, &source->segment, below, err);
    close_lists(s);
  }
done:
  if (s) {
    free(s->lists);
    free(s->excluded);
    free(s->order);
    free(s->required);
  }
  free(s);
  free(below);
  return status;
}
