# What programs are to read is read by one: CSL's JSON, BibTeX and RIS by pandoc.
command -v pandoc >/dev/null || { echo "skip: no pandoc"; exit 77; }
cat >articles.jsonl <<'END'
{"id":"A","title":"What is \"harm\" & who pays 50%?","author":"Jane Q. van der Doe and Ünal Roe","published":"2018-03-21","source":"The Ledger","uri":"https://example.org/a_b?x=1&y=50%25","text":"First one.\n\nSecond."}
END
pincite index articles.jsonl >/dev/null 2>&1
key=$(pincite cite --format csl-json 'A#1' | sed 's/.*"id":"\([^"]*\)".*/\1/')
printf 'So it says [@%s, para. 1].\n' "$key" >note.md
pincite cite --format csl-json 'A#1' >a.json
pincite cite --format bibtex 'A#1' >a.bib
pincite cite --format ris 'A#1' >a.ris
for file in a.json a.bib; do
  echo "== $file"
  pandoc --citeproc --bibliography=$file -t plain --wrap=none note.md
done
pandoc -f csljson -t csljson a.json | tr -d ' \n' | grep -o '"family":"[^"]*"'
