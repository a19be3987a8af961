-- Derived: reports by which a publisher takes reports back, and what each takes back.
CREATE TABLE notices (
    report INTEGER NOT NULL REFERENCES reports (seq),
    kind   TEXT NOT NULL,                -- page (what stood at its own address), url, headline
    target TEXT NOT NULL,
    PRIMARY KEY (report, kind, target)
) STRICT, WITHOUT ROWID;
