#!/bin/bash
# Every example in the man pages runs, in the order of the page, in a folder
# that holds articles/ and page.html, and an index by both engines: examples.sh SOURCE
# BUILD
source=$(realpath "$1") build=$(realpath "$2")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
export PATH="$build:$PATH" LC_ALL=C
unset PINCITE_INDEX
failed=0 run=0
for page in "$source"/docs/man/*.1; do
  mkdir "$scratch/$(basename "$page")" && cd "$scratch/$(basename "$page")" || exit 1
  cp -r "$source/corpus/sample" articles
  echo '<title>A page</title><p>A page about lighthouses and harbours.</p>' >page.html
  pincite index --engine fts5,xapian articles >/dev/null 2>&1 || exit 1
  while read -r line; do
    run=$((run + 1))
    # What serves goes on until it is ended.
    case $line in *serve-shard*) end="timeout 1" ended=124 ;; *) end= ended=0 ;; esac
    $end bash -c "$line" >out 2>err </dev/null
    code=$?
    [ $code = $ended ] && continue
    echo "${page##*/}: exit $code of: $line"
    cat out err
    failed=1
  done < <(sed -nE 's/^\.Dl \$ //p' "$page" | sed 's/\\(aq/'"'"'/g; s/\\(dq/"/g; s/\\e/\\/g')
done
[ "$run" -ge 10 ] || { echo "only $run examples"; exit 1; }
exit $failed
