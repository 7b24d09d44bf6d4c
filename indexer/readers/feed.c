/* SPDX-License-Identifier: MIT
 *
 * feed.c - RSS and Atom: every entry is an article.
 */
#include <string.h>

#include "../../corpus/handle.h"
#include "markup.h"
#include "reader.h"

typedef enum part {
  NOTHING,
  TITLE,
  LINK,
  DATE,
  AUTHOR,
  SUMMARY,
  CONTENT,
  GUID,
  PART_COUNT
} part;

typedef struct feed {
  pincite_reading *reading;
  pincite_buf source, language;
  pincite_buf parts[PART_COUNT]; /* of the entry at hand */
  pincite_buf value;
  part open;      /* what text belongs to */
  unsigned depth; /* of elements inside it */
  bool entry;
  uint64_t number;
} feed;

/* The better names of a part come first; one that is there is not replaced. */
static part part_of(const char *name) {
  static const struct {
    const char *name;
    part part;
  } names[] = {{"title", TITLE},         {"link", LINK},
               {"pubDate", DATE},        {"published", DATE},
               {"date", DATE},           {"updated", DATE},
               {"creator", AUTHOR},      {"author", AUTHOR},
               {"encoded", CONTENT},     {"content", CONTENT},
               {"description", SUMMARY}, {"summary", SUMMARY},
               {"guid", GUID},           {"id", GUID}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i].name) == 0)
      return names[i].part;
  return NOTHING;
}

static bool is_entry(const char *name) {
  return strcmp(name, "item") == 0 || strcmp(name, "entry") == 0;
}

/* Atom writes the address into an attribute. */
static void take_link(feed *to, xmlTextReader *at) {
  bool other = pincite__markup_attribute(at, "rel", &to->value) &&
               strcmp(to->value.data, "alternate") != 0;
  if (!other && to->parts[LINK].len == 0)
    (void)pincite__markup_attribute(at, "href", &to->parts[LINK]);
}

static bool begin(void *data, xmlTextReader *at, const char *name) {
  feed *to = data;
  if (is_entry(name)) {
    to->entry = true;
    to->open = NOTHING;
    for (size_t i = 0; i < PART_COUNT; i++)
      pincite__buf_clear(&to->parts[i]);
    return true;
  }
  part found = part_of(name);
  if (to->open) {
    /* Markup inside a part, and the parts of an Atom author. */
    if (to->open == AUTHOR && (strcmp(name, "uri") == 0 || strcmp(name, "email") == 0))
      return false;
    pincite__buf_addc(&to->parts[to->open], ' ');
    to->depth++;
  } else if (found && (to->entry ? to->parts[found].len == 0 : found == TITLE)) {
    if (found == LINK)
      take_link(to, at);
    to->open = found == LINK && to->parts[LINK].len ? NOTHING : found;
    to->depth = 0;
  } else if (!to->entry && strcmp(name, "image") == 0) {
    return false; /* it has a title of its own */
  }
  if (!to->entry && strcmp(name, "language") == 0)
    to->open = SUMMARY;
  return true;
}

/* Text that may be a page's: through the reader of pages, as an article. */
static void add_html(feed *to, const pincite_buf *html) {
  pincite_buf page;
  pincite__buf_init(&page, PINCITE__TEXT_LIMIT + 64);
  pincite__buf_adds(&page, "<html><body><article>");
  pincite__buf_add(&page, html->data, html->len);
  pincite__buf_adds(&page, "</article></body></html>");
  if (!page.failed)
    pincite__add_page(&to->reading->document, pincite__buf_view(&page));
  pincite__buf_release(&page);
}

static void set(feed *to, pincite_field field, const pincite_buf *value) {
  pincite__document_set(&to->reading->document, field, value->data, value->len, "feed");
}

static void end_entry(feed *to) {
  pincite_document *document = &to->reading->document;
  const pincite_buf *key = to->parts[GUID].len ? &to->parts[GUID] : &to->parts[LINK];
  char id[13];
  to->number++;
  document->line = to->number;
  if (key->len) {
    pincite__id_from_uri(pincite__buf_view(key), (pincite_str){0}, id);
    pincite__document_set(document, PINCITE_FIELD_ID, id, strlen(id), "feed");
  }
  set(to, PINCITE_FIELD_TITLE, &to->parts[TITLE]);
  set(to, PINCITE_FIELD_AUTHOR, &to->parts[AUTHOR]);
  set(to, PINCITE_FIELD_PUBLISHED, &to->parts[DATE]);
  set(to, PINCITE_FIELD_URI, &to->parts[LINK]);
  set(to, PINCITE_FIELD_SOURCE, &to->source);
  set(to, PINCITE_FIELD_LANGUAGE, &to->language);
  add_html(to, to->parts[CONTENT].len ? &to->parts[CONTENT] : &to->parts[SUMMARY]);
  pincite_str title = pincite__document_get(document, PINCITE_FIELD_TITLE);
  if (document->block_count == 0)
    pincite__document_add(document, PINCITE_ZONE_BODY, title.at, title.len);
  if (!pincite__reading_give(to->reading))
    pincite__reading_fault(to->reading, to->number, 0, PINCITE__BLANK,
                           "entry %llu has no text", (unsigned long long)to->number);
  to->entry = false;
}

static void end(void *data, const char *name) {
  feed *to = data;
  if (to->entry && is_entry(name)) {
    end_entry(to);
  } else if (to->open && to->depth) {
    pincite__buf_addc(&to->parts[to->open], ' ');
    to->depth--;
  } else if (to->open) {
    const pincite_buf *part_text = &to->parts[to->open];
    pincite_buf *kept = to->open == SUMMARY ? &to->language : &to->source;
    if (!to->entry && kept->len == 0)
      pincite__buf_add(kept, part_text->data, part_text->len);
    if (!to->entry)
      pincite__buf_clear(&to->parts[to->open]);
    to->open = NOTHING;
  }
}

static void text(void *data, const char *words) {
  feed *to = data;
  if (to->open)
    pincite__buf_adds(&to->parts[to->open], words);
}

bool pincite__is_feed(pincite_str head) {
  static const char *const roots[] = {"<rss", "<feed", "<rdf:RDF"};
  for (size_t i = 0; i + 8 < head.len && i < 4096; i++)
    for (size_t k = 0; head.at[i] == '<' && k < sizeof roots / sizeof *roots; k++)
      if (memcmp(head.at + i, roots[k], strlen(roots[k])) == 0)
        return true;
  return false;
}

void pincite__read_feed(pincite_reading *reading, pincite_str bytes) {
  static const markup_visitor visitor = {begin, end, text};
  feed to = {.reading = reading};
  pincite__buf_init(&to.source, PINCITE__BUF_LIMIT);
  pincite__buf_init(&to.language, PINCITE__BUF_LIMIT);
  pincite__buf_init(&to.value, PINCITE__BUF_LIMIT);
  for (size_t i = 0; i < PART_COUNT; i++)
    pincite__buf_init(&to.parts[i], PINCITE__TEXT_LIMIT);
  bool whole = pincite__markup(bytes, &visitor, &to);
  if (to.number == 0 && !whole)
    pincite__reading_fail(reading, "bad-xml", "the XML of the feed is broken");
  else if (to.number == 0)
    pincite__reading_skip(reading, "no-text", "there is no entry in the feed");
  else if (!whole)
    pincite__reading_fault(reading, 0, 0, "bad-xml",
                           "the XML breaks off behind entry %llu; what came before is in",
                           (unsigned long long)to.number);
  pincite__document_clear(&reading->document);
  pincite__buf_release(&to.source);
  pincite__buf_release(&to.language);
  pincite__buf_release(&to.value);
  for (size_t i = 0; i < PART_COUNT; i++)
    pincite__buf_release(&to.parts[i]);
}
