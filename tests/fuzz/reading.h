/* SPDX-License-Identifier: MIT
 *
 * reading.h - a reading for fuzz targets: what is given goes nowhere.
 */
#ifndef PINCITE_FUZZ_READING_H
#define PINCITE_FUZZ_READING_H

#include <stdlib.h>

#include "../../indexer/readers/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct fuzz_reading {
  pincite_reading reading;
  pincite_file file; /* empty: what is unpacked counts against nothing */
  pincite_str bytes;
  pincite_stream stream;
} fuzz_reading;

static inline void fuzz_begin(fuzz_reading *at, const char *name, const uint8_t *data,
                              size_t size) {
  *at = (fuzz_reading){.bytes = {(const char *)data, size}};
  pincite__reading_init(&at->reading, -1);
  pincite__reading_begin(&at->reading, name, "title=headline,text=story");
  at->reading.file = &at->file;
  pincite__stream_init(&at->stream, pincite__memory_read, &at->bytes);
}

static inline void fuzz_end(fuzz_reading *at) {
  pincite__stream_release(&at->stream);
  pincite__reading_release(&at->reading);
}

#endif
