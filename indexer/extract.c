/* SPDX-License-Identifier: MIT
 *
 * extract.c - what the readers make of one file, as JSON, without an index.
 */
#include <string.h>

#include "../corpus/handle.h"
#include "../corpus/json.h"
#include "worker.h"

/* The objects of one file together are no longer. */
#define OUTPUT_LIMIT ((size_t)512 << 20)

static const struct {
  const char *name;
  pincite_field field;
} members[] = {
    {"title", PINCITE_FIELD_TITLE},
    {"author", PINCITE_FIELD_AUTHOR},
    {"published", PINCITE_FIELD_PUBLISHED},
    {"date", PINCITE_FIELD_PUBLISHED},
    {"language", PINCITE_FIELD_LANGUAGE},
    {"site", PINCITE_FIELD_SOURCE},
    {"uri", PINCITE_FIELD_URI},
    {"article", PINCITE_FIELD_ID},
};

/* The file's name without its folders and its extension. */
static pincite_str short_name(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
  return (pincite_str){name, dot && dot > name ? (size_t)(dot - name) : strlen(name)};
}

static bool is_wanted(const pincite_block *block, bool all) {
  return all ||
         (block->zone != PINCITE_ZONE_BOILERPLATE && block->zone != PINCITE_ZONE_TITLE);
}

static void add_number(pincite_buf *out, const char *name, uint64_t value) {
  pincite__json_key(out, name);
  pincite__buf_addf(out, "%llu", (unsigned long long)value);
}

static void add_members(pincite_buf *out, const pincite_document *document) {
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    pincite_str value = pincite__document_get(document, members[i].field);
    pincite__json_key(out, members[i].name);
    if (value.len)
      pincite__json_string(out, value.at, value.len);
    else
      pincite__json_text(out, NULL);
  }
  pincite__json_key(out, "origins");
  pincite__buf_addc(out, '{');
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    const pincite_buf *origin = &document->origins[members[i].field];
    if (!origin->len || members[i].field == PINCITE_FIELD_ID)
      continue;
    pincite__json_key(out, members[i].name);
    pincite__json_string(out, origin->data, origin->len);
  }
  pincite__buf_addc(out, '}');
}

/* The text of the wanted blocks, and where each lies in it. */
static void add_text(pincite_buf *out, const pincite_document *document, bool all) {
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__TEXT_LIMIT);
  pincite__json_key(out, "zones");
  pincite__buf_addc(out, '[');
  for (size_t i = 0; i < document->block_count; i++) {
    const pincite_block *block = &document->blocks[i];
    if (!is_wanted(block, all))
      continue;
    if (text.len)
      pincite__buf_adds(&text, "\n\n");
    pincite__json_comma(out);
    pincite__buf_addc(out, '{');
    pincite__json_key(out, "zone");
    pincite__json_text(out, pincite__zone_name(block->zone));
    add_number(out, "start", text.len);
    add_number(out, "length", block->length);
    uint32_t page = pincite__document_page_at(document, block->start);
    if (page)
      add_number(out, "page", page);
    pincite__buf_addc(out, '}');
    pincite__buf_add(&text, document->text.data + block->start, block->length);
  }
  pincite__buf_addc(out, ']');
  pincite__json_key(out, "text");
  pincite__json_string(out, text.data, text.len);
  out->failed = out->failed || text.failed;
  pincite__buf_release(&text);
}

static void begin_object(pincite_buf *out, const char *path, uint64_t line) {
  pincite_str name = short_name(path);
  pincite__buf_addc(out, '{');
  pincite__json_key(out, "schema");
  pincite__json_text(out, "pincite.extract/1");
  pincite__json_key(out, "id");
  pincite__json_string(out, name.at, name.len);
  if (line)
    add_number(out, "line", line);
}

static void add_document(pincite_buf *out, const char *path,
                         const pincite_document *document, bool all) {
  begin_object(out, path, document->line);
  add_members(out, document);
  add_text(out, document, all);
  pincite__buf_adds(out, "}\n");
}

static void add_fault(pincite_buf *out, const char *path,
                      const pincite_reading_fault *fault) {
  begin_object(out, path, fault->line);
  pincite__json_key(out, "fault");
  pincite__json_text(out, fault->reason);
  pincite__json_key(out, "detail");
  pincite__json_text(out, fault->detail);
  pincite__buf_adds(out, "}\n");
}

/* Take all that the pool has to say of the file. */
static pincite_status take_all(pincite_pool *pool, const char *path, bool all,
                               pincite_buf *out, pincite_error *err) {
  pincite_reading_event event;
  pincite_status status;
  bool faults = false;
  while ((status = pincite__pool_next(pool, true, &event, err)) == PINCITE_OK) {
    if (event.kind == PINCITE_READING_DOCUMENT) {
      add_document(out, path, event.document, all);
    } else if (event.kind == PINCITE_READING_FAULT) {
      add_fault(out, path, event.fault);
      faults = true;
    } else if (event.kind == PINCITE_READING_END &&
               event.end->state != PINCITE_READING_READ) {
      return pincite__fail(err, PINCITE_EINVAL, "cannot read '%s' (%s): %s", path,
                           event.end->reason, event.end->detail);
    }
    if (out->failed)
      return pincite__no_memory(err);
  }
  if (status < 0)
    return status;
  return faults ? PINCITE_PARTIAL : PINCITE_OK;
}

pincite_status pincite_extract(const char *path, const pincite_extract_options *options,
                               char **out, size_t *length, pincite_error *err) {
  pincite_extract_options chosen = PINCITE_EXTRACT_OPTIONS_INIT;
  if (!path || !out)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_extract wants a path");
  if (!pincite__options_copy(&chosen, sizeof chosen, options))
    return pincite__fail(err, PINCITE_EINVAL,
                         "the options of pincite_extract are malformed");
  pincite_pool *pool = NULL;
  pincite_reading_request request = {.path = path, .fd = -1, .name = path, .map = chosen.map};
  pincite_buf text;
  pincite__buf_init(&text, OUTPUT_LIMIT);
  pincite_status status = pincite__pool_open(chosen.reader, 1, NULL, &pool, err);
  if (!status)
    status = pincite__pool_submit(pool, &request, err);
  if (!status)
    status = take_all(pool, path, chosen.all != 0, &text, err);
  if (status >= 0) {
    size_t len = text.len;
    char *taken = pincite__buf_take(&text);
    if (taken) {
      *out = taken;
      if (length)
        *length = len;
    } else {
      status = pincite__no_memory(err);
    }
  }
  pincite__pool_close(pool);
  pincite__buf_release(&text);
  return status;
}
