# Nine of ten lines go in; the ledger has the number of the tenth.
for i in 1 2 3 4 5 6 7 8 9 10; do
  if [ $i = 7 ]; then echo '{"id": "a7", "text": "no end'
  else echo "{\"id\": \"a$i\", \"text\": \"The article with the number $i.\"}"; fi
done >ten.jsonl
pincite index ten.jsonl | sed 's/ in [0-9.]* s / in T s /'
echo ${PIPESTATUS[0]}
pincite ledger --failed --format tsv | cut -f 1,3,4,6
pincite show a10
echo
