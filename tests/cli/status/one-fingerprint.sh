# The same articles in any order, by 1 process or 8, at once or one after the other,
# in another place: one fingerprint, and runs that are equal byte for byte. One byte
# more: another.
cp -r "$source/corpus/sample/fosta" "$source/corpus/sample/tvpra" .
pincite index --index a.pincite --jobs 1 fosta tvpra >/dev/null
pincite index --index b.pincite --jobs 8 tvpra fosta >/dev/null
mkdir elsewhere && cp -r fosta tvpra elsewhere
(cd elsewhere && pincite index --index ../d.pincite fosta tvpra >/dev/null)
pincite index --index e.pincite fosta tvpra >/dev/null
mv tvpra/red-roof-inns.md away
pincite index --index e.pincite tvpra >/dev/null
mv away tvpra/red-roof-inns.md
pincite index --index e.pincite tvpra >/dev/null
pincite compact --index e.pincite >/dev/null
print() { pincite status --index "$1" | sed -n 's/^fingerprint *//p'; }
for index in a b d e; do
  [ "$(print $index.pincite)" = "$(print a.pincite)" ] || echo "$index has another fingerprint"
  for question in 'hotels liability' '"sex trafficking"' 'platform* OR website*' 230; do
    pincite search --index $index.pincite --format trec --limit 0 "$question"
  done >$index.trec
  cmp a.trec $index.trec
done
wc -l <a.trec | grep -q '^[0-9][0-9]' && echo compared
printf ' ?' >>fosta/votes-timeline.md
pincite index --index b.pincite fosta >/dev/null
[ "$(print b.pincite)" != "$(print a.pincite)" ] && echo another
