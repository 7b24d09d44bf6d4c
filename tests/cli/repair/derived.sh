# What is derived is made anew, nothing is lost, and the damaged file is kept as it was.
. "$source/tests/cli/repair/damaged.inc"
pincite index "$source/corpus/sample/tvpra" >/dev/null
pincite search --format trec red roof inns | cut -d ' ' -f 1-4 >before
flip passage_fts_data
flip postings_list
sum=$(sha256sum <corpus.pincite/corpus.db)
pincite repair | tidy
echo ${PIPESTATUS[0]}
pincite search --format trec red roof inns | cut -d ' ' -f 1-4 | cmp - before
pincite verify --deep | tidy
[ "$sum" = "$(sha256sum <corpus.pincite.damaged/corpus.db)" ] && echo kept
pincite index "$source/corpus/sample/tvpra" | tidy | sed 's/ in [0-9.]* s//'
