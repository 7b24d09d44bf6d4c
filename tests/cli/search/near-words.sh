# A word that the corpus hardly has: near words are offered, and nothing replaced.
cat >articles.jsonl <<END
{"id":"a","text":"The algorithm ranks posts. An algorithm is no editor."}
{"id":"b","text":"Algorithmic amplification is what a feed does."}
{"id":"c","text":"What an algorithm amplifies, people read."}
{"id":"d","text":"Algorithmic choices are choices."}
END
pincite index articles.jsonl >/dev/null
pincite search algoritmic feeds
pincite search '"algoritmic amplification"'
echo "exit $?"
