# How old is it? For people, for programs, and for what watches over it.
# age FOLDER HOURS: the last good run over it was so long ago.
age() {
  then=$(($(date +%s) - $2 * 3600))
  awk -F '\t' -v OFS='\t' -v root="$PWD/$1" -v then="$then" \
    '$1 == root { $2 = $3 = $5 = then } { print }' corpus.pincite/runs >new && mv new corpus.pincite/runs
}
try() {
  pincite status "$@" >out 2>err
  echo "$? $(tr '\n' ' ' <err | sed "s|$PWD/||g")"
}
mkdir articles letters
echo 'The lighthouse was built in 1810.' >articles/one.txt
echo 'Dear Sir, the lamp is out.' >letters/one.txt
pincite index articles letters >/dev/null
try --max-age 36h
age letters 30
try --max-age 36h
age letters 49
try --max-age 36h
try --max-age 36h --root articles
try --max-age 2d2h
try --max-age 36h --root pictures
pincite status | sed "s|$PWD/||g" | grep -A 2 letters | sed -E 's/[0-9-]*T[0-9:]*Z/TIME/'
# A run that fails leaves the last good one standing, and is told.
mv letters away
pincite index letters 2>/dev/null
pincite status | sed "s|$PWD/||g" | grep -A 5 letters | sed -E 's/[0-9-]*T[0-9:]*Z/TIME/; s/, [0-9] s/, N s/'
pincite status --format json | sed "s|$PWD/||g" | grep -oE '"(last_run_exit|last_run_message)":[^,}]*'
age letters -2
try --max-age 36h
rm corpus.pincite/runs
try --max-age 36h
for span in "" 36 h 1x 36h5 99999999999h -5h; do try --max-age "$span"; done
