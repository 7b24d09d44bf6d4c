/* SPDX-License-Identifier: MIT
 *
 * canon.c - a question as text again: the reading that an answer shows.
 *
 * Brackets stand where the grammar of question.h needs them and around every
 * run that is part of something. Read again, the text gives the same tree.
 */
#include <string.h>

#include "question.h"

static void write_node(const pincite_node *node, int level, pincite_buf *out);

/* How tightly a node binds; a child that binds less needs brackets. */
enum {
  LEVEL_OR,
  LEVEL_AND,
  LEVEL_NOT,
  LEVEL_PARAGRAPH,
  LEVEL_SENTENCE,
  LEVEL_NEAR,
  LEVEL_ITEM,
  LEVEL_RUN = -1 /* bare only when it is all of the question */
};

static int level_of(const pincite_node *node) {
  switch (node->kind) {
  case PINCITE_NODE_RUN:
    return LEVEL_RUN;
  case PINCITE_NODE_OR:
    return LEVEL_OR;
  case PINCITE_NODE_AND:
    return LEVEL_AND;
  case PINCITE_NODE_NOT:
    return LEVEL_NOT;
  case PINCITE_NODE_PARAGRAPH:
    return LEVEL_PARAGRAPH;
  case PINCITE_NODE_SENTENCE:
    return LEVEL_SENTENCE;
  case PINCITE_NODE_NEAR:
    return LEVEL_NEAR;
  default:
    return LEVEL_ITEM;
  }
}

static void add_view(pincite_buf *out, pincite_str text) {
  pincite__buf_add(out, text.at, text.len);
}

/* A word as it is typed, without = and quotes. */
static void write_spelling(const pincite_node *word, pincite_buf *out) {
  add_view(out, word->text);
  if (word->mode == PINCITE_WORD_PREFIX)
    pincite__buf_addc(out, '*');
}

static bool needs_quotes(pincite_str text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
          (i > 0 && (c == '/' || c == '.' || c == '_' || c == '-'))))
      return true;
  }
  return false;
}

static void write_argument(const char *field, pincite_str text, unsigned hundredths,
                           pincite_buf *out) {
  const char *quote = needs_quotes(text) ? "\"" : "";
  pincite__buf_adds(out, field);
  pincite__buf_adds(out, quote);
  add_view(out, text);
  if (hundredths)
    pincite__buf_addf(out, "^%u", hundredths);
  pincite__buf_adds(out, quote);
}

static void write_word(const pincite_node *word, pincite_buf *out) {
  if (word->mode == PINCITE_WORD_CONCEPT) {
    write_argument("names:", word->term,
                   word->share < 1 ? (unsigned)(100 * word->share + 0.5) : 0, out);
    return;
  }
  if (word->mode == PINCITE_WORD_EXACT)
    pincite__buf_addc(out, '=');
  if (word->quoted)
    pincite__buf_addc(out, '"');
  write_spelling(word, out);
  if (word->quoted)
    pincite__buf_addc(out, '"');
  if (word->count > 1)
    pincite__buf_addf(out, "^%u", word->count);
}

static void write_phrase(const pincite_node *phrase, pincite_buf *out) {
  if (phrase->soft) {
    add_view(out, phrase->text);
    return;
  }
  for (const pincite_node *word = phrase->first; word; word = word->next)
    if (word->mode == PINCITE_WORD_EXACT) {
      pincite__buf_addc(out, '=');
      break;
    }
  for (const pincite_node *word = phrase->first; word; word = word->next) {
    pincite__buf_addc(out, word == phrase->first ? '"' : ' ');
    write_spelling(word, out);
  }
  pincite__buf_addc(out, '"');
}

static void write_run(const pincite_node *run, pincite_buf *out) {
  for (const pincite_node *item = run->first; item; item = item->next) {
    if (item->implied)
      continue;
    if (item != run->first)
      pincite__buf_addc(out, ' ');
    bool denied = item->kind == PINCITE_NODE_NOT;
    if (denied)
      pincite__buf_addc(out, '-');
    write_node(denied ? item->first : item, LEVEL_ITEM, out);
  }
}

static void write_list(const pincite_node *node, const char *between, int level,
                       pincite_buf *out) {
  for (const pincite_node *child = node->first; child; child = child->next) {
    if (child != node->first)
      pincite__buf_adds(out,
                        node->kind == PINCITE_NODE_AND && child->kind == PINCITE_NODE_NOT
                            ? " "
                            : between);
    write_node(child, level, out);
  }
}

static void write_connected(const pincite_node *node, int level, pincite_buf *out) {
  write_node(node->first, level, out);
  pincite__buf_adds(out, node->ordered ? " pre/" : " /");
  if (node->kind == PINCITE_NODE_NEAR)
    pincite__buf_addf(out, "%u ", node->count);
  else
    pincite__buf_adds(out, node->kind == PINCITE_NODE_SENTENCE ? "s " : "p ");
  write_node(node->last, level + 1, out);
}

static void write_day(pincite_day day, bool last, pincite_buf *out) {
  int month = day / 100 % 100, date = day % 100;
  pincite__buf_addf(out, "%04d", (int)day / 10000);
  bool whole_month = last ? date == 31 : date == 0;
  if (whole_month && month == (last ? 12 : 0))
    return;
  pincite__buf_addf(out, "-%02d", month);
  if (!whole_month)
    pincite__buf_addf(out, "-%02d", date);
}

static void write_date(const pincite_node *node, pincite_buf *out) {
  pincite_buf from, to;
  if (node->from == 0) {
    pincite__buf_adds(out, "undated:");
    return;
  }
  pincite__buf_init(&from, 16);
  pincite__buf_init(&to, 16);
  if (node->from > 1)
    write_day(node->from, false, &from);
  if (node->to < 99991231)
    write_day(node->to, true, &to);
  pincite__buf_adds(out, "date:");
  add_view(out, pincite__buf_view(&from));
  if (!pincite__str_equal(pincite__buf_view(&from), pincite__buf_view(&to)) ||
      !from.len) {
    pincite__buf_adds(out, "..");
    add_view(out, pincite__buf_view(&to));
  }
  out->failed = out->failed || from.failed || to.failed;
  pincite__buf_release(&from);
  pincite__buf_release(&to);
}

static void write_bare(const pincite_node *node, pincite_buf *out) {
  static const char *const parts[] = {
      "title:", "heading:", "body:", "author:", "source:"};
  switch (node->kind) {
  case PINCITE_NODE_WORD:
    write_word(node, out);
    break;
  case PINCITE_NODE_PHRASE:
    write_phrase(node, out);
    break;
  case PINCITE_NODE_RUN:
    write_run(node, out);
    break;
  case PINCITE_NODE_AND:
    write_list(node, " AND ", LEVEL_NOT, out);
    break;
  case PINCITE_NODE_OR:
    write_list(node, " OR ", LEVEL_AND, out);
    break;
  case PINCITE_NODE_NOT:
    pincite__buf_adds(out, "NOT ");
    write_node(node->first, LEVEL_PARAGRAPH, out);
    break;
  case PINCITE_NODE_PARAGRAPH:
  case PINCITE_NODE_SENTENCE:
  case PINCITE_NODE_NEAR:
    write_connected(node, level_of(node), out);
    break;
  case PINCITE_NODE_ATLEAST:
    pincite__buf_addf(out, "atleast%u(", node->count);
    write_node(node->first, LEVEL_OR, out);
    pincite__buf_addc(out, ')');
    break;
  case PINCITE_NODE_FIELD:
    pincite__buf_adds(out, parts[node->part]);
    write_node(node->first, LEVEL_ITEM, out);
    break;
  case PINCITE_NODE_ZONE:
    pincite__buf_addf(out, "zone:%s", pincite__zone_name(node->zone));
    break;
  case PINCITE_NODE_DATE:
    write_date(node, out);
    break;
  case PINCITE_NODE_CITE:
    write_argument("cite:", node->text, 0, out);
    break;
  case PINCITE_NODE_TOPIC:
    write_argument("topic:", node->text, 0, out);
    break;
  }
}

static void write_node(const pincite_node *node, int level, pincite_buf *out) {
  bool brackets = level_of(node) < level;
  if (brackets)
    pincite__buf_addc(out, '(');
  write_bare(node, out);
  if (brackets)
    pincite__buf_addc(out, ')');
}

void pincite__node_text(const pincite_node *node, pincite_buf *out) {
  if (node)
    write_node(node, LEVEL_RUN, out);
}

/* Does it say which concepts it names, in the run that words would add them to? */
static bool has_concept(const pincite_question *question) {
  const pincite_node *root = question->root;
  if (root->kind != PINCITE_NODE_RUN)
    return !question->plain || root->mode == PINCITE_WORD_CONCEPT;
  for (const pincite_node *item = root->first; item; item = item->next)
    if (item->mode == PINCITE_WORD_CONCEPT && !item->implied)
      return true;
  return false;
}

void pincite__question_text(const pincite_question *question, pincite_buf *out) {
  pincite__node_text(question->root, out);
  if (question->root && question->names_concepts && !has_concept(question))
    pincite__buf_adds(out, " names:none");
}
