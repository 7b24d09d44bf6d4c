/* SPDX-License-Identifier: MIT
 *
 * passage_places.c - the passage as the positions of the question's terms tell it:
 * the evaluator looks at them as it looks at the words of a text.
 *
 * Sentences are not known, nor where concepts begin: what depends on that is
 * admitted here, for the text to decide.
 */
#include "matcher.h"
#include "places.h"

/* No passage has so many words. */
#define POSITIONS_MAX ((uint32_t)1 << 22)

static uint8_t part_of(const pincite_rank_found *found, uint32_t position) {
  return position < found->title_words                          ? PINCITE_PART_TITLE
         : position < found->title_words + found->heading_words ? PINCITE_PART_HEADING
                                                                : PINCITE_PART_BODY;
}

static void take_leaf(pincite_matcher *matcher, uint32_t leaf,
                      const pincite_rank_found *found, const uint32_t *positions,
                      uint32_t count) {
  uint32_t start = (uint32_t)matcher->found_count;
  if (!pincite__grow(&matcher->found, &matcher->found_capacity, start + (size_t)count,
                     sizeof *matcher->found) ||
      !pincite__grow(&matcher->places, &matcher->place_capacity,
                     (size_t)positions[count - 1] + 1, sizeof *matcher->places)) {
    matcher->failed = true;
    return;
  }
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = positions[i];
    uint8_t part = part_of(found, at);
    matcher->places[at] = (pincite_place){0, 0, part, part, part};
    matcher->found[start + i] = (pincite_found){leaf, at, at};
  }
  matcher->found_count = start + count;
  matcher->ranges[leaf] = (pincite_leaf_range){start, count};
}

int pincite__match_places(pincite_matcher *matcher, const pincite_places *places,
                          const pincite_rank_found *found) {
  const pincite_question *question = matcher->question;
  matcher->failed = false;
  for (size_t i = 0; i < matcher->found_count; i++)
    matcher->ranges[matcher->found[i].leaf].count = 0;
  matcher->found_count = matcher->place_count = 0;
  for (uint32_t leaf = 0; leaf < question->leaf_count && !matcher->failed; leaf++) {
    uint8_t term = places->of_leaf[leaf];
    uint32_t count = term ? found->counts[term - 1] : 0;
    if (count == 0)
      continue;
    const uint32_t *positions = found->positions[term - 1];
    if (positions[count - 1] >= POSITIONS_MAX)
      return 2;
    take_leaf(matcher, leaf, found, positions, count);
  }
  matcher->subject.zone = found->zone;
  matcher->by_places = true;
  matcher->loosely = places->say != PINCITE_PLACES_DECIDE;
  bool matches = !matcher->failed &&
                 pincite__node_matches(matcher, question->root, PINCITE__TEXT_PARTS);
  matcher->by_places = matcher->loosely = false;
  return matcher->failed ? -1 : matches;
}
