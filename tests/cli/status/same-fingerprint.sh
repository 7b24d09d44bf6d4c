# The fingerprint is of the articles, not of the way they came in.
one() { echo "{\"id\":\"$1\",\"text\":\"The text of $1.\"}"; }
{ one a; one b; one c; } | pincite index --index x.pincite - >/dev/null
{ one c; one d; one b; } | pincite index --index y.pincite - >/dev/null
{ one c; one b; one a; } | pincite index --index y.pincite - >/dev/null
for index in x y; do pincite status --index $index.pincite | grep fingerprint; done | uniq | wc -l
