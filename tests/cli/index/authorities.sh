# A user's own authorities stay with the index and are found at once; a table that is
# wrong changes nothing; an empty one takes them away.
mkdir articles
printf 'Under the Ferry Safety Act boats need lifeboats.\n' >articles/a.txt
printf 'act/ferry\tact\tFerry Safety Act\t1999\tFerry Safety Act\t+usc/46/2100\n' >own.tsv
pincite index articles >/dev/null
pincite search --format tsv 'cite:"46 USC 2100"' | wc -l
pincite index --authorities own.tsv | sed 's/ in [0-9.]* s//'
pincite search --format tsv 'cite:"46 USC 2100"' | wc -l
pincite authorities
pincite citations --authorities own.tsv articles/a.txt
printf 'Ferry Safety Act\n' >wrong.tsv
pincite index --authorities wrong.tsv articles
echo $?
pincite index --authorities none.tsv articles
echo $?
pincite citations --authorities none.tsv articles/a.txt
echo $?
pincite search --format tsv 'cite:"46 USC 2100"' | wc -l
: >empty.tsv
pincite index --authorities empty.tsv articles >/dev/null
pincite search --format tsv 'cite:"46 USC 2100"' | wc -l
