/* SPDX-License-Identifier: MIT
 *
 * search_table.c - the whole language of questions in any SQLite shell:
 *
 *   SELECT id, score, snippet FROM pincite_search('"section 230" /s immunity', 10);
 *
 * A table-valued function: an eponymous virtual table whose hidden columns are the
 * arguments: the question, how many hits (10), and the folder of an index; without it
 * the database that the shell has open is searched, on a connection of its own, as it
 * was committed last.
 */
#include "search_table.h"

#include <stdlib.h>
#include <string.h>

#include "../../corpus/base.h"

static const char declaration[] =
    "CREATE TABLE pincite_search(rank INTEGER, id TEXT, score REAL, title TEXT,"
    " snippet TEXT, article TEXT, author TEXT, published TEXT, source TEXT, uri TEXT,"
    " zone TEXT, start INTEGER, length INTEGER, text TEXT,"
    " question TEXT HIDDEN, hits INTEGER HIDDEN, path TEXT HIDDEN)";

enum { /* the columns, in that order */
       RANK,
       ID,
       SCORE,
       TITLE,
       SNIPPET,
       ARTICLE,
       AUTHOR,
       PUBLISHED,
       SOURCE,
       URI,
       ZONE,
       START,
       LENGTH,
       TEXT,
       QUESTION,
       HITS,
       PATH
};

#define ARGUMENTS 3 /* from QUESTION on */

typedef struct table {
  sqlite3_vtab base;
  sqlite3 *db;
  pincite_index *index; /* NULL: none was asked yet */
  char *path;           /* its folder */
} table;

typedef struct cursor {
  sqlite3_vtab_cursor base;
  char *question;
  pincite_hits *hits;
  pincite_hit hit;
  bool done;
} cursor;

static int fail(sqlite3_vtab *base, const char *message) {
  sqlite3_free(base->zErrMsg);
  base->zErrMsg = sqlite3_mprintf("pincite_search: %s", message);
  return SQLITE_ERROR;
}

static int connect(sqlite3 *db, void *data, int count, const char *const *words,
                   sqlite3_vtab **out, char **message) {
  (void)data, (void)count, (void)words, (void)message;
  int rc = sqlite3_declare_vtab(db, declaration);
  if (rc != SQLITE_OK)
    return rc;
  table *made = calloc(1, sizeof *made);
  if (!made)
    return SQLITE_NOMEM;
  made->db = db;
  *out = &made->base;
  return sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
}

static int disconnect(sqlite3_vtab *base) {
  table *own = (table *)base;
  pincite_close(own->index);
  free(own->path);
  free(own);
  return SQLITE_OK;
}

/* The arguments come to xFilter in their order; idxNum has a bit for each. */
static int best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
  (void)base;
  int at[ARGUMENTS] = {-1, -1, -1}, next = 1;
  for (int i = 0; i < info->nConstraint; i++) {
    int column = info->aConstraint[i].iColumn;
    if (column < QUESTION || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
      continue;
    if (!info->aConstraint[i].usable)
      return SQLITE_CONSTRAINT;
    at[column - QUESTION] = i;
  }
  for (int i = 0; i < ARGUMENTS; i++)
    if (at[i] >= 0) {
      info->aConstraintUsage[at[i]].argvIndex = next++;
      info->aConstraintUsage[at[i]].omit = 1;
      info->idxNum |= 1 << i;
    }
  info->estimatedCost = 1000;
  info->estimatedRows = 10;
  return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
  (void)base;
  cursor *made = calloc(1, sizeof *made);
  if (!made)
    return SQLITE_NOMEM;
  made->done = true;
  *out = &made->base;
  return SQLITE_OK;
}

static void clear(cursor *own) {
  pincite_hits_free(own->hits);
  free(own->question);
  own->hits = NULL;
  own->question = NULL;
  own->done = true;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
  clear((cursor *)base);
  free(base);
  return SQLITE_OK;
}

/* The folder of the database that is open; NULL: it is no index's. */
static char *own_folder(sqlite3 *db) {
  static const char name[] = "/corpus.db";
  const char *file = sqlite3_db_filename(db, "main");
  size_t len = file ? strlen(file) : 0, tail = sizeof name - 1;
  if (len <= tail || strcmp(file + len - tail, name) != 0)
    return NULL;
  return pincite__copy((pincite_str){file, len - tail});
}

/* Have the index open: the one used last, or another. Takes 'path'. */
static int open_index(table *own, char *path) {
  pincite_error err = {PINCITE_OK, ""};
  if (own->index && strcmp(own->path, path) == 0) {
    free(path);
    return SQLITE_OK;
  }
  pincite_close(own->index);
  own->index = NULL;
  free(own->path);
  own->path = path;
  return pincite_open(path, NULL, &own->index, &err) ? fail(&own->base, err.message)
                                                     : SQLITE_OK;
}

static int next_hit(sqlite3_vtab_cursor *base) {
  cursor *own = (cursor *)base;
  pincite_error err = {PINCITE_OK, ""};
  pincite_status status = pincite_hits_next(own->hits, &own->hit, &err);
  own->done = status != PINCITE_OK;
  return status < 0 ? fail(base->pVtab, err.message) : SQLITE_OK;
}

static char *copy_text(sqlite3_value *value) {
  const char *text = (const char *)sqlite3_value_text(value);
  return pincite__copy(pincite__str(text ? text : ""));
}

static int filter(sqlite3_vtab_cursor *base, int given, const char *name, int count,
                  sqlite3_value **values) {
  cursor *own = (cursor *)base;
  table *from = (table *)base->pVtab;
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  (void)name, (void)count;
  clear(own);
  if (!(given & 1))
    return fail(base->pVtab, "give it a question: pincite_search('platform liability')");
  own->question = copy_text(*values++);
  if (given & 2) {
    sqlite3_int64 hits = sqlite3_value_int64(*values++);
    options.limit = hits > 0 ? (size_t)hits : 0;
    options.all = hits <= 0;
  }
  char *path = given & 4 ? copy_text(*values) : own_folder(from->db);
  if (!own->question || (!path && given & 4)) {
    free(path);
    return SQLITE_NOMEM;
  }
  if (!path)
    return fail(base->pVtab, "the open database is no index; name the folder of one as "
                             "the third argument");
  int rc = open_index(from, path);
  if (rc != SQLITE_OK)
    return rc;
  if (pincite_search(from->index, own->question, SIZE_MAX, &options, &own->hits, &err))
    return fail(base->pVtab, err.message);
  return next_hit(base);
}

static int is_done(sqlite3_vtab_cursor *base) {
  return ((cursor *)base)->done;
}

static const char *text_of(const pincite_hit *hit, int column) {
  switch (column) {
  case ID:
    return hit->id;
  case TITLE:
    return hit->title;
  case SNIPPET:
    return hit->snippet;
  case ARTICLE:
    return hit->article;
  case AUTHOR:
    return hit->author;
  case PUBLISHED:
    return hit->published;
  case SOURCE:
    return hit->source;
  case URI:
    return hit->uri;
  case ZONE:
    return hit->zone;
  case TEXT:
    return hit->text;
  default:
    return NULL;
  }
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *to, int column) {
  const cursor *own = (const cursor *)base;
  const pincite_hit *hit = &own->hit;
  const char *text = column == QUESTION ? own->question : text_of(hit, column);
  if (column == SCORE)
    sqlite3_result_double(to, hit->score);
  else if (column == RANK)
    sqlite3_result_int64(to, (sqlite3_int64)hit->rank);
  else if (column == START)
    sqlite3_result_int64(to, (sqlite3_int64)hit->start);
  else if (column == LENGTH)
    sqlite3_result_int64(to, (sqlite3_int64)hit->length);
  else if (text)
    sqlite3_result_text(to, text, -1, SQLITE_TRANSIENT);
  return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid) {
  *rowid = (sqlite3_int64)((cursor *)base)->hit.rank;
  return SQLITE_OK;
}

int pincite__search_table_register(sqlite3 *db) {
  static const sqlite3_module module = {.xConnect = connect,
                                        .xBestIndex = best_index,
                                        .xDisconnect = disconnect,
                                        .xOpen = open_cursor,
                                        .xClose = close_cursor,
                                        .xFilter = filter,
                                        .xNext = next_hit,
                                        .xEof = is_done,
                                        .xColumn = give_column,
                                        .xRowid = give_rowid};
  return sqlite3_create_module_v2(db, "pincite_search", &module, NULL, NULL);
}
