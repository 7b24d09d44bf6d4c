# What is wrong with a file or a command line is said in one sentence.
. "$source/tests/cli/eval/judged.inc"
try() { pincite eval "$@" >out 2>err; echo "$?: $(head -n 1 err)"; }
printf 'a\tx\t1\na\tonly two\n' >broken.tsv
printf 'a\tx\t0\n' >nothing.tsv
printf 'a Q0 x one\n' >broken-run
: >empty
try
try --qrels qrels.tsv
try --qrels qrels.tsv first second
try --qrels qrels.tsv --compare first
try --qrels qrels.tsv --depth 0 first
try --qrels absent.tsv first
try --qrels broken.tsv first
try --qrels nothing.tsv first
try --qrels empty first
try --qrels qrels.tsv broken-run
try --qrels qrels.tsv absent
try --qrels qrels.tsv --queries absent first
try --qrels qrels.tsv --queries first default
try --qrels qrels.tsv empty
