/* SPDX-License-Identifier: MIT
 *
 * alerts.c - standing searches, in the file 'alerts' beside the database.
 *
 *   alerts := "pincite alerts 1\n" { name query seen mark "\n" }
 *
 * 'seen' is the generation up to which hits were acknowledged. Rowids are never used
 * twice, so what lies from that generation's position on is what is new or changed.
 * 'mark' tells the index (see positions.c): one that has another for that generation
 * is another index, in which nothing was seen.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../corpus/beside.h"
#include "../corpus/handle.h"

#define FILE_NAME "alerts"
#define LOCK_NAME "alerts.lock"
#define FIRST_LINE "pincite alerts 1"
#define NAME_LIMIT 100

typedef struct kept {
  char *name, *query;
  uint64_t seen, mark;
} kept;

struct pincite_alerts {
  pincite_index *index;
  kept *items;
  size_t count, capacity, next;
};

static const char *folder_of(pincite_index *index) {
  return pincite__store_path(index->store);
}

static void drop(kept *item) {
  free(item->name);
  free(item->query);
}

void pincite_alerts_free(pincite_alerts *alerts) {
  if (!alerts)
    return;
  for (size_t i = 0; i < alerts->count; i++)
    drop(&alerts->items[i]);
  free(alerts->items);
  free(alerts);
}

static pincite_status append(pincite_alerts *alerts, const char *name, const char *query,
                             uint64_t seen, uint64_t mark, pincite_error *err) {
  if (!pincite__grow(&alerts->items, &alerts->capacity, alerts->count + 1,
                     sizeof *alerts->items))
    return pincite__no_memory(err);
  kept item = {pincite__copy(pincite__str(name)), pincite__copy(pincite__str(query)), seen,
               mark};
  alerts->items[alerts->count++] = item;
  return item.name && item.query ? PINCITE_OK : pincite__no_memory(err);
}

static pincite_status read_file(pincite_alerts *alerts, pincite_error *err) {
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite_status status = pincite__beside_read(folder_of(alerts->index), FILE_NAME,
                                               FIRST_LINE, &text, err);
  char *rest = text.data, *line;
  bool is_first = true;
  while (!status && pincite__beside_line(&rest, &line)) {
    if (!is_first) {
      const char *name = pincite__beside_field(&line);
      const char *query = pincite__beside_field(&line);
      uint64_t seen = pincite__beside_count(&line);
      status = append(alerts, name, query, seen, pincite__beside_count(&line), err);
    }
    is_first = false;
  }
  pincite__buf_release(&text);
  return status;
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const kept *)a)->name, ((const kept *)b)->name);
}

static pincite_status write_file(pincite_alerts *alerts, pincite_error *err) {
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite__buf_adds(&text, FIRST_LINE "\n");
  if (alerts->count)
    qsort(alerts->items, alerts->count, sizeof *alerts->items, by_name);
  for (size_t i = 0; i < alerts->count; i++) {
    pincite__beside_add(&text, alerts->items[i].name);
    pincite__beside_add(&text, alerts->items[i].query);
    pincite__beside_number(&text, alerts->items[i].seen);
    pincite__beside_number(&text, alerts->items[i].mark);
    pincite__buf_addc(&text, '\n');
  }
  pincite_status status =
      text.failed ? pincite__no_memory(err)
                  : pincite__beside_replace(folder_of(alerts->index), FILE_NAME,
                                            pincite__buf_view(&text), err);
  pincite__buf_release(&text);
  return status;
}

pincite_status pincite_alerts_open(pincite_index *index, pincite_alerts **out,
                                   pincite_error *err) {
  if (!folder_of(index))
    return pincite__fail(err, PINCITE_EINVAL, "an index in memory keeps no standing searches");
  pincite_alerts *alerts = calloc(1, sizeof *alerts);
  if (!alerts)
    return pincite__no_memory(err);
  alerts->index = index;
  pincite_status status = read_file(alerts, err);
  if (status) {
    pincite_alerts_free(alerts);
    return status;
  }
  *out = alerts;
  return PINCITE_OK;
}

/* The mark of a generation, as the index has it. */
static pincite_status mark_of(pincite_index *index, uint64_t generation,
                                  uint64_t *mark, pincite_error *err) {
  pincite_status status = pincite__store_begin_read(index->store, err);
  if (status)
    return status;
  if (generation == UINT64_MAX)
    generation = pincite__generation(index->store);
  status = pincite__generation_mark(index->store, generation, mark, err);
  pincite__store_end_read(index->store);
  return status;
}

pincite_status pincite_alerts_next(pincite_alerts *alerts, pincite_alert *alert,
                                   pincite_error *err) {
  if (alerts->next == alerts->count)
    return PINCITE_DONE;
  const kept *item = &alerts->items[alerts->next];
  uint64_t mark = 0;
  pincite_status status =
      item->seen ? mark_of(alerts->index, item->seen, &mark, err) : PINCITE_OK;
  if (status)
    return status;
  bool lost = item->seen && mark != item->mark;
  *alert = (pincite_alert){item->name, item->query, lost ? 0 : item->seen, lost};
  alerts->next++;
  return PINCITE_OK;
}

/* Hold the lock and have the file in *out, to change it. */
static pincite_status begin_change(pincite_index *index, int *lock, pincite_alerts **out,
                                   pincite_error *err) {
  const char *folder = folder_of(index);
  pincite_status status =
      folder ? pincite__beside_lock(folder, LOCK_NAME, lock, err) : PINCITE_OK;
  return status ? status : pincite_alerts_open(index, out, err);
}

static pincite_status end_change(int lock, pincite_alerts *alerts, pincite_status status,
                                 pincite_error *err) {
  if (!status)
    status = write_file(alerts, err);
  pincite_alerts_free(alerts);
  if (lock >= 0)
    close(lock);
  return status;
}

static kept *find(pincite_alerts *alerts, const char *name) {
  for (size_t i = 0; i < alerts->count; i++)
    if (strcmp(alerts->items[i].name, name) == 0)
      return &alerts->items[i];
  return NULL;
}

static bool is_line(const char *name) {
  size_t len = strlen(name);
  if (len == 0 || len > NAME_LIMIT || pincite__utf8_valid(name, len) != len)
    return false;
  for (const char *at = name; *at; at++)
    if ((unsigned char)*at < 0x20 || *at == 0x7f)
      return false;
  return true;
}

/* Ask it once: a question that cannot be read is not kept. */
static pincite_status try_query(pincite_index *index, const char *query,
                                pincite_error *err) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  options.strict = 1;
  options.limit = 1;
  options.no_suggestion = 1;
  pincite_status status = pincite_search(index, query, SIZE_MAX, &options, &hits, err);
  pincite_hits_free(hits);
  return status;
}

pincite_status pincite_alert_add(pincite_index *index, const char *name, const char *query,
                                 int from_start, pincite_error *err) {
  if (!name || !query || !is_line(name))
    return pincite__fail(err, PINCITE_EINVAL,
                         "a standing search needs a question, and a name of at most %d bytes "
                         "of text",
                         NAME_LIMIT);
  int lock = -1;
  uint64_t seen = 0, mark = 0;
  pincite_alerts *alerts = NULL;
  pincite_status status = try_query(index, query, err);
  if (status)
    return status;
  status = begin_change(index, &lock, &alerts, err);
  if (!status && find(alerts, name))
    status = pincite__fail(err, PINCITE_EINVAL,
                           "there is a standing search '%s' already; remove it first", name);
  if (!status && !from_start) {
    status = mark_of(index, UINT64_MAX, &mark, err);
    seen = pincite__generation(index->store);
  }
  if (!status)
    status = append(alerts, name, query, seen, mark, err);
  return end_change(lock, alerts, status, err);
}

pincite_status pincite_alert_remove(pincite_index *index, const char *name,
                                    pincite_error *err) {
  int lock = -1;
  pincite_alerts *alerts = NULL;
  pincite_status status = begin_change(index, &lock, &alerts, err);
  kept *item = !status && name ? find(alerts, name) : NULL;
  if (!status && !item)
    status = pincite__fail(err, PINCITE_ENOTFOUND, "there is no standing search '%s'",
                           name ? name : "");
  if (!status) {
    drop(item);
    *item = alerts->items[--alerts->count];
  }
  return end_change(lock, alerts, status, err);
}

pincite_status pincite_alerts_seen(pincite_index *index, const pincite_alert *alerts,
                                   size_t count, pincite_error *err) {
  int lock = -1;
  pincite_alerts *all = NULL;
  pincite_status status = begin_change(index, &lock, &all, err);
  for (size_t i = 0; !status && i < count; i++) {
    kept *item = find(all, alerts[i].name);
    uint64_t mark = 0;
    if (!item)
      continue;
    status = mark_of(index, alerts[i].seen, &mark, err);
    item->seen = alerts[i].seen;
    item->mark = mark;
  }
  return end_change(lock, all, status, err);
}
