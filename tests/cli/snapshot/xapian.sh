# The second engine is copied as it was at the snapshot's generation, also while a run
# goes on.
pincite index --engine fts5,xapian "$source/corpus/sample/tvpra" >/dev/null
pincite snapshot monday.pincite | sed 's/[0-9,]* bytes/N bytes/'
pincite verify --engines --index monday.pincite | tail -1
mkdir articles
for i in $(seq 400); do
  { echo "Article $i"; echo; seq -s ' ' $((i * 70)) $((i * 70 + 60)); } >articles/$i.txt
done
pincite index --engine fts5,xapian articles >/dev/null &
run=$! n=0
while kill -0 $run 2>/dev/null && [ $n -lt 3 ]; do
  n=$((n + 1))
  pincite snapshot s$n.pincite >/dev/null || echo "exit $?"
  pincite verify --engines --questions 50 --index s$n.pincite >out 2>&1 || cat out
done
wait $run
[ $n -gt 0 ] && echo done
# A Xapian that missed a run, or is damaged, is whole in the copy.
rm -r corpus.pincite/xapian && cp -r monday.pincite/xapian corpus.pincite
pincite snapshot behind.pincite >/dev/null && pincite verify --engines --index behind.pincite | tail -1
truncate -s 3000 corpus.pincite/xapian/postlist.glass
pincite snapshot damaged.pincite >/dev/null && pincite verify --engines --index damaged.pincite | tail -1
chmod -R a-w damaged.pincite
pincite search --index damaged.pincite --engine xapian --limit 1 --format trec red roof inns | wc -l
