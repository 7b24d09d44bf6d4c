# In any SQLite shell, with the extension, the index is a table to be queried; with full
# detail by phrases and columns, too.
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized extension"; exit 77; }
command -v sqlite3 >/dev/null || { echo "skip: no sqlite3"; exit 77; }
. "$source/tests/cli/search/harbour.inc"
sqlite3 corpus.pincite/corpus.db ".load $build/pincite_sqlite" \
  "SELECT rowid, snippet(passage_fts, 0, '[', ']', '...', 6) FROM passage_fts
   WHERE passage_fts MATCH 'keepers AND lamp' ORDER BY rank;" \
  "SELECT count(*) FROM passage_fts WHERE passage_fts MATCH 'light* NOT storm';" \
  "INSERT INTO passage_fts(passage_fts, rank) VALUES ('integrity-check', 1);"
pincite index --fts5 full >/dev/null
sqlite3 corpus.pincite/corpus.db ".load $build/pincite_sqlite" \
  "SELECT count(*) FROM passage_fts WHERE passage_fts MATCH '\"put out the lamp\"';" \
  "SELECT count(*) FROM passage_fts WHERE passage_fts MATCH 'title : storms';" \
  "INSERT INTO passage_fts(passage_fts, rank) VALUES ('integrity-check', 1);"
