# Snapshots during a run: each is whole, of one generation, and sound.
mkdir articles
for i in $(seq 500); do
  { echo "Article $i"; echo; seq -s ' ' $((i * 70)) $((i * 70 + 60)); } >articles/$i.txt
done
echo 'A text about lighthouses.' >one.txt
pincite index one.txt >/dev/null
pincite index articles >/dev/null &
run=$! n=0
while kill -0 $run 2>/dev/null && [ $n -lt 3 ]; do
  n=$((n + 1))
  pincite snapshot s$n.pincite >/dev/null || echo "exit $?"
  pincite verify --deep --index s$n.pincite >out || cat out
  pincite search --index s$n.pincite --format tsv lighthouses | grep -c lighthouses >found
  [ "$(cat found)" = 1 ] || echo "no lighthouse in $n"
done
wait $run
[ $n -gt 0 ] && echo done
