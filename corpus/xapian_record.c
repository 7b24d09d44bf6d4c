/* SPDX-License-Identifier: MIT
 *
 * xapian_record.c - a passage as the data of a Xapian document, so that a shard on
 * another machine answers alone.
 */
#include <string.h>
#include <zlib.h>

#include "xapian_index.h"

/* No record inflates to more: a text is at most 64 MiB, its fields 4 KB each. */
#define RECORD_LIMIT ((uint64_t)65 << 20)

static void add_str(pincite_buf *out, pincite_str text) {
  pincite__buf_add_varint(out, text.len);
  pincite__buf_add(out, text.at ? text.at : "", text.len);
}

static void write_plain(const pincite_passage_text *passage, pincite_buf *out) {
  for (int i = 0; i < PINCITE__FIELD_COUNT; i++)
    add_str(out, passage->fields[i]);
  add_str(out, passage->heading);
  pincite__buf_add_varint(out, passage->row.ordinal);
  pincite__buf_add_varint(out, passage->row.start);
  pincite__buf_add_varint(out, passage->row.zone);
  pincite__buf_add_varint(out, (uint64_t)passage->row.published);
  add_str(out, passage->body);
}

pincite_status pincite__xapian_record(const pincite_passage_text *passage,
                                      pincite_buf *out, pincite_error *err) {
  pincite_buf plain;
  pincite__buf_init(&plain, RECORD_LIMIT);
  write_plain(passage, &plain);
  uLong checksum = crc32(0, (const Bytef *)plain.data, (uInt)plain.len);
  uLongf room = compressBound((uLong)plain.len);
  pincite__buf_add_varint(out, plain.len);
  for (int shift = 0; shift < 32; shift += 8)
    pincite__buf_addc(out, (char)(checksum >> shift & 0xff));
  bool done = !plain.failed && pincite__buf_reserve(out, room) &&
              compress2((Bytef *)out->data + out->len, &room, (const Bytef *)plain.data,
                        (uLong)plain.len, 6) == Z_OK;
  if (done) {
    out->len += room;
    out->data[out->len] = '\0';
  }
  pincite__buf_release(&plain);
  return done ? PINCITE_OK : pincite__no_memory(err);
}

static bool get_str(const unsigned char **at, const unsigned char *end, pincite_str *out) {
  uint64_t length;
  if (!pincite__get_varint(at, end, &length) || length > (uint64_t)(end - *at))
    return false;
  *out = (pincite_str){(const char *)*at, (size_t)length};
  *at += length;
  return true;
}

static bool read_plain(pincite_passage_text *passage) {
  const unsigned char *at = (const unsigned char *)passage->bytes.data;
  const unsigned char *end = at + passage->bytes.len;
  uint64_t ordinal, start, zone, day;
  for (int i = 0; i < PINCITE__FIELD_COUNT; i++)
    if (!get_str(&at, end, &passage->fields[i]))
      return false;
  if (!get_str(&at, end, &passage->heading) || !pincite__get_varint(&at, end, &ordinal) ||
      !pincite__get_varint(&at, end, &start) || !pincite__get_varint(&at, end, &zone) ||
      !pincite__get_varint(&at, end, &day) || !get_str(&at, end, &passage->body))
    return false;
  if (zone >= PINCITE__ZONE_COUNT || ordinal > UINT32_MAX || day > 99999999)
    return false;
  passage->title = passage->fields[PINCITE_FIELD_TITLE];
  passage->row = (pincite_passage_row){.ordinal = (uint32_t)ordinal,
                                       .start = (size_t)start,
                                       .length = passage->body.len,
                                       .zone = (pincite_zone)zone,
                                       .published = (pincite_day)day};
  return at == end;
}

pincite_status pincite__xapian_record_read(const char *bytes, size_t length,
                                           pincite_passage_text *passage,
                                           pincite_error *err) {
  const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
  uint64_t plain = 0;
  bool sound = pincite__get_varint(&at, end, &plain) && plain <= RECORD_LIMIT && end - at > 4;
  uLong checksum = 0;
  for (int i = 0; sound && i < 4; i++)
    checksum |= (uLong)*at++ << 8 * i;
  pincite__buf_clear(&passage->bytes);
  if (sound && !pincite__buf_reserve(&passage->bytes, (size_t)plain))
    return pincite__no_memory(err);
  uLongf got = (uLongf)plain;
  sound = sound && uncompress((Bytef *)passage->bytes.data, &got, at, (uLong)(end - at)) == Z_OK &&
          got == plain && crc32(0, (const Bytef *)passage->bytes.data, (uInt)got) == checksum;
  if (sound) {
    passage->bytes.len = (size_t)plain;
    passage->bytes.data[plain] = '\0';
    sound = read_plain(passage);
  }
  return sound ? PINCITE_OK
               : pincite__fail(err, PINCITE_ECORRUPT,
                               "a passage that Xapian keeps is damaged; run: pincite repair");
}

void pincite__xapian_name(pincite_buf *out, char prefix, pincite_str name) {
  size_t most = PINCITE__XAPIAN_TERM_LIMIT - 24;
  pincite__buf_addc(out, prefix);
  if (name.len <= most) {
    pincite__buf_add(out, name.at, name.len);
    return;
  }
  pincite__buf_add(out, name.at, most);
  pincite__buf_addf(out, "%016llx",
                    (unsigned long long)pincite__hash64(name.at, name.len));
}
