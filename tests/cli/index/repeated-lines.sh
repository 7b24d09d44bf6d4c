# What a source repeats is boilerplate: the same in whatever order its articles
# come, by however many readers, in one run or in several.
article() { # N: a page of the Gazette, which has its words under every one
  awk -v n="$1" 'BEGIN {
    printf "---\ntitle: Story %d\nsource: Gazette\n---\n\n", n
    for (p = 0; p < 3; p++) {
      for (i = 0; i < 70; i++) printf "%s%c%d", i ? " w" : "W", 97 + (n + i * p) % 26, n * 37 + p * 11 + i
      print ".\n"
    }
    print "Keep this paper alive with a gift to its reporters today.\n"
    print "Section 230 is in every article too, and people look for it."
  }'
}
passages() { # INDEX
  sqlite3 "$1/corpus.db" "SELECT a.place >> 14, p.ordinal, p.zone, p.start, p.length
    FROM passage p JOIN article a ON a.id = p.article ORDER BY 1, 2, 3, 4, 5" | sort
}
mkdir one many half
for n in $(seq 10 29); do
  article $n >one/$n.md
  cp one/$n.md many/$(((n * 7) % 20))-$n.md
  [ $((n % 3)) = 0 ] || cp one/$n.md half/$n.md
done
cp -r half two

pincite index --index one.pincite --jobs 1 one | sed "s|[0-9.]* s |T s |"
pincite index --index many.pincite --jobs 4 many | sed 's/[0-9.]* s /T s /'
pincite index --index two.pincite --jobs 4 half | sed 's/[0-9.]* s /T s /'
rm -r half && mv one half
pincite index --index two.pincite --jobs 1 half | sed 's/[0-9.]* s /T s /'

pincite search --index one.pincite --zone all --limit 100 --format tsv '"keep this paper alive"' |
  cut -f 1 | wc -l
pincite search --index one.pincite '"keep this paper alive"'
echo "exit $?"
pincite search --index one.pincite --format tsv --limit 100 'look for it' | wc -l
passages one.pincite >a
passages two.pincite >b
cmp a b && echo "one run, two runs: the same"
passages many.pincite | cut -d'|' -f2- | sort >b
cut -d'|' -f2- a | sort | cmp - b && echo "any order, any readers: the same"
cp two.pincite/corpus.db before.db
pincite index --index two.pincite half >/dev/null
cmp two.pincite/corpus.db before.db && echo "an idle run: the same bytes"
pincite verify --deep --index two.pincite | sed 's/, in .*//'
pincite compact --index two.pincite >/dev/null
passages two.pincite | cmp a - && echo "compacted: the same"
