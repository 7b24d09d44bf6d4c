# Two runs side by side, as text, in colour and as JSON.
. "$source/tests/cli/eval/judged.inc"
printf 'a\tships in a harbour at night, and a question that is longer than the line\nb\tlamps\n' >queries.tsv
pincite eval --qrels qrels.tsv --queries queries.tsv --compare first second
pincite eval --qrels qrels.tsv --compare --color always first second | tail -n 2 | cat -v
pincite eval --qrels qrels.tsv --queries queries.tsv --compare --format json second first
