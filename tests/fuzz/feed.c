/* SPDX-License-Identifier: MIT
 *
 * Any bytes are a feed.
 */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  fuzz_begin(&at, "a.xml", data, size);
  pincite__read_feed(&at.reading, at.bytes);
  fuzz_end(&at);
  return 0;
}
