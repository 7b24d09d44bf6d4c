/* SPDX-License-Identifier: MIT
 *
 * error.c - the one way to report: a status and a finished sentence, both the
 * caller's.
 */
#include <stdio.h>
#include <string.h>

#include "base.h"

pincite_status pincite__fail(pincite_error *err, pincite_status status,
                             const char *fmt, ...) {
  if (!err)
    return status;
  err->status = status;
  va_list args;
  va_start(args, fmt);
  int len = vsnprintf(err->message, sizeof err->message, fmt, args);
  va_end(args);
  if (len >= (int)sizeof err->message) {
    size_t cut = pincite__utf8_cut(err->message, sizeof err->message - 1,
                                   sizeof err->message - 4);
    memcpy(err->message + cut, "...", 4);
  }
  return status;
}

pincite_status pincite__no_memory(pincite_error *err) {
  return pincite__fail(err, PINCITE_ENOMEM, "out of memory");
}

const char *pincite_status_text(pincite_status status) {
  switch (status) {
  case PINCITE_OK:
    return "no error";
  case PINCITE_DONE:
    return "no more";
  case PINCITE_PARTIAL:
    return "done, but some inputs failed";
  case PINCITE_ENOMEM:
    return "out of memory";
  case PINCITE_EINVAL:
    return "invalid argument";
  case PINCITE_EQUERY:
    return "malformed question";
  case PINCITE_ENOTFOUND:
    return "not found";
  case PINCITE_ENOINDEX:
    return "no index there";
  case PINCITE_ECORRUPT:
    return "index damaged";
  case PINCITE_EVERSION:
    return "index written by a newer pincite";
  case PINCITE_ELOCKED:
    return "another run is writing";
  case PINCITE_EREFUSED:
    return "refused to protect the index";
  case PINCITE_EIO:
    return "reading or writing failed";
  case PINCITE_EABORTED:
    return "stopped on request";
  }
  return "unknown status";
}
