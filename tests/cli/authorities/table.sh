# What the articles cite: as text, by year, as a table, as JSON; then of a question.
mkdir articles
printf '# One\n\nSee 47 U.S.C. § 230(c)(1), and section 230 again.\n' >articles/one.md
printf '# FOSTA at five\n\nThe law of 2018 and 18 U.S.C. § 1595(a).\n' >articles/two.md
printf '{"id":"J","title":"Bills","published":"2017-08-01","text":"H.R. 1865, 115th Cong., and H.R. 7. Then 47 USC 230(e)(5).\\n\\nThe TVPA."}\n' >articles/j.jsonl
pincite index articles >/dev/null 2>&1
pincite authorities
pincite authorities --format tsv --parts --kind statute
pincite authorities --by-year --format tsv --limit 3
pincite authorities --by-year --limit 1
pincite authorities --format json --limit 2 'cite:"18 USC 1595"' | sed 's/"fingerprint":"[0-9a-f]*"/"fingerprint":"x"/'
