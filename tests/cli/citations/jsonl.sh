# JSONL in, an object for each text out; spans count characters.
printf '{"id":"x","input":"“é” 18 U.S.C. § 1595(a)."}\n{"_id":"y","text":"nothing"}\n' >a.jsonl
pincite citations --format jsonl a.jsonl
pincite citations a.jsonl
printf '{"id":"x","input":"H.R. 1865"}\n{"id":"z"}\nnot an object\n' >b.jsonl
pincite citations --format jsonl b.jsonl
