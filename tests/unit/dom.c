/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "../../indexer/readers/dom.h"

static dom page;

static int end(void **state) {
  (void)state;
  pincite__dom_release(&page);
  return 0;
}

static void parse(const char *html, size_t len) {
  pincite__dom_init(&page);
  assert_int_equal(pincite__dom_parse(&page, html, len, false, NULL), PINCITE_OK);
}

/* The first node of a tag. */
static uint32_t find(dom_tag tag) {
  for (uint32_t i = 0; i < page.count; i++)
    if (page.nodes[i].tag == tag)
      return i;
  fail();
  return 0;
}

static void expect_text(uint32_t node, const char *text) {
  pincite_buf out;
  pincite__buf_init(&out, 4096);
  pincite__dom_add_text(&page, node, 4096, &out);
  assert_string_equal(out.data, text);
  pincite__buf_release(&out);
}

static void subtrees_are_ranges_of_nodes(void **state) {
  (void)state;
  const char *html = "<body><div><p>one<p>two</div><ul><li>a<li>b</ul></body>";
  parse(html, strlen(html));
  uint32_t div = find(DOM_DIV), list = find(DOM_UL);
  expect_text(div, "one two");
  expect_text(list, "a b");
  assert_int_equal(page.nodes[div].end, list);
  assert_int_equal(page.nodes[list].parent, find(DOM_BODY));
  assert_int_equal(page.nodes[0].end, page.count);
}

static void attributes_are_kept_with_entities_read(void **state) {
  (void)state;
  const char *html = "<a href='/x?a=1&amp;b=2' onclick='y()' CLASS=\"c d\">t</a>";
  parse(html, strlen(html));
  uint32_t a = find(DOM_A);
  pincite_str href = pincite__dom_get(&page, a, DOM_HREF);
  assert_true(pincite__str_is(href, "/x?a=1&b=2"));
  assert_true(pincite__str_is(pincite__dom_get(&page, a, DOM_CLASS), "c d"));
  assert_null(pincite__dom_get(&page, a, DOM_ID).at);
  assert_int_equal(page.nodes[a].len, 2);
}

static void scripts_styles_and_comments_are_gone(void **state) {
  (void)state;
  const char *html = "<p>a<script>if (a < b) document.write('</p>no')</script>b"
                     "<!-- no > -- --><style>p{}</style><svg><text>no</text></svg>c"
                     "<noscript>no</noscript><p title='<script>'>d</p>";
  parse(html, strlen(html));
  expect_text(0, "abc d");
}

static void json_ld_is_the_text_of_its_script(void **state) {
  (void)state;
  const char *html = "<script type='application/ld+json'>{\"a\": \"<b>\"}</script>";
  parse(html, strlen(html));
  uint32_t script = find(DOM_SCRIPT);
  assert_int_equal(page.nodes[script + 1].tag, DOM_TEXT);
  assert_true(
      pincite__str_is(pincite__dom_node_text(&page, script + 1), "{\"a\": \"<b>\"}"));
}

static void what_is_for_readers_without_scripts_can_be_had(void **state) {
  (void)state;
  const char *html = "<p>a</p><noscript><p>b</p></noscript>";
  pincite__dom_init(&page);
  assert_int_equal(pincite__dom_parse(&page, html, strlen(html), true, NULL), PINCITE_OK);
  expect_text(0, "a b");
}

static void depth_is_bounded(void **state) {
  (void)state;
  enum { DEPTH = 100000 };
  char *html = malloc((size_t)DEPTH * 5 + 5);
  assert_non_null(html);
  for (size_t i = 0; i < DEPTH; i++)
    memcpy(html + 5 * i, "<div>", 5);
  memcpy(html + (size_t)5 * DEPTH, "deep", 4);
  parse(html, (size_t)DEPTH * 5 + 4);
  free(html);
  uint32_t depth = 0, text = (uint32_t)page.count - 1;
  for (uint32_t i = text; i; i = page.nodes[i].parent)
    depth++;
  assert_int_equal(page.nodes[text].tag, DOM_TEXT);
  assert_true(depth <= DOM_MAX_DEPTH + 1);
}

static void unfinished_markup_ends_with_the_page(void **state) {
  (void)state;
  static const char *const pages[] = {"<p>a<",        "<p>a<a href=\"x", "<p>a<!--",
                                      "<p>a<script>", "<p>a<a",          "<p>a</",
                                      "<p>a<svg",     "<p>a<?"};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    parse(pages[i], strlen(pages[i]));
    pincite_str text = pincite__dom_node_text(&page, find(DOM_TEXT));
    assert_true(text.len >= 1 && text.at[0] == 'a');
    pincite__dom_release(&page);
  }
  pincite__dom_init(&page);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test_teardown(subtrees_are_ranges_of_nodes, end),
    cmocka_unit_test_teardown(attributes_are_kept_with_entities_read, end),
    cmocka_unit_test_teardown(scripts_styles_and_comments_are_gone, end),
    cmocka_unit_test_teardown(json_ld_is_the_text_of_its_script, end),
    cmocka_unit_test_teardown(what_is_for_readers_without_scripts_can_be_had, end),
    cmocka_unit_test_teardown(depth_is_bounded, end),
    cmocka_unit_test_teardown(unfinished_markup_ends_with_the_page, end),
};

TEST_MAIN(cases)
