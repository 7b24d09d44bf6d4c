# An article is printed byte for byte, without even a line end of the program's.
printf '{"id":"a","title":"T","text":"One line.\\n\\nAnother, without an end: caf\\u00e9"}' >a.jsonl
pincite index a.jsonl >/dev/null
pincite show a
echo '|'
pincite show --format json a
pincite show --format json 'a#1'
