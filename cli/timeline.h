/* SPDX-License-Identifier: MIT
 *
 * timeline.h - what the two files of `pincite timeline` share.
 */
#ifndef PINCITE_CLI_TIMELINE_H
#define PINCITE_CLI_TIMELINE_H

#include "pincite.h"

/* ---- interface of timeline.c --------------------------------------------- */

/* The part of all articles of the period that match; 0 when there are none. */
double cli_share(const pincite_period *period);
/* The most articles that match in a period. */
uint64_t cli_most(const pincite_timeline *timeline);

/* ---- interface of timeline_svg.c ------------------------------------------ */

/* Draw the whole as one SVG picture: bars for the articles, a line for the share. */
void cli_timeline_svg(const pincite_timeline *timeline);

#endif
