/* SPDX-License-Identifier: MIT
 *
 * xapian_read.c - the reader's end of the Xapian beside an index.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xapian_index.h"

bool pincite__xapian_path(const char *folder, char out[4200]) {
  int used = snprintf(out, 4200, "%s/xapian", folder);
  return used > 0 && used < 4200;
}

pincite_status pincite__xapian_number(const pincite_xapian *x, pincite_xapian_database *db,
                                      const char *key, uint64_t *value,
                                      pincite_error *err) {
  char *digits = NULL;
  size_t length;
  pincite_status status = x->metadata(db, key, &digits, &length, err);
  if (!status)
    *value = strtoull(digits, NULL, 10);
  free(digits);
  return status;
}

static pincite_status read_state(pincite_xapian_reader *reader, pincite_error *err) {
  const pincite_xapian *x = reader->x;
  char *hex = NULL;
  size_t length;
  uint64_t base = 0;
  pincite_status status =
      pincite__xapian_number(x, reader->db, "generation", &reader->generation, err);
  if (!status)
    status = pincite__xapian_number(x, reader->db, "base", &base, err);
  if (!status)
    status = x->metadata(reader->db, "fingerprint", &hex, &length, err);
  if (!status) {
    snprintf(reader->fingerprint, sizeof reader->fingerprint, "%s", hex);
    reader->changing = base != 0;
  }
  free(hex);
  return status;
}

pincite_status pincite__xapian_reader_open(const char *folder, pincite_xapian_reader **out,
                                           pincite_error *err) {
  char path[4200];
  pincite_xapian_reader *reader = calloc(1, sizeof *reader);
  if (!reader || !pincite__xapian_path(folder, path)) {
    free(reader);
    return pincite__no_memory(err);
  }
  pincite_status status = pincite__xapian(&reader->x, err);
  if (!status)
    status = reader->x->open(path, &reader->db, err);
  if (!status)
    status = read_state(reader, err);
  if (!status) {
    *out = reader;
    reader = NULL;
  }
  pincite__xapian_reader_close(reader);
  return status;
}

pincite_status pincite__xapian_reader_refresh(pincite_xapian_reader *reader,
                                              pincite_error *err) {
  pincite_status status = reader->x->reopen(reader->db, err);
  return status ? status : read_state(reader, err);
}

void pincite__xapian_reader_close(pincite_xapian_reader *reader) {
  if (!reader)
    return;
  if (reader->x)
    reader->x->close(reader->db);
  free(reader);
}
