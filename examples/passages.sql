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
-- The same by pincite's own language of questions and ranking.
SELECT id, round(score, 1), snippet
  FROM pincite_search('platform /s liability', 3);
