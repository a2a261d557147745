-- Duplicates and look-alikes.

-- Derived: what a photo looks like in a few bytes, made from its thumbnail by a version of the rules. The hashes are
-- 64 bits each, as signed numbers. `compared`: whether it was looked for among the others.
CREATE TABLE fingerprint (
    photo_id  INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    version   INTEGER NOT NULL,
    whole     INTEGER NOT NULL,
    turned    INTEGER NOT NULL,
    middle    INTEGER NOT NULL,
    inside    INTEGER,
    frame     TEXT,                                 -- JSON: left, top, right, bottom
    sharpness REAL NOT NULL,
    colour    REAL NOT NULL,
    compared  INTEGER NOT NULL DEFAULT 0
);

-- Derived: two photos that look alike, compared pixel by pixel.
CREATE TABLE look_alike (
    one      INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    other    INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL CHECK (kind IN ('near', 'burst')),
    likeness REAL NOT NULL,
    change   TEXT NOT NULL,
    PRIMARY KEY (one, other),
    CHECK (one < other)
) WITHOUT ROWID;
CREATE INDEX look_alike_by_other ON look_alike (other);

-- What a person said: these two are no duplicates; one photo twice: its copies are meant to be there.
CREATE TABLE not_duplicate (
    one     INTEGER NOT NULL REFERENCES photo (id),
    other   INTEGER NOT NULL REFERENCES photo (id),
    said_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (one, other),
    CHECK (one <= other)
) WITHOUT ROWID;
CREATE INDEX not_duplicate_by_other ON not_duplicate (other);
