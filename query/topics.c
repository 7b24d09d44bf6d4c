/* SPDX-License-Identifier: MIT
 *
 * topics.c - topics: what they stand for, and what each finds.
 */
#include "topics.h"

#include <stdlib.h>
#include <string.h>

#include "../corpus/topic.h"
#include "concepts.h"

void pincite__topics_folder(const pincite_index *index, const char *told,
                            pincite_buf *out) {
  const char *path = pincite__store_path(index->store);
  if (told)
    pincite__buf_adds(out, told);
  else if (path)
    pincite__buf_addf(out, "%s/topics", path);
}

bool pincite__resolve_topic(void *data, pincite_str name, pincite_buf *question) {
  const pincite_resolving *resolving = data;
  pincite_buf text;
  pincite__buf_init(&text, 2 * PINCITE__TOPIC_FILE_LIMIT);
  bool found = !pincite__topic_text(resolving->folder, name, &text, NULL) &&
               pincite__topic_field(pincite__buf_view(&text), "query", question);
  pincite__buf_release(&text);
  return found;
}

struct pincite_topics {
  pincite_index *index;
  pincite_buf folder, names, text, scope, query;
  size_t next; /* byte of 'names' where the next one begins */
};

pincite_status pincite_topics_open(pincite_index *index, const char *folder,
                                   const char *only, pincite_topics **out,
                                   pincite_error *err) {
  pincite_topics *topics = malloc(sizeof *topics);
  if (!topics)
    return pincite__no_memory(err);
  *topics = (pincite_topics){.index = index};
  pincite_buf *bufs[] = {&topics->folder, &topics->names, &topics->text, &topics->scope,
                         &topics->query};
  for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
    pincite__buf_init(bufs[i], PINCITE__BUF_LIMIT);
  pincite__topics_folder(index, folder, &topics->folder);
  const char *path = topics->folder.len ? topics->folder.data : NULL;
  pincite_status status;
  if (only) {
    status = pincite__topic_text(path, pincite__str(only), &topics->text, err);
    pincite__buf_addf(&topics->names, "%s\n", only);
  } else {
    status = pincite__topic_names(path, &topics->names, err);
  }
  if (!status && (topics->folder.failed || topics->names.failed))
    status = pincite__no_memory(err);
  if (status)
    pincite_topics_free(topics);
  else
    *out = topics;
  return status;
}

static pincite_status count(pincite_topics *topics, pincite_unit unit, uint64_t *total,
                            pincite_error *err) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_answer answer;
  options.unit = unit;
  options.all = 1;
  options.strict = 1;
  options.no_concepts = 1;
  options.no_suggestion = 1;
  options.topics = topics->folder.len ? topics->folder.data : NULL;
  pincite_status status = pincite_search(topics->index, topics->query.data,
                                         topics->query.len, &options, &hits, err);
  if (status)
    return status;
  pincite_hits_answer(hits, &answer);
  *total = answer.total;
  pincite_hits_free(hits);
  return PINCITE_OK;
}

/* Read the topic of that name into the buffers. */
static pincite_status load(pincite_topics *topics, pincite_str name, const char *folder,
                           pincite_error *err) {
  pincite_buf *bufs[] = {&topics->text, &topics->scope, &topics->query};
  for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
    pincite__buf_clear(bufs[i]);
  pincite_status status = pincite__topic_text(folder, name, &topics->text, err);
  if (status)
    return status;
  pincite_str text = pincite__buf_view(&topics->text);
  pincite__topic_field(text, "scope", &topics->scope);
  if (!pincite__topic_field(text, "query", &topics->query))
    return pincite__fail(err, PINCITE_EINVAL,
                         "the topic '%.*s' has no question; give it a line \"query: ...\"",
                         (int)name.len, name.at);
  return topics->scope.failed || topics->query.failed ? pincite__no_memory(err)
                                                      : PINCITE_OK;
}

pincite_status pincite_topics_next(pincite_topics *topics, pincite_topic *topic,
                                   pincite_error *err) {
  if (topics->next >= topics->names.len)
    return PINCITE_DONE;
  char *line = topics->names.data + topics->next;
  pincite_str name = {line, strcspn(line, "\n")};
  const char *folder = topics->folder.len ? topics->folder.data : NULL;
  pincite_topic found = {.name = line};
  line[name.len] = '\0';
  topics->next += name.len + 1; /* a broken one does not keep the others back */
  pincite_status status = load(topics, name, folder, err);
  pincite_error fault = {PINCITE_OK, ""};
  if (status)
    return status;
  status = count(topics, PINCITE_PASSAGES, &found.passages, &fault);
  if (!status)
    status = count(topics, PINCITE_ARTICLES, &found.articles, &fault);
  if (status)
    return pincite__fail(err, status, "the topic '%s': %s", found.name, fault.message);
  found.own = pincite__topic_is_own(folder, name);
  found.scope = topics->scope.data;
  found.query = topics->query.data;
  *topic = found;
  return PINCITE_OK;
}

void pincite_topics_free(pincite_topics *topics) {
  if (!topics)
    return;
  pincite_buf *bufs[] = {&topics->folder, &topics->names, &topics->text, &topics->scope,
                         &topics->query};
  for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
    pincite__buf_release(bufs[i]);
  free(topics);
}
