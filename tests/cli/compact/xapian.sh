# The second engine is compacted with the first, and a reader goes on.
pincite index --engine fts5,xapian "$source/corpus/sample/tvpra" >/dev/null
for word in hotel notice claim venture; do
  printf '%s\n\nA %s and what came of it.\n' $word $word >$word.txt
  pincite index --engine fts5,xapian $word.txt >/dev/null
done
ask() { pincite search --engine "$1" --model bm25 --format trec red roof inns 2>&1 | cut -d ' ' -f 1-4; }
ask xapian >before
size() { du -sb corpus.pincite/xapian | cut -f 1; }
large=$(size)
# A program that has it open asks before and after.
mkfifo questions
pincite search --engine xapian --format trec --queries questions >asked 2>&1 &
exec 3>questions
printf 'q1\tred roof inns\n' >&3
pincite compact | sed 's/[0-9,]* bytes/N bytes/g'
printf 'q2\tred roof inns\n' >&3
exec 3>&-
wait
cut -d ' ' -f 1,3,4 asked | sort | cut -d ' ' -f 2,3 | sort | uniq -c | awk '{ print $1 }' | sort | uniq -c | awk '{ print $2 " times each" }'
[ "$(size)" -lt "$large" ] && echo smaller
ask xapian | cmp - before && echo "the same hits"
pincite verify --engines | tail -1
pincite index --engine fts5,xapian "$source/corpus/sample/tvpra" | sed 's/ in [0-9.]* s//'
pincite verify --engines | tail -1
ls corpus.pincite | grep -v -e runs -e lock
# With Xapian alone.
pincite index --index one.pincite --engine xapian "$source/corpus/sample/tvpra" >/dev/null
pincite search --index one.pincite --format trec red roof inns | cut -d ' ' -f 1-4 >before
pincite compact --index one.pincite | sed 's/[0-9,]* bytes/N bytes/g'
pincite search --index one.pincite --format trec red roof inns | cut -d ' ' -f 1-4 | cmp - before
