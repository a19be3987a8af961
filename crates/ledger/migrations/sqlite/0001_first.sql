-- The first schema. Content tables only grow: triggers refuse UPDATE and DELETE on them.
-- Dates are ISO 8601 text, hashes of reports and entries hex, hashes of claims 32 bytes.

-- One row a report: the text as it was read, with what was known of its publication.
CREATE TABLE reports (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,          -- as given, else derived; not unique: two inputs may say the same
    sha256       TEXT NOT NULL UNIQUE,   -- over text, title, date, publisher and address: the identity
    bytes_sha256 TEXT,                   -- over the bytes as they were read, where the reader kept it
    published    TEXT,
    publisher    TEXT,
    url          TEXT,
    language     TEXT,
    title        TEXT,
    text         TEXT NOT NULL
) STRICT;
CREATE INDEX reports_id ON reports (id);
CREATE INDEX reports_url ON reports (url) WHERE url IS NOT NULL;

-- One row a version of the coder (program and ontology).
CREATE TABLE coders (
    seq  INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- One coder's reading of one report. The newest coding of a report supersedes the older ones.
CREATE TABLE codings (
    seq    INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (seq),
    coder  INTEGER NOT NULL REFERENCES coders (seq),
    claims INTEGER NOT NULL              -- how many
) STRICT;
CREATE INDEX codings_report ON codings (report, seq);

-- One row a claim. `record` is the claim as the contract prints it; the other columns repeat what is
-- searched for.
CREATE TABLE claims (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    coding     INTEGER NOT NULL REFERENCES codings (seq),
    report     INTEGER NOT NULL REFERENCES reports (seq),
    type       TEXT NOT NULL,
    modality   TEXT NOT NULL,
    place      TEXT,                     -- key into places; null where the claim is nowhere
    first      TEXT,
    last       TEXT,
    published  TEXT,
    holder     TEXT,                     -- id of the party, on control claims
    confidence REAL NOT NULL,
    quote      TEXT NOT NULL,
    record     TEXT NOT NULL,
    hash       BLOB NOT NULL
) STRICT;
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_report ON claims (report);
CREATE INDEX claims_place ON claims (place, type);
CREATE INDEX claims_last ON claims (last);

-- Places of claims that have several (talks); the first stands in `claims.place`.
CREATE TABLE claim_places (
    place TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claims (seq),
    PRIMARY KEY (place, claim)
) STRICT, WITHOUT ROWID;

-- A person's signed, dated, reasoned change to one field of one claim.
CREATE TABLE corrections (
    seq      INTEGER PRIMARY KEY,
    claim    TEXT NOT NULL,              -- the claim's id when it was corrected
    report   TEXT NOT NULL,              -- sha256 of its report: the correction outlives a recoding
    type     TEXT NOT NULL,              -- type of the claim when it was corrected
    quote    TEXT NOT NULL,              -- its quotation
    start    INTEGER NOT NULL,           -- where the quotation stands, in code points
    field    TEXT NOT NULL,              -- such as when.first
    before   TEXT,                       -- JSON
    after    TEXT NOT NULL,              -- JSON
    why      TEXT NOT NULL,
    who      TEXT NOT NULL,
    made_on  TEXT NOT NULL               -- day
) STRICT;
CREATE INDEX corrections_claim ON corrections (claim);
CREATE INDEX corrections_report ON corrections (report);

-- Settings of the ledger; the newest row of a key holds.
CREATE TABLE settings (
    seq   INTEGER PRIMARY KEY,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    why   TEXT NOT NULL,
    who   TEXT NOT NULL,
    made_on TEXT NOT NULL
) STRICT;

-- The hash chain: every row above is covered by an entry, every entry by the next one.
CREATE TABLE entries (
    seq     INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,               -- report, coder, coding (with its claims), correction, setting
    item    INTEGER NOT NULL,            -- seq of the row
    content TEXT NOT NULL,               -- SHA-256 of what was entered
    hash    TEXT NOT NULL                -- SHA-256 of the entry before, the kind and the content
) STRICT;
CREATE INDEX entries_item ON entries (kind, item);

-- Derived, for look-up by name: what claims call their places.
CREATE TABLE place_names (
    folded TEXT NOT NULL,
    place  TEXT NOT NULL,
    PRIMARY KEY (folded, place)
) STRICT, WITHOUT ROWID;

-- Derived: how alike the texts of reports are (64 slots of MinHash, 4 bytes each).
CREATE TABLE signatures (
    report    INTEGER PRIMARY KEY REFERENCES reports (seq),
    signature BLOB NOT NULL
) STRICT;

-- Claims of each report's newest coding.
CREATE VIEW current_claims AS
SELECT claims.* FROM claims
WHERE claims.coding = (SELECT max(codings.seq) FROM codings WHERE codings.report = claims.report);

-- Full-text search over the reports.
CREATE VIRTUAL TABLE reports_fts USING fts5 (
    title, text, content = 'reports', content_rowid = 'seq',
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER reports_indexed AFTER INSERT ON reports BEGIN
    INSERT INTO reports_fts (rowid, title, text) VALUES (new.seq, new.title, new.text);
END;

CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER coders_no_update BEFORE UPDATE ON coders BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER coders_no_delete BEFORE DELETE ON coders BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER codings_no_update BEFORE UPDATE ON codings BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER codings_no_delete BEFORE DELETE ON codings BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER settings_no_update BEFORE UPDATE ON settings BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER settings_no_delete BEFORE DELETE ON settings BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
