/* SPDX-License-Identifier: MIT
 *
 * scenarios_private.h - what the files of scenarios know of each other
 */
#ifndef PINCITE_TESTS_FAULTS_SCENARIOS_PRIVATE_H
#define PINCITE_TESTS_FAULTS_SCENARIOS_PRIVATE_H

#include "scenarios.h"

#define USED "used.pincite" /* the copy that a scenario works on */

/* Ask all questions (the last is NULL) and take every hit, or the JSON of them. */
pincite_status scenario_ask(const char *path, const char *const *questions,
                            const pincite_search_options *options, bool json,
                            pincite_error *err);

pincite_status run_plain(pincite_error *err);
pincite_status run_boolean(pincite_error *err);
pincite_status run_explain(pincite_error *err);
pincite_status run_all(pincite_error *err);
pincite_status run_xapian(pincite_error *err);
pincite_status run_similar(pincite_error *err);
pincite_status run_context(pincite_error *err);
pincite_status run_law(pincite_error *err);
pincite_status run_lists(pincite_error *err);
pincite_status run_eval(pincite_error *err);

/* A new index of 200 small articles, for both engines. */
pincite_status scenario_fill_many(const char *path, pincite_error *err);
/* Change the tables behind the library's back. */
void scenario_change(const char *path, const char *sql);

pincite_status run_many(pincite_error *err);
pincite_status run_many_xapian(pincite_error *err);
pincite_status run_settle(pincite_error *err);
pincite_status run_holes(pincite_error *err);

#endif
