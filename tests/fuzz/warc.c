/* SPDX-License-Identifier: MIT
 *
 * Any bytes are the records of a crawl.
 */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  fuzz_begin(&at, "a.warc", data, size);
  pincite__read_warc(&at.reading, &at.stream);
  fuzz_end(&at);
  return 0;
}
