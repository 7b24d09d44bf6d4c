#!/bin/bash
# The ranking of the sample corpus does not get worse, by its own judgments:
# relevance.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2") sample=$(realpath "$1/corpus/sample")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
"$build/pincite" index "$sample" >/dev/null 2>&1 || exit 1
eval_sample() {
  "$build/pincite" eval --queries "$sample/topics.tsv" --qrels "$sample/qrels.tsv" --set sample "$@"
}
eval_sample --gate "$source/bench/relevance.csv" --compare plain default >figures ||
  { cat figures; echo "worse than bench/relevance.csv"; exit 1; }
head -n 7 figures
# The judgments are worth the name.
eval_sample --format tsv | awk -F '\t' 'NR > 1 && $3 >= 5 { n++ }
  END { print n + 0 " questions with five judged passages or more"; exit n < 40 }' || exit 1
# The gate sees a drop: nothing is as good as a perfect ranking.
sed 's/^sample,default,passage,\([0-9]*\),.*/sample,default,passage,\1,1,1,1,1,1,1/' \
  "$source/bench/relevance.csv" >perfect.csv
eval_sample --format csv --gate perfect.csv >/dev/null 2>err
[ $? = 1 ] && grep -q 'nDCG@10 fell' err || { echo "the gate lets everything through"; exit 1; }
