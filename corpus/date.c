/* SPDX-License-Identifier: MIT
 *
 * date.c - dates as people and pages write them, to YYYY[-MM[-DD]].
 *
 * A date is never guessed: a day that the month does not have, a year outside
 * 1500-2199, or 3/4/2018 read the other way round is no date, but American
 * order is assumed where both orders are possible, as the sources are American;
 * with dots between the numbers the day comes first, as in Europe. Names of
 * months are known in English and a few languages that share its alphabet.
 */
#include <stdio.h>
#include <string.h>

#include "document.h"

static const char months[12][10] = {"january",   "february", "march",    "april",
                                    "may",       "june",     "july",     "august",
                                    "september", "october",  "november", "december"};

typedef struct scanner {
  const char *at;
  const char *end;
} scanner;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

/* A number of 1 to 4 digits; *digits says how many, 0 when there is none. */
static int number(scanner *in, int *digits) {
  int value = 0;
  *digits = 0;
  while (in->at < in->end && is_digit(*in->at) && *digits < 5) {
    value = 10 * value + (*in->at++ - '0');
    ++*digits;
  }
  return value;
}

static bool take(scanner *in, const char *any) {
  if (in->at < in->end && strchr(any, *in->at) && *in->at) {
    in->at++;
    return true;
  }
  return false;
}

/* Letters of month names, accented ones among them. */
static bool is_name_letter(char c) {
  return is_letter(c) || ((unsigned char)c & 0x80U);
}

/* Months in German, French, Spanish, Portuguese, Italian and Dutch where they
   are not spelt as in English or begin so; accents and all, in lower case. */
static const struct {
  const char *name;
  int month;
} foreign[] = {
    {"januar", 1},     {"jänner", 1},     {"janvier", 1},    {"enero", 1},
    {"janeiro", 1},    {"gennaio", 1},    {"januari", 1},    {"februar", 2},
    {"feber", 2},      {"février", 2},    {"febrero", 2},    {"fevereiro", 2},
    {"febbraio", 2},   {"februari", 2},   {"märz", 3},       {"mrz", 3},
    {"mars", 3},       {"marzo", 3},      {"março", 3},      {"maart", 3},
    {"avril", 4},      {"abril", 4},      {"aprile", 4},     {"mai", 5},
    {"mayo", 5},       {"maio", 5},       {"maggio", 5},     {"mei", 5},
    {"juni", 6},       {"juin", 6},       {"junio", 6},      {"junho", 6},
    {"giugno", 6},     {"juli", 7},       {"juillet", 7},    {"julio", 7},
    {"julho", 7},      {"luglio", 7},     {"août", 8},       {"agosto", 8},
    {"augustus", 8},   {"septembre", 9},  {"septiembre", 9}, {"setembro", 9},
    {"settembre", 9},  {"oktober", 10},   {"okt", 10},       {"octobre", 10},
    {"octubre", 10},   {"outubro", 10},   {"ottobre", 10},   {"novembre", 11},
    {"noviembre", 11}, {"novembro", 11},  {"dezember", 12},  {"dez", 12},
    {"décembre", 12},  {"diciembre", 12}, {"dezembro", 12},  {"dicembre", 12},
};

static int foreign_month(const char *name, size_t len) {
  for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
    size_t same = 0;
    while (same < len && lower(name[same]) == foreign[i].name[same])
      same++;
    if (same == len && foreign[i].name[len] == '\0')
      return foreign[i].month;
  }
  return 0;
}

/* A month's name or its abbreviation of three letters or more: 1-12, else 0. */
static int month_name(scanner *in) {
  const char *start = in->at;
  while (in->at < in->end && is_name_letter(*in->at))
    in->at++;
  size_t len = (size_t)(in->at - start);
  for (int month = 0; len >= 3 && month < 12; month++) {
    size_t same = 0;
    while (same < len && months[month][same] == lower(start[same]))
      same++;
    bool sept = month == 8 && len == 4 && lower(start[3]) == 't' && same == 4;
    if (same == len && (len == 3 || sept || months[month][len] == '\0'))
      return month + 1;
  }
  int other = len >= 3 ? foreign_month(start, len) : 0;
  if (!other)
    in->at = start;
  return other;
}

static bool valid(int year, int month, int day) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1500 || year > 2199 || month < 0 || month > 12 || (day && !month))
    return false;
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  int most = month ? days[month - 1] + (month == 2 && leap) : 0;
  return day >= 0 && day <= most;
}

static bool write_date(int year, int month, int day, char out[11]) {
  if (!valid(year, month, day))
    return false;
  unsigned y = (unsigned)year % 10000, m = (unsigned)month % 100, d = (unsigned)day % 100;
  if (day)
    snprintf(out, 11, "%04u-%02u-%02u", y, m, d);
  else if (month)
    snprintf(out, 11, "%04u-%02u", y, m);
  else
    snprintf(out, 11, "%04u", y);
  return true;
}

/* "2018-03-21", "2018/03/21", "20180321", "2018-03", "2018", and what follows
   a "T" or a space is the time of day. */
static bool year_first(scanner in, char out[11]) {
  int digits;
  if (in.end - in.at >= 8) {
    bool compact = true;
    for (int i = 0; i < 8; i++)
      compact = compact && is_digit(in.at[i]);
    if (compact && (in.end - in.at == 8 || !is_digit(in.at[8]))) {
      int ymd = 0;
      for (int i = 0; i < 8; i++)
        ymd = 10 * ymd + (in.at[i] - '0');
      return write_date(ymd / 10000, ymd / 100 % 100, ymd % 100, out);
    }
  }
  int year = number(&in, &digits), month = 0, day = 0;
  if (digits != 4)
    return false;
  if (take(&in, "-/.")) {
    month = number(&in, &digits);
    if (digits < 1 || digits > 2 || month == 0)
      return false;
    if (take(&in, "-/.")) {
      day = number(&in, &digits);
      if (digits < 1 || digits > 2 || day == 0)
        return false;
    }
  } else if (in.at < in.end) {
    return false;
  }
  return (in.at == in.end || strchr("T ,Z", *in.at)) && write_date(year, month, day, out);
}

/* "3/21/2018", "21.3.2018"; "21/3/2018" too when only that is possible. */
static bool year_last(scanner in, char out[11]) {
  int digits;
  int first = number(&in, &digits);
  bool dots = in.at < in.end && *in.at == '.';
  if (digits < 1 || digits > 2 || !take(&in, "/.-"))
    return false;
  int second = number(&in, &digits);
  if (digits < 1 || digits > 2 || !take(&in, "/.-"))
    return false;
  int year = number(&in, &digits);
  if (digits != 4 || first == 0 || second == 0)
    return false;
  if (in.at < in.end && is_digit(*in.at))
    return false;
  return first > 12 || dots ? write_date(year, second, first, out)
                            : write_date(year, first, second, out);
}

/* The word between day and month, or month and year, in several languages. */
static bool is_of(const char *word, size_t len) {
  return (len == 2 && lower(word[0]) == 'o' && lower(word[1]) == 'f') ||
         (len >= 2 && len <= 3 && lower(word[0]) == 'd' && lower(word[1]) == 'e');
}

/* "March 21, 2018", "Wed, 21 Mar 2018 10:00", "Posted on 21st of March 2018":
   a month's name with a year behind it and a day on one side. */
static bool with_month_name(scanner in, char out[11]) {
  int before = 0, digits;
  while (in.at < in.end) {
    if (is_digit(*in.at)) {
      before = number(&in, &digits);
      if (digits > 2)
        before = 0;
      const char *mark = in.at;
      while (in.at < in.end && is_letter(*in.at))
        in.at++; /* "st", "nd", "th" */
      if (in.at - mark > 2)
        in.at = mark;
    } else if (is_name_letter(*in.at)) {
      int month = month_name(&in);
      if (month) {
        scanner rest = in;
        while (take(&rest, " .,\t-"))
          ;
        const char *word = rest.at;
        while (rest.at < rest.end && is_letter(*rest.at))
          rest.at++;
        if (!is_of(word, (size_t)(rest.at - word)))
          rest.at = word;
        while (take(&rest, " "))
          ;
        int day = before, value = number(&rest, &digits);
        if (digits >= 1 && digits <= 2) {
          day = value;
          while (rest.at < rest.end && is_letter(*rest.at))
            rest.at++;
          while (take(&rest, " ,.\t-"))
            ;
          value = number(&rest, &digits);
        }
        if (digits == 4 && write_date(value, month, day, out))
          return true;
        before = 0;
      } else {
        const char *word = in.at;
        while (in.at < in.end && is_name_letter(*in.at))
          in.at++;
        if (!is_of(word, (size_t)(in.at - word)))
          before = 0;
      }
    } else {
      in.at++;
    }
  }
  return false;
}

bool pincite__date_parse(const char *text, size_t len, char out[11]) {
  scanner in = {text, text + (len < 200 ? len : 200)};
  while (in.at < in.end && (*in.at == ' ' || *in.at == '\n' || *in.at == '\t'))
    in.at++;
  while (in.end > in.at &&
         (in.end[-1] == ' ' || in.end[-1] == '\n' || in.end[-1] == '\t'))
    in.end--;
  if (in.at == in.end)
    return false;
  return year_first(in, out) || year_last(in, out) || with_month_name(in, out);
}

bool pincite__date_find(const char *text, size_t len, char out[11]) {
  const char *end = text + (len < 200 ? len : 200);
  for (const char *at = text; at < end; at++) {
    scanner in = {at, end};
    bool starts = is_digit(*at) && (at == text || !is_digit(at[-1]));
    if (starts && (year_first(in, out) || year_last(in, out)) && strlen(out) == 10)
      return true;
  }
  scanner in = {text, end};
  return with_month_name(in, out) && strlen(out) == 10;
}
