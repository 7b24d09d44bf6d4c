# Each engine is a watchman for the other: the same questions, the same answers; what one
# of them has lost or missed is named.
pincite index --engine fts5,xapian "$source/corpus/sample/tvpra" >/dev/null
ask() { pincite verify --engines "$@" | sed 's/ in [0-9.]* s$//; s/, [0-9]* blocks* of text//'; echo "${PIPESTATUS[0]}"; }
ask
ask --questions 50 --seed 7 | tail -2
pincite verify --engines --format json | grep -o '"sound".*"seed":[0-9]*'

# Xapian misses a run: that, and every passage that it lacks.
cp -r corpus.pincite/xapian old
pincite index --engine fts5,xapian "$source/corpus/sample" >/dev/null 2>&1
rm -r corpus.pincite/xapian && cp -r old corpus.pincite/xapian
pincite verify --engines --questions 1000 >found 2>/dev/null; echo $?
grep -c 'xapian: at generation 1 of 2; the next run of pincite index makes it good' found
grep -o '#[0-9]* [a-z0-9 ]*' found | sed 's/.*#[0-9]* //' | sort | uniq -c | awk '{ print $2, $3, $4, ($1 > 100) }'
pincite verify --engines --questions 20 --format json 2>/dev/null | grep -o '"sound":[a-z]*'
pincite index --engine fts5,xapian "$source/corpus/sample" >/dev/null 2>&1
ask --questions 50 | tail -2

# It is gone; an index without one has nothing to compare.
rm -r corpus.pincite/xapian
ask
pincite index --index one.pincite "$source/corpus/sample/tvpra" >/dev/null
ask --index one.pincite
