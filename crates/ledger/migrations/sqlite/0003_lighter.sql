-- Less work for every claim. No question was ever asked of this index.
DROP INDEX claims_last;

-- Who enters a report enters its words too. A trigger made SQLite set a savepoint for every report, and at every
-- savepoint the words gathered so far are written out. Now those of a transaction are written out once (up to
-- 16 MB of them), in parts of which up to eight lie side by side before they are made one.
DROP TRIGGER reports_indexed;
INSERT INTO reports_fts (reports_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO reports_fts (reports_fts, rank) VALUES ('automerge', 8);
