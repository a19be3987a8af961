-- Derived: reports by which a publisher takes reports back, and what each takes back.
CREATE TABLE notices (
    report BIGINT NOT NULL REFERENCES reports (seq),
    kind   TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX notices_once ON notices (report, kind, md5(target));
