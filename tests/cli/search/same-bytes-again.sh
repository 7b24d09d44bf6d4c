# The same question to the same index prints the same bytes.
pincite index "$source/corpus/sample" >/dev/null 2>&1
for format in text jsonl tsv csv trec; do
  pincite search --format $format --limit 50 hotels and trafficking >one
  pincite search --format $format --limit 50 hotels and trafficking >two
  cmp one two
done
