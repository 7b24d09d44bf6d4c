# Every article that is counted is found by cite:, and no other.
pincite index "$source/corpus/sample" >/dev/null 2>&1
pincite authorities --parts --all --format tsv | tail -n +2 | awk 'NR % 9 == 1' | head -40 |
  while IFS=$'\t' read -r id kind name articles rest; do
    found=$(pincite search --unit article --limit 0 --format tsv \
      --zone title,heading,body,quote,note "cite:\"$id\"" | tail -n +2 | wc -l)
    [ "$found" = "$articles" ] || echo "$id: $articles counted, $found found"
  done
pincite authorities --all --format tsv | wc -l | awk '{ print ($1 > 100 ? "many" : $1) }'
