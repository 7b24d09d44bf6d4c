#!/bin/bash
# The ledger says what to do about every reason that a reader or the run may give:
# reasons.sh SOURCE BUILD
cd "$1" || exit 1
failed=0 seen=0
while read -r code; do
  seen=$((seen + 1))
  grep -q "{\"$code\", " corpus/ledger_reasons.c ||
    { echo "no advice for the reason '$code': add it to corpus/ledger_reasons.c"; failed=1; }
done < <(cat indexer/*.c indexer/readers/*.c | tr '\n' ' ' |
  grep -oE '(reading_fault|reading_fail|reading_skip|set_end|add_fault|add_found)\([^"();]*(\([^"()]*\)[^"();]*)*"[a-z]+(-[a-z]+)*"|reason = "[a-z]+(-[a-z]+)*"|fault = "[a-z]+(-[a-z]+)*"' |
  sed -E 's/.*"([a-z-]+)"$/\1/' | sort -u)
[ "$seen" -ge 10 ] || { echo "only $seen reasons seen"; exit 1; }
exit $failed
