/* SPDX-License-Identifier: MIT
 *
 * fts.c - what FTS5 needs from us: the tokenizer 'pincite' and the function
 * pincite_text(), through which its external content is read.
 *
 * Both are registered on the library's own connections and, by the loadable
 * extension, on anybody's.
 */
#include <stdlib.h>
#include <string.h>

#include "store_private.h"

/* ---- the tokenizer ---------------------------------------------------------- */

/* The store is known on the library's own connections: it has the tokens of the
   passage it is just writing. */
typedef struct tokenizer {
  pincite_analyser *analyser;
  pincite_store *store;
} tokenizer;

static int tokenizer_create(void *data, const char **args, int count,
                            Fts5Tokenizer **out) {
  (void)args, (void)count;
  tokenizer *made = calloc(1, sizeof *made);
  if (!made)
    return SQLITE_NOMEM;
  made->store = data;
  made->analyser = pincite__analyser_new();
  if (!made->analyser) {
    free(made);
    return SQLITE_NOMEM;
  }
  /* The library's connections know the authorities; a shell's do not yet. A database
     that has none is no reason to fail. */
  if (!made->store->owns_db)
    pincite__law_load(made->store, NULL);
  *out = (Fts5Tokenizer *)made;
  return SQLITE_OK;
}

static void tokenizer_delete(Fts5Tokenizer *made) {
  tokenizer *t = (tokenizer *)made;
  pincite__analyser_free(t->analyser);
  free(t);
}

typedef struct sink {
  int (*token)(void *, int, const char *, int, int, int);
  void *context;
} sink;

static int give_token(const pincite_token *token, void *data) {
  sink *to = data;
  return to->token(to->context, token->colocated ? FTS5_TOKEN_COLOCATED : 0,
                   token->term.at, (int)token->term.len, (int)token->start,
                   (int)(token->start + token->length));
}

/* What a prefix query asks for begins terms, which are stems: it is folded only. */
static int give_prefix(pincite_analyser *analyser, const char *text, size_t len,
                       const sink *to) {
  pincite_word word;
  size_t at = 0;
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && pincite__word_next(text, len, &at, &word)) {
    pincite_str folded = pincite__fold_word(analyser, text + word.start, word.length);
    rc = to->token(to->context, 0, folded.at, (int)folded.len, (int)word.start,
                   (int)(word.start + word.length));
  }
  return rc;
}

/* The tokens that were made of this text a moment ago, or NULL. SQLite hands over a
   copy of it, so the bytes are compared. */
static const pincite_tokens *known_tokens(const tokenizer *t, const char *text,
                                          size_t len) {
  if (!t->store->writing)
    return NULL;
  for (size_t i = 0; i < PINCITE__PASSAGE_FIELDS; i++) {
    const pincite_tokens *tokens = &t->store->tokens[i];
    if (tokens->text.len == len && len && memcmp(tokens->text.at, text, len) == 0)
      return tokens;
  }
  return NULL;
}

/* They were made on another processor: have them on their way before one is wanted. */
PINCITE__PREFETCHES void prefetch(const pincite_tokens *tokens) {
  for (size_t i = 0; i < tokens->count; i++)
    __builtin_prefetch(&tokens->items[i]);
  for (size_t at = 0; at < tokens->terms.len; at += 64)
    __builtin_prefetch(tokens->terms.data + at);
}

/* The tokens of a text term by term: where FTS5 keeps no places their order is nothing to
   it, and a term that it has just looked up is found at once. */
static int give_by_term(const pincite_tokens *tokens, sink *to) {
  int rc = SQLITE_OK;
  prefetch(tokens);
  for (size_t i = 0; i < tokens->count && rc == SQLITE_OK; i++) {
    size_t at = i;
    if (!tokens->items[i].first)
      continue;
    do {
      pincite_token token = pincite__token_of(tokens, &tokens->items[at]);
      rc = give_token(&token, to);
      at = tokens->items[at].next;
    } while (at && rc == SQLITE_OK);
  }
  return rc;
}

static int tokenizer_run(Fts5Tokenizer *made, void *context, int flags,
                         const char *text, int len,
                         int (*token)(void *, int, const char *, int, int, int)) {
  tokenizer *t = (tokenizer *)made;
  sink to = {token, context};
  if ((flags & FTS5_TOKENIZE_QUERY) && len > 0 && text[0] == PINCITE__VERBATIM)
    return token(context, 0, text + 1, len - 1, 1, len);
  if (flags & FTS5_TOKENIZE_PREFIX)
    return give_prefix(t->analyser, text, (size_t)len, &to);
  const pincite_tokens *known = known_tokens(t, text, (size_t)len);
  if (known)
    return t->store->fts_places ? pincite__tokens_each(known, give_token, &to)
                                : give_by_term(known, &to);
  pincite__analyser_use(t->analyser, pincite__store_law(t->store));
  int rc = pincite__analyse(t->analyser, text, (size_t)len, give_token, &to);
  return rc < 0 ? SQLITE_NOMEM : rc;
}

/* NULL: there is no FTS5, or, when *rc says so, no memory. */
static fts5_api *find_fts5(sqlite3 *db, int *rc) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  *rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
  if (*rc == SQLITE_OK)
    *rc = sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
  if (*rc == SQLITE_OK)
    *rc = sqlite3_step(statement);
  sqlite3_finalize(statement);
  return api;
}

/* ---- pincite_text(rowid, what) ------------------------------------------------ */

static pincite_str choose(const pincite_passage_text *passage, pincite_str what,
                          bool *known) {
  *known = true;
  if (pincite__str_is(what, "body"))
    return passage->body;
  if (pincite__str_is(what, "title"))
    return passage->title;
  if (pincite__str_is(what, "heading"))
    return passage->heading;
  static const char *const names[PINCITE__FIELD_COUNT] = {
      "article", "title", "author", "published", "source", "language", "uri"};
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++)
    if (pincite__str_is(what, names[i]))
      return passage->fields[i];
  *known = false;
  return (pincite_str){0};
}

static void give_text(sqlite3_context *context, pincite_str what,
                      const pincite_passage_text *passage) {
  bool known;
  pincite_str text = choose(passage, what, &known);
  if (!known)
    sqlite3_result_error(context,
                         "pincite_text: the second argument is one of body, title, heading, "
                         "article, author, published, source, language, uri",
                         -1);
  else
    sqlite3_result_text64(context, text.at ? text.at : "", text.len, SQLITE_TRANSIENT,
                          SQLITE_UTF8);
}

static void text_function(sqlite3_context *context, int count, sqlite3_value **args) {
  (void)count;
  pincite_store *store = sqlite3_user_data(context);
  pincite_passage_text passage;
  pincite_error err = {PINCITE_OK, ""};
  pincite__passage_text_init(&passage);
  int64_t rowid = sqlite3_value_int64(args[0]);
  pincite_status status = pincite__passage_text(store, rowid, &passage, &err);
  if (status == PINCITE_ENOTFOUND) {
    sqlite3_result_null(context);
  } else if (status == PINCITE_ENOMEM) {
    sqlite3_result_error_nomem(context);
  } else if (status) {
    sqlite3_result_error(context, err.message, -1);
  } else {
    const char *what = (const char *)sqlite3_value_text(args[1]);
    give_text(context, pincite__str(what ? what : ""), &passage);
  }
  pincite__passage_text_release(&passage);
}

void pincite__version_function(sqlite3_context *context, int count,
                               sqlite3_value **args) {
  (void)count, (void)args;
  sqlite3_result_text(context, PINCITE_VERSION, -1, SQLITE_STATIC);
}

pincite_status pincite__fts_register(pincite_store *store, pincite_error *err) {
  fts5_tokenizer methods = {tokenizer_create, tokenizer_delete, tokenizer_run};
  int rc;
  fts5_api *api = find_fts5(store->db, &rc);
  if (!api && (rc & 0xff) != SQLITE_NOMEM)
    return pincite__fail(err, PINCITE_EINVAL, "this SQLite was built without FTS5");
  if (api)
    rc = api->xCreateTokenizer(api, "pincite", store, &methods, NULL);
  if ((rc & 0xff) == SQLITE_NOMEM) /* the connection does not know of it */
    return pincite__no_memory(err);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2(
        store->db, "pincite_text", 2,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, store, text_function, NULL,
        NULL, NULL);
  return rc == SQLITE_OK ? PINCITE_OK
                         : pincite__store_failed(store, "set up full-text search", err);
}
