# Nothing found is exit 1, in every format.
. "$source/tests/cli/search/harbour.inc"
for format in text json jsonl tsv csv trec; do
  pincite search --format $format xyzzy >out
  echo "$? $format $(wc -l <out)"
done
pincite search xyzzy
