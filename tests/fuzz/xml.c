/* SPDX-License-Identifier: MIT
 *
 * Any bytes are a bill or a law in XML.
 */
#include "../../indexer/readers/xml.h"
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  uint64_t line = 0;
  fuzz_begin(&at, "a.xml", data, size);
  (void)pincite__read_xml(at.bytes.at, size, &at.reading.document, &line, NULL);
  fuzz_end(&at);
  return 0;
}
