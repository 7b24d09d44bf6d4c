/* SPDX-License-Identifier: MIT
 *
 * kwic.c - a concordance: every match of a question, one after the other.
 *
 * In stored order a passage is read when its turn comes and its lines are handed
 * out from where they were made. Every other order needs all lines; they are
 * packed into one buffer, an article's strings once for all of its lines.
 */
#include <stdlib.h>
#include <string.h>

#include "kwic.h"

#define WIDTH 40

/* A line that is kept: offsets of its strings. */
typedef struct kept_line {
  size_t article, line;
  const char *key; /* in 'line'; set when all are there */
  size_t start, length, number;
  pincite_day published;
} kept_line;

struct pincite_kwic {
  pincite_kwic_options options;
  pincite_hits *hits;
  pincite_scan scan;
  bool over;      /* the scan has come to its end */
  uint64_t total; /* lines found */
  uint64_t given;
  /* the passage at hand */
  const pincite_match_span *spans;
  size_t span, span_count;
  int64_t article;   /* rowid; 0: none */
  size_t article_at; /* its strings in 'bytes' */
  pincite_buf bytes; /* the strings of what is kept; else of the line at hand */
  kept_line *lines;
  size_t count, capacity;
};

/* Go to the next span of a body. */
static pincite_status next_span(pincite_kwic *kwic, const pincite_match_span **span,
                                pincite_error *err) {
  pincite_passage_row row;
  for (;;) {
    while (kwic->span < kwic->span_count) {
      *span = &kwic->spans[kwic->span++];
      if ((*span)->part == PINCITE_PART_BODY)
        return PINCITE_OK;
    }
    if (kwic->over)
      return PINCITE_DONE;
    pincite_status status = pincite__scan_next(&kwic->scan, true, &row, err);
    kwic->over = status == PINCITE_DONE;
    if (status)
      return status;
    kwic->span = 0;
    kwic->spans = pincite__match_spans(kwic->hits->matcher, &kwic->span_count);
    if (!kwic->spans) {
      kwic->span_count = 0;
      return pincite__no_memory(err);
    }
  }
}

/* Make the next line at the end of 'bytes'. */
static pincite_status make_line(pincite_kwic *kwic, bool keep, kept_line *line,
                                pincite_error *err) {
  const pincite_match_span *span = NULL;
  const pincite_passage_text *passage = &kwic->hits->passage;
  pincite_status status = next_span(kwic, &span, err);
  if (status)
    return status;
  pincite_buf *bytes = &kwic->bytes;
  if (!keep)
    pincite__buf_clear(bytes);
  if (!keep || kwic->article != passage->row.article) {
    kwic->article = passage->row.article;
    kwic->article_at = bytes->len;
    pincite__kwic_article(passage, bytes);
  }
  *line = (kept_line){.article = kwic->article_at,
                      .line = bytes->len,
                      .start = passage->row.start + span->start,
                      .length = span->length,
                      .number = kwic->count,
                      .published = passage->row.published};
  pincite__kwic_line(passage, span, kwic->hits->index->analyser,
                     kwic->options.width ? kwic->options.width : WIDTH,
                     kwic->options.sort, bytes);
  kwic->total++;
  return bytes->failed ? pincite__no_memory(err) : PINCITE_OK;
}

static int by_key(const void *a, const void *b) {
  const kept_line *x = a, *y = b;
  int order = strcmp(x->key, y->key);
  return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int by_date(const void *a, const void *b) {
  const kept_line *x = a, *y = b;
  if (x->published != y->published)
    return x->published > y->published ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

static pincite_status keep_all(pincite_kwic *kwic, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  kept_line line;
  while (!(status = make_line(kwic, true, &line, err))) {
    if (!pincite__grow(&kwic->lines, &kwic->capacity, kwic->count + 1,
                       sizeof *kwic->lines))
      return pincite__no_memory(err);
    kwic->lines[kwic->count++] = line;
  }
  if (status != PINCITE_DONE)
    return status;
  pincite_kwic_line ignored;
  for (size_t i = 0; i < kwic->count; i++)
    kwic->lines[i].key =
        pincite__kwic_point(kwic->bytes.data + kwic->lines[i].article,
                            kwic->bytes.data + kwic->lines[i].line, &ignored);
  if (kwic->count)
    qsort(kwic->lines, kwic->count, sizeof *kwic->lines,
          kwic->options.sort == PINCITE_KWIC_DATE ? by_date : by_key);
  return PINCITE_OK;
}

static pincite_status begin(pincite_kwic *kwic, pincite_error *err) {
  pincite_status status = pincite__suggest(kwic->hits, err);
  if (status)
    return status;
  if (!kwic->hits->question->root) {
    kwic->over = true;
    return PINCITE_OK;
  }
  status = pincite__scan_open(kwic->hits, &kwic->scan, err);
  if (!status && kwic->options.sort != PINCITE_KWIC_STORED)
    status = keep_all(kwic, err);
  return status;
}

pincite_status pincite_kwic_open(pincite_index *index, const char *query, size_t length,
                                 const pincite_kwic_options *options, pincite_kwic **out,
                                 pincite_error *err) {
  if (!index || !query || !out)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_kwic_open needs an index, a "
                                              "question and a result");
  pincite_kwic *kwic = calloc(1, sizeof *kwic);
  if (!kwic)
    return pincite__no_memory(err);
  kwic->options = (pincite_kwic_options)PINCITE_KWIC_OPTIONS_INIT;
  pincite__buf_init(&kwic->bytes, PINCITE__BUF_LIMIT);
  pincite_status status = PINCITE_OK;
  if (!pincite__options_copy(&kwic->options, sizeof kwic->options, options) ||
      kwic->options.sort > PINCITE_KWIC_DATE)
    status = pincite__fail(err, PINCITE_EINVAL,
                           "the options of the concordance are malformed");
  if (!status)
    status = pincite__ask(index, query, length, kwic->options.search, &kwic->hits, err);
  if (!status)
    status = begin(kwic, err);
  if (status)
    goto done;
  *out = kwic;
  kwic = NULL;
done:
  pincite_kwic_free(kwic);
  return status;
}

pincite_status pincite_kwic_next(pincite_kwic *kwic, pincite_kwic_line *line,
                                 pincite_error *err) {
  kept_line made;
  pincite_kwic_line result = {0};
  if (kwic->options.limit && kwic->given >= kwic->options.limit)
    return PINCITE_DONE;
  if (kwic->options.sort == PINCITE_KWIC_STORED) {
    pincite_status status = make_line(kwic, false, &made, err);
    if (status)
      return status;
  } else if (kwic->given < kwic->count) {
    made = kwic->lines[kwic->given];
  } else {
    return PINCITE_DONE;
  }
  pincite__kwic_point(kwic->bytes.data + made.article, kwic->bytes.data + made.line,
                      &result);
  result.start = made.start;
  result.length = made.length;
  kwic->given++;
  *line = result;
  return PINCITE_OK;
}

void pincite_kwic_answer(const pincite_kwic *kwic, pincite_answer *answer) {
  pincite_hits_answer(kwic->hits, answer);
  answer->total = kwic->total;
  answer->total_exact = kwic->over && kwic->span >= kwic->span_count;
}

void pincite_kwic_free(pincite_kwic *kwic) {
  if (!kwic)
    return;
  pincite__scan_close(&kwic->scan);
  pincite_hits_free(kwic->hits);
  pincite__buf_release(&kwic->bytes);
  free(kwic->lines);
  free(kwic);
}
