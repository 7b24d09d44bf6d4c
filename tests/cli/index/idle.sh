# A night without news leaves corpus.db as it was, byte for byte, whatever the ledger
# says of the inputs; so do files that were touched, copied or moved and are equal.
mkdir articles
for i in 1 2 3 4; do echo "Article number $i about harbours." >articles/$i.txt; done
printf '{"id":"x","text":"One line."}\n{broken\n' >articles/lines.jsonl
printf '\000\001\002' >articles/no-text.bin
ln -s nowhere articles/dangling
run() {
  pincite index "$@" articles 2>/dev/null | sed 's/ in [0-9.]* s//'
  echo "${PIPESTATUS[0]}: $(sha256sum <corpus.pincite/corpus.db | cmp -s - sum && echo same || echo other) bytes"
  sha256sum <corpus.pincite/corpus.db >sum
}
run
run
touch -d '2001-01-01' articles/1.txt
run
cp -p articles/2.txt copy && mv copy articles/2.txt
run
run --paranoid
# The same size, the time put back: only --paranoid sees it.
touch -r articles/3.txt time
sed -i 's/harbours/lagoons./' articles/3.txt && touch -r time articles/3.txt
run --paranoid
printf 'Article number 3 about lanterns.\n' >articles/3.txt && touch -r time articles/3.txt
run
run --paranoid
pincite search --format tsv lanterns | cut -f 13
# A clock that goes back is a change like any other.
touch -d '1971-01-01' articles/4.txt && echo 'Article number 4 about pontoons.' >articles/4.txt
touch -d '1971-01-01' articles/4.txt
run
pincite verify --deep >/dev/null && echo sound
