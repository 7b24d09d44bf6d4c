/* SPDX-License-Identifier: MIT
 *
 * postings_dictionary.c - the entries of a segment's dictionary; the grammar
 * stands in postings_format.h.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_format.h"

void pincite__entry_write(pincite_buf *out, const pincite_postings_entry *entry) {
  pincite__buf_add_varint(out, pincite__zigzag(entry->df - (int64_t)entry->postings));
  pincite__buf_add_varint(out, pincite__zigzag(entry->count - entry->df));
  pincite__buf_add_varint(out, entry->postings);
  if (entry->postings > PINCITE__BLOCK) {
    pincite__bounds_write(out, &entry->bounds);
    pincite__buf_add_varint(out, entry->page);
    pincite__buf_add_varint(out, entry->offset);
    pincite__buf_add_varint(out, entry->pages);
  } else if (entry->postings) {
    size_t bytes = (size_t)(entry->body_end - entry->body);
    pincite__buf_add_varint(out, bytes * 2 + (entry->place_bytes > 0));
    pincite__buf_add(out, entry->body, bytes);
    if (entry->place_bytes) {
      pincite__buf_add_varint(out, entry->place);
      pincite__buf_add_varint(out, entry->place_bytes);
    }
  }
}

static bool read_long(const unsigned char **at, const unsigned char *end,
                      pincite_postings_entry *entry) {
  return pincite__bounds_read(at, end, &entry->bounds) &&
         pincite__get_varint(at, end, &entry->page) &&
         pincite__get_varint(at, end, &entry->offset) &&
         pincite__get_varint(at, end, &entry->pages) && entry->pages > 0 &&
         entry->pages <= entry->postings;
}

static bool read_short(const unsigned char **at, const unsigned char *end,
                       pincite_postings_entry *entry) {
  uint64_t bytes;
  if (!pincite__get_varint(at, end, &bytes) || bytes >> 1 > (uint64_t)(end - *at))
    return false;
  entry->body = *at;
  *at += bytes >> 1;
  entry->body_end = *at;
  return !(bytes & 1) ||
         (pincite__get_varint(at, end, &entry->place) &&
          pincite__get_varint(at, end, &entry->place_bytes) && entry->place_bytes > 0);
}

bool pincite__entry_read(const unsigned char **at, const unsigned char *end,
                         pincite_postings_entry *entry) {
  uint64_t df, count;
  if (!pincite__get_varint(at, end, &df) || !pincite__get_varint(at, end, &count) ||
      !pincite__get_varint(at, end, &entry->postings) ||
      entry->postings >= PINCITE__NO_ROW)
    return false;
  /* Sums of damaged numbers must not overflow. */
  if (df > UINT32_MAX || count > UINT64_C(0xffffffffffff))
    return false;
  entry->df = pincite__unzigzag(df) + (int64_t)entry->postings;
  entry->count = pincite__unzigzag(count) + entry->df;
  entry->body = entry->body_end = NULL;
  entry->place = entry->place_bytes = 0;
  if (entry->postings > PINCITE__BLOCK)
    return read_long(at, end, entry);
  return entry->postings == 0 || read_short(at, end, entry);
}

static inline bool pass_entry(const unsigned char **at, const unsigned char *end) {
  const unsigned char *from = *at;
  uint64_t ignored, postings, bytes;
  if (!pincite__get_varint(&from, end, &ignored) ||
      !pincite__get_varint(&from, end, &ignored) ||
      !pincite__get_varint(&from, end, &postings))
    return false;
  if (postings > PINCITE__BLOCK) {
    pincite_postings_entry entry;
    return pincite__entry_read(at, end, &entry);
  }
  if (postings) {
    if (!pincite__get_varint(&from, end, &bytes) || bytes >> 1 > (uint64_t)(end - from))
      return false;
    from += bytes >> 1;
    if (bytes & 1 && (!pincite__get_varint(&from, end, &ignored) ||
                      !pincite__get_varint(&from, end, &ignored)))
      return false;
  }
  *at = from;
  return true;
}

bool pincite__entry_pass(const unsigned char **at, const unsigned char *end) {
  return pass_entry(at, end);
}

/* ---- pages ------------------------------------------------------------------ */

void pincite__source_init(pincite_postings_source *source, pincite_postings_blobs *blobs,
                          const pincite_postings_segment *segment, bool keep,
                          size_t *bytes) {
  *source = (pincite_postings_source){
      .blobs = blobs, .segment = *segment, .keep = keep, .bytes = bytes};
}

static uint64_t page_count(const pincite_postings_source *source, unsigned table) {
  const pincite_postings_segment *segment = &source->segment;
  return table == PINCITE__TABLE_LIST   ? segment->lists
         : table == PINCITE__TABLE_TERM ? segment->terms
                                        : pincite__place_pages(segment);
}

void pincite__source_forget(pincite_postings_source *source) {
  free(source->found); /* entries lie in the pages */
  source->found = NULL;
  for (uint64_t i = 0; source->guides && i < source->segment.terms; i++)
    pincite__guide_free(source->guides[i]);
  free(source->guides);
  source->guides = NULL;
  pincite__commons_free(source->commons);
  source->commons = NULL;
  for (unsigned table = 0; table < PINCITE__SOURCE_TABLES; table++) {
    uint64_t count = page_count(source, table);
    for (uint64_t i = 0; source->kept[table] && i < count; i++) {
      free(source->kept[table][i]);
      source->kept[table][i] = NULL;
    }
    for (unsigned i = 0; i < PINCITE__SOURCE_RECENT; i++) {
      free(source->recent[table][i]);
      source->recent[table][i] = NULL;
    }
  }
}

void pincite__source_release(pincite_postings_source *source) {
  pincite__source_forget(source);
  for (unsigned table = 0; table < PINCITE__SOURCE_TABLES; table++) {
    free(source->kept[table]);
    source->kept[table] = NULL;
  }
}

static pincite_status read_page(pincite_postings_source *source,
                                pincite_postings_table table, uint64_t number,
                                pincite_postings_page **page, pincite_error *err) {
  const pincite_postings_segment *segment = &source->segment;
  uint64_t first = table == PINCITE__TABLE_LIST   ? segment->first_list
                   : table == PINCITE__TABLE_TERM ? segment->first_term
                                                  : segment->first_place;
  return pincite__blob_get(source->blobs, table, first + number, false, page, err);
}

static pincite_status keep_page(pincite_postings_source *source,
                                pincite_postings_table table, uint64_t number,
                                uint64_t count, const pincite_postings_page **page,
                                pincite_error *err) {
  pincite_postings_page ***kept = &source->kept[table];
  if (!*kept) {
    *kept = calloc((size_t)count, sizeof **kept);
    if (!*kept)
      return pincite__no_memory(err);
  }
  pincite_postings_page **own = &(*kept)[number];
  if (!*own) {
    pincite_status status = read_page(source, table, number, own, err);
    if (status)
      return status;
    *source->bytes += sizeof **own + (*own)->len;
  }
  *page = *own;
  return PINCITE_OK;
}

pincite_status pincite__source_page(pincite_postings_source *source,
                                    pincite_postings_table table, uint64_t number,
                                    const pincite_postings_page **page,
                                    pincite_error *err) {
  uint64_t count = page_count(source, table);
  if (number >= count)
    return pincite__postings_damaged("a page is named that is none", number, err);
  if (source->keep)
    return keep_page(source, table, number, count, page, err);
  for (unsigned i = 0; i < PINCITE__SOURCE_RECENT; i++)
    if (source->recent[table][i] && source->recent_number[table][i] == number) {
      *page = source->recent[table][i];
      return PINCITE_OK;
    }
  pincite_postings_page *fresh;
  pincite_status status = read_page(source, table, number, &fresh, err);
  if (status)
    return status;
  unsigned slot = source->recent_next[table]++ % PINCITE__SOURCE_RECENT;
  free(source->recent[table][slot]);
  source->recent[table][slot] = fresh;
  source->recent_number[table][slot] = number;
  *page = fresh;
  return PINCITE_OK;
}

/* ---- looking up --------------------------------------------------------------- */

static inline bool read_suffix(const unsigned char **at, const unsigned char *end,
                               uint64_t *shared, pincite_str *suffix) {
  uint64_t len;
  if (!pincite__get_varint(at, end, shared) || !pincite__get_varint(at, end, &len) ||
      len > (uint64_t)(end - *at))
    return false;
  *suffix = (pincite_str){(const char *)*at, (size_t)len};
  *at += len;
  return true;
}

bool pincite__suffix_read(const unsigned char **at, const unsigned char *end,
                          uint64_t *shared, pincite_str *suffix) {
  return read_suffix(at, end, shared, suffix);
}

/* Compare the term that an entry completes with 'term', given that the entry
   before was smaller and had *same bytes in common with it. */
static int compare_suffix(uint64_t shared, pincite_str suffix, pincite_str term,
                          size_t *same) {
  if (shared != *same)
    return shared > *same ? -1 : 1;
  size_t i = 0;
  while (i < suffix.len && *same + i < term.len && suffix.at[i] == term.at[*same + i])
    i++;
  *same += i;
  if (i == suffix.len)
    return *same == term.len ? 0 : -1;
  if (*same == term.len)
    return 1;
  return (unsigned char)suffix.at[i] < (unsigned char)term.at[*same] ? -1 : 1;
}

/* The child of an upper page whose terms may include 'term'; UINT64_MAX: the
   term is smaller than all. False: damaged. */
static bool find_child(const unsigned char *at, const unsigned char *end,
                       const pincite_postings_guide *guide, pincite_str term,
                       uint64_t *child) {
  uint64_t shared, number;
  pincite_str suffix;
  size_t same = 0, skip = guide ? pincite__guide_find(guide, term, &same) : 0;
  *child = UINT64_MAX;
  if (skip) {
    at += skip;
    if (!read_suffix(&at, end, &shared, &suffix) || !pincite__get_varint(&at, end, child))
      return false;
  }
  while (at < end) {
    if (!read_suffix(&at, end, &shared, &suffix) ||
        !pincite__get_varint(&at, end, &number))
      return false;
    if (compare_suffix(shared, suffix, term, &same) > 0)
      return true;
    *child = number;
  }
  return true;
}

static bool find_entry(const unsigned char *at, const unsigned char *end,
                       pincite_str term, pincite_postings_entry *entry) {
  size_t same = 0;
  while (at < end) {
    uint64_t shared;
    pincite_str suffix;
    if (!read_suffix(&at, end, &shared, &suffix))
      return false;
    int order = compare_suffix(shared, suffix, term, &same);
    if (order == 0)
      return pincite__entry_read(&at, end, entry);
    if (order > 0)
      break;
    if (!pass_entry(&at, end))
      return false;
  }
  *entry = (pincite_postings_entry){0};
  return true;
}

/* The guide of an upper page; NULL: there is none, and pages are read through. */
static const pincite_postings_guide *guide_of(pincite_postings_source *source,
                                              uint64_t number, const unsigned char *at,
                                              const unsigned char *end) {
  if (!source->keep)
    return NULL;
  if (!source->guides)
    source->guides = calloc((size_t)source->segment.terms, sizeof *source->guides);
  if (!source->guides)
    return NULL;
  pincite_postings_guide **own = &source->guides[number];
  if (!*own && (*own = pincite__guide_new(at, end)) != NULL)
    *source->bytes += pincite__guide_bytes(*own);
  return *own;
}

pincite_status pincite__source_leaf(pincite_postings_source *source, pincite_str term,
                                    uint64_t *number, const pincite_postings_page **page,
                                    pincite_error *err) {
  *number = source->segment.root;
  unsigned above = UINT8_MAX; /* levels fall on the way down, or we would circle */
  while (*number != UINT64_MAX) {
    pincite_status status =
        pincite__source_page(source, PINCITE__TABLE_TERM, *number, page, err);
    if (status)
      return status;
    const unsigned char *at = (*page)->at + PINCITE__PAGE_HEAD;
    const unsigned char *end = (*page)->at + (*page)->len;
    uint64_t here = source->segment.first_term + *number;
    if (at >= end || *at >= above)
      return pincite__postings_damaged("postings_term", here, err);
    above = *at++;
    if (!above)
      return PINCITE_OK;
    const pincite_postings_guide *guide = guide_of(source, *number, at, end);
    if (!find_child(at, end, guide, term, number))
      return pincite__postings_damaged("postings_term", here, err);
  }
  return PINCITE_OK;
}

static pincite_status find(pincite_postings_source *source, pincite_str term,
                           pincite_postings_entry *entry, pincite_error *err) {
  uint64_t number;
  const pincite_postings_page *page;
  pincite_status status = pincite__source_leaf(source, term, &number, &page, err);
  *entry = (pincite_postings_entry){0};
  if (status || number == UINT64_MAX)
    return status;
  if (!find_entry(page->at + PINCITE__PAGE_HEAD + 1, page->at + page->len, term, entry))
    return pincite__postings_damaged("postings_term", source->segment.first_term + number,
                                     err);
  return PINCITE_OK;
}

/* Where the answer for a term is kept, or will be; NULL: nowhere. */
static pincite_postings_found *kept_answer(pincite_postings_source *source,
                                           pincite_str term) {
  if (!source->keep || term.len == 0 || term.len > PINCITE__TERM_LIMIT)
    return NULL;
  if (!source->found)
    source->found = calloc(PINCITE__SOURCE_FOUND, sizeof *source->found);
  return source->found
             ? &source->found[pincite__hash64(term.at, term.len) % PINCITE__SOURCE_FOUND]
             : NULL; /* without memory it is looked up every time */
}

pincite_status pincite__postings_find(pincite_postings_source *source, pincite_str term,
                                      pincite_postings_entry *entry, pincite_error *err) {
  pincite_postings_found *kept = kept_answer(source, term);
  if (kept && pincite__str_equal(term, (pincite_str){kept->term, kept->len})) {
    *entry = kept->entry;
    return PINCITE_OK;
  }
  pincite_status status = find(source, term, entry, err);
  if (kept && !status) {
    kept->len = term.len;
    memcpy(kept->term, term.at, term.len);
    kept->entry = *entry;
  }
  return status;
}
