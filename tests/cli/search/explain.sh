# The reading, and the parts of each score; in JSON they add up to it.
. "$source/tests/cli/search/harbour.inc"
pincite search --explain --limit 1 -- the lamp -road
pincite search --explain --limit 0 --format json 'lamp OR "the lighthouse" ships' |
  grep -o '"score":[0-9.e-]*\|"value":[0-9.e-]*' |
  awk -F : 'function check() { if (n) print (score - sum < 1e-9 && sum - score < 1e-9 ? "adds up" : "no: " score " " sum) }
    /score/ { check(); n++; score = $2; sum = 0 } /value/ { sum += $2 } END { check() }'
pincite search --explain --format tsv lamp 2>&1 | head -n 1
