# A run that is killed leaves the last committed state whole.
mkdir articles
echo 'A text about lighthouses.' >one.txt
pincite index one.txt >/dev/null
for i in $(seq 3000); do echo "Article number $i about harbours and ships." >articles/$i.txt; done
pincite index articles >/dev/null 2>&1 &
sleep 0.05
{ kill -9 $!; wait; } 2>/dev/null # the shell says that it was, sooner or later
pincite search --format tsv lighthouses | cut -f 13
sqlite3 corpus.pincite/corpus.db 'PRAGMA integrity_check'
pincite index articles >/dev/null && pincite status | grep ^articles
