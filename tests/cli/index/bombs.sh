# What is made to do harm costs a row in the ledger; the run goes on.
mkdir bombs && "$build/unit/make-bombs" bombs small || exit 1
pincite index --timeout 60 bombs 2>/dev/null | sed 's/ in [0-9.]* s / in T s /'
echo ${PIPESTATUS[0]}
pincite ledger --format tsv | cut -f 1,3,4 | sort
pincite search --format tsv bottom | cut -f 1,9
ls /tmp/outward-0.txt 2>&1 | grep -c 'outward-0.txt$'
