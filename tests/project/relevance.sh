#!/bin/bash
# The ranking of the sample corpus does not get worse: nDCG@10 of its topics
# against its judgements may lie 0.005 below the committed figure, no more:
# relevance.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
[ -e "$source/corpus/sample/qrels.tsv" ] || { echo "no judgements"; exit 1; }
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
"$build/pincite" index "$source/corpus/sample" >/dev/null 2>&1 || exit 1
"$build/pincite" search --queries "$source/corpus/sample/topics.tsv" --format trec \
  --limit 10 >run || exit 1
committed=$(awk -F '\t' '$1 == "ndcg@10" { print $2 }' "$source/tests/perf/relevance.tsv")
awk -v committed="$committed" '
  # Judgements (question, document, grade) come first, then the run.
  FNR == NR { if ($3 + 0 > 0) { grade[$1, $2] = $3; n[$1]++; grades[$1, n[$1]] = $3 } next }
  $4 <= 10 && (($1, $3) in grade) { gain[$1] += grade[$1, $3] * log(2) / log($4 + 1) }
  END {
    for (q in n) {
      ideal = 0; rank = 1
      for (g = 9; g >= 1; g--)
        for (i = 1; i <= n[q] && rank <= 10; i++)
          if (grades[q, i] == g) ideal += g * log(2) / log(++rank)
      sum += gain[q] / ideal; questions++
    }
    if (questions < 30) { print "only " questions " questions"; exit 1 }
    printf "nDCG@10 %.4f over %d questions, committed %.4f\n", sum / questions, questions, committed
    exit sum / questions < committed - 0.005
  }' <(tail -n +1 "$source/corpus/sample/qrels.tsv") run
