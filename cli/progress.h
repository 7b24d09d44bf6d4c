/* SPDX-License-Identifier: MIT
 *
 * progress.h - the bar that an indexing run draws on a terminal.
 */
#ifndef PINCITE_CLI_PROGRESS_H
#define PINCITE_CLI_PROGRESS_H

#include <stdbool.h>

#include "pincite.h"

typedef struct cli_bar {
  bool wanted; /* standard error is a terminal */
  bool drawn;  /* a bar stands on the line */
  double last; /* when, in seconds of the run */
} cli_bar;

void cli_bar_init(cli_bar *bar);
/* Draw, but not more often than the eye can follow. */
void cli_bar_draw(cli_bar *bar, const pincite_progress *progress);
/* Wipe the bar off, before a message or at the end. */
void cli_bar_clear(cli_bar *bar);

#endif
