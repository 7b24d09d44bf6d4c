/* SPDX-License-Identifier: MIT
 *
 * refill.c - all stored passages once more, as they are indexed: to make what is
 * derived anew, or to compare it.
 */
#include "verify.h"

static bool fill_tokens(pincite_store *store, const pincite_passage_text *passage) {
  const pincite_str texts[PINCITE__PASSAGE_FIELDS] = {passage->title, passage->heading,
                                                      passage->body};
  for (size_t i = 0; i < PINCITE__PASSAGE_FIELDS; i++)
    if (!pincite__tokens_fill(&store->tokens[i], store->analyser, texts[i]))
      return false;
  return true;
}

pincite_status pincite__passage_tokens(pincite_store *store,
                                       const pincite_passage_text *passage,
                                       pincite_error *err) {
  return fill_tokens(store, passage) ? PINCITE_OK : pincite__no_memory(err);
}

static pincite_status
each_of(pincite_store *store, int64_t first, int64_t count, pincite_passage_text *passage,
        pincite_status (*each)(pincite_store *store, const pincite_passage_text *,
                               void *data, pincite_error *err),
        void *data, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (int64_t i = 0; !status && i < count; i++) {
    status = pincite__passage_text(store, first + i, passage, err);
    if (!status && !fill_tokens(store, passage))
      status = pincite__no_memory(err);
    if (!status)
      status = each(store, passage, data, err);
  }
  /* The tokens' texts are about to go. */
  for (size_t i = 0; i < PINCITE__PASSAGE_FIELDS; i++)
    store->tokens[i].text = (pincite_str){0};
  return status;
}

pincite_status pincite__passages_each(pincite_store *store,
                                      pincite_status (*each)(pincite_store *store,
                                                             const pincite_passage_text *,
                                                             void *data,
                                                             pincite_error *err),
                                      void *data, pincite_error *err) {
  sqlite3_stmt *row = NULL;
  pincite_passage_text passage;
  pincite__passage_text_init(&passage);
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_prepare_v2(
      store->db, "SELECT id, max(count, 1) FROM article ORDER BY id", -1, &row, NULL);
  while (!status && (rc == SQLITE_OK || rc == SQLITE_ROW) &&
         (rc = sqlite3_step(row)) == SQLITE_ROW)
    status = each_of(store, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
                     &passage, each, data, err);
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the articles", err);
  sqlite3_finalize(row);
  pincite__passage_text_release(&passage);
  return status;
}
