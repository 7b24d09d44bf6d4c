#!/bin/bash
# The page on the language is clean; each of its examples is read as it says and
# finds something, and its reading reads back to itself: query_page.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
page=$source/docs/man/pincite-query.7
command -v mandoc >/dev/null || { echo "skip: no mandoc"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
export PATH="$build:$PATH" PINCITE_INDEX=$scratch/index LC_ALL=C.UTF-8
failed=0 seen=0
lint=$(mandoc -Tlint "$page" | grep -v 'referenced manual not found')
[ -z "$lint" ] || { echo "$lint"; failed=1; }
pincite index "$source/corpus/sample" >/dev/null 2>&1 || exit 1
ask() { # QUESTION: its reading
  pincite search --limit 1 --format json -- "$1" >"$scratch/out" || echo "found nothing: $1"
  sed -E 's/.*"reading":"(([^"\\]|\\.)*)".*/\1/; s/\\"/"/g' "$scratch/out"
}
while read -r question && read -r reading; do
  seen=$((seen + 1))
  for asked in "$question" "$reading"; do
    is=$(ask "$asked")
    [ "$is" = "$reading" ] || { echo "'$asked' is read as '$is', not '$reading'"; failed=1; }
  done
done < <(sed -n '/^\.Bd/,/^\.Ed/p' "$page" | grep -v '^\.' |
  sed 's/\\(dq/"/g; s/\\(lq/“/g; s/\\(rq/”/g; s/\\(sc/§/g; s/^ *//')
[ "$seen" -ge 25 ] || { echo "only $seen examples"; exit 1; }
exit $failed
