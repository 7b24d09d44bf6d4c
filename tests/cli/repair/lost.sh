# What is lost is named, and the next run brings it back.
. "$source/tests/cli/repair/damaged.inc"
pincite index "$source/corpus/sample/tvpra" >/dev/null
pincite status | grep fingerprint >before
flip passage_cut
flip input
pincite repair --into new.pincite >out
echo $?
tidy <out | sed -E 's/[0-9a-f]{12}/ID/' | sort | uniq -c | sed 's/^ *//'
pincite verify --index new.pincite --deep | tidy
pincite index --index new.pincite "$source/corpus/sample/tvpra" | sed 's/ in [0-9.]* s//'
pincite verify --index new.pincite --deep | tidy
pincite status --index new.pincite | grep fingerprint | diff before - && echo as before
pincite index --index new.pincite "$source/corpus/sample/tvpra" | sed 's/ in [0-9.]* s//'
pincite repair --into new.pincite
echo $?
pincite repair --index nowhere.pincite
echo $?
printf 'no database' >corpus.pincite/corpus.db
pincite repair 2>&1 | tidy
echo ${PIPESTATUS[0]}
ls -d corpus.pincite*
