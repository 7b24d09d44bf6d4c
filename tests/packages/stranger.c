#include <pincite.h>
#include <stdio.h>
int main(int argc, char **argv) {
  pincite_index *index = NULL;
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_error err;
  if (argc != 3)
    return 2;
  pincite_status status = pincite_open(argv[1], NULL, &index, &err);
  if (!status)
    status = pincite_search(index, argv[2], SIZE_MAX, NULL, &hits, &err);
  while (!status && (status = pincite_hits_next(hits, &hit, &err)) == PINCITE_OK)
    printf("%zu. %s  %.2f  %s\n", hit.rank, hit.id, hit.score, hit.title);
  if (status < 0)
    fprintf(stderr, "%s\n", err.message);
  pincite_hits_free(hits);
  pincite_close(index);
  return status < 0;
}
