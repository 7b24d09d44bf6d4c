# A snapshot stays as it is while the index goes on; it can be read where nothing
# may be written.
pincite index "$source/corpus/sample/tvpra" >/dev/null
pincite snapshot monday.pincite | sed 's/[0-9,]* bytes/N bytes/'
sum=$(sha256sum monday.pincite/corpus.db)
pincite index "$source/corpus/sample/fosta" >/dev/null
pincite status --index monday.pincite | grep articles
pincite search --index monday.pincite --format tsv red roof inns | wc -l
pincite verify --index monday.pincite --deep | sed 's/, [0-9]* blocks of text//; s/ in [0-9.]* s$//'
[ "$sum" = "$(sha256sum monday.pincite/corpus.db)" ] && echo unchanged
ls monday.pincite | grep -v runs
pincite snapshot monday.pincite
echo $?
pincite snapshot no/such/folder
echo $?
pincite snapshot
echo $?
