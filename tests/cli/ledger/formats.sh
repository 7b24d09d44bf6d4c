mkdir articles
echo 'A text of a few words.' >articles/one.txt
printf '\211PNG\r\n\032\n\000' >articles/picture.png
printf '{"id":"x","text":"X."}\n{"id":"y","text":"Y."}\nbroken\n' >articles/two.jsonl
pincite index articles 2>/dev/null >/dev/null
for format in text tsv json jsonl; do pincite ledger --format $format; done | sed "s|$PWD/||g"
for format in text tsv json; do pincite ledger --failed --format $format; done | sed "s|$PWD/||g"
for format in text json; do pincite ledger --summary --format $format; done
