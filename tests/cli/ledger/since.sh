# What a run noted is what came after the generation before it; the sums add up.
mkdir articles
for i in 1 2 3; do echo "The lighthouse of the year 180$i." >articles/$i.txt; done
pincite index articles >/dev/null
before=$(pincite status --format json | sed 's/.*"generation":\([0-9]*\).*/\1/')
pincite ledger --since "$before"
echo $?
rm articles/1.txt
echo 'Another keeper.' >articles/2.txt
: >articles/4.txt
pincite index articles >/dev/null 2>&1
pincite ledger --since "$before"
pincite ledger --summary --format json
