#!/bin/bash
# A run that commits more than once is killed after its first commit, while a reader
# goes on: commits.sh BUILD [ENGINE]. What was committed answers, with the rest as it
# was; the next run makes it the index of a run that nothing disturbed.
build=$(realpath "$1") engine=${2:-fts5}
PATH=$build:$build/faults:$PATH
scratch=$(mktemp -d) || exit 1
trap 'kill $run $reader 2>/dev/null; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
unset PINCITE_INDEX
stations=20

fail() { echo "$*"; cat out reader.out 2>/dev/null; exit 1; }
generation() { pincite status "$@" | sed -n 's/^generation *//p'; }
fingerprint() { pincite status "$@" | grep ^fingerprint; }
# have EDITION: how many stations have it.
have() {
  pincite search --format tsv --no-collapse --limit 0 "\"edition $1\"" | grep -oE "station [0-9]+ edition $1 " |
    sort -u | wc -l
}

# Dots are no words: they fill a batch, which is 64 MB of text with that much memory, and
# cost little.
head -c 4000000 /dev/zero | tr '\0' . | fold -w 4000 >dots
# write EDITION [FILE]: all stations, each with what the file holds.
write() {
  for station in $(seq $stations); do
    for part in 1 2 3; do
      printf 'In part %d the keeper of station %d edition %d counts ships.\n\n' $part "$station" "$1"
    done | cat - ${2:+"$2"} >"articles/$station.txt"
  done
}

mkdir articles
write 1
echo 'The cormorant stands on the pier and does not move.' >fixed.txt
pincite index --engine "$engine" fixed.txt articles >out || fail "cannot index"
faults-reader corpus.pincite 100000 >reader.out 2>&1 &
reader=$!
before=$(generation)
write 2 dots
pincite index --memory 64 --engine "$engine" articles >out 2>&1 &
run=$!
until [ "$(generation)" != "$before" ] || ! kill -0 $run 2>/dev/null; do :; done
kill -9 $run 2>/dev/null
wait $run 2>/dev/null
code=$?
[ $code = 137 ] || fail "the run ended before it was killed: exit $code"
new=$(have 2) old=$(have 1)
[ "$new" -gt 0 ] && [ "$old" -gt 0 ] && [ $((new + old)) = $stations ] ||
  fail "$new stations are new and $old are old"
pincite verify --deep >out 2>&1 || fail "not sound after the kill"
pincite index --engine "$engine" articles >out 2>&1 || fail "the next run failed"
grep -q "($old changed, $new kept)" out || fail "the next run did not go on from there"
pincite verify --deep >out 2>&1 || fail "not sound in the end"
[ "$(have 2)" = $stations ] && [ "$(have 1)" = 0 ] || fail "the next run left some out"
kill $reader
wait $reader || fail "the reader failed"
pincite index --index undisturbed.pincite --engine "$engine" fixed.txt articles >out || fail "cannot index"
[ "$(fingerprint)" = "$(fingerprint --index undisturbed.pincite)" ] ||
  fail "another index than that of an undisturbed run"
echo "killed with $new stations new and $old old; $(cat reader.out)"
