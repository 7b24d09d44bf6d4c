/* SPDX-License-Identifier: MIT
 *
 * argument.c - the fields whose argument is no part of the language itself:
 * zone, date, citation, concept, topic. An argument that makes no sense leaves the words
 * as they were typed.
 */
#include <string.h>

#include "read.h"

/* A longer argument is cut. */
#define ARGUMENT_MAX 200
/* Topics may be defined by topics, so deep. */
#define TOPICS_MAX 3
#define DAY_FIRST 1
#define DAY_LAST 99991231

static pincite_node *as_text(reader *read) {
  size_t start = read->token.start, end = read->token.end;
  return pincite__read_plain(read, start, end);
}

/* ---- dates ---------------------------------------------------------------------- */

/* Read 'count' digits. */
static bool read_digits(pincite_str *text, size_t count, int *number) {
  *number = 0;
  if (text->len < count)
    return false;
  for (size_t i = 0; i < count; i++) {
    if (text->at[i] < '0' || text->at[i] > '9')
      return false;
    *number = *number * 10 + (text->at[i] - '0');
  }
  text->at += count;
  text->len -= count;
  return true;
}

static bool skip(pincite_str *text, const char *mark) {
  size_t len = strlen(mark);
  if (text->len < len || memcmp(text->at, mark, len) != 0)
    return false;
  text->at += len;
  text->len -= len;
  return true;
}

/* YYYY, YYYY-MM or YYYY-MM-DD: the first and the last day of it. */
static bool read_day(pincite_str *text, pincite_day *first, pincite_day *last) {
  int year, month = 0, day = 0;
  if (!read_digits(text, 4, &year) || year == 0)
    return false;
  if (skip(text, "-") && (!read_digits(text, 2, &month) || month < 1 || month > 12))
    return false;
  if (month && skip(text, "-") && (!read_digits(text, 2, &day) || day < 1 || day > 31))
    return false;
  *first = year * 10000 + month * 100 + day;
  *last = year * 10000 + (month ? month : 12) * 100 + (day ? day : 31);
  return true;
}

static bool read_range(pincite_str text, pincite_day *from, pincite_day *to) {
  pincite_day first = DAY_FIRST, last = DAY_LAST, ignored;
  bool open = skip(&text, "..");
  if (!open && !read_day(&text, &first, &last))
    return false;
  if (!open && text.len) {
    if (!skip(&text, "..") && !skip(&text, "\xe2\x80\x93"))
      return false;
    last = DAY_LAST;
    open = true;
  }
  if (open && text.len && !read_day(&text, &ignored, &last))
    return false;
  if (text.len)
    return false;
  *from = first;
  *to = last;
  return true;
}

static pincite_node *read_date(reader *read, pincite_str text) {
  pincite_day from = 0, to = 0;
  if (!read->token.undated && !read_range(text, &from, &to)) {
    pincite__fault_add(
        &read->faults, true, read->token.start,
        "'%.*s' is no date: 2016, 2016-05, 2016-05-31, or two of them with "
        ".. between",
        (int)text.len, text.at);
    return as_text(read);
  }
  pincite_node *node =
      pincite__node_new(&read->builder, PINCITE_NODE_DATE, read->token.start);
  if (node) {
    node->from = from;
    node->to = to;
  }
  return node;
}

static pincite_node *read_zone(reader *read, pincite_str text) {
  pincite_zone zone;
  if (!pincite__zone_from_name(text, &zone)) {
    pincite__fault_add(&read->faults, true, read->token.start,
                       "there is no zone '%.*s': title, heading, body, quote, note, "
                       "boilerplate",
                       (int)text.len, text.at);
    return as_text(read);
  }
  pincite_node *node =
      pincite__node_new(&read->builder, PINCITE_NODE_ZONE, read->token.start);
  if (node)
    node->zone = zone;
  return node;
}

/* ---- citations and topics ------------------------------------------------------------
 */

/* The argument on one line, without blanks at its ends. */
static pincite_str tidy(reader *read, pincite_str text) {
  char line[ARGUMENT_MAX];
  size_t used = 0, size;
  bool blank = false;
  for (size_t at = 0; at < text.len; at += size) {
    if (pincite__lex_is_blank(text.at, text.len, at, &size)) {
      blank = used > 0;
      continue;
    }
    if (used + blank + size > sizeof line)
      break;
    if (blank)
      line[used++] = ' ';
    uint32_t code;
    size = pincite__utf8_decode(text.at + at, text.len - at, &code);
    if (used + size > sizeof line)
      break;
    memcpy(line + used, text.at + at, size);
    used += size;
    blank = false;
  }
  return pincite__node_keep(&read->builder, (pincite_str){line, used});
}

/* Is it written as the index has it? */
static bool is_concept(pincite_str text) {
  return memchr(text.at, '/', text.len) && !memchr(text.at, ' ', text.len);
}

static bool resolve_cite(const reader *read, pincite_str text, pincite_buf *terms) {
  if (read->resolver && read->resolver->cite)
    return read->resolver->cite(read->resolver->data, text, terms);
  if (!is_concept(text))
    return false;
  pincite__buf_add(terms, text.at, text.len);
  return true;
}

static pincite_node *cite_node(reader *read, pincite_str text, pincite_str terms) {
  pincite_node *node =
      pincite__node_new(&read->builder, PINCITE_NODE_CITE, read->token.start);
  if (!node)
    return NULL;
  node->text = text;
  while (terms.len) {
    const char *end = memchr(terms.at, '\n', terms.len);
    size_t len = end ? (size_t)(end - terms.at) : terms.len;
    pincite_str term = pincite__node_keep(&read->builder, (pincite_str){terms.at, len});
    pincite_node *word =
        pincite__node_word(&read->builder, PINCITE_WORD_CONCEPT, term, node->at);
    if (word)
      pincite__node_append(node, word);
    len += end ? 1 : 0;
    terms.at += len;
    terms.len -= len;
  }
  return node->first ? node : NULL;
}

static pincite_node *no_citation(reader *read, pincite_str text) {
  pincite__fault_add(&read->faults, true, read->token.start,
                     "'%.*s' is no citation that is known", (int)text.len, text.at);
  return as_text(read);
}

static pincite_node *read_cite(reader *read, pincite_str text) {
  pincite_buf terms;
  pincite__buf_init(&terms, 1 << 16);
  text = tidy(read, text);
  pincite_node *node = NULL;
  if (text.len && resolve_cite(read, text, &terms))
    node = cite_node(read, text, pincite__buf_view(&terms));
  if (!node)
    node = no_citation(read, text);
  read->builder.failed = read->builder.failed || terms.failed;
  pincite__buf_release(&terms);
  return node;
}

/* ^n behind the name: it weighs n hundredths of a word. */
static double take_share(pincite_str *text) {
  size_t at = text->len, number = 0;
  for (size_t unit = 1;
       at > 0 && unit <= 100 && text->at[at - 1] >= '0' && text->at[at - 1] <= '9';
       unit *= 10)
    number += unit * (size_t)(text->at[--at] - '0');
  if (at == text->len || at == 0 || text->at[at - 1] != '^' || number == 0 ||
      number > 100)
    return 1;
  text->len = at - 1;
  return (double)number / 100;
}

/* A concept that ranks, as it stands in the index or as it is cited; none: the words
   are only words. */
static pincite_node *read_names(reader *read, pincite_str text) {
  pincite_buf terms;
  pincite__buf_init(&terms, 1 << 16);
  text = tidy(read, text);
  double share = take_share(&text);
  pincite_node *word = NULL;
  bool none = pincite__str_is(text, "none");
  if (is_concept(text))
    pincite__buf_add(&terms, text.at, text.len);
  else if (text.len && !none)
    resolve_cite(read, text, &terms);
  if (terms.len) {
    const char *end = memchr(terms.data, '\n', terms.len);
    pincite_str first = {terms.data, end ? (size_t)(end - terms.data) : terms.len};
    first = pincite__node_keep(&read->builder, first);
    word = pincite__node_word(&read->builder, PINCITE_WORD_CONCEPT, first,
                              read->token.start);
  }
  if (word || none)
    read->builder.question->names_concepts = true;
  if (word)
    word->share = share;
  else if (!none)
    word = no_citation(read, text);
  read->builder.failed = read->builder.failed || terms.failed;
  pincite__buf_release(&terms);
  return word;
}

/* Read what a topic stands for, with a reader of its own. */
static pincite_node *read_definition(reader *read, pincite_str definition) {
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__QUESTION_LIMIT * 4);
  pincite__utf8_normalize(&text, definition.at, definition.len);
  pincite_str kept = pincite__node_keep(&read->builder, pincite__buf_view(&text));
  pincite__buf_release(&text);
  reader inner = {.builder = read->builder,
                  .faults = read->faults,
                  .resolver = read->resolver,
                  .topics = read->topics + 1};
  pincite__lex_init(&inner.lex, kept.at, kept.len, false);
  pincite_node *node = pincite__read_text(&inner);
  read->builder = inner.builder;
  /* One that was cut off would stand for something else. */
  return read->builder.words < PINCITE__QUESTION_LEAVES ? node : NULL;
}

static pincite_node *read_topic(reader *read, pincite_str text) {
  pincite_buf definition;
  pincite__buf_init(&definition, PINCITE__QUESTION_LIMIT);
  pincite_node like = {
      .kind = PINCITE_NODE_TOPIC, .at = read->token.start, .text = tidy(read, text)};
  pincite_node *node = NULL;
  if (read->topics < TOPICS_MAX && read->resolver && read->resolver->topic &&
      read->resolver->topic(read->resolver->data, like.text, &definition))
    node = pincite__node_join(&read->builder, &like, NULL,
                              read_definition(read, pincite__buf_view(&definition)));
  if (!node) {
    pincite__fault_add(&read->faults, true, read->token.start,
                       "there is no topic '%.*s'; it was read as text",
                       (int)like.text.len, like.text.at);
    node = as_text(read);
  }
  read->builder.failed = read->builder.failed || definition.failed;
  pincite__buf_release(&definition);
  return node;
}

pincite_node *pincite__read_argument(reader *read) {
  size_t len = read->token.argument_end - read->token.argument;
  pincite_str text = {read->lex.text + read->token.argument, len};
  text.len = pincite__utf8_cut(text.at, len, ARGUMENT_MAX);
  pincite_node *node = NULL;
  read->builder.words++;
  switch (read->token.node) {
  case PINCITE_NODE_ZONE:
    node = read_zone(read, text);
    break;
  case PINCITE_NODE_CITE:
    node = read_cite(read, text);
    break;
  case PINCITE_NODE_TOPIC:
    node = read_topic(read, text);
    break;
  case PINCITE_NODE_WORD:
    node = read_names(read, text);
    break;
  default:
    node = read_date(read, text);
  }
  pincite__read_advance(read);
  return node;
}
