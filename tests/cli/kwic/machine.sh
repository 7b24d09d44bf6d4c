# For programs: tabs and line ends are gone from the context, and the bytes that
# are named are those of the match.
. "$source/tests/cli/search/harbour.inc"
pincite kwic --format tsv 'steps OR cafe'
pincite kwic --format jsonl --width 5 'steps OR cafe'
pincite kwic --format tsv lighthouse steps cafe nobody | tail -n +2 |
  while IFS="$(printf '\t')" read -r id published origin title left match right start length; do
    printf '%s: %s\n' "$match" \
      "$(pincite show --format text "${id%#*}" | tail -c +$((start + 1)) | head -c "$length")"
  done
