# Of an index with both engines both are made anew; the next run makes good a Xapian that
# is damaged or gone, too.
. "$source/tests/cli/repair/damaged.inc"
pincite index --engine fts5,xapian "$source/corpus/sample/tvpra" >/dev/null
ask() { pincite search --engine "$1" --limit 3 --format trec red roof inns | cut -d ' ' -f 1-4; }
ask xapian >before
truncate -s 3000 corpus.pincite/xapian/postlist.glass
pincite search --engine xapian red roof inns; echo "exit $?"
ask both >both; ask fts5 | cmp - both
pincite search --engine both red roof inns >/dev/null 2>&1; echo "exit $?"
pincite verify --engines >/dev/null 2>&1; echo "exit $?"
pincite repair | tidy
ask xapian | cmp - before && pincite verify --engines | tail -1
rm -r corpus.pincite/xapian
pincite search --engine xapian red roof inns; echo "exit $?"
pincite repair >/dev/null; echo "exit $?"
ask xapian | cmp - before && pincite verify --engines | tail -1
# A run does so, without any repair.
rm -r corpus.pincite/xapian
pincite index --engine fts5,xapian "$source/corpus/sample/tvpra" | sed 's/ in [0-9.]* s//'
ask xapian | cmp - before && pincite verify --engines | tail -1
# With Xapian alone.
pincite index --index one.pincite --engine xapian "$source/corpus/sample/tvpra" >/dev/null
truncate -s 3000 one.pincite/xapian/postlist.glass
pincite search --index one.pincite red roof inns >/dev/null; echo "exit $?"
pincite repair --index one.pincite >/dev/null; echo "exit $?"
pincite search --index one.pincite --limit 3 --format trec red roof inns | cut -d ' ' -f 1-4 | cmp - before
