# An index that has lost most of its articles becomes smaller and answers as before.
mkdir articles
for i in $(seq 400); do
  { echo "Article $i"; echo; seq -s ' ' $((i * 700)) $((i * 700 + 300)); } >articles/$i.txt
done
pincite index articles >/dev/null
rm articles/[12]*.txt
pincite index --allow-shrink articles >/dev/null
size() { stat -c %s corpus.pincite/corpus.db; }
before=$(size)
pincite status | grep fingerprint >fingerprint
pincite search --format json '"35000 35001"' | sed 's/"generation":[0-9]*//; s/"elapsed_ms":[0-9.]*//' >answer
pincite compact | sed 's/[0-9][0-9,]*/N/g'
[ $(size) -lt $((before * 2 / 3)) ] || echo "from $before to $(size)"
pincite status | grep fingerprint | diff fingerprint -
pincite search --format json '"35000 35001"' | sed 's/"generation":[0-9]*//; s/"elapsed_ms":[0-9.]*//' |
  diff answer -
pincite verify --deep | sed 's/, [0-9]* blocks of text//; s/ in [0-9.]* s$//'
pincite index articles | sed 's/ in [0-9.]* s//'
[ ! -e corpus.pincite/compact ]
