# Measures worked out by hand. Of "first", question a:
#   nDCG@10 = (2/log2 3 + 1/log2 5) / (2 + 1/log2 3) = 0.6433
#   MAP = (1/2 + 2/4)/2 = 0.5; bpref = 0, as z stands before both
. "$source/tests/cli/eval/judged.inc"
pincite eval --qrels qrels.tsv --format tsv first
pincite eval --qrels qrels.tsv --format csv --set 'by, "hand"' second
# TREC's four columns say the same; a document listed twice counts once.
tail -n +2 qrels.tsv | sed 's/\t/ 0 /; s/\t/ /' >qrels
cat first first >twice
pincite eval --qrels qrels --format csv --set trec twice
# Equal scores: the last id first.
printf 'a Q0 x 1 1 run\na Q0 z 2 1 run\n' >ties
pincite eval --qrels qrels --format tsv ties | cut -f 6,11
