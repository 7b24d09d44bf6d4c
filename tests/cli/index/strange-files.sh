# Files that are no articles are named with a reason, and the rest goes in.
mkdir articles
echo 'A good article about lighthouses.' >articles/good.txt
: >articles/empty.txt
printf 'x' >articles/one-byte.txt
head -c 5000 /dev/urandom >articles/random.bin
printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >articles/picture.png
printf 'Caf\351 and na\357ve, \377\376 bytes of no character set.\n' >articles/latin.txt
ln -s nowhere articles/dangling
mkfifo articles/pipe
printf 'A name in two lines.' >$'articles/two\nlines.txt'
pincite index articles 2>err | sed 's/ in [0-9.]* s / in T s /'
echo ${PIPESTATUS[0]}
sort err
pincite ledger --format tsv | cut -f 1,3,4 | sort
