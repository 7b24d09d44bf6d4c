# What is not an index of ours is neither used nor changed.
mkdir foreign.pincite other.pincite
sqlite3 foreign.pincite/corpus.db 'CREATE TABLE t(x); INSERT INTO t VALUES (1);' ||
  { echo "skip: no sqlite3"; exit 77; }
echo 'This is no database, whatever its name is.' >other.pincite/corpus.db
sum=$(cat */corpus.db | sha256sum)
echo 'A text.' >one.txt
for index in foreign.pincite other.pincite one.txt nowhere.pincite; do
  pincite index --index $index one.txt 2>err >out
  code=$?
  [ $index = nowhere.pincite ] || echo "index: $code $(cat err)"
done
for index in foreign.pincite other.pincite one.txt absent.pincite; do
  pincite search --index $index text
  echo "search: $?"
done
[ "$sum" = "$(cat foreign.pincite/corpus.db other.pincite/corpus.db | sha256sum)" ] && echo unchanged
