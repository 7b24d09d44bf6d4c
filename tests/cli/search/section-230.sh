# However 47 U.S.C. § 230 is called, cite: finds the same articles, and none of those
# that have another 230; a hit says in which words it cites it. In the sample, and in
# the folder of real documents that $PINCITE_POLICY names, if it does.
check() {
  local index=$1 first= set
  for name in 'Section 230' '47 U.S.C. 230' 'CDA 230' '§ 230' '47 usc § 230' \
    'communications decency act section 230' 'sec. 230 of the Communications Act of 1934'; do
    set=$(pincite search --index $index --zone all --unit article --limit 0 --format tsv \
      "cite:\"$name\"" | tail -n +2 | cut -f 2,3 | sort | cksum)
    [ -n "$first" ] || first=$set
    [ "$set" = "$first" ] || echo "$name: $set, not $first"
  done
}
pincite index --index sample.pincite "$source/corpus/sample" >/dev/null 2>&1
check sample.pincite
pincite search --index sample.pincite --zone all --limit 0 --format jsonl 'cite:"Section 230"' >hits
grep -c . hits | awk '{ print ($1 > 100 ? "many" : $1) }'
cat >seed.jsonl <<'END'
{"id":"seed","title":"The internet has a dark side","text":"Judges upheld its rights since it is a platform for third parties under the 1996 Communications Decency Act."}
{"id":"friends","title":"Others","text":"17 CFR 230.144 and Section 230 of Public Law 93-66. There were 230 victims on the internet.\n\nSEC. 230. SHORT TITLE. The internet."}
END
pincite index --index seed.pincite seed.jsonl >/dev/null 2>&1
pincite search --index seed.pincite Section 230
pincite search --index seed.pincite --format json 'cite:"47 USC 230"' | grep -o '"cited":[^]]*]'
pincite search --index seed.pincite --format jsonl 'cite:"47 USC 230"' | grep -o '"cited":[^]]*]'
[ -d "${PINCITE_POLICY:-}" ] || exit 0
pincite index --index policy.pincite "$PINCITE_POLICY" >/dev/null 2>&1
check policy.pincite
