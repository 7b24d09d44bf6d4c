# What FTS5 keeps can be chosen, is changed later, and makes no difference to a search.
tail -n +1 <<'END' >one.txt
Immunity

Section 230 gives interactive computer services immunity from civil liability.
END
echo 'Civil immunity is no liability.' >two.txt
hits() { pincite search "$1" --format tsv | tail -n +2 | wc -l; }
keeps() { sqlite3 corpus.pincite/corpus.db "SELECT sql FROM sqlite_schema WHERE name = 'passage_fts'" | grep -o 'detail=[a-z]*'; }
pincite index one.txt two.txt | sed 's/ in [0-9.]* s//'
keeps
pincite status | grep fts5
hits '"civil liability"'
hits 'civil /3 immunity'
hits title:immunity
pincite kwic --format tsv '"civil liability"' | tail -n +2 | wc -l
pincite verify --deep | sed 's/:.*//'
pincite compact >compacted && keeps
pincite repair >repaired && keeps
pincite index --fts5 full >/dev/null
keeps
hits '"civil liability"'
pincite verify --deep | sed 's/:.*//'
pincite index --fts5 some
echo $?
