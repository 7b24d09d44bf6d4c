# The whole language of questions in any SQLite shell, whatever FTS5 keeps: of the
# database that is open, or of another index by its folder; joined like any table.
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized extension"; exit 77; }
command -v sqlite3 >/dev/null || { echo "skip: no sqlite3"; exit 77; }
. "$source/tests/cli/search/harbour.inc"
pincite index --fts5 none >/dev/null
ask() { sqlite3 "$database" ".load $build/pincite_sqlite" "$@" 2>&1 | sed 's/^.*pincite_search: /pincite_search: /'; }
database=corpus.pincite/corpus.db
ask "SELECT rank, id, round(score, 2), snippet FROM pincite_search('lamp /s keepers', 2);"
ask "SELECT count(*), min(question) FROM pincite_search('lamp OR storms', 0);"
ask "SELECT typeof(author), typeof(published), start < length FROM pincite_search('lamp', 1);"
ask "SELECT q.column1, count(s.id) FROM (VALUES ('lamp'), ('zeppelin')) q
       LEFT JOIN pincite_search(q.column1, 0) s GROUP BY 1;"
[ "$(ask "SELECT text FROM pincite_search('\"the lamp\"', 1);")" = \
  "$(pincite search '"the lamp"' --limit 1 --format json | sed 's/.*"text":"\([^"]*\)".*/\1/')" ] &&
  echo same text
database=:memory:
ask "SELECT id FROM pincite_search('lamp', 1, 'corpus.pincite');"
ask "SELECT id FROM pincite_search('lamp');"
ask "SELECT id FROM pincite_search('lamp', 1, 'nowhere.pincite');"
ask "SELECT id FROM pincite_search;"
