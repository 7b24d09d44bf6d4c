#!/bin/bash
# Indexing runs are killed at random moments while a reader goes on:
# kill.sh BUILD [COUNT [SEED]], until COUNT were. Between the runs articles are added,
# edited and removed. No read fails or is wrong, each killed run leaves a sound index,
# and in the end it is that of a run that nothing disturbed.
build=$(realpath "$1") count=${2:-6}
RANDOM=${3:-1}
PATH=$build:$build/faults:$PATH
scratch=$(mktemp -d) || exit 1
trap 'kill $reader 2>/dev/null; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
unset PINCITE_INDEX
stations=150

fail() { echo "$*"; [ ! -s reader.out ] || cat reader.out; exit 1; }

# write STATION EDITION: three passages that name both.
write() {
  for part in 1 2 3; do
    printf 'In this part the keeper of station %d edition %d counts ships: ' "$1" "$2"
    seq -s ', ' $((part * 1000 + $2)) $((part * 1000 + $2 + 80))
    printf 'and the lamp is lit.\n\n'
  done >"articles/$1.txt"
}

# About a sixth of the stations change.
edition=0
change() {
  edition=$((edition + 1))
  for n in $(seq $((stations / 6))); do
    station=$((RANDOM % stations))
    if [ $((RANDOM % 5)) = 0 ]; then rm -f "articles/$station.txt"
    else write $station $edition; fi
  done
}

mkdir articles
echo 'The cormorant stands on the pier and does not move.' >fixed.txt
for station in $(seq 0 $((stations - 1))); do write $station 0; done
pincite index fixed.txt >/dev/null || fail "cannot index"
began=${EPOCHREALTIME/./}
pincite index --index timing.pincite articles >/dev/null || fail "cannot index"
took=$(((${EPOCHREALTIME/./} - began) / 1000 + 100))
faults-reader corpus.pincite 100000 >reader.out 2>&1 &
reader=$!

killed=0 finished=0
for ((round = 1; killed < count; round++)); do
  [ $round -le $((count * 10 + 20)) ] || fail "of $round runs only $killed were killed"
  change
  pincite index --jobs 2 --allow-shrink articles >out 2>&1 &
  run=$!
  moment=$((RANDOM % took))
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  kill -9 $run 2>/dev/null
  wait $run 2>/dev/null
  code=$?
  case $code in
  # The moments fall into the time that such a run takes, whatever the machine does.
  137) killed=$((killed + 1)) took=$((took * 21 / 20 + 1)) ;;
  0) finished=$((finished + 1)) took=$((took * 9 / 10 + 1)) ;;
  *) cat out; fail "round $round: exit $code" ;;
  esac
  pincite verify --deep >out 2>&1 || { cat out; fail "round $round: not sound"; }
  kill -0 $reader 2>/dev/null || fail "round $round: the reader has stopped"
done
pincite index --allow-shrink articles >out 2>&1 || { cat out; fail "the last run failed"; }
pincite verify --deep >out 2>&1 || { cat out; fail "not sound in the end"; }
kill $reader
wait $reader || fail "the reader failed"
pincite index --index undisturbed.pincite fixed.txt articles >/dev/null || fail "cannot index"
ours=$(pincite status | grep fingerprint)
theirs=$(pincite status --index undisturbed.pincite | grep fingerprint)
[ "$ours" = "$theirs" ] || fail "another index than that of an undisturbed run"
echo "$killed runs killed, $finished were done before; $(cat reader.out)"
