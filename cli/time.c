/* SPDX-License-Identifier: MIT
 *
 * Moments and spans of time, as they are written and read.
 */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "output.h"

/* A span longer than this was not meant: a thousand years. */
#define DAYS_MOST 365000

typedef struct unit {
  const char *name;
  int64_t seconds;
} unit;

static const unit units[] = {
    {"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}, {"m", 60}, {"w", 604800}};
/* Those in which a span is written, the largest first. */
#define WRITTEN 4

const char *cli_time(int64_t seconds, char out[CLI_TIME_SIZE]) {
  time_t moment = (time_t)seconds;
  struct tm parts;
  if (!gmtime_r(&moment, &parts) ||
      !strftime(out, CLI_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts))
    snprintf(out, CLI_TIME_SIZE, "%" PRId64, seconds);
  return out;
}

const char *cli_span(int64_t seconds, char out[CLI_TIME_SIZE]) {
  size_t largest = 0;
  const char *sign = seconds < 0 ? "-" : "";
  seconds = seconds < 0 ? -seconds : seconds;
  /* Nobody means more than that, and it fits. */
  seconds = seconds < DAYS_MOST * (int64_t)86400 ? seconds : DAYS_MOST * (int64_t)86400;
  while (largest + 1 < WRITTEN && seconds < units[largest].seconds)
    largest++;
  int64_t whole = seconds / units[largest].seconds, rest = 0;
  if (largest + 1 < WRITTEN)
    rest = seconds % units[largest].seconds / units[largest + 1].seconds;
  if (rest && whole < 10)
    snprintf(out, CLI_TIME_SIZE, "%s%d %s %d %s", sign, (int)whole, units[largest].name,
             (int)rest, units[largest + 1].name);
  else
    snprintf(out, CLI_TIME_SIZE, "%s%d %s", sign, (int)whole, units[largest].name);
  return out;
}

static const unit *find_unit(const char *name, size_t length) {
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (strlen(units[i].name) == length && !strncmp(units[i].name, name, length))
      return &units[i];
  return NULL;
}

bool cli_read_span(const char *text, int64_t *seconds) {
  int64_t sum = 0;
  if (!*text)
    return false;
  while (*text) {
    int64_t number = 0;
    size_t digits = strspn(text, "0123456789");
    if (!digits || digits > 9)
      return false;
    for (size_t i = 0; i < digits; i++)
      number = 10 * number + (text[i] - '0');
    text += digits;
    size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    const unit *found = find_unit(text, letters);
    if (!found)
      return false;
    text += letters;
    sum += number * found->seconds;
    if (sum > DAYS_MOST * (int64_t)86400)
      return false;
  }
  *seconds = sum;
  return true;
}
