# Nothing is cited; a kind that is none; no index.
pincite authorities
echo $?
mkdir articles
echo 'There is nothing to be seen here.' >articles/a.txt
pincite index articles >/dev/null 2>&1
pincite authorities
echo $?
pincite authorities --kind statue
echo $?
pincite authorities --format tsv anything
echo $?
