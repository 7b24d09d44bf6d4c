/* SPDX-License-Identifier: MIT
 *
 * html_prune.c - what is not of the article although it lies in its element:
 * menus, "Related posts" with what follows, "Subscribe", headings left alone.
 *
 * The phrases are those of scraped text (scrape_words.c) and, here, what stands
 * in pages of other languages and in forms. A section goes only where little
 * prose is behind it, so that an article about newsletters keeps its text.
 */
#include <string.h>

#include "../scrape.h"
#include "html_page.h"

/* Blocks with more words are prose, not furniture. */
#define MAX_WORDS 45
/* A section is given up when at most this share of the kept prose is in it and
   behind it. */
#define TAIL_SHARE 0.25

/* Beginnings of short lines, as pincite__plain() gives them. */
static const struct {
  const char *phrase;
  pincite_furniture says;
} cues[] = {
    {"about the author", PINCITE_FURNITURE_OPENS},
    {"abonnieren sie", PINCITE_FURNITURE_ANY},
    {"auch interessant", PINCITE_FURNITURE_OPENS},
    {"auf facebook teilen", PINCITE_FURNITURE_ANY},
    {"artikel teilen", PINCITE_FURNITURE_ANY},
    {"compartir", PINCITE_FURNITURE_EDGE},
    {"das könnte sie auch interessieren", PINCITE_FURNITURE_OPENS},
    {"das könnte dich auch interessieren", PINCITE_FURNITURE_OPENS},
    {"diesen artikel teilen", PINCITE_FURNITURE_ANY},
    {"don t miss", PINCITE_FURNITURE_EDGE},
    {"drucken", PINCITE_FURNITURE_EDGE},
    {"did you find this", PINCITE_FURNITURE_EDGE},
    {"explore more", PINCITE_FURNITURE_OPENS},
    {"follow us", PINCITE_FURNITURE_EDGE},
    {"further reading", PINCITE_FURNITURE_NONE},
    {"ihre meinung", PINCITE_FURNITURE_EDGE},
    {"image credit", PINCITE_FURNITURE_ANY},
    {"in this article", PINCITE_FURNITURE_NONE},
    {"ähnliche artikel", PINCITE_FURNITURE_OPENS},
    {"ähnliche beiträge", PINCITE_FURNITURE_OPENS},
    {"jetzt teilen", PINCITE_FURNITURE_ANY},
    {"kommentar hinterlassen", PINCITE_FURNITURE_OPENS},
    {"kommentar schreiben", PINCITE_FURNITURE_OPENS},
    {"kommentare", PINCITE_FURNITURE_EDGE},
    {"lea también", PINCITE_FURNITURE_ANY},
    {"lee también", PINCITE_FURNITURE_ANY},
    {"leia também", PINCITE_FURNITURE_ANY},
    {"lesen sie auch", PINCITE_FURNITURE_ANY},
    {"lesen sie mehr", PINCITE_FURNITURE_ANY},
    {"lire aussi", PINCITE_FURNITURE_ANY},
    {"mehr zum thema", PINCITE_FURNITURE_OPENS},
    {"mehr von", PINCITE_FURNITURE_EDGE},
    {"mehr lesen", PINCITE_FURNITURE_ANY},
    {"meistgelesen", PINCITE_FURNITURE_OPENS},
    {"more on this topic", PINCITE_FURNITURE_OPENS},
    {"more like this", PINCITE_FURNITURE_OPENS},
    {"more articles", PINCITE_FURNITURE_OPENS},
    {"more resources", PINCITE_FURNITURE_EDGE},
    {"newsletter abonnieren", PINCITE_FURNITURE_ANY},
    {"never miss", PINCITE_FURNITURE_ANY},
    {"oops something went wrong", PINCITE_FURNITURE_ANY},
    {"photo credit", PINCITE_FURNITURE_ANY},
    {"photo by", PINCITE_FURNITURE_ANY},
    {"partager", PINCITE_FURNITURE_EDGE},
    {"rate this", PINCITE_FURNITURE_ANY},
    {"read also", PINCITE_FURNITURE_ANY},
    {"also read", PINCITE_FURNITURE_ANY},
    {"related reading", PINCITE_FURNITURE_OPENS},
    {"related resources", PINCITE_FURNITURE_OPENS},
    {"related blogs", PINCITE_FURNITURE_OPENS},
    {"latest posts", PINCITE_FURNITURE_OPENS},
    {"latest articles", PINCITE_FURNITURE_OPENS},
    {"latest news", PINCITE_FURNITURE_OPENS},
    {"other articles", PINCITE_FURNITURE_OPENS},
    {"our latest", PINCITE_FURNITURE_OPENS},
    {"save my name", PINCITE_FURNITURE_ANY},
    {"schreibe einen kommentar", PINCITE_FURNITURE_OPENS},
    {"schreiben sie einen kommentar", PINCITE_FURNITURE_OPENS},
    {"share this", PINCITE_FURNITURE_ANY},
    {"sign up for", PINCITE_FURNITURE_EDGE},
    {"sign up to", PINCITE_FURNITURE_EDGE},
    {"siehe auch", PINCITE_FURNITURE_EDGE},
    {"sur le même sujet", PINCITE_FURNITURE_OPENS},
    {"te puede interesar", PINCITE_FURNITURE_OPENS},
    {"teilen", PINCITE_FURNITURE_EDGE},
    {"thank you your submission", PINCITE_FURNITURE_ANY},
    {"thanks for subscribing", PINCITE_FURNITURE_ANY},
    {"thank you for subscribing", PINCITE_FURNITURE_ANY},
    {"verwandte artikel", PINCITE_FURNITURE_OPENS},
    {"verwandte beiträge", PINCITE_FURNITURE_OPENS},
    {"war der artikel", PINCITE_FURNITURE_ANY},
    {"was this article helpful", PINCITE_FURNITURE_ANY},
    {"was this page helpful", PINCITE_FURNITURE_ANY},
    {"was this helpful", PINCITE_FURNITURE_ANY},
    {"we want to hear from you", PINCITE_FURNITURE_EDGE},
    {"weitere artikel", PINCITE_FURNITURE_OPENS},
    {"weitere beiträge", PINCITE_FURNITURE_OPENS},
    {"weitere informationen", PINCITE_FURNITURE_EDGE},
    {"weitere meldungen", PINCITE_FURNITURE_OPENS},
    {"weitere themen", PINCITE_FURNITURE_OPENS},
    {"wie bewerten sie", PINCITE_FURNITURE_ANY},
    {"you might also", PINCITE_FURNITURE_OPENS},
    {"you may also", PINCITE_FURNITURE_OPENS},
    {"zum newsletter", PINCITE_FURNITURE_ANY},
    {"zurück zu", PINCITE_FURNITURE_EDGE},
    {"zurück zur", PINCITE_FURNITURE_EDGE},
};

static pincite_furniture furniture_of(const html_page *page, size_t b) {
  const html_block *block = &page->blocks[b];
  if (block->words > MAX_WORDS || block->kind == KIND_PRE)
    return PINCITE_FURNITURE_NONE;
  pincite_str text = pincite__html_block_text(page, b);
  pincite_furniture says = pincite__furniture(text);
  char plain[120];
  pincite__plain(text, plain, sizeof plain);
  for (size_t i = 0; says < PINCITE_FURNITURE_OPENS && i < sizeof cues / sizeof *cues;
       i++) {
    size_t len = strlen(cues[i].phrase);
    if (cues[i].phrase[0] == plain[0] && strncmp(plain, cues[i].phrase, len) == 0 &&
        (plain[len] == '\0' || plain[len] == ' ') && cues[i].says > says)
      says = block->words <= 14 || cues[i].says == PINCITE_FURNITURE_ANY ? cues[i].says
                                                                         : says;
  }
  return says;
}

/* A run of items that are mostly links is a menu. */
static void prune_lists(html_page *page) {
  for (size_t b = 0; b < page->block_count; b++) {
    if (page->blocks[b].kind != KIND_ITEM)
      continue;
    size_t end = b;
    double chars = 0, links = 0;
    while (end < page->block_count && page->blocks[end].kind == KIND_ITEM) {
      chars += page->blocks[end].chars;
      links += page->blocks[end].link_chars;
      end++;
    }
    if (links > 0.6 * chars)
      for (size_t k = b; k < end; k++)
        if (pincite__html_link_share(&page->blocks[k]) > 0.3 || page->blocks[k].words < 5)
          page->blocks[k].keep = false;
    b = end - 1;
  }
}

/* Headings behind the last text go. */
static void prune_headings(html_page *page) {
  for (size_t b = page->block_count; b-- > 0;) {
    html_block *block = &page->blocks[b];
    if (block->keep && block->kind != KIND_HEADING)
      return;
    block->keep = false;
  }
}

static double prose_of(const html_block *block) {
  return block->keep && block->words >= 12 && block->kind != KIND_HEADING ? block->chars
                                                                          : 0;
}

/* Give up the section that block 'b' opens: to the next heading of its level, or
   for a line that is no heading, while the lines are short. */
static void drop_section(html_page *page, size_t b) {
  const html_block *opener = &page->blocks[b];
  page->blocks[b].keep = false;
  for (size_t k = b + 1; k < page->block_count; k++) {
    html_block *block = &page->blocks[k];
    bool ends = opener->kind == KIND_HEADING
                    ? block->kind == KIND_HEADING && block->level <= opener->level
                    : block->words > 25 && pincite__html_link_share(block) < 0.5;
    if (ends)
      return;
    block->keep = false;
  }
}

/* Lines that pages have around and within articles. */
static void prune_furniture(html_page *page) {
  double all = 0, before = 0;
  for (size_t b = 0; b < page->block_count; b++)
    all += prose_of(&page->blocks[b]);
  for (size_t b = 0; b < page->block_count; b++) {
    html_block *block = &page->blocks[b];
    if (!block->keep || b == page->title)
      continue;
    double mine = prose_of(block);
    pincite_furniture says = furniture_of(page, b);
    bool tail = all - before <= TAIL_SHARE * all;
    if (says == PINCITE_FURNITURE_OPENS && tail)
      drop_section(page, b);
    else if (says >= PINCITE_FURNITURE_ANY ||
             (says == PINCITE_FURNITURE_EDGE && block->kind != KIND_HEADING &&
              (before <= 0 || all - before - mine <= 0.05 * all)))
      block->keep = false;
    before += mine;
  }
}

void pincite__html_prune(html_page *page) {
  prune_lists(page);
  prune_furniture(page);
  prune_headings(page);
}
