#!/bin/bash
# What Xapian and shards cost, as ratios: shards.sh ARTICLES.jsonl BUILD-FOLDER [QUESTIONS]
# Indexes with FTS5 alone and with Xapian too, splits in 2 and 4, and asks questions made
# of the articles' words, one process for all. Prints lines for the end of
# bench/results.csv, below `# bench/shards.sh`: measure,value,unit,against
set -e
data=$(realpath "$1") build=$(realpath "$2") questions=${3:-200}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
TIMEFORMAT='%U %S %R'
spent() { { time "$@" >/dev/null 2>&1; } 2>&1 | tail -1; } # user, system, wall
cpu() { awk '{ printf "%.3f", $1 + $2 }' <<<"$1"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
pincite=$build/pincite
fts5=$(cpu "$(spent "$pincite" index --index f.pincite "$data")")
both=$(cpu "$(spent "$pincite" index --index b.pincite --engine fts5,xapian "$data")")
echo "xapian-index-cpu,$(ratio "$both" "$fts5"),ratio,fts5 alone"
bytes=$(du -sb b.pincite/corpus.db | cut -f 1)
echo "xapian-size,$(ratio "$(du -sb b.pincite/xapian | cut -f 1)" "$bytes"),ratio,corpus.db"
grep -oE '[a-z]{4,12}' "$data" | head -2000000 | awk -v n="$questions" 'BEGIN { srand(230) }
  rand() < 0.01 { w[m++] = $0 }
  END { for (q = 1; q <= n; q++) printf "q%d\t%s %s %s\n", q, w[int(m * rand())],
        w[int(m * rand())], w[int(m * rand())] }' >questions
wall() { spent "$pincite" search --queries questions --format trec "$@" | awk '{ print $3 }'; }
for count in 2 4; do "$pincite" split $count --index b.pincite --to "s$count" >/dev/null; done
one=$(wall --index b.pincite --engine xapian)
plain=$(wall --index b.pincite --engine fts5 --model plain)
echo "xapian-latency,$(ratio "$one" "$plain"),ratio,fts5 --model plain"
echo "shards-2-latency,$(ratio "$(wall --index s2.shards)" "$one"),ratio,xapian unsplit"
echo "shards-4-latency,$(ratio "$(wall --index s4.shards)" "$one"),ratio,xapian unsplit"
# The four behind servers of their own.
command -v xapian-tcpsrv >/dev/null || exit 0
declare -a server
trap 'kill "${server[@]}" 2>/dev/null; rm -rf "$scratch"' EXIT
for i in 1 2 3 4; do
  "$pincite" serve-shard "s4-$i.pincite" --listen "127.0.0.$i:27231" </dev/null >/dev/null 2>&1 &
  server[i]=$!
  echo "127.0.0.$i:27231"
done >far.shards
sleep 2
echo "served-4-latency,$(ratio "$(wall --index far.shards)" "$one"),ratio,xapian unsplit"
echo "one-question,$(awk -v t="$one" -v n="$questions" 'BEGIN { printf "%.1f", 1000 * t / n }'),ms,xapian unsplit"
