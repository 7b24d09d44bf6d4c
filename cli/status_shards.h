/* SPDX-License-Identifier: MIT
 *
 * status_shards.h - the state of an index that is cut into shards.
 */
#ifndef PINCITE_CLI_STATUS_SHARDS_H
#define PINCITE_CLI_STATUS_SHARDS_H

#include <stdbool.h>

#include "pincite.h"

/* Print it, as text or JSON; the exit code. CLI_PARTIAL: some do not answer. */
int cli_status_shards(pincite_index *index, bool json);

#endif
