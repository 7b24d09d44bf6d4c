# FTS5's own check passes after every kind of change.
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized extension"; exit 77; }
command -v sqlite3 >/dev/null || { echo "skip: no sqlite3"; exit 77; }
check() {
  pincite index --allow-shrink articles >/dev/null 2>&1
  sqlite3 corpus.pincite/corpus.db ".load $build/pincite_sqlite" 'PRAGMA integrity_check;' \
    "INSERT INTO passage_fts(passage_fts, rank) VALUES ('integrity-check', 1);" \
    "SELECT count(*) FROM passage_fts WHERE passage_fts MATCH 'the';" >out || echo "exit $?"
  echo "$1: $(head -n 1 out)"
}
cp -r "$source/corpus/sample" articles
check added
rm articles/fosta/*.md
check removed
for file in articles/section-230/*.md; do echo 'And the last word on it.' >>"$file"; done
check changed
head -n 3 articles/digest.jsonl >x && mv x articles/digest.jsonl
check "lines removed"
rm -r articles/*
check "all removed"
