# A file that may not be read fails, and is named; the exit says partial.
[ "$(id -u)" != 0 ] || { echo "skip: root may read everything"; exit 77; }
mkdir articles
echo 'A good article about lighthouses.' >articles/good.txt
echo 'Closed.' >articles/closed.txt
chmod 0 articles/closed.txt
pincite index articles | sed 's/ in [0-9.]* s / in T s /'
echo ${PIPESTATUS[0]}
