/* SPDX-License-Identifier: MIT
 * Ask an index a question: search INDEX QUESTION */
#include <pincite.h>
#include <stdio.h>

int main(int argc, char **argv) {
  pincite_index *index = NULL;
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_error err = {PINCITE_EINVAL, "usage: search INDEX QUESTION"};
  pincite_status status = argc == 3 ? PINCITE_OK : err.status;
  if (!status && !(status = pincite_open(argv[1], NULL, &index, &err)))
    status = pincite_search(index, argv[2], SIZE_MAX, NULL, &hits, &err);
  while (!status && (status = pincite_hits_next(hits, &hit, &err)) == PINCITE_OK)
    printf("%s  %s\n    %s\n", hit.id, hit.title, hit.snippet);
  if (status < 0)
    fprintf(stderr, "search: %s\n", err.message);
  pincite_hits_free(hits);
  pincite_close(index);
  return status < 0;
}
