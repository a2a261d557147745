-- Paths are bytes (os.fsencode): a name need not be UTF-8. Times are UTC, ISO 8601, unless said otherwise.

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A folder that the user asked to watch. Its files are never touched, whatever its state.
CREATE TABLE root (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    path     BLOB NOT NULL UNIQUE,
    state    TEXT NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'offline')),
    added_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);

-- What the user cares about, known by its content. It outlives its files: tags wait for a drive to come back.
CREATE TABLE photo (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    hash     BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    width    INTEGER,
    height   INTEGER,
    taken_at TEXT,                  -- the camera's local time
    facts    TEXT,                  -- the other capture facts, JSON
    added_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);

CREATE TABLE file (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    photo_id INTEGER REFERENCES photo (id),         -- NULL: its content could not be read, or was not looked at
    root_id  INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
    folder   BLOB NOT NULL,                         -- below the root; empty for the root itself
    name     BLOB NOT NULL,
    size     INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ino      INTEGER NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('present', 'missing', 'quarantined', 'skipped')),
    reason   TEXT,
    UNIQUE (root_id, folder, name),
    CHECK (state != 'present' OR photo_id IS NOT NULL),
    CHECK ((reason IS NULL) = (state IN ('present', 'missing')))
);
CREATE INDEX file_by_photo ON file (photo_id);

CREATE TABLE model (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    dim         INTEGER NOT NULL,
    UNIQUE (name, fingerprint)
);

-- The id is the vector's name in the index and is never used again: a revised photo gets a new one.
CREATE TABLE embedding (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    model_id INTEGER NOT NULL REFERENCES model (id),
    vector   BLOB NOT NULL,                         -- float16, little endian, unit length
    crc32    INTEGER NOT NULL,
    UNIQUE (photo_id, model_id)
);
CREATE INDEX embedding_by_model ON embedding (model_id);    -- with the id, which every index has: no blob is read

-- A removed label keeps its row, so that its decisions are there when it is made again.
-- key is the name as it is compared. What it proposes was scored by one model when the library had so many embeddings.
CREATE TABLE label (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    threshold    REAL NOT NULL CHECK (threshold BETWEEN 0 AND 1),
    mode         TEXT NOT NULL CHECK (mode IN ('suggest', 'auto')),
    scored_by    INTEGER REFERENCES model (id),
    scored_count INTEGER NOT NULL DEFAULT 0,
    removed_at   TEXT
);

CREATE TABLE prompt (
    label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (label_id, position)
) WITHOUT ROWID;

-- Derived: what the labels propose now. Decisions and tags are never derived.
CREATE TABLE suggestion (
    label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    model_id INTEGER NOT NULL REFERENCES model (id),
    score    REAL NOT NULL,
    PRIMARY KEY (label_id, photo_id)
) WITHOUT ROWID;
CREATE INDEX suggestion_by_photo ON suggestion (photo_id);

CREATE TABLE decision (
    label_id   INTEGER NOT NULL REFERENCES label (id),
    photo_id   INTEGER NOT NULL REFERENCES photo (id),
    verdict    TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
    decided_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (label_id, photo_id)
) WITHOUT ROWID;
CREATE INDEX decision_by_photo ON decision (photo_id);

CREATE TABLE tag (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    key  TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);

-- by_label = 1: a label set it by itself; 0: a person did, or confirmed what a label proposed.
CREATE TABLE photo_tag (
    photo_id  INTEGER NOT NULL REFERENCES photo (id),
    tag_id    INTEGER NOT NULL REFERENCES tag (id),
    by_label  INTEGER NOT NULL CHECK (by_label IN (0, 1)),
    label_id  INTEGER REFERENCES label (id),
    model_id  INTEGER REFERENCES model (id),
    score     REAL,
    tagged_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (photo_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX photo_tag_by_tag ON photo_tag (tag_id);
CREATE INDEX photo_tag_by_label ON photo_tag (label_id) WHERE by_label = 1;
