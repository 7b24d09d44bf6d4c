# Ctrl-C ends the run cleanly; the next one goes on.
mkdir articles
for i in $(seq 20000); do echo "Article number $i about harbours and ships." >articles/$i.txt; done
pincite index articles >out 2>err &
sleep 0.4
kill -INT $!
wait $!
code=$?
[ $code = 130 ] || [ $code = 0 ] || { echo "exit $code"; cat err; }
sqlite3 corpus.pincite/corpus.db 'PRAGMA integrity_check'
pincite index articles >/dev/null && pincite status | grep ^articles
