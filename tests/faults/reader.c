/* SPDX-License-Identifier: MIT
 *
 * Reads an index again and again while others write to it and are killed:
 * faults-reader INDEX SECONDS, used by kill.sh, which makes the articles. Every
 * answer must be of one state: each article's passages name the article and one
 * edition of it, "station N edition E", and one article is always the same.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pincite.h"

#define STATIONS 1000
#define FIXED "The cormorant stands on the pier and does not move."

static volatile sig_atomic_t stopped;

static void stop(int signal_number) {
  (void)signal_number;
  stopped = 1;
}

static void give_up(const char *what, const char *why) {
  printf("%s: %s\n", what, why);
  exit(1);
}

/* One whole answer. Gives how many hits it had. */
static size_t read_stations(pincite_index *index) {
  static int editions[STATIONS];
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  pincite_hits *hits;
  pincite_hit hit;
  pincite_status status;
  size_t count = 0;
  options.all = 1;
  memset(editions, 0, sizeof editions);
  if (pincite_search(index, "edition station", SIZE_MAX, &options, &hits, &err))
    give_up("searching", err.message);
  while ((status = pincite_hits_next(hits, &hit, &err)) == PINCITE_OK) {
    int named, station, edition;
    const char *at = strstr(hit.text, "station ");
    if (!at || sscanf(at, "station %d edition %d", &station, &edition) != 2 ||
        station < 0 || station >= STATIONS || sscanf(hit.uri, "%d.txt", &named) != 1 ||
        named != station)
      give_up(hit.uri, "another article's text");
    if (editions[station] && editions[station] != edition)
      give_up(hit.uri, "two editions in one answer");
    editions[station] = edition;
    count++;
  }
  if (status < 0)
    give_up("reading hits", err.message);
  pincite_hits_free(hits);
  return count;
}

static void read_fixed(pincite_index *index) {
  pincite_error err = {PINCITE_OK, ""};
  pincite_hits *hits;
  pincite_hit hit;
  if (pincite_search(index, "cormorant", SIZE_MAX, NULL, &hits, &err))
    give_up("searching", err.message);
  if (pincite_hits_next(hits, &hit, &err) != PINCITE_OK || strcmp(hit.text, FIXED) != 0)
    give_up("the fixed article", "gone or changed");
  if (pincite_hits_next(hits, &hit, &err) != PINCITE_DONE)
    give_up("the fixed article", "is there twice");
  pincite_hits_free(hits);
}

static void read_generation(pincite_index *index, uint64_t *last) {
  pincite_state state;
  pincite_error err = {PINCITE_OK, ""};
  if (pincite_state_get(index, &state, &err))
    give_up("the state", err.message);
  if (state.generation < *last)
    give_up("the state", "an older generation is back");
  *last = state.generation;
}

int main(int argc, char **argv) {
  if (argc < 3)
    give_up("usage", "faults-reader INDEX SECONDS");
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *kept = NULL, *fresh = NULL;
  uint64_t last = 0, reads = 0, hits = 0;
  time_t began = time(NULL);
  signal(SIGTERM, stop);
  if (pincite_open(argv[1], NULL, &kept, &err))
    give_up("opening", err.message);
  while (!stopped && difftime(time(NULL), began) < atof(argv[2])) {
    /* In turn a handle that stays open and one that is new. */
    if (pincite_open(argv[1], NULL, &fresh, &err))
      give_up("opening", err.message);
    pincite_index *index = reads % 2 ? kept : fresh;
    read_fixed(index);
    hits += read_stations(index);
    read_generation(index, &last);
    pincite_close(fresh);
    reads++;
    /* The writer is to have its turn too. */
    nanosleep(&(struct timespec){0, 20000000}, NULL);
  }
  pincite_close(kept);
  printf("%llu reads with %llu hits up to generation %llu, none failed, none was wrong\n",
         (unsigned long long)reads, (unsigned long long)hits, (unsigned long long)last);
  return 0;
}
