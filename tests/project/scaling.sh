#!/bin/bash
# Every command in docs/scaling.md runs, in its order, and what is compared is the same:
# scaling.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
command -v xapian-tcpsrv >/dev/null || { echo "skip: no xapian-tcpsrv"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
mkdir srv && cp -r "$source/corpus/sample" srv/articles
export PATH="$build:$PATH" LC_ALL=C
unset PINCITE_INDEX
port=$((20000 + $$ % 20000))
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$source/docs/scaling.md" |
  sed -E "s#/srv/#$scratch/srv/#g; s#7230#$port#g" >commands
[ "$(grep -c pincite commands)" -ge 12 ] || { echo "too few commands"; exit 1; }
failed=0
while read -r line; do
  eval "$line" >>out 2>&1 </dev/null
  code=$?
  # The sample has files that are skipped for a reason, which is no failure.
  [ $code = 0 ] || { echo "exit $code of: $line"; tail -3 out; failed=1; }
done <commands
[ -s before ] || failed=1
exit $failed
