/* SPDX-License-Identifier: MIT
 *
 * Any bytes are lines of JSON.
 */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  fuzz_begin(&at, "a.jsonl", data, size);
  pincite__read_jsonl(&at.reading, &at.stream);
  fuzz_end(&at);
  return 0;
}
