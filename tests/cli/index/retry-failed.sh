# What failed for what is in it counts as failed every night, is read again when it
# changes or when that is asked for, and then costs the others nothing.
run() {
  pincite index "$@" 2>err | sed 's/ in [0-9.]* s / in T s /'
  echo "${PIPESTATUS[0]} $(cat err)"
}
mkdir articles other
echo 'The keeper of the lighthouse.' >other/text.txt
echo '{"id": "a", "text": "A text."' >articles/broken.json
echo 'The lighthouse was built in 1810.' >articles/one.txt
printf '{"id":"x","text":"X."}\n{"id":"y"\n' >articles/lines.jsonl
run other
run articles
run articles
pincite index --json-log --retry-failed 2>/dev/null | grep -o '"paths":.*"unchanged":[0-9]*' |
  sed "s|$PWD/||; s/\"seconds\":[^,]*,//"
echo '{"id": "a", "text": "A text."}' >articles/broken.json
printf '{"id":"x","text":"X."}\n{"id":"y","text":"Y."}\n' >articles/lines.jsonl
run --retry-failed
run --retry-failed
