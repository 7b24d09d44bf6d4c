# A passage in every style; paragraphs are those of the running text.
cat >articles.jsonl <<'END'
{"id":"A","title":"What is \"harm\"?","author":"Jane Q. van der Doe, Jr. and Ünal Roe","published":"2018-03-21","source":"The Ledger","uri":"https://example.org/a_b?x=1&y=50%25","text":"First one.\n\nSecond one, which is long enough to be seen.\n\nThird."}
{"id":"B","title":"Undated","author":"Committee on Commerce","text":"All there is: 100% of it."}
END
pincite index articles.jsonl 2>&1 | grep -c indexed
for format in bluebook apa chicago bibtex ris csl-json; do
  echo "== $format"
  pincite cite --format $format 'A#1' | tr -d '\r'
done
pincite cite B 'A#1'
pincite cite --format bibtex B
