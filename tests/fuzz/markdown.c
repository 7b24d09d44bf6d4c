/* SPDX-License-Identifier: MIT
 *
 * Any bytes are Markdown, with front matter or without.
 */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  fuzz_begin(&at, "a.md", data, size);
  pincite__read_markdown(at.bytes, &at.reading.document);
  fuzz_end(&at);
  return 0;
}
