# A run of several questions, from lines with tabs and from JSON, by passages
# and by articles.
. "$source/tests/cli/search/harbour.inc"
printf 'q1\tlighthouse\nq2\tno such word: xyzzy\n\nships called\n' >questions.tsv
printf '{"_id":"q 1","text":"lighthouse"}\n' >questions.jsonl
run() { pincite search --format trec "$@" | sed -E 's/[0-9.]+ pincite$/S pincite/'; }
run --queries questions.tsv
run --queries questions.tsv --unit article
run --queries - <questions.jsonl
run lamp
