# A run that finds nothing new leaves the database as it was, to the byte; what it
# notes about itself lies beside it.
mkdir articles
for i in 1 2 3; do echo "The lighthouse of the year 180$i." >articles/$i.txt; done
printf '{"id":"x","text":"X."}\nbroken\n' >articles/lines.jsonl
{ printf "\211PNG\r\n\032\n\0"; head -c 100 /dev/urandom; } >articles/picture.bin
pincite index articles >/dev/null 2>&1
before=$(sha256sum <corpus.pincite/corpus.db)
sed -i -E 's/[0-9]{9,}/5/g' corpus.pincite/runs
for option in "" --paranoid --retry-failed; do pincite index $option articles >/dev/null 2>&1; done
touch articles/1.txt
pincite index articles >/dev/null 2>&1
[ "$before" = "$(sha256sum <corpus.pincite/corpus.db)" ] && echo same bytes
pincite status --format json | grep -o '"age_seconds":[0-9]\{1,2\},' | tr -s 0-9 N
