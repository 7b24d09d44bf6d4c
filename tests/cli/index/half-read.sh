# What was read of a file that broke off, and what it had before, stays and is known.
mkdir in
for i in $(seq 400); do
  echo "{\"id\":\"a$i\",\"text\":\"Lamp $i of the pier, number $((i * 7919 % 10007)).\"}"
done | gzip -n >in/a.jsonl.gz
pincite index in | sed 's/ in .* s (/ (/'
cp in/a.jsonl.gz whole
head -c 2500 whole >in/a.jsonl.gz
pincite index in 2>/dev/null | sed 's/ in .* s (/ (/; s/[0-9]* articles kept/some articles kept/'
pincite verify --deep >/dev/null && echo sound
pincite search --format json --limit 1 lamp | grep -o '"total":[0-9]*'
rm in/a.jsonl.gz
pincite index --allow-shrink in | sed 's/ in .* s (/ (/'
pincite verify --deep >/dev/null && echo sound
