/* SPDX-License-Identifier: MIT
 *
 * xml_names.c - the elements of the schemas that laws come in: the bill DTD of
 * the U.S. House and United States Legislative Markup (USLM), and those that are
 * common elsewhere.
 */
#include <string.h>

#include "xml.h"

static const struct {
  const char *name;
  xml_role role;
} roles[] = {
    /* parts */
    {"title", XML_MAJOR},
    {"subtitle", XML_MAJOR},
    {"division", XML_MAJOR},
    {"subdivision", XML_MAJOR},
    {"part", XML_MAJOR},
    {"subpart", XML_MAJOR},
    {"chapter", XML_MAJOR},
    {"subchapter", XML_MAJOR},
    {"article", XML_MAJOR},
    {"section", XML_MAJOR},
    {"subsection", XML_MAJOR},
    {"level", XML_MAJOR},
    {"appropriations-major", XML_MAJOR},
    {"appropriations-intermediate", XML_MAJOR},
    {"appropriations-small", XML_MAJOR},
    {"paragraph", XML_MINOR},
    {"subparagraph", XML_MINOR},
    {"clause", XML_MINOR},
    {"subclause", XML_MINOR},
    {"item", XML_MINOR},
    {"subitem", XML_MINOR},
    /* what they are made of */
    {"enum", XML_NUMBER},
    {"num", XML_NUMBER},
    {"designator", XML_NUMBER},
    {"header", XML_HEADING},
    {"heading", XML_HEADING},
    {"subheading", XML_HEADING},
    {"head", XML_HEADING},
    {"quoted-block", XML_QUOTED},
    {"quotedContent", XML_QUOTED},
    {"blockquote", XML_QUOTED},
    {"toc", XML_CONTENTS},
    {"footnote", XML_NOTE},
    {"note", XML_NOTE},
    {"notes", XML_NOTE},
    {"sidenote", XML_NOTE},
    {"editorialNote", XML_NOTE},
    {"sourceCredit", XML_NOTE},
    {"row", XML_ROW},
    {"tr", XML_ROW},
    {"toc-entry", XML_ROW},
    {"referenceItem", XML_ROW},
    {"groupItem", XML_ROW},
    {"distribution-code", XML_ROW},
    {"congress", XML_ROW},
    {"session", XML_ROW},
    {"legis-num", XML_ROW},
    {"docNumber", XML_INLINE},
    {"type", XML_INLINE},
    {"current-chamber", XML_ROW},
    {"currentChamber", XML_ROW},
    {"enrolledDateline", XML_ROW},
    {"entry", XML_CELL},
    {"td", XML_CELL},
    {"th", XML_CELL},
    /* in a line */
    {"quote", XML_MARKED},
    {"term", XML_MARKED},
    {"a", XML_INLINE},
    {"abbr", XML_INLINE},
    {"act-name", XML_INLINE},
    {"added-phrase", XML_INLINE},
    {"after-quoted-block", XML_INLINE},
    {"amendingAction", XML_INLINE},
    {"b", XML_INLINE},
    {"bold", XML_INLINE},
    {"br", XML_INLINE},
    {"committee", XML_INLINE},
    {"committee-name", XML_INLINE},
    {"cosponsor", XML_INLINE},
    {"date", XML_INLINE},
    {"deleted-phrase", XML_INLINE},
    {"def", XML_INLINE},
    {"elided", XML_INLINE},
    {"em", XML_INLINE},
    {"emph", XML_INLINE},
    {"endMarker", XML_INLINE},
    {"enum-in-header", XML_INLINE},
    {"external-xref", XML_INLINE},
    {"footnote-ref", XML_INLINE},
    {"fraction", XML_INLINE},
    {"header-in-text", XML_INLINE},
    {"headingText", XML_INLINE},
    {"i", XML_INLINE},
    {"inline", XML_INLINE},
    {"internal-xref", XML_INLINE},
    {"italic", XML_INLINE},
    {"label", XML_INLINE},
    {"nobreak", XML_INLINE},
    {"nonsponsor", XML_INLINE},
    {"proviso", XML_INLINE},
    {"quotedText", XML_INLINE},
    {"ref", XML_INLINE},
    {"role", XML_INLINE},
    {"short-title", XML_INLINE},
    {"shortTitle", XML_INLINE},
    {"small-caps", XML_INLINE},
    {"span", XML_INLINE},
    {"sponsor", XML_INLINE},
    {"strong", XML_INLINE},
    {"sub", XML_INLINE},
    {"sup", XML_INLINE},
    {"superscript", XML_INLINE},
    {"subscript", XML_INLINE},
    {"u", XML_INLINE},
    {"xref", XML_INLINE},
    /* not in the text */
    {"metadata", XML_ABOUT},
    {"meta", XML_ABOUT},
    {"property", XML_ABOUT},
    {"page", XML_PASSED},
    {"pagebreak", XML_PASSED},
    {"script", XML_PASSED},
    {"style", XML_PASSED},
};

xml_role pincite__xml_role(const char *name) {
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (strcmp(name, roles[i].name) == 0)
      return roles[i].role;
  return XML_BLOCK;
}

const char *pincite__xml_prefix(const char *name) {
  static const char *const prefixes[][2] = {{"section", "Sec. "},
                                            {"title", "Title "},
                                            {"subtitle", "Subtitle "},
                                            {"division", "Division "},
                                            {"subdivision", "Subdivision "},
                                            {"part", "Part "},
                                            {"subpart", "Subpart "},
                                            {"chapter", "Chapter "},
                                            {"subchapter", "Subchapter "},
                                            {"article", "Article "}};
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
    if (strcmp(name, prefixes[i][0]) == 0)
      return prefixes[i][1];
  return "";
}
