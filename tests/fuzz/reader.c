/* SPDX-License-Identifier: MIT
 *
 * Any bytes are a file, of whatever kind they look like: archives, documents that
 * are zips, PDF and everything else.
 */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  fuzz_begin(&at, "a", data, size);
  pincite__read(&at.reading, &at.stream);
  fuzz_end(&at);
  return 0;
}
