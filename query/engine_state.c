/* SPDX-License-Identifier: MIT
 *
 * engine_state.c - which engines an index has, and whether Xapian keeps up.
 */
#include "engine.h"

#include <stdio.h>
#include <string.h>

pincite_status pincite__xapian_ready(pincite_index *index, pincite_error *err) {
  if (index->xapian && !pincite__xapian_reader_refresh(index->xapian, err))
    return PINCITE_OK;
  /* Others may have taken the place of those tables. */
  pincite__xapian_reader_close(index->xapian);
  index->xapian = NULL;
  const char *path = pincite__store_path(index->store);
  if (!path)
    return pincite__fail(err, PINCITE_EINVAL, "an index in memory has no Xapian");
  return pincite__xapian_reader_open(path, &index->xapian, err);
}

bool pincite__xapian_lags(const pincite_xapian_reader *reader, uint64_t generation,
                          const char *fingerprint, char why[PINCITE__LAG_BYTES]) {
  *why = '\0';
  if (!reader->changing && reader->generation == generation &&
      strcmp(reader->fingerprint, fingerprint) == 0)
    return false;
  snprintf(why, PINCITE__LAG_BYTES,
           "at generation %llu of %llu%s; the next run of pincite index makes it good",
           (unsigned long long)reader->generation, (unsigned long long)generation,
           reader->changing ? ", and being written" : "");
  return true;
}

/* What there is to say of Xapian; 'why' and 'own' are memory for it. */
static pincite_engine look_at_xapian(pincite_index *index, uint64_t generation,
                                     char why[PINCITE__LAG_BYTES], pincite_error *own) {
  char fingerprint[65];
  pincite_engine xapian = {.name = "xapian", .trouble = own->message};
  if (pincite__xapian_ready(index, own))
    return xapian;
  pincite__fingerprint(index->store, fingerprint);
  pincite__xapian_lags(index->xapian, generation, fingerprint, why);
  xapian.trouble = why;
  xapian.generation = index->xapian->generation;
  return xapian;
}

pincite_status pincite_engines(pincite_index *index,
                               int (*each)(const pincite_engine *engine, void *data),
                               void *data, pincite_error *err) {
  if (!index || !each || index->shards)
    return pincite__fail(err, PINCITE_EINVAL,
                         "pincite_engines needs one index and somebody to tell");
  char why[PINCITE__LAG_BYTES] = "";
  pincite_error own = {PINCITE_OK, ""};
  pincite_engine had[2];
  size_t count = 0;
  uint64_t engines = 0;
  pincite_status status = pincite__store_begin_read(index->store, err);
  if (status)
    return status;
  uint64_t generation = pincite__generation(index->store);
  status = pincite__engines(index->store, &engines, err);
  if (!status && engines & PINCITE__ENGINE_FTS5)
    had[count++] = (pincite_engine){"fts5", generation, ""};
  if (!status && engines & PINCITE__ENGINE_XAPIAN)
    had[count++] = look_at_xapian(index, generation, why, &own);
  pincite__store_end_read(index->store);
  if (own.status == PINCITE_ENOMEM)
    return pincite__no_memory(err);
  for (size_t i = 0; !status && i < count; i++)
    if (each(&had[i], data))
      status = pincite__fail(err, PINCITE_EABORTED, "stopped on request");
  return status ? status : *why || own.status ? PINCITE_PARTIAL : PINCITE_OK;
}
