# The numbers of a run for Prometheus: there as a whole, and only what is known.
mkdir articles
echo 'The lighthouse was built in 1810.' >articles/one.txt
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\1' >articles/picture.bin
names() { sed -nE 's/^(pincite_[a-z_]+)[{ ].*/\1/p' "$1" | uniq; }
pincite index --metrics pincite.prom articles >/dev/null 2>&1
echo $?
names pincite.prom
sed -nE "s|$PWD/||; s/^(pincite_(run_inputs|index_articles|root_failed).*)/\1/p" pincite.prom
# What went wrong before anything was known leaves that unsaid.
mkdir broken.pincite && head -c 20000 /dev/urandom >broken.pincite/corpus.db
pincite index --index broken.pincite --metrics damaged.prom articles 2>/dev/null
echo $?
names damaged.prom
pincite index --metrics no/such/folder.prom articles >/dev/null
echo $?
ls
