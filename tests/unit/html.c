/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../indexer/readers/html.h"

static pincite_document document;

static int begin(void **state) {
  (void)state;
  pincite__document_init(&document);
  return 0;
}

static int end(void **state) {
  (void)state;
  pincite__document_release(&document);
  return 0;
}

static void read_page(const char *html) {
  pincite__document_clear(&document);
  assert_int_equal(pincite__read_html(html, strlen(html), NULL, &document, NULL),
                   PINCITE_OK);
}

/* The zone of the block that begins so. */
static void expect_zone(const char *beginning, pincite_zone zone) {
  for (size_t i = 0; i < document.block_count; i++) {
    const pincite_block *block = &document.blocks[i];
    if (strncmp(document.text.data + block->start, beginning, strlen(beginning)) == 0) {
      if (block->zone != zone)
        fail_msg("'%s' is %s", beginning, pincite__zone_name(block->zone));
      return;
    }
  }
  fail_msg("no block begins '%s'", beginning);
}

static void expect_field(pincite_field field, const char *value, const char *origin) {
  assert_string_equal(document.fields[field].data, value);
  assert_string_equal(document.origins[field].data, origin);
}

#define FIRST                                                                            \
  "The county opened a shelter on Monday, and within a week, officials said, every bed " \
  "in it was taken by people who had waited since the autumn."
#define SECOND                                                                           \
  "Neighbours had feared noise, traffic and worse; what they got, said one of them, "    \
  "was "                                                                                 \
  "a quiet house, a new bus stop, and a garden that someone finally looks after."
#define THIRD                                                                            \
  "The council will vote on a second house in May, after a hearing that is open to "     \
  "all, "                                                                                \
  "and the outcome is anything but certain, as two members have not made up their "      \
  "minds."

static const char article[] =
    "<html lang='en-US'><head><title>A house full in a week - The Town Crier</title>"
    "<meta property='og:title' content='A house full in a week | The Town Crier'>"
    "<meta property='og:site_name' content='The Town Crier'>"
    "<meta property='article:published_time' content='2019-02-03T08:00:00Z'>"
    "<link rel='canonical' href='https://crier.example/house'></head><body>"
    "<nav><ul><li><a href='/'>Home</a><li><a href='/news'>News</a></ul></nav>"
    "<header><h1>A house full in a week</h1></header>"
    "<p class='byline'>By <a href='/author/roe'>Jane Roe</a></p>"
    "<div class='entry-content'><p>" FIRST "</p><div class='share-bar'>Share on Facebook"
    "</div><h2>What they got</h2><p>" SECOND "</p><blockquote><p>We were wrong, and I am "
    "glad that we were wrong about it.</p></blockquote><ul><li>a bus stop, at last"
    "<li>a garden</ul><p>" THIRD "</p>"
    "<figure><img src=x><figcaption>The house in June</figcaption></figure>"
    "<h3>Related articles</h3><ul><li><a href=/a>Mayor resigns</a><li><a href=/b>Rain</a>"
    "</ul></div><aside><p>Our newsletter brings you all that happens, every Friday, "
    "free of charge, and you can leave at any time.</p></aside>"
    "<div id='comments'><p>First! And a long comment, with commas, about nothing, "
    "because that is what comments are for, is it not.</p></div>"
    "<footer>Copyright 2019 The Town Crier</footer></body></html>";

static void the_article_is_told_from_the_page(void **state) {
  (void)state;
  read_page(article);
  expect_zone("A house full", PINCITE_ZONE_TITLE);
  expect_zone("The county opened", PINCITE_ZONE_BODY);
  expect_zone("What they got", PINCITE_ZONE_HEADING);
  expect_zone("Neighbours had", PINCITE_ZONE_BODY);
  expect_zone("We were wrong", PINCITE_ZONE_QUOTE);
  expect_zone("a bus stop, at last\na garden", PINCITE_ZONE_BODY);
  expect_zone("The council", PINCITE_ZONE_BODY);
}

static void the_rest_is_kept_as_boilerplate(void **state) {
  (void)state;
  static const char *const rest[] = {"Home",           "By Jane Roe", "Share on",
                                     "The house in",   "Related",     "Mayor",
                                     "Our newsletter", "First!",      "Copyright"};
  read_page(article);
  for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
    expect_zone(rest[i], PINCITE_ZONE_BOILERPLATE);
}

static void the_page_tells_of_itself(void **state) {
  (void)state;
  read_page(article);
  expect_field(PINCITE_FIELD_TITLE, "A house full in a week", "h1");
  expect_field(PINCITE_FIELD_AUTHOR, "Jane Roe", "byline");
  expect_field(PINCITE_FIELD_PUBLISHED, "2019-02-03", "og");
  expect_field(PINCITE_FIELD_SOURCE, "The Town Crier", "og");
  expect_field(PINCITE_FIELD_LANGUAGE, "en-US", "html");
  expect_field(PINCITE_FIELD_URI, "https://crier.example/house", "link");
}

static void json_ld_goes_before_the_rest(void **state) {
  (void)state;
  read_page(
      "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebPage\","
      "\"name\": \"x\"}, {\"@type\": [\"NewsArticle\"], \"headline\": \"Tom &amp; I\",\n"
      "\"datePublished\": \"2017-05-04\", \"author\": [{\"@id\": \"#p\"}, {\"name\": "
      "\"Ann Poe\"}]}, {\"@type\": \"Person\", \"@id\": \"#p\", \"name\": \"Li Wu\"}]}"
      "</script><meta name='author' content='Desk'><p>" FIRST "</p>");
  expect_field(PINCITE_FIELD_TITLE, "Tom & I", "json-ld");
  expect_field(PINCITE_FIELD_AUTHOR, "Li Wu, Ann Poe", "json-ld");
  expect_field(PINCITE_FIELD_PUBLISHED, "2017-05-04", "json-ld");
}

static void a_printed_date_is_found(void **state) {
  (void)state;
  read_page("<h1>Beds for the winter</h1><div>Jan. 5, 2016</div><p>" FIRST "</p>");
  expect_field(PINCITE_FIELD_PUBLISHED, "2016-01-05", "byline");
  read_page("<link rel=canonical href='http://a.example/2016/01/06/beds/'><p>" FIRST
            "</p>");
  expect_field(PINCITE_FIELD_PUBLISHED, "2016-01-06", "url");
}

static void a_lead_above_the_article_belongs_to_it(void **state) {
  (void)state;
  read_page(
      "<div><div class='header teaser'><h1>Beds for the winter</h1><p>After years of "
      "talk, plans and delays, the county has a shelter of its own.</p></div>"
      "<div><article><p>" FIRST "</p><p>" SECOND "</p></article></div></div>");
  expect_zone("After years", PINCITE_ZONE_BODY);
}

static void a_page_that_hides_its_text_until_a_script_runs_is_read(void **state) {
  (void)state;
  read_page("<p>Loading</p><div hidden><p>" FIRST "</p><p>" SECOND "</p></div>");
  expect_zone("The county opened", PINCITE_ZONE_BODY);
}

static void text_for_readers_without_scripts_stands_in(void **state) {
  (void)state;
  read_page("<div id=app></div><noscript><article><p>" FIRST "</p><p>" SECOND "</p>"
            "<p>" THIRD "</p></article></noscript>");
  expect_zone("The county opened", PINCITE_ZONE_BODY);
}

static void text_told_to_machines_stands_in(void **state) {
  (void)state;
  read_page("<script type='application/ld+json'>{\"@type\": \"Article\", \"headline\": "
            "\"Beds\", \"articleBody\": \"" FIRST "\\n\\n" SECOND " " THIRD " " THIRD
            "\"}"
            "</script><p>Please log in to read on.</p>");
  expect_zone("Beds", PINCITE_ZONE_TITLE);
  expect_zone("The county opened", PINCITE_ZONE_BODY);
  expect_zone("Please log in", PINCITE_ZONE_BOILERPLATE);
}

static void a_list_of_links_keeps_its_items(void **state) {
  (void)state;
  read_page(
      "<nav><a href=/>Home</a></nav><main><h1>Reports</h1>"
      "<div><a href=/1>Beds in winter</a></div><div><a href=/2>Beds in summer</a></div>"
      "<div><a href=/3>Rain</a></div></main>");
  expect_zone("Beds in winter", PINCITE_ZONE_BODY);
  expect_zone("Home", PINCITE_ZONE_BOILERPLATE);
}

static void rows_of_data_are_lines_of_one_block(void **state) {
  (void)state;
  read_page("<article><p>" FIRST "</p><table><tr><th>Year<th>Beds<tr><td>2018<td>12"
            "<tr><td>2019<td>40</table><p>" SECOND "</p></article>");
  expect_zone("Year\tBeds\n2018\t12\n2019\t40", PINCITE_ZONE_BODY);
}

static void the_charset_is_the_one_that_the_page_names(void **state) {
  (void)state;
  static const char page[] = "<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>";
  pincite__read_html(page, sizeof page - 1, NULL, &document, NULL);
  assert_string_equal(document.text.data, "Привет");
}

static void soft_hyphens_and_the_like_are_left_out(void **state) {
  (void)state;
  read_page("<p>traf&shy;fick\xe2\x80\x8bing</p>");
  assert_string_equal(document.text.data, "trafficking");
}

static void pages_without_text_give_no_blocks(void **state) {
  (void)state;
  static const char *const pages[] = {"", " ", "<html>", "<script>x</script>", "<!-- x"};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    read_page(pages[i]);
    assert_int_equal(document.block_count, 0);
  }
}

static void a_long_line_and_many_elements_are_read(void **state) {
  (void)state;
  enum { COUNT = 200000 };
  char *page = malloc((size_t)COUNT * 8 + 1);
  assert_non_null(page);
  for (size_t i = 0; i < COUNT; i++)
    memcpy(page + 8 * i, i % 2 ? "<p>word " : "<b>word ", 8);
  page[(size_t)COUNT * 8] = '\0';
  read_page(page);
  free(page);
  assert_true(document.block_count > 0);
}

/* What the fuzzer begins with must pass in every build, with sanitizers or not. */
static void the_seeds_of_the_fuzzer_are_read(void **state) {
  (void)state;
  DIR *folder = opendir(TEST_SOURCE_DIR "/tests/fuzz/html");
  assert_non_null(folder);
  size_t count = 0;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    char path[4096], bytes[65536];
    if (entry->d_name[0] == '.')
      continue;
    snprintf(path, sizeof path, TEST_SOURCE_DIR "/tests/fuzz/html/%s", entry->d_name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    pincite__document_clear(&document);
    assert_int_equal(pincite__read_html(bytes, len, NULL, &document, NULL), PINCITE_OK);
    count++;
  }
  closedir(folder);
  assert_true(count >= 8);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static const struct CMUnitTest cases[] = {
    CASE(the_article_is_told_from_the_page),
    CASE(the_rest_is_kept_as_boilerplate),
    CASE(the_page_tells_of_itself),
    CASE(json_ld_goes_before_the_rest),
    CASE(a_printed_date_is_found),
    CASE(a_lead_above_the_article_belongs_to_it),
    CASE(a_page_that_hides_its_text_until_a_script_runs_is_read),
    CASE(text_for_readers_without_scripts_stands_in),
    CASE(text_told_to_machines_stands_in),
    CASE(a_list_of_links_keeps_its_items),
    CASE(rows_of_data_are_lines_of_one_block),
    CASE(the_charset_is_the_one_that_the_page_names),
    CASE(soft_hyphens_and_the_like_are_left_out),
    CASE(pages_without_text_give_no_blocks),
    CASE(a_long_line_and_many_elements_are_read),
    CASE(the_seeds_of_the_fuzzer_are_read),
};

TEST_MAIN(cases)
