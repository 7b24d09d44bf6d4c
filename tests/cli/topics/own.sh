# A user's topics: beside the index, or in a folder that is told; they come before
# those that ship, may use one another, and a broken one keeps no other back.
mkdir -p articles corpus.pincite/topics others
printf 'Ferries need lifeboats.\n' >articles/a.txt
printf 'The harbour was closed, and hotels with it.\n' >articles/b.txt
pincite index articles >/dev/null 2>&1
printf '# ours\nscope: Ships of\n  every kind.\nquery: ferr* OR\n  vessel*\n' \
  >corpus.pincite/topics/ships.topic
printf 'query: topic:ships OR harbour\n' >corpus.pincite/topics/hotels.topic
pincite topics ships hotels
pincite search --format tsv topic:hotels | cut -f 2
printf 'scope: No question.\n' >others/broken.topic
printf 'query: (a AND\n' >others/wrong.topic
printf 'query: lifeboats\n' >others/boats.topic
pincite topics --topics others boats broken
echo $?
pincite topics --topics others wrong
echo $?
pincite topics --topics others ../../etc/passwd
echo $?
pincite topics --format json boats --topics others
pincite topics --topics others --format tsv | awk '$4 == "own"' | cut -f 1-4
