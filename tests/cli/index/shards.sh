# Three runs that each keep a third make the shards that cutting the whole makes; a file
# of shards is an index of its own, each article of which goes to its shard.
[ -e "$build/pincite-xapian.so" ] || { echo "skip: no pincite-xapian.so"; exit 77; }
cp -r "$source/corpus/sample/section-230" "$source/corpus/sample/tvpra" .
total() { pincite status --index "$1" --format json | sed 's/.*"articles":\([0-9]*\).*/\1/'; }
print() { pincite status --index "$1" --format json | sed 's/.*"fingerprint":"\([0-9a-f]*\)".*/\1/'; }
pincite index --index whole --engine fts5,xapian section-230 tvpra | cut -d ' ' -f 1-3
for i in 1 2 3; do
  pincite index --index "s$i" --engine fts5,xapian --shard "$i/3" section-230 tvpra >/dev/null
done
echo "$(($(total s1) + $(total s2) + $(total s3) - $(total whole))) more or less than the whole"
pincite split 3 --index whole --to cut
for i in 1 2 3; do
  [ "$(print "s$i")" = "$(print "cut-$i.pincite")" ] && echo "shard $i is the same"
done
pincite index --index s1 --shard 2 section-230; echo "exit $?"

echo "-- routed"
printf 's1\ns2\ns3\n' >all.shards
pincite index --index all.shards section-230 tvpra | sed 's/ in .*//'
echo "A new note on hotels and what a clerk must know of zebras." >tvpra/zebra.txt
pincite index --index all.shards tvpra | sed 's/ in .*//'
pincite search --index all.shards --format tsv zebras | wc -l
for i in 1 2 3; do total "s$i"; done | paste -sd+ | sed "s/\$/-$(total whole)/" | tr -d ' ' |
  { read -r sum; echo $((sum)); }
rm tvpra/zebra.txt
pincite index --index all.shards tvpra | sed 's/ in .*//'
pincite search --index all.shards zebras >/dev/null; echo "exit $?"
for i in 1 2 3; do
  [ "$(print "s$i")" = "$(print "cut-$i.pincite")" ] && echo "shard $i is as it was"
done

echo "-- what a split index knows"
for i in 1 2 3; do
  pincite index --index "cut-$i.pincite" --shard "$i/3" section-230 tvpra | sed 's/ in .*//'
done
gone=$(find tvpra -type f | sort | sed -n 1p)
rm "$gone"
pincite index --index cut.shards tvpra | sed 's/ in .*//'
for i in 1 2 3; do pincite verify --deep --index "cut-$i.pincite" | sed 's/ in .*//'; done
pincite ledger --index cut-1.pincite --format tsv | grep -c "gone.*$(basename "$gone")"
pincite split 3 --index whole --to cut; echo "exit $?"
touch other.shards
pincite split 2 --index whole --to other; echo "exit $?"
[ -e other-1.pincite ] || echo "no shard was made"
