# The gate lets through what is as good as before, and says what is worse.
. "$source/tests/cli/eval/judged.inc"
mkdir harbour && mv qrels.tsv harbour
pincite eval --qrels harbour/qrels.tsv --format csv first >figures.csv
pincite eval --qrels harbour/qrels.tsv --format csv second --set dunes | tail -n 1 >>figures.csv
cat figures.csv
gate() { pincite eval --qrels harbour/qrels.tsv --format csv --gate "$@" | tail -n 1; echo "${PIPESTATUS[0]}"; }
gate figures.csv first
cp second keep && cp first second
gate figures.csv --set dunes second
cp keep first
gate figures.csv first
gate figures.csv --set elsewhere first
gate absent.csv first
gate first first
