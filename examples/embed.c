/* SPDX-License-Identifier: MIT
 *
 * A program with an index of its own: two articles in, a question answered.
 *
 *     cc -std=c11 embed.c $(pkg-config --cflags --libs pincite) -o embed
 */
#include <pincite.h>
#include <stdio.h>

static const pincite_article_input articles[] = {
    {.size = sizeof articles[0],
     .id = "zeran",
     .title = "Zeran v. America Online",
     .published = "1997-11-12",
     .text = "The court held that notice does not make a service liable for what its "
             "users write. Liability upon notice would defeat the statute."},
    {.size = sizeof articles[0],
     .id = "stratton",
     .title = "Stratton Oakmont v. Prodigy",
     .published = "1995-05-24",
     .text = "A service that moderated its boards was held to be a publisher."},
};

static int fail(const pincite_error *err) {
  fprintf(stderr, "embed: %s\n", err->message);
  return 1;
}

int main(void) {
  pincite_open_options open = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_error err;
  pincite_status status;

  open.mode = PINCITE_CREATE;
  if (pincite_open(":memory:", &open, &index, &err))
    return fail(&err);
  status = pincite_begin(index, &err);
  for (size_t i = 0; !status && i < sizeof articles / sizeof *articles; i++)
    status = pincite_add(index, &articles[i], &err);
  if (!status)
    status = pincite_commit(index, &err);
  if (!status)
    status = pincite_search(index, "liability upon notice", SIZE_MAX, NULL, &hits, &err);
  while (!status && (status = pincite_hits_next(hits, &hit, &err)) == PINCITE_OK)
    printf("%zu. %s, %s: %s\n   %s\n", hit.rank, hit.id, hit.published, hit.title,
           hit.snippet);
  pincite_hits_free(hits);
  pincite_close(index);
  return status < 0 ? fail(&err) : 0;
}
