# Several questions as JSON lines and as text; nothing found at all is exit 1.
. "$source/tests/cli/search/harbour.inc"
printf 'a\tlighthouse\nb\tships\n' >questions.tsv
pincite search --format jsonl --queries questions.tsv --limit 1 |
  sed -E 's/"score":[0-9.]*/"score":S/' | grep -o '^{"question":"[ab]","rank":1,"id":"[^"]*"'
pincite search --queries questions.tsv --limit 1
printf 'a\txyzzy\n' | pincite search --format trec --queries -
echo $?
pincite search --format trec --queries absent.tsv
echo $?
printf '{"_id":"a"}\n' | pincite search --format trec --queries -
echo $?
