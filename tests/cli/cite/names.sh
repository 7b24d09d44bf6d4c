# Names of authors taken apart.
while IFS= read -r author; do
  printf '{"id":"X%d","title":"T","author":"%s","published":"2020","text":"Words."}\n' \
    $((++n)) "$author"
done >articles.jsonl <<'END'
Jane Doe
Doe, Jane
Doe, Jane; Roe, Ann M.
Jane Doe, Ann Roe and John Poe
Jane Doe, Ann Roe, John Poe, Kim Lee
Martin Luther King, Jr.
Ludwig van Beethoven & Plato
Staff of the Committee on Rules and Procedure
Prince
Smith, Jones and Brown LLC
END
pincite index articles.jsonl >/dev/null 2>&1
for n in 1 2 3 4 5 6 7 8 9 10; do
  pincite cite --format bibtex "X$n" | sed -n 's/^  author *= //p'
done
pincite cite --format apa X4 X5 X6 X8
