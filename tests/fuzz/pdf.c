/* SPDX-License-Identifier: MIT
 *
 * Any bytes are the words of pages, wherever they stand: six bytes say place, size
 * and length of one, the rest is its text.
 */
#include "../../indexer/readers/pdf.h"
#include "reading.h"

static size_t add_word(pdf_file *file, pdf_page *page, const uint8_t *data, size_t size) {
  size_t len = data[4] % 16, left = size - 6;
  float x = (float)data[0] * 3, y = (float)data[1] * 4, em = (float)(data[2] % 40) + 1;
  len = len < left ? len : left;
  pdf_word word = {.box = {x, x + (float)data[3], y, y + em},
                   .size = em,
                   .at = (uint32_t)file->text.len,
                   .len = (uint32_t)len,
                   .bold = data[5] & 1,
                   .ends_line = (data[5] & 2) != 0,
                   .joined = (data[5] & 4) != 0 && page->word_count};
  for (size_t i = 0; i < len; i++)
    pincite__buf_addc(&file->text, data[6 + i] < ' ' ? '-' : (char)data[6 + i]);
  if (len && pincite__grow(&page->words, &page->word_capacity, page->word_count + 1,
                           sizeof *page->words))
    page->words[page->word_count++] = word;
  return 6 + len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reading at;
  pdf_file file = {.page_count = 1};
  pdf_page page = {.number = 1, .width = 612, .height = 792};
  fuzz_begin(&at, "a.pdf", data, size);
  pincite__buf_init(&file.text, PINCITE__TEXT_LIMIT);
  for (size_t i = 0; i + 6 <= size;) {
    bool turn = (data[i + 5] & 0xf0) == 0xf0;
    i += add_word(&file, &page, data + i, size - i);
    if (!turn && i + 6 <= size)
      continue;
    pincite__pdf_columns(&file, &page);
    page.word_count = page.stretch_count = 0;
    file.page_count = ++page.number;
  }
  pincite__pdf_furniture(&file);
  pincite__pdf_learn(&file);
  pincite__pdf_text(&file, &at.reading.document);
  free(page.words);
  free(page.stretches);
  free(file.lines);
  pincite__idset_release(&file.words);
  pincite__buf_release(&file.text);
  fuzz_end(&at);
  return 0;
}
