/* SPDX-License-Identifier: MIT
 *
 * jsonl.c - articles as JSON objects: one a line, or in an array.
 *
 * A line that is no article is a fault of that line; the others go in. Fields
 * of other names are passed over, and a number will do where a text is meant.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "../scrape.h"
#include "charset.h"
#include "json_quick.h"
#include "reader.h"

/* Names that a field goes by, the best first. */
static const struct {
  pincite_field field;
  const char *name;
} names[] = {
    {PINCITE_FIELD_ID, "id"},
    {PINCITE_FIELD_ID, "_id"},
    {PINCITE_FIELD_TITLE, "title"},
    {PINCITE_FIELD_TITLE, "headline"},
    {PINCITE_FIELD_AUTHOR, "author"},
    {PINCITE_FIELD_AUTHOR, "authors"},
    {PINCITE_FIELD_AUTHOR, "byline"},
    {PINCITE_FIELD_PUBLISHED, "published"},
    {PINCITE_FIELD_PUBLISHED, "date"},
    {PINCITE_FIELD_PUBLISHED, "date_published"},
    {PINCITE_FIELD_PUBLISHED, "published_at"},
    {PINCITE_FIELD_SOURCE, "source"},
    {PINCITE_FIELD_SOURCE, "site"},
    {PINCITE_FIELD_SOURCE, "publisher"},
    {PINCITE_FIELD_LANGUAGE, "language"},
    {PINCITE_FIELD_LANGUAGE, "lang"},
    {PINCITE_FIELD_URI, "uri"},
    {PINCITE_FIELD_URI, "url"},
};

static const char *const text_names[] = {"text", "contents", "content", "body"};

int pincite__field_named(pincite_str name) {
  char lower[32];
  if (name.len >= sizeof lower)
    return PINCITE__FIELD_NONE;
  for (size_t i = 0; i < name.len; i++)
    lower[i] = (char)(name.at[i] >= 'A' && name.at[i] <= 'Z' ? name.at[i] + 32 : name.at[i]);
  lower[name.len] = '\0';
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(names[i].name, lower) == 0)
      return (int)names[i].field;
  for (size_t i = 0; i < sizeof text_names / sizeof *text_names; i++)
    if (strcmp(text_names[i], lower) == 0)
      return PINCITE__FIELD_TEXT;
  return PINCITE__FIELD_NONE;
}

#define NAMES (sizeof names / sizeof *names)
#define TEXT_NAMES (sizeof text_names / sizeof *text_names)

/* The document has its fields: give it with its text. */
static void give_article(pincite_reading *reading, pincite_str text, uint64_t line) {
  pincite_document *document = &reading->document;
  document->line = line;
  pincite__text_blocks(document, text.at, text.len);
  /* Of an article of which nothing but the title is known, that is the text. */
  pincite_str title = pincite__document_get(document, PINCITE_FIELD_TITLE);
  if (document->block_count == 0)
    pincite__document_add(document, PINCITE_ZONE_BODY, title.at, title.len);
  pincite__scrape(document);
  if (!pincite__reading_give(reading))
    pincite__reading_fault(reading, line, 0, PINCITE__BLANK, "its \"text\" is blank");
}

/* ---- whatever is JSON ----------------------------------------------------------- */

/* A value as text; an array's, or a named thing's, joined with commas. */
static void add_value(const json_t *value, pincite_buf *out) {
  size_t i;
  json_t *item;
  if (json_is_string(value)) {
    if (out->len)
      pincite__buf_adds(out, ", ");
    pincite__buf_add(out, json_string_value(value), json_string_length(value));
  } else if (json_is_integer(value)) {
    pincite__buf_addf(out, "%s%lld", out->len ? ", " : "",
                      (long long)json_integer_value(value));
  } else if (json_is_object(value)) {
    item = json_object_get(value, "name");
    if (json_is_string(item))
      add_value(item, out);
  } else if (json_is_array(value)) {
    json_array_foreach(value, i, item) {
      if (json_is_string(item) || json_is_object(item))
        add_value(item, out);
    }
  }
}

static void set_fields(const json_t *object, pincite_document *document) {
  pincite_buf value;
  pincite__buf_init(&value, PINCITE__BUF_LIMIT);
  for (size_t i = 0; i < NAMES; i++) {
    pincite__buf_clear(&value);
    add_value(json_object_get(object, names[i].name), &value);
    if (value.failed)
      document->failed = true;
    else
      pincite__document_set(document, names[i].field, value.data, value.len, "json");
  }
  pincite__buf_release(&value);
}

static const json_t *text_of(const json_t *object) {
  for (size_t i = 0; i < TEXT_NAMES; i++) {
    const json_t *text = json_object_get(object, text_names[i]);
    if (json_is_string(text))
      return text;
  }
  return NULL;
}

/* One article. 'line' is where it stands, for messages. */
static void give_object(pincite_reading *reading, const json_t *object, uint64_t line) {
  if (!json_is_object(object)) {
    pincite__reading_fault(
        reading, line, 0, "bad-json",
        "it is no JSON object; an article is {\"title\":...,\"text\":...}");
    return;
  }
  const json_t *text = text_of(object);
  if (!text) {
    pincite__reading_fault(reading, line, 0, "no-text",
                           "it has no member \"text\" that is a string");
    return;
  }
  set_fields(object, &reading->document);
  give_article(reading, (pincite_str){json_string_value(text), json_string_length(text)},
               line);
}

static void read_line(pincite_reading *reading, pincite_str line, uint64_t number) {
  json_error_t error;
  json_t *object = json_loadb(line.at, line.len, JSON_ALLOW_NUL, &error);
  if (object)
    give_object(reading, object, number);
  else if (json_error_code(&error) == json_error_out_of_memory)
    pincite__reading_fault(reading, number, 0, "memory", "memory ended at this line");
  else
    pincite__reading_fault(reading, number, (uint64_t)error.position, "bad-json",
                           "broken JSON at byte %d of line %llu: %s", error.position,
                           (unsigned long long)number, error.text);
  json_decref(object);
}

/* ---- lines as they mostly are --------------------------------------------------- */

/* What a line says by the names that are known; of two of a name the last, as jansson
   has it. */
typedef struct plain_line {
  pincite_str values[NAMES];
  char numbers[NAMES][24];
  pincite_str texts[TEXT_NAMES]; /* at NULL: no string */
} plain_line;

static bool note_value(plain_line *own, size_t i, const pincite_json_member *member) {
  own->values[i] = (pincite_str){0};
  if (member->kind == PINCITE__JSON_STRING)
    own->values[i] = member->string;
  else if (member->kind == PINCITE__JSON_INTEGER)
    own->values[i] = (pincite_str){
        own->numbers[i], (size_t)snprintf(own->numbers[i], sizeof own->numbers[i], "%lld",
                                          (long long)member->integer)};
  return member->kind != PINCITE__JSON_NESTED;
}

static bool note_member(plain_line *own, const pincite_json_member *member) {
  for (size_t i = 0; i < NAMES; i++)
    if (pincite__str_is(member->name, names[i].name))
      return note_value(own, i, member);
  for (size_t i = 0; i < TEXT_NAMES; i++)
    if (pincite__str_is(member->name, text_names[i]))
      own->texts[i] =
          member->kind == PINCITE__JSON_STRING ? member->string : (pincite_str){0};
  return true;
}

/* False: not an article that can be read without jansson, and nothing was done. */
static bool read_quickly(pincite_reading *reading, pincite_json_quick *quick,
                         pincite_str line, uint64_t number) {
  pincite_json_member members[PINCITE__JSON_MEMBERS];
  size_t count, text = 0;
  plain_line own = {0};
  if (!pincite__json_quick_read(quick, line, members, &count))
    return false;
  for (size_t i = 0; i < count; i++)
    if (!note_member(&own, &members[i]))
      return false;
  while (text < TEXT_NAMES && !own.texts[text].at)
    text++;
  if (text == TEXT_NAMES)
    return false;
  for (size_t i = 0; i < NAMES; i++)
    if (own.values[i].len)
      pincite__document_set(&reading->document, names[i].field, own.values[i].at,
                            own.values[i].len, "json");
  give_article(reading, own.texts[text], number);
  return true;
}

/* ---- lines ------------------------------------------------------------------------ */

static bool is_blank(pincite_str line) {
  for (size_t i = 0; i < line.len; i++)
    if (!strchr(" \t\r", line.at[i]) || !line.at[i])
      return false;
  return true;
}

/* What is behind the line may be looked at. */
static bool pad(pincite_buf *line) {
  if (!pincite__buf_reserve(line, PINCITE__JSON_PADDING))
    return false;
  memset(line->data + line->len, 0, PINCITE__JSON_PADDING);
  return true;
}

/* A line in another character set than UTF-8 is read like any other text. */
static void read_bytes(pincite_reading *reading, pincite_json_quick *quick,
                       pincite_buf *bytes, uint64_t number) {
  quick = pad(bytes) ? quick : NULL;
  pincite_str line = pincite__buf_view(bytes);
  if (number == 1 && line.len > 2 && memcmp(line.at, "\xef\xbb\xbf", 3) == 0)
    line = (pincite_str){line.at + 3, line.len - 3};
  if (is_blank(line))
    return;
  if (pincite__utf8_valid(line.at, line.len) == line.len) {
    if (!quick || !read_quickly(reading, quick, line, number))
      read_line(reading, line, number);
    return;
  }
  pincite_buf text;
  pincite__buf_init(&text, 2 * PINCITE__WHOLE_LIMIT);
  pincite__to_utf8(line.at, line.len, NULL, &text);
  if (text.failed)
    pincite__reading_fault(reading, number, 0, "memory", "memory ended at this line");
  else
    read_line(reading, pincite__buf_view(&text), number);
  pincite__buf_release(&text);
}

void pincite__read_jsonl(pincite_reading *reading, pincite_stream *stream) {
  pincite_buf line;
  uint64_t number = 0;
  pincite_json_quick *quick = pincite__json_quick_new(); /* NULL: the other will do */
  pincite__buf_init(&line, PINCITE__WHOLE_LIMIT);
  while (!reading->cut_off && pincite__stream_line(stream, &line)) {
    number++;
    if (line.failed)
      pincite__reading_fault(reading, number, 0, "too-large",
                             "the line is longer than %zu MiB",
                             PINCITE__WHOLE_LIMIT >> 20);
    else
      read_bytes(reading, quick, &line, number);
    pincite__buf_clear(&line);
  }
  pincite__buf_release(&line);
  pincite__json_quick_free(quick);
  if (reading->documents == 0 && reading->faults && !reading->depth)
    pincite__reading_fail(reading, "bad-json", "none of its lines is an article");
  else if (reading->documents == 0 && !reading->faults)
    pincite__reading_skip(reading, "no-text", "there is no article in it");
}

void pincite__read_json(pincite_reading *reading, pincite_str text) {
  json_error_t error;
  json_t *whole = json_loadb(text.at, text.len, JSON_ALLOW_NUL, &error);
  size_t i;
  json_t *item;
  if (!whole) {
    pincite__reading_fail(reading, "bad-json", "broken JSON in line %d, column %d: %s",
                          error.line, error.column, error.text);
  } else if (json_is_array(whole)) {
    json_array_foreach(whole, i, item) give_object(reading, item, i + 1);
    if (reading->documents == 0)
      pincite__reading_skip(reading, "no-text", "there is no article in it");
  } else if (json_is_object(whole) && text_of(whole)) {
    give_object(reading, whole, 0);
  } else {
    pincite__reading_skip(reading, "no-text",
                          "it is JSON without a member \"text\"; such data is not read");
  }
  json_decref(whole);
}
