# Which engines there are, and whether the second one keeps up.
[ -e "$build/pincite-xapian.so" ] || { echo "skip: no pincite-xapian.so"; exit 77; }
echo 'The lighthouse keeper counts ships.' >one.txt
engines() {
  pincite status | grep -E '^(fts5|xapian)'
  pincite status --format json | grep -oE '"engines":\[[^]]*\]'
}
pincite index one.txt >/dev/null
engines
pincite index --engine fts5,xapian one.txt >/dev/null
engines

echo "-- behind"
cp -r corpus.pincite/xapian before
echo 'The keeper counts hotels.' >one.txt
pincite index one.txt >/dev/null
rm -r corpus.pincite/xapian
mv before corpus.pincite/xapian
engines
pincite index one.txt >/dev/null
engines

echo "-- gone"
rm -r corpus.pincite/xapian
engines | sed "s|$PWD/||g"
