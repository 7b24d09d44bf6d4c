-- The passages of an index in any SQLite shell, through the extension:
--
--     sqlite3 corpus.pincite/corpus.db
--     .load LIBDIR/pincite/pincite_sqlite
--     .read passages.sql
SELECT rowid, snippet(passage_fts, 0, '[', ']', '...', 8)
  FROM passage_fts
 WHERE passage_fts MATCH 'platform AND liability'
 ORDER BY rank
 LIMIT 3;
