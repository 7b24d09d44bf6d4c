/* SPDX-License-Identifier: MIT
 *
 * The progress bar: share of the bytes, files, rate, time left.
 *
 *     [=========>          ]  45 %  1,234 of 2,790 files  12.3 MB/s  0:42 left
 */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#include "output.h"

#define REDRAWS_PER_SECOND 6
#define BAR_COLUMNS 20

void cli_bar_init(cli_bar *bar) {
  *bar = (cli_bar){.wanted = isatty(STDERR_FILENO) != 0, .last = -1};
}

void cli_bar_clear(cli_bar *bar) {
  if (bar->drawn)
    fputs("\r\033[K", stderr);
  bar->drawn = false;
}

static void put_bar(double share) {
  int filled = (int)(share * BAR_COLUMNS);
  putc('[', stderr);
  for (int i = 0; i < BAR_COLUMNS; i++)
    putc(i < filled ? '=' : i == filled ? '>' : ' ', stderr);
  fprintf(stderr, "] %3.0f %%", share * 100);
}

void cli_bar_draw(cli_bar *bar, const pincite_progress *progress) {
  double now = progress->seconds;
  if (!bar->wanted || (bar->last >= 0 && now - bar->last < 1.0 / REDRAWS_PER_SECOND))
    return;
  bar->last = now;
  double done = (double)progress->bytes_done, total = (double)progress->bytes_total;
  double share = total > 0 && done < total ? done / total : total > 0 ? 1 : 0;
  double rate = now > 0 ? done / now : 0;
  char files[CLI_GROUPED_SIZE], of[CLI_COUNTED_SIZE];
  cli_bar_clear(bar);
  bar->drawn = true;
  put_bar(share);
  fprintf(stderr, "  %s of %s  %.1f MB/s", cli_grouped(progress->files_done, files),
          cli_counted(progress->files_total, "file", of), rate / 1e6);
  if (rate > 0 && total > done) {
    unsigned long left = (unsigned long)((total - done) / rate);
    fprintf(stderr, "  %lu:%02lu left", left / 60, left % 60);
  }
  fflush(stderr);
}
