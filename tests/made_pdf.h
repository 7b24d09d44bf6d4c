/* SPDX-License-Identifier: MIT
 *
 * made_pdf.h - PDFs made by a test: pages of words at given places. The table of
 * objects at the end is left out; readers find the objects without it.
 */
#ifndef PINCITE_TESTS_MADE_PDF_H
#define PINCITE_TESTS_MADE_PDF_H

#include "../corpus/base.h"

typedef struct made_pdf {
  pincite_buf bytes, page;
  unsigned pages;
} made_pdf;

static inline void made_pdf_begin(made_pdf *pdf) {
  *pdf = (made_pdf){.pages = 0};
  pincite__buf_init(&pdf->bytes, PINCITE__BUF_LIMIT);
  pincite__buf_init(&pdf->page, PINCITE__BUF_LIMIT);
  pincite__buf_adds(&pdf->bytes,
                    "%PDF-1.4\n"
                    "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
                    "3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>\nendobj\n"
                    "4 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Times-Bold>>\nendobj\n");
}

/* A text at (x, y), y counted from the top of a page of 612 by 792 points. */
static inline void made_pdf_text(made_pdf *pdf, int x, int y, int size, bool bold,
                                 const char *text) {
  pincite__buf_addf(&pdf->page, "BT /F%d %d Tf %d %d Td (", bold ? 2 : 1, size, x, 792 - y);
  for (; *text; text++)
    pincite__buf_addf(&pdf->page, *text == '(' || *text == ')' ? "\\%c" : "%c", *text);
  pincite__buf_adds(&pdf->page, ") Tj ET\n");
}

static inline void made_pdf_page(made_pdf *pdf) {
  unsigned number = 10 + 2 * pdf->pages++;
  pincite__buf_addf(&pdf->bytes,
                    "%u 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"
                    "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents %u 0 R>>\nendobj\n"
                    "%u 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n",
                    number, number + 1, number + 1, pdf->page.len, pdf->page.data);
  pincite__buf_clear(&pdf->page);
}

static inline void made_pdf_end(made_pdf *pdf) {
  pincite__buf_addf(&pdf->bytes, "2 0 obj\n<</Type/Pages/Count %u/Kids[", pdf->pages);
  for (unsigned i = 0; i < pdf->pages; i++)
    pincite__buf_addf(&pdf->bytes, "%u 0 R ", 10 + 2 * i);
  pincite__buf_adds(&pdf->bytes, "]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n");
}

static inline void made_pdf_release(made_pdf *pdf) {
  pincite__buf_release(&pdf->bytes);
  pincite__buf_release(&pdf->page);
}

#endif
