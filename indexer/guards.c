/* SPDX-License-Identifier: MIT
 *
 * guards.c - what holds back the reading processes on this machine: one is started
 * over an empty input and asked.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "worker.h"

/* Give the pool an input without a byte, and wait for its end. */
static pincite_status read_nothing(pincite_pool *pool, pincite_error *err) {
  int ends[2];
  if (pipe(ends))
    return pincite__fail(err, PINCITE_EIO, "cannot make a pipe for the reading program");
  close(ends[1]);
  pincite_reading_request request = {.fd = ends[0], .name = "nothing"};
  pincite_reading_event event;
  pincite_status status = pincite__pool_submit(pool, &request, err);
  while (status == PINCITE_OK)
    status = pincite__pool_next(pool, true, &event, err);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

pincite_status pincite_reader_guards(const char *reader, char *out, size_t size,
                                     pincite_error *err) {
  pincite_pool *pool = NULL;
  if (!out || !size)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_reader_guards needs a buffer");
  pincite_status status = pincite__pool_open(reader, 1, NULL, &pool, err);
  if (!status)
    status = read_nothing(pool, err);
  if (!status)
    snprintf(out, size, "%s", pincite__pool_guards(pool));
  pincite__pool_close(pool);
  return status;
}
