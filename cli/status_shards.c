/* SPDX-License-Identifier: MIT
 *
 * Of an index that is cut into shards, pincite status says how each fares.
 */
#include <string.h>

#include "cli.h"
#include "output.h"
#include "status_shards.h"

typedef struct listing {
  bool json_wanted;
  cli_json json;
  uint64_t passages, live;
} listing;

static int put_shard(const pincite_shard *shard, void *data) {
  listing *list = data;
  char number[CLI_COUNTED_SIZE];
  bool well = !*shard->trouble;
  list->live += well;
  list->passages += well ? shard->passages : 0;
  if (list->json_wanted) {
    cli_json *json = &list->json;
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "name", shard->name);
    cli_json_bool(json, "remote", shard->remote);
    cli_json_bool(json, "answers", well);
    cli_json_text(json, "trouble", well ? NULL : shard->trouble);
    cli_json_count(json, "passages", well ? shard->passages : 0);
    cli_json_count(json, "generation", well ? shard->generation : 0);
    cli_json_close(json, '}');
    return 0;
  }
  cli_put_clean(shard->name, strlen(shard->name), stdout);
  if (well)
    printf(": %s, generation %llu\n", cli_counted(shard->passages, "passage", number),
           (unsigned long long)shard->generation);
  else
    printf(": does not answer: %s\n", shard->trouble);
  return 0;
}

int cli_status_shards(pincite_index *index, bool json_wanted) {
  listing list = {.json_wanted = json_wanted, .json = {stdout, false}};
  pincite_error err = {PINCITE_OK, ""};
  char number[CLI_COUNTED_SIZE];
  if (json_wanted) {
    cli_json_open(&list.json, NULL, '{');
    cli_json_text(&list.json, "schema", "pincite.shards/1");
    cli_json_open(&list.json, "shards", '[');
  }
  err.status = pincite_shards(index, 0, put_shard, &list, &err);
  if (json_wanted) {
    cli_json_close(&list.json, ']');
    cli_json_count(&list.json, "passages", list.passages);
    cli_json_close(&list.json, '}');
    putchar('\n');
  } else {
    printf("%llu of %zu shards answer; %s\n", (unsigned long long)list.live,
           pincite_shard_count(index), cli_counted(list.passages, "passage", number));
  }
  return err.status < 0 ? cli_failed(&err) : cli_exit_code(err.status);
}
