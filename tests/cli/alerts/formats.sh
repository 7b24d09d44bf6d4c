# The digest as text, as a mail and as JSON; at most so many of each.
. "$source/tests/cli/alerts/harbour.inc"
pincite alerts add 'lights "at sea"' lighthouse >/dev/null
for i in 3 4 5; do echo "Lighthouse $i stands on a rock." >articles/$i.txt; done
pincite index articles >/dev/null
cp -r corpus.pincite copy.pincite
cp -r corpus.pincite third.pincite
clean() { sed -E 's/^Date: .*/Date: D/; s/[0-9]+\.[0-9a-f]{16}/ID/; s/@[^>]*>/@HOST>/; s/[0-9a-f]{12}#/ARTICLE#/; s/fingerprint [0-9a-f]{16}/fingerprint F/'; }
pincite alerts run | clean
pincite alerts run --index copy.pincite --format mail --limit 1 --to 'me@example.org' | clean
pincite alerts run --index third.pincite --format json >json
python=$(command -v python3) && "$python" -c 'import json; json.load(open("json"))'
grep -oE '"(schema|name|since|lost|total)":("[^"]*("at sea)?[^"]*"|[0-9a-z]+)' json
pincite alerts list --format json
