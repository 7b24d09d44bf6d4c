# Twenty troubles are named, the rest counted.
mkdir articles
for i in $(seq 10 40); do { printf "\0\1\2"; head -c 300 /dev/urandom; } >articles/$i.bin; done
echo 'A text.' >articles/one.txt
pincite index articles 2>err | sed 's/ in [0-9.]* s / in T s /'
grep -c skipped err
tail -n 1 err
