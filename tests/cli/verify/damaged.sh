# Damage is named, in words that say what to do, and the exit says so.
pincite index "$source/corpus/sample/tvpra" >/dev/null
cp -r corpus.pincite whole
# A bit in the middle of a page of text flips; SQLite itself has no such check.
page=$(sqlite3 corpus.pincite/corpus.db "SELECT rootpage FROM sqlite_schema WHERE name = 'passage_fts_data'")
flip() {
  local byte
  byte=$(od -An -tu1 -j "$1" -N 1 corpus.pincite/corpus.db)
  printf "\\$(printf %o $((byte ^ 16)))" |
    dd of=corpus.pincite/corpus.db bs=1 seek="$1" conv=notrunc status=none
}
flip $((page * 16384 - 5000))
pincite verify --deep | sed "s/, [0-9]* blocks of text//; s/ in [0-9.]* s$//; s/Page [0-9]*/Page N/g"
echo ${PIPESTATUS[0]}
pincite verify --format json | grep -o '"sound":[a-z]*,"deep":[a-z]*'
# The header.
rm -r corpus.pincite && cp -r whole corpus.pincite
flip 20
pincite verify --deep
echo $?
# A file that was cut off.
rm -r corpus.pincite && cp -r whole corpus.pincite
truncate -s -20000 corpus.pincite/corpus.db
pincite verify >/dev/null
echo $?
# Another program has written to it, one that knows nothing of the checksums.
rm -r corpus.pincite && cp -r whole corpus.pincite
sqlite3 corpus.pincite/corpus.db "UPDATE meta SET value = 99 WHERE key = 'articles'"
pincite verify | tail -n 1 | sed 's/, [0-9]* blocks of text//; s/ in [0-9.]* s$//'
pincite verify --index nowhere.pincite
echo $?
