# Nothing found, near words, wrong usage, a malformed question.
. "$source/tests/cli/search/harbour.inc"
try() {
  pincite kwic "$@"
  echo "exit $?"
}
try zeppelin
try lighthose
try '' 
try --format tsv zeppelin
try --width 5000 lamp
try --strict 'lamp AND'
try --from yesterday lamp
try
