/* SPDX-License-Identifier: MIT
 *
 * html_jsonld.c - title, author and dates from a page's JSON-LD.
 *
 * What pages write there is JSON by people: comments around it, line breaks in
 * strings, commas too many. The first two are mended; what still does not
 * parse is passed over. Objects are walked with a bound on depth and number.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "html_page.h"

#define MAX_DEPTH 12

/* The node that tells of the article, as far as found, and how well it fits. */
typedef struct finding {
  const json_t *article;
  int rank;
  const json_t *people[64]; /* nodes with @id, for references by it */
  size_t count;
} finding;

/* Types of pages, by how surely they tell of the article itself. */
static int type_rank(const char *type) {
  static const struct {
    const char *word;
    int rank;
  } ranks[] = {{"NewsArticle", 9}, {"BlogPosting", 9}, {"Article", 8},
               {"Posting", 7},     {"Report", 7},      {"Review", 5},
               {"Recipe", 7},      {"QAPage", 4},      {"WebPage", 3},
               {"Product", 3},     {"ItemPage", 3},    {"CreativeWork", 4},
               {"VideoObject", 2}, {"Event", 2},       {"Course", 3}};
  for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
    if (strstr(type, ranks[i].word))
      return ranks[i].rank;
  return 0;
}

static int node_rank(const json_t *node) {
  const json_t *type = json_object_get(node, "@type");
  int best = 0;
  if (json_is_string(type))
    return type_rank(json_string_value(type));
  for (size_t i = 0; i < json_array_size(type); i++) {
    const char *name = json_string_value(json_array_get(type, i));
    int rank = name ? type_rank(name) : 0;
    best = rank > best ? rank : best;
  }
  return best;
}

static void walk(const json_t *value, finding *found, int depth) {
  if (depth > MAX_DEPTH)
    return;
  if (json_is_array(value)) {
    for (size_t i = 0; i < json_array_size(value) && i < 200; i++)
      walk(json_array_get(value, i), found, depth + 1);
    return;
  }
  if (!json_is_object(value))
    return;
  int rank = node_rank(value);
  if (rank > found->rank) {
    found->rank = rank;
    found->article = value;
  }
  if (json_object_get(value, "@id") && json_object_get(value, "name") &&
      found->count < sizeof found->people / sizeof *found->people)
    found->people[found->count++] = value;
  walk(json_object_get(value, "@graph"), found, depth + 1);
  walk(json_object_get(value, "mainEntity"), found, depth + 1);
  walk(json_object_get(value, "mainEntityOfPage"), found, depth + 1);
}

static const char *text_of(const json_t *value) {
  if (json_is_array(value))
    value = json_array_get(value, 0);
  if (json_is_object(value))
    value = json_object_get(value, "@value");
  return json_string_value(value);
}

/* The name of a person or organisation: a string, an object with a name, or a
   reference to one by its @id. */
static const char *name_of(const json_t *value, const finding *found) {
  if (json_is_string(value))
    return json_string_value(value);
  const char *name = json_string_value(json_object_get(value, "name"));
  if (!name)
    name = text_of(json_object_get(value, "name"));
  const char *id = json_string_value(json_object_get(value, "@id"));
  for (size_t i = 0; !name && id && i < found->count; i++) {
    const char *other = json_string_value(json_object_get(found->people[i], "@id"));
    if (other && strcmp(other, id) == 0)
      name = json_string_value(json_object_get(found->people[i], "name"));
  }
  return name;
}

/* Entities are no part of JSON, but of what pages put there. */
static void add_decoded(pincite_buf *out, const char *text) {
  static const struct {
    const char *entity;
    const char *text;
  } known[] = {{"&amp;", "&"},   {"&quot;", "\""}, {"&#39;", "'"},   {"&#039;", "'"},
               {"&#x27;", "'"},  {"&lt;", "<"},    {"&gt;", ">"},    {"&nbsp;", " "},
               {"&#8217;", "’"}, {"&#8211;", "–"}, {"&rsquo;", "’"}, {"&ndash;", "–"},
               {"&#8220;", "“"}, {"&#8221;", "”"}, {"&#038;", "&"},  {"&apos;", "'"}};
  while (*text) {
    size_t i = 0, count = sizeof known / sizeof *known;
    while (*text == '&' && i < count &&
           strncmp(text, known[i].entity, strlen(known[i].entity)) != 0)
      i++;
    if (*text == '&' && i < count) {
      pincite__buf_adds(out, known[i].text);
      text += strlen(known[i].entity);
    } else {
      pincite__buf_addc(out, *text++);
    }
  }
}

static void set(pincite_document *document, pincite_field field, const char *text,
                const char *origin) {
  if (!text || !*text)
    return;
  pincite_buf clean;
  pincite__buf_init(&clean, PINCITE__BUF_LIMIT);
  add_decoded(&clean, text);
  if (field != PINCITE_FIELD_AUTHOR ||
      pincite__html_usable_author(pincite__buf_view(&clean)))
    pincite__document_set(document, field, clean.data, clean.len, origin);
  document->failed = document->failed || clean.failed;
  pincite__buf_release(&clean);
}

static void set_author(pincite_document *document, const json_t *author,
                       const finding *found) {
  pincite_buf names;
  pincite__buf_init(&names, PINCITE__FIELD_LIMIT);
  bool persons = false;
  size_t count = json_is_array(author) ? json_array_size(author) : author ? 1 : 0;
  for (size_t i = 0; i < count && i < 20; i++) {
    const json_t *one = json_is_array(author) ? json_array_get(author, i) : author;
    const char *name = name_of(one, found);
    if (!name || !*name || strncmp(name, "http", 4) == 0 || strstr(names.data, name))
      continue;
    const char *type = text_of(json_object_get(one, "@type"));
    persons = persons || !type || strcmp(type, "Organization") != 0;
    while (*name == ',' || *name == ' ')
      name++;
    if (names.len)
      pincite__buf_adds(&names, ", ");
    pincite__buf_adds(&names, name);
  }
  if (!names.failed)
    set(document, PINCITE_FIELD_AUTHOR, names.data,
        persons ? "json-ld" : ORIGIN_ORGANIZATION);
  pincite__buf_release(&names);
}

/* JSON with what strict readers refuse taken out. */
static json_t *load(const char *text, size_t len) {
  while (len && *text != '{' && *text != '[') {
    text++;
    len--;
  }
  pincite_buf clean;
  pincite__buf_init(&clean, PINCITE__TEXT_LIMIT);
  pincite__buf_add(&clean, text, len);
  for (size_t i = 0; clean.cap && i < clean.len; i++)
    if ((unsigned char)clean.data[i] < 0x20)
      clean.data[i] = ' ';
  json_t *root = NULL;
  if (!clean.failed && clean.len)
    root =
        json_loadb(clean.data, clean.len, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
  pincite__buf_release(&clean);
  return root;
}

bool pincite__html_read_jsonld(const char *text, size_t len, pincite_document *document,
                               pincite_buf *told) {
  json_t *root = load(text, len);
  finding found = {0};
  walk(root, &found, 0);
  if (found.article && found.rank >= 3) {
    const json_t *node = found.article;
    set(document, PINCITE_FIELD_TITLE, text_of(json_object_get(node, "headline")),
        "json-ld");
    if (found.rank >= 7)
      set(document, PINCITE_FIELD_TITLE, text_of(json_object_get(node, "name")),
          "json-ld");
    set(document, PINCITE_FIELD_PUBLISHED,
        text_of(json_object_get(node, "datePublished")), "json-ld");
    set(document, PINCITE_FIELD_LANGUAGE, text_of(json_object_get(node, "inLanguage")),
        "json-ld");
    set_author(document, json_object_get(node, "author"), &found);
    if (!pincite__document_get(document, PINCITE_FIELD_AUTHOR).len)
      set_author(document, json_object_get(node, "creator"), &found);
    const char *body = text_of(json_object_get(node, "articleBody"));
    if (body && told->len == 0)
      add_decoded(told, body);
    const json_t *publisher = json_object_get(node, "publisher");
    if (publisher)
      set(document, PINCITE_FIELD_SOURCE, name_of(publisher, &found), "json-ld");
  }
  json_decref(root);
  return found.rank >= 7;
}
