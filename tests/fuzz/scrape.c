/* SPDX-License-Identifier: MIT
 *
 * Any bytes are a text that was scraped.
 */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  fuzz_begin(&at, "a.txt", data, size);
  pincite__read_text(at.bytes, &at.reading.document);
  fuzz_end(&at);
  return 0;
}
