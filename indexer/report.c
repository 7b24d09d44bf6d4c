/* SPDX-License-Identifier: MIT
 *
 * report.c - the one way in which reports of runs are added up.
 */
#include "pincite.h"

void pincite_index_report_add(pincite_index_report *sum, const pincite_index_report *part) {
  sum->found += part->found;
  sum->indexed += part->indexed;
  sum->unchanged += part->unchanged;
  sum->duplicate += part->duplicate;
  sum->skipped += part->skipped;
  sum->failed += part->failed;
  sum->gone += part->gone;
  sum->faults += part->faults;
  sum->articles_added += part->articles_added;
  sum->articles_changed += part->articles_changed;
  sum->articles_removed += part->articles_removed;
  sum->articles_kept += part->articles_kept;
  sum->passages += part->passages;
  sum->bytes += part->bytes;
  sum->seconds += part->seconds;
  if (part->generation > sum->generation)
    sum->generation = part->generation;
}
