#!/bin/bash
# Every command in docs/nightly.md runs, in its order, with the places that it names
# in a folder of our own: nightly.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
mkdir -p srv var/lib/pincite && cp -r "$source/corpus/sample" srv/articles
export PATH="$build:$PATH" LC_ALL=C
unset PINCITE_INDEX
# The blocks of shell, and what cron would run.
{
  awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$source/docs/nightly.md"
  awk '/^```cron$/ { on = 1; next } /^```$/ { on = 0 } on' "$source/docs/nightly.md" |
    sed -E 's/^([^ ]+ ){5}//'
} | sed -E "s#/(srv|var/lib)/#$scratch/\1/#g" >commands
count=$(grep -c pincite commands)
[ "$count" -ge 12 ] || { echo "only $count commands"; exit 1; }
failed=0
while read -r line; do
  eval "$line" >out 2>err </dev/null
  code=$?
  [ $code = 0 ] || { echo "exit $code of: $line"; cat out err; failed=1; }
done <commands
grep -q '^Message-ID: ' var/lib/pincite/mail || { echo "no mail"; failed=1; }
grep -q '^== contribution' var/lib/pincite/news.txt || { echo "no news"; failed=1; }
exit $failed
