# Every topic that ships is a sound question and finds something in the sample;
# each has a scope.
pincite index "$source/corpus/sample" >/dev/null 2>&1
pincite topics --format tsv >topics.tsv
echo $?
awk -F '\t' 'NR > 1 && ($2 == 0 || $3 < $2 || $4 != "shipped" || $5 == "" || $6 == "")' topics.tsv
ls "$source/corpus/topics" | sed 's/[.]topic$//' | diff - <(tail -n +2 topics.tsv | cut -f 1)
pincite topics section-230
pincite search --limit 1 --format tsv topic:hotels franchisor | wc -l
# What is counted is what is found.
tail -n +2 topics.tsv | while IFS=$'\t' read -r name articles passages rest; do
  found=$(pincite search --limit 0 --strict --format tsv "topic:$name" | tail -n +2 | wc -l)
  [ "$found" = "$passages" ] || echo "$name: $passages counted, $found found"
done
