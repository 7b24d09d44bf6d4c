# An index is asked; its measures are those of the run that search prints.
. "$source/tests/cli/search/harbour.inc"
printf 'q1\tlighthouse lamp\nq2\tships\nq3\tnot judged\n' >queries.tsv
printf 'q1\tlight#2\t1\nq1\tstorm#1\t2\nq2\troad#1\t1\n' >qrels.tsv
printf 'q1\tlight\t1\nq2\troad\t1\n' >articles.tsv
pincite eval --queries queries.tsv --qrels qrels.tsv
pincite eval --queries queries.tsv --qrels articles.tsv --unit article --format csv plain
for unit in passage article; do
  qrels=qrels.tsv
  [ $unit = passage ] || qrels=articles.tsv
  pincite search --queries queries.tsv --unit $unit --limit 100 --format trec >run
  pincite eval --qrels $qrels --unit $unit --format tsv run | cut -f 2- >by-run
  pincite eval --qrels $qrels --unit $unit --format tsv --queries queries.tsv | cut -f 2- >by-index
  cmp by-run by-index
done
