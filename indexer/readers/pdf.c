/* SPDX-License-Identifier: MIT
 *
 * pdf.c - a PDF to a document, with the page of every paragraph.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf.h"

/* The longest PDF; it is held in memory. */
#define LONGEST ((size_t)128 << 20)

static int take_page(pdf_file *file, pdf_page *page) {
  pincite__pdf_columns(file, page);
  return file->failed;
}

bool pincite__pdf_document(pincite_reading *reading, pincite_str bytes) {
  pdf_file file = {0};
  pincite__buf_init(&file.text, PINCITE__TEXT_LIMIT);
  bool opened = pincite__pdf_open(reading, bytes, &file, take_page);
  if (opened) {
    pincite__pdf_furniture(&file);
    pincite__pdf_learn(&file);
    pincite__pdf_text(&file, &reading->document);
  }
  bool failed = file.failed || file.text.failed;
  if (failed)
    pincite__reading_fail(reading, "too-large",
                          "a page of it, or all of it, has more text than is read; "
                          "split it");
  else if (opened && file.page_count == 0)
    pincite__reading_fail(reading, "bad-pdf", "the PDF is broken: it has no pages");
  else if (opened && reading->document.block_count == 0)
    pincite__reading_skip(reading, "no-text",
                          "there is no text on its %u page%s, so it is a scan; run text "
                          "recognition (OCR) over it",
                          file.page_count, file.page_count == 1 ? "" : "s");
  pincite__idset_release(&file.words);
  free(file.lines);
  pincite__buf_release(&file.text);
  return opened && !failed && reading->document.block_count > 0;
}

void pincite__read_pdf(pincite_reading *reading, pincite_stream *stream) {
  pincite_buf bytes;
  pincite__buf_init(&bytes, LONGEST);
  if (pincite__stream_rest(stream, &bytes)) {
    if (pincite__pdf_document(reading, pincite__buf_view(&bytes)))
      (void)pincite__reading_give(reading);
  } else if (!stream->broken) {
    pincite__reading_fail(reading, "too-large", "it is longer than %zu MiB; split it",
                          LONGEST >> 20);
  }
  pincite__document_clear(&reading->document);
  pincite__buf_release(&bytes);
}
