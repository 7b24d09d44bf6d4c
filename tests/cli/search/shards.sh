# Four shards behind four addresses answer as the one index does. One is killed amid
# questions: every answer is whole or names it, none takes longer than it may; it comes
# back, and answers are whole again.
command -v xapian-tcpsrv >/dev/null || { echo "skip: no xapian-tcpsrv"; exit 77; }
pincite index --engine fts5,xapian "$source/corpus/sample" >/dev/null 2>&1
pincite split 4 --to part
pincite status --index part.shards | tail -1

declare -a server
trap 'kill "${server[@]}" 2>/dev/null; wait' EXIT
port=$((20000 + $$ % 20000))
start() {
  pincite serve-shard "part-$1.pincite" --listen "127.0.0.$1:$port" >/dev/null 2>&1 &
  server[$1]=$!
}
awaited() { # until it says so, but not for ever
  for ((try = 0; try < 100; try++)); do
    pincite status --index far.shards | grep -q "^$1" && return
    sleep 0.1
  done
  echo "never: $1"
}
for i in 1 2 3 4; do start $i; echo "127.0.0.$i:$port"; done >far.shards
awaited "4 of 4"

# Questions of two to five words of the sample.
cat "$source"/corpus/sample/*/*.txt | tr -cs 'A-Za-z' '\n' | grep -E '^[A-Za-z]{3,}$' |
  awk 'BEGIN { srand(230) } { w[NR] = $0 }
    END { for (q = 1; q <= 500; q++) { printf "q%d\t", q
      for (n = 2 + int(4 * rand()); n; n--) printf "%s ", w[1 + int(NR * rand())]
      print "" } }' >questions
ask() { pincite search --queries questions --format trec --limit 100 "$@" | cut -d ' ' -f 1-4; }
ask --engine xapian >whole
ask --index part.shards >near
ask --index far.shards >far
awk '{ print $1 }' whole | sort -u | wc -l
cmp whole near && cmp whole far && echo "the same hits in the same order"

bad=0 lame=0
for ((n = 1; n <= 36; n++)); do
  [ $n = 12 ] && kill -9 "${server[2]}"
  [ $n = 24 ] && { start 2; awaited "4 of 4"; }
  timeout 10 pincite search --index far.shards --timeout 3000 --format json \
    "$(sed -n "${n}s/^.*	//p" questions)" >answer 2>said
  code=$?
  [ $code = 0 ] || [ $code = 1 ] || [ $code = 3 ] || bad=$((bad + 1))
  if [ $code = 3 ]; then
    lame=$((lame + 1))
    grep -q "\"missing\":\"127.0.0.2:$port: " answer && grep -q "127.0.0.2" said || bad=$((bad + 1))
  fi
  [ $n -lt 12 ] || [ $n -ge 24 ] || [ $code = 3 ] || bad=$((bad + 1))
done 2>/dev/null
echo "$bad bad answers; without the second shard: $lame"
pincite search --index far.shards --require-all liability >/dev/null; echo "exit $?"

# A shard that hangs, too, is given up in time.
kill -STOP "${server[3]}"
start=$(date +%s)
pincite search --index far.shards --timeout 1000 liability >/dev/null 2>&1; echo "exit $?"
[ $(($(date +%s) - start)) -le 3 ] && echo "in time"
pincite search --index far.shards --timeout 1000 --require-all liability >/dev/null 2>&1
echo "exit $?"
kill -CONT "${server[3]}"
