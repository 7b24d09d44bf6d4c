/* SPDX-License-Identifier: MIT
 *
 * alerts.h - what the files of `pincite alerts` share: a digest of what is new, and
 * the outbox from which it is delivered.
 */
#ifndef PINCITE_CLI_ALERTS_H
#define PINCITE_CLI_ALERTS_H

#include <stdbool.h>
#include <stddef.h>

#include "pincite.h"

enum cli_digest_format { CLI_DIGEST_TEXT, CLI_DIGEST_JSON, CLI_DIGEST_MAIL };

/* A digest, and what is to be acknowledged once it is delivered. */
typedef struct cli_digest {
  char id[48];            /* "GENERATION.HASH"; the same for the same news */
  char *text;             /* NULL: there is nothing new */
  size_t length;
  pincite_alert *alerts;  /* all that were asked; 'seen' is what to acknowledge */
  size_t alert_count;
  bool fresh;             /* some of them were not asked about this generation */
} cli_digest;

typedef struct cli_digest_options {
  enum cli_digest_format format;
  size_t limit;           /* hits of each; 0: all */
  size_t columns;
  const char *to;         /* of the mail; NULL: no such line */
} cli_digest_options;

void cli_digest_release(cli_digest *digest);

/* ---- interface of digest.c ----------------------------------------------- */

/* Ask every standing search for what came since it was acknowledged, all of one
   generation. */
pincite_status cli_digest_make(pincite_index *index, const cli_digest_options *options,
                               cli_digest *digest, pincite_error *err);

/* ---- interface of outbox.c ------------------------------------------------ */

/* Where a digest goes: standard output, or the standard input of a command. */
typedef struct cli_outbox {
  const char *directory; /* of the index */
  const char *command;   /* NULL: standard output */
  int lock;              /* -1: not held */
} cli_outbox;

/* Lock the outbox, so that no two runs deliver. CLI_OK, or an exit code after the
   message; CLI_LOCKED when another live run holds it. */
int cli_outbox_open(cli_outbox *outbox);
void cli_outbox_close(cli_outbox *outbox);

/* Keep the digest before it is delivered. */
int cli_outbox_put(cli_outbox *outbox, const cli_digest *digest);
/* Deliver what is kept, acknowledge it, and keep it no longer. *any says whether there
   was anything; what another run did not finish is finished here. */
int cli_outbox_deliver(cli_outbox *outbox, pincite_index *index, bool *any);

#endif
