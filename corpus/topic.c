/* SPDX-License-Identifier: MIT
 *
 * topic.c - reading topics.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "topic.h"

static const char suffix[] = ".topic";

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/* Take the next line off 'text', without its end. */
static pincite_str next_line(pincite_str *text) {
  const char *end = memchr(text->at, '\n', text->len);
  pincite_str line = {text->at, end ? (size_t)(end - text->at) : text->len};
  size_t used = line.len + (end ? 1 : 0);
  text->at += used;
  text->len -= used;
  while (line.len && is_blank(line.at[line.len - 1]))
    line.len--;
  return line;
}

static pincite_str trimmed(pincite_str line) {
  while (line.len && is_blank(*line.at)) {
    line.at++;
    line.len--;
  }
  return line;
}

bool pincite__topic_field(pincite_str text, const char *field, pincite_buf *out) {
  size_t size = strlen(field), before = out->len;
  bool inside = false;
  while (text.len) {
    pincite_str line = next_line(&text);
    if (line.len && *line.at == '#')
      continue;
    if (!line.len || !is_blank(*line.at)) {
      inside = line.len > size && !memcmp(line.at, field, size) && line.at[size] == ':';
      line.at += inside ? size + 1 : 0;
      line.len -= inside ? size + 1 : 0;
    }
    line = trimmed(line);
    if (!inside || !line.len)
      continue;
    if (out->len > before)
      pincite__buf_addc(out, ' ');
    pincite__buf_add(out, line.at, line.len);
  }
  return out->len > before;
}

bool pincite__topic_is_name(pincite_str name) {
  for (size_t i = 0; i < name.len; i++) {
    char c = name.at[i];
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
      return false;
  }
  return name.len > 0 && name.len <= PINCITE__TOPIC_NAME_LIMIT;
}

/* ---- files -------------------------------------------------------------------- */

/* The path of a topic's file; false when memory ends. */
static bool path_of(const char *folder, pincite_str name, pincite_buf *path) {
  pincite__buf_init(path, 1 << 16);
  pincite__buf_addf(path, "%s/%.*s%s", folder, (int)name.len, name.at, suffix);
  return !path->failed;
}

static pincite_status read_file(const char *path, pincite_buf *out, pincite_error *err) {
  char part[4096];
  size_t got, before = out->len;
  FILE *file = fopen(path, "rb");
  if (!file && errno == ENOENT)
    return PINCITE_ENOTFOUND;
  if (!file)
    return pincite__fail(err, PINCITE_EIO, "cannot read the topic '%s': %s", path,
                         strerror(errno));
  while ((got = fread(part, 1, sizeof part, file)) > 0 &&
         out->len - before <= PINCITE__TOPIC_FILE_LIMIT)
    pincite__buf_add(out, part, got);
  bool fine = !ferror(file);
  fclose(file);
  if (!fine)
    return pincite__fail(err, PINCITE_EIO, "cannot read the topic '%s'", path);
  if (out->len - before > PINCITE__TOPIC_FILE_LIMIT)
    return pincite__fail(err, PINCITE_EINVAL, "the topic '%s' is longer than 64 KiB", path);
  return out->failed ? pincite__no_memory(err) : PINCITE_OK;
}

static int by_name(const void *key, const void *entry) {
  const pincite_str *name = key;
  return pincite__str_compare(*name,
                              pincite__str(((const pincite_topic_file *)entry)->name));
}

static const pincite_topic_file *shipped(pincite_str name) {
  return bsearch(&name, pincite__topic_files, pincite__topic_file_count,
                 sizeof *pincite__topic_files, by_name);
}

pincite_status pincite__topic_text(const char *folder, pincite_str name, pincite_buf *out,
                                   pincite_error *err) {
  pincite_status status = PINCITE_ENOTFOUND;
  if (folder && pincite__topic_is_name(name)) {
    pincite_buf path;
    status = path_of(folder, name, &path) ? read_file(path.data, out, err)
                                          : pincite__no_memory(err);
    pincite__buf_release(&path);
  }
  if (status != PINCITE_ENOTFOUND)
    return status;
  const pincite_topic_file *file = shipped(name);
  if (!file)
    return pincite__fail(err, PINCITE_ENOTFOUND, "there is no topic '%.*s'", (int)name.len,
                         name.at);
  pincite__buf_adds(out, file->text);
  return out->failed ? pincite__no_memory(err) : PINCITE_OK;
}

bool pincite__topic_is_own(const char *folder, pincite_str name) {
  pincite_buf path;
  if (!folder || !pincite__topic_is_name(name))
    return false;
  bool own = path_of(folder, name, &path) && access(path.data, F_OK) == 0;
  pincite__buf_release(&path);
  return own;
}

/* ---- names -------------------------------------------------------------------- */

typedef struct names {
  char **items;
  size_t count, capacity;
} names;

static bool add_name(names *list, pincite_str name) {
  if (!pincite__grow(&list->items, &list->capacity, list->count + 1, sizeof *list->items))
    return false;
  char *copy = pincite__copy(name);
  if (copy)
    list->items[list->count++] = copy;
  return copy != NULL;
}

static pincite_status add_folder(names *list, const char *folder, pincite_error *err) {
  DIR *dir = opendir(folder);
  if (!dir && (errno == ENOENT || errno == ENOTDIR))
    return PINCITE_OK;
  if (!dir)
    return pincite__fail(err, PINCITE_EIO, "cannot read the folder of topics '%s': %s",
                         folder, strerror(errno));
  bool fine = true;
  for (struct dirent *entry; fine && (entry = readdir(dir));) {
    pincite_str name = pincite__str(entry->d_name);
    size_t end = strlen(suffix);
    if (name.len <= end || strcmp(name.at + name.len - end, suffix) != 0)
      continue;
    name.len -= end;
    fine = !pincite__topic_is_name(name) || add_name(list, name);
  }
  closedir(dir);
  return fine ? PINCITE_OK : pincite__no_memory(err);
}

static int by_text(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

pincite_status pincite__topic_names(const char *folder, pincite_buf *out,
                                    pincite_error *err) {
  names list = {NULL, 0, 0};
  pincite_status status = folder ? add_folder(&list, folder, err) : PINCITE_OK;
  for (size_t i = 0; !status && i < pincite__topic_file_count; i++)
    if (!add_name(&list, pincite__str(pincite__topic_files[i].name)))
      status = pincite__no_memory(err);
  if (list.count)
    qsort(list.items, list.count, sizeof *list.items, by_text);
  for (size_t i = 0; i < list.count; i++) {
    if (!i || strcmp(list.items[i], list.items[i - 1]) != 0)
      pincite__buf_addf(out, "%s\n", list.items[i]);
  }
  for (size_t i = 0; i < list.count; i++)
    free(list.items[i]);
  free(list.items);
  return !status && out->failed ? pincite__no_memory(err) : status;
}
