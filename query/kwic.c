/* SPDX-License-Identifier: MIT
 *
 * kwic.c - a concordance: every match of a question, one after the other.
 *
 * In stored order a passage is read when its turn comes and its lines are handed
 * out from where they were made. Every other order needs all lines to be found first.
 */
#include <stdlib.h>
#include <string.h>

#include "kwic.h"

#define WIDTH 40

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
  int64_t article;                   /* rowid; 0: none */
  size_t article_at, article_length; /* its strings */
  pincite_kept_lines kept; /* in stored order only its buffer, for the line at hand */
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

/* Have the strings of the passage's article in the buffer. */
static void make_article(pincite_kwic *kwic) {
  const pincite_passage_text *passage = &kwic->hits->passage;
  pincite_buf *bytes = &kwic->kept.bytes;
  if (kwic->article == passage->row.article)
    return;
  kwic->article = passage->row.article;
  kwic->article_at = bytes->len;
  pincite__kwic_article(passage, bytes);
  kwic->article_length = bytes->len - kwic->article_at;
}

/* Make the next line at the end of the buffer. */
static pincite_status make_line(pincite_kwic *kwic, pincite_kept_line *line,
                                pincite_error *err) {
  const pincite_match_span *span = NULL;
  const pincite_passage_text *passage = &kwic->hits->passage;
  pincite_buf *bytes = &kwic->kept.bytes;
  pincite_status status = next_span(kwic, &span, err);
  if (status)
    return status;
  make_article(kwic);
  *line = (pincite_kept_line){.article = (uint32_t)kwic->article_at,
                              .article_length = (uint32_t)kwic->article_length,
                              .line = (uint32_t)bytes->len,
                              .start = (uint32_t)(passage->row.start + span->start),
                              .length = (uint32_t)span->length,
                              .published = passage->row.published};
  pincite__kwic_line(passage, span, kwic->hits->index->analyser,
                     kwic->options.width ? kwic->options.width : WIDTH,
                     kwic->options.sort, bytes);
  kwic->total++;
  return PINCITE_OK;
}

static void forget_lines(pincite_kwic *kwic, size_t length) {
  kwic->kept.bytes.len = length;
  if (kwic->article_at >= length)
    kwic->article = 0;
}

static pincite_status keep_lines(pincite_kwic *kwic, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  pincite_kept_lines *kept = &kwic->kept;
  pincite_kept_line line;
  size_t length = 0;
  for (; !(status = make_line(kwic, &line, err)); length = kept->bytes.len) {
    bool in = false;
    if (kept->bytes.failed || !pincite__kept_add(kept, &line, &in))
      return pincite__fail(err, PINCITE_ENOMEM,
                           "no memory for so many lines to sort: narrow the question, "
                           "limit the lines, or ask for them as they are stored");
    if (!in)
      forget_lines(kwic, length);
    else if (pincite__kept_trim(kept))
      kwic->article = 0;
  }
  if (status == PINCITE_DONE)
    pincite__kept_sort(kept);
  return status == PINCITE_DONE ? PINCITE_OK : status;
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
    status = keep_lines(kwic, err);
  return status;
}

pincite_status pincite_kwic_open(pincite_index *index, const char *query, size_t length,
                                 const pincite_kwic_options *options, pincite_kwic **out,
                                 pincite_error *err) {
  if (!index || !query || !out)
    return pincite__fail(err, PINCITE_EINVAL,
                         "pincite_kwic_open needs an index, a "
                         "question and a result");
  pincite_kwic *kwic = calloc(1, sizeof *kwic);
  if (!kwic)
    return pincite__no_memory(err);
  kwic->options = (pincite_kwic_options)PINCITE_KWIC_OPTIONS_INIT;
  pincite_status status = PINCITE_OK;
  if (!pincite__options_copy(&kwic->options, sizeof kwic->options, options) ||
      kwic->options.sort > PINCITE_KWIC_DATE)
    status = pincite__fail(err, PINCITE_EINVAL,
                           "the options of the concordance are malformed");
  pincite__kept_init(&kwic->kept, kwic->options.sort, kwic->options.limit);
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

/* The line whose turn it is. */
static pincite_status take_line(pincite_kwic *kwic, pincite_kept_line *line,
                                pincite_error *err) {
  pincite_kept_lines *kept = &kwic->kept;
  if (kwic->options.sort != PINCITE_KWIC_STORED) {
    if (kwic->given >= kept->count)
      return PINCITE_DONE;
    *line = kept->lines[kwic->given];
    return PINCITE_OK;
  }
  forget_lines(kwic, 0);
  pincite_status status = make_line(kwic, line, err);
  return !status && kept->bytes.failed ? pincite__no_memory(err) : status;
}

pincite_status pincite_kwic_next(pincite_kwic *kwic, pincite_kwic_line *line,
                                 pincite_error *err) {
  pincite_kept_line taken;
  pincite_kwic_line result = {0};
  if (kwic->options.limit && kwic->given >= kwic->options.limit)
    return PINCITE_DONE;
  pincite_status status = take_line(kwic, &taken, err);
  if (status)
    return status;
  const char *bytes = kwic->kept.bytes.data;
  pincite__kwic_point(bytes + taken.article, bytes + taken.line, &result);
  result.start = taken.start;
  result.length = taken.length;
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
  pincite__kept_release(&kwic->kept);
  free(kwic);
}
