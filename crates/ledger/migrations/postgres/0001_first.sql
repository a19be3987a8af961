-- The first schema, as in ../sqlite/0001_first.sql. Texts are compared by their bytes (COLLATE "C"), as
-- SQLite does. What may be long is indexed by its hash: PostgreSQL's ordered indexes refuse long entries.

-- The mark of a ledger, and its schema versions, newest last.
CREATE TABLE dateline (
    version BIGINT PRIMARY KEY
);

CREATE TABLE reports (
    seq          BIGINT PRIMARY KEY,
    id           TEXT COLLATE "C" NOT NULL,
    sha256       TEXT COLLATE "C" NOT NULL UNIQUE,
    bytes_sha256 TEXT COLLATE "C",
    published    TEXT COLLATE "C",
    publisher    TEXT COLLATE "C",
    url          TEXT COLLATE "C",
    language     TEXT COLLATE "C",
    title        TEXT COLLATE "C",
    text         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX reports_id ON reports USING hash (id);
CREATE INDEX reports_url ON reports USING hash (url) WHERE url IS NOT NULL;

CREATE TABLE coders (
    seq  BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX coders_once ON coders (md5(name));

CREATE TABLE codings (
    seq    BIGINT PRIMARY KEY,
    report BIGINT NOT NULL REFERENCES reports (seq),
    coder  BIGINT NOT NULL REFERENCES coders (seq),
    claims BIGINT NOT NULL
);
CREATE INDEX codings_report ON codings (report, seq);

CREATE TABLE claims (
    seq        BIGINT PRIMARY KEY,
    id         TEXT COLLATE "C" NOT NULL,
    coding     BIGINT NOT NULL REFERENCES codings (seq),
    report     BIGINT NOT NULL REFERENCES reports (seq),
    type       TEXT COLLATE "C" NOT NULL,
    modality   TEXT COLLATE "C" NOT NULL,
    place      TEXT COLLATE "C",
    first      TEXT COLLATE "C",
    last       TEXT COLLATE "C",
    published  TEXT COLLATE "C",
    holder     TEXT COLLATE "C",
    confidence DOUBLE PRECISION NOT NULL,
    quote      TEXT COLLATE "C" NOT NULL,
    record     TEXT COLLATE "C" NOT NULL,
    hash       BYTEA NOT NULL
);
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_report ON claims (report, coding);
CREATE INDEX claims_place ON claims USING hash (place);
CREATE INDEX claims_last ON claims (last);

CREATE TABLE claim_places (
    place TEXT COLLATE "C" NOT NULL,
    claim BIGINT NOT NULL REFERENCES claims (seq)
);
CREATE UNIQUE INDEX claim_places_once ON claim_places (claim, md5(place));
CREATE INDEX claim_places_place ON claim_places USING hash (place);

CREATE TABLE corrections (
    seq      BIGINT PRIMARY KEY,
    claim    TEXT COLLATE "C" NOT NULL,
    report   TEXT COLLATE "C" NOT NULL,
    type     TEXT COLLATE "C" NOT NULL,
    quote    TEXT COLLATE "C" NOT NULL,
    start    BIGINT NOT NULL,
    field    TEXT COLLATE "C" NOT NULL,
    before   TEXT COLLATE "C",
    after    TEXT COLLATE "C" NOT NULL,
    why      TEXT COLLATE "C" NOT NULL,
    who      TEXT COLLATE "C" NOT NULL,
    made_on  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX corrections_claim ON corrections (claim);
CREATE INDEX corrections_report ON corrections (report);

CREATE TABLE settings (
    seq     BIGINT PRIMARY KEY,
    key     TEXT COLLATE "C" NOT NULL,
    value   TEXT COLLATE "C" NOT NULL,
    why     TEXT COLLATE "C" NOT NULL,
    who     TEXT COLLATE "C" NOT NULL,
    made_on TEXT COLLATE "C" NOT NULL
);

CREATE TABLE entries (
    seq     BIGINT PRIMARY KEY,
    kind    TEXT COLLATE "C" NOT NULL,
    item    BIGINT NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    hash    TEXT COLLATE "C" NOT NULL
);
CREATE INDEX entries_item ON entries (kind, item);

CREATE TABLE place_names (
    folded TEXT COLLATE "C" NOT NULL,
    place  TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX place_names_once ON place_names (md5(folded), md5(place));
CREATE INDEX place_names_folded ON place_names USING hash (folded);

CREATE TABLE signatures (
    report    BIGINT PRIMARY KEY REFERENCES reports (seq),
    signature BYTEA NOT NULL
);

CREATE VIEW current_claims AS
SELECT claims.* FROM claims
WHERE claims.coding = (SELECT max(codings.seq) FROM codings WHERE codings.report = claims.report);

-- Derived, for full-text search: a report's words, folded by the program.
CREATE TABLE report_words (
    report BIGINT PRIMARY KEY REFERENCES reports (seq),
    words  TSVECTOR NOT NULL
);
CREATE INDEX report_words_words ON report_words USING gin (words);

CREATE FUNCTION dateline_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows';
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON reports EXECUTE FUNCTION dateline_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON coders EXECUTE FUNCTION dateline_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON codings EXECUTE FUNCTION dateline_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON claims EXECUTE FUNCTION dateline_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON corrections EXECUTE FUNCTION dateline_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON settings EXECUTE FUNCTION dateline_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON entries EXECUTE FUNCTION dateline_only_grows();
