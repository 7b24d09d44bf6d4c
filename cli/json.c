/* SPDX-License-Identifier: MIT
 *
 * JSON, written straight to a stream: an answer may be long, and needs no tree.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <utf8proc.h>

#include "output.h"

static void put_string(FILE *to, const char *text, size_t length) {
  putc('"', to);
  for (size_t at = 0; at < length;) {
    utf8proc_int32_t code;
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
                                              (utf8proc_ssize_t)(length - at), &code);
    if (bytes <= 0)
      fputs("\xEF\xBF\xBD", to);
    else if (code == '"' || code == '\\')
      fprintf(to, "\\%c", (char)code);
    else if (code == '\n')
      fputs("\\n", to);
    else if (code < 0x20 || code == 0x7f)
      fprintf(to, "\\u%04x", (unsigned)code);
    else
      fwrite(text + at, 1, (size_t)bytes, to);
    at += bytes > 0 ? (size_t)bytes : 1;
  }
  putc('"', to);
}

/* The comma before an item, and its key. */
static void begin_item(cli_json *json, const char *key) {
  if (json->comma)
    putc(',', json->to);
  json->comma = true;
  if (key) {
    put_string(json->to, key, strlen(key));
    putc(':', json->to);
  }
}

void cli_json_open(cli_json *json, const char *key, char bracket) {
  begin_item(json, key);
  putc(bracket, json->to);
  json->comma = false;
}

void cli_json_close(cli_json *json, char bracket) {
  putc(bracket, json->to);
  json->comma = true;
}

void cli_json_bytes(cli_json *json, const char *key, const char *text, size_t length) {
  begin_item(json, key);
  put_string(json->to, text, length);
}

void cli_json_text(cli_json *json, const char *key, const char *text) {
  begin_item(json, key);
  if (text)
    put_string(json->to, text, strlen(text));
  else
    fputs("null", json->to);
}

void cli_json_count(cli_json *json, const char *key, uint64_t number) {
  begin_item(json, key);
  fprintf(json->to, "%" PRIu64, number);
}

void cli_json_number(cli_json *json, const char *key, double number) {
  begin_item(json, key);
  if (isfinite(number))
    fprintf(json->to, "%.6g", number);
  else
    fputs("null", json->to);
}

void cli_json_bool(cli_json *json, const char *key, bool value) {
  begin_item(json, key);
  fputs(value ? "true" : "false", json->to);
}
