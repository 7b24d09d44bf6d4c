/* SPDX-License-Identifier: MIT
 *
 * sha256.c - digests are those of FIPS 180-4, by the machine's own instructions where
 * it has them and without, in whatever pieces a text comes.
 */
#include "test.h"

#include <string.h>

#include "../../corpus/base.h"

/* Once more, without the instructions. */
#define PINCITE__SHA256_PLAIN
#define pincite__sha256_init plain_init
#define pincite__sha256_add plain_add
#define pincite__sha256_final plain_final
void plain_init(pincite_sha256 *sha);
void plain_add(pincite_sha256 *sha, const void *bytes, size_t len);
void plain_final(pincite_sha256 *sha, unsigned char digest[PINCITE__SHA256_SIZE]);
#include "../../corpus/sha256.c"
#undef pincite__sha256_init
#undef pincite__sha256_add
#undef pincite__sha256_final

typedef struct known {
  const char *text;
  size_t times;
  const char *digest;
} known;

/* NIST's examples, and the empty text. */
static const known all[] = {
    {"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"}};

static void they_are_the_known_ones(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    pincite_sha256 own, plain;
    unsigned char digest[PINCITE__SHA256_SIZE];
    char hex[2 * PINCITE__SHA256_SIZE + 1];
    pincite__sha256_init(&own);
    plain_init(&plain);
    for (size_t k = 0; k < all[i].times; k++) {
      pincite__sha256_add(&own, all[i].text, strlen(all[i].text));
      plain_add(&plain, all[i].text, strlen(all[i].text));
    }
    pincite__sha256_final(&own, digest);
    pincite__hex(digest, sizeof digest, hex);
    assert_string_equal(hex, all[i].digest);
    plain_final(&plain, digest);
    pincite__hex(digest, sizeof digest, hex);
    assert_string_equal(hex, all[i].digest);
  }
}

static void pieces_do_not_matter(void **state) {
  (void)state;
  unsigned char text[700], one[PINCITE__SHA256_SIZE], two[PINCITE__SHA256_SIZE];
  for (size_t i = 0; i < sizeof text; i++)
    text[i] = (unsigned char)(i * 131 + i / 7);
  for (size_t len = 0; len <= sizeof text; len++) {
    pincite_sha256 own, plain;
    size_t first = len * 37 % (len + 1);
    pincite__sha256_init(&own);
    pincite__sha256_add(&own, text, first);
    pincite__sha256_add(&own, text + first, len - first);
    pincite__sha256_final(&own, one);
    plain_init(&plain);
    plain_add(&plain, text, len);
    plain_final(&plain, two);
    assert_memory_equal(one, two, sizeof one);
  }
}

static const struct CMUnitTest cases[] = {cmocka_unit_test(they_are_the_known_ones),
                                          cmocka_unit_test(pieces_do_not_matter)};
TEST_MAIN(cases)
