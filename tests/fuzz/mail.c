/* SPDX-License-Identifier: MIT
 *
 * Any bytes are the messages of an mbox.
 */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  fuzz_begin(&at, "a.mbox", data, size);
  pincite__read_mbox(&at.reading, &at.stream);
  fuzz_end(&at);
  return 0;
}
