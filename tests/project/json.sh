#!/bin/bash
# pincite_hits_json() gives the bytes that the program prints: json.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized library"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
export LD_LIBRARY_PATH=$build
cat >json.c <<'END'
#include <pincite.h>
#include <stdio.h>

int main(int argc, char **argv) {
  pincite_index *index = NULL;
  pincite_hits *hits = NULL;
  pincite_error err;
  char *text = NULL;
  size_t length = 0;
  if (argc != 3)
    return 2;
  if (pincite_open(argv[1], NULL, &index, &err) ||
      pincite_search(index, argv[2], SIZE_MAX, NULL, &hits, &err) ||
      pincite_hits_json(hits, &text, &length, &err))
    return fprintf(stderr, "%s\n", err.message), 1;
  fwrite(text, 1, length, stdout);
  pincite_free(text);
  pincite_hits_free(hits);
  pincite_close(index);
  return 0;
}
END
${CC:-cc} -std=c11 -Wall -Wextra -Werror json.c -I "$source/include" -L "$build" -lpincite -o json || exit 1
"$build/pincite" index --index sample.pincite "$source/corpus/sample" >/dev/null 2>&1 || exit 1
# Only the time that it took may differ.
still() { sed -E 's/"elapsed_ms":[0-9.e+-]+/"elapsed_ms":0/'; }
failed=0 seen=0
while read -r question; do
  ./json sample.pincite "$question" | still >library || { echo "$question: fails"; failed=1; }
  "$build/pincite" search --index sample.pincite --format json -- "$question" | still >program
  cmp library program || { echo "$question: the program prints something else"; failed=1; }
  grep -q '"schema":"pincite.search/1"' library || { echo "$question: no answer"; failed=1; }
  grep -q '"rank":1,' library && seen=$((seen + 1))
done <<'END'
hotel liability
"knowing benefit"
backpage AND (ads OR craigslist) NOT senate
traffick*
platform /s immunity
cite:"47 USC 230"
Section 230
title:fosta
date:2018..2020 hotel
topic:hotels
=Hotels
hotle liabilty
"unfinished AND (
nothingofthekind
END
[ "$seen" -ge 9 ] || { echo "only $seen questions have hits"; failed=1; }
exit $failed
