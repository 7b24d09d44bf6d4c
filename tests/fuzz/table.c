/* SPDX-License-Identifier: MIT
 *
 * Any bytes are a table.
 */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  fuzz_begin(&at, "a.csv", data, size);
  pincite__read_table(&at.reading, &at.stream);
  fuzz_end(&at);
  return 0;
}
