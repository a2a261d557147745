-- Labels become editable objects: counter-prompts, rule, parent, group, colour, versions, and a threshold that is
-- chosen automatically unless a person sets one.

CREATE TABLE new_label (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    mode       TEXT NOT NULL CHECK (mode IN ('off', 'suggest', 'auto')),
    threshold  REAL CHECK (threshold > 0 AND threshold < 1),
    parent_id  INTEGER REFERENCES label (id),
    group_name TEXT,
    colour     TEXT,
    rule       TEXT,                                -- JSON: folders, taken_from, taken_to
    version    INTEGER NOT NULL DEFAULT 1,
    removed_at TEXT
);
INSERT INTO new_label (id, key, name, mode, removed_at) SELECT id, key, name, mode, removed_at FROM label;
DROP TABLE label;
ALTER TABLE new_label RENAME TO label;

CREATE TABLE new_prompt (
    label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    counter  INTEGER NOT NULL CHECK (counter IN (0, 1)),
    position INTEGER NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (label_id, counter, position)
) WITHOUT ROWID;
-- A label that said nothing but its name now has no prompts: its name says it.
INSERT INTO new_prompt
    SELECT label_id, 0, position, text FROM prompt AS one JOIN label ON label.id = label_id
    WHERE text != name OR EXISTS (SELECT 1 FROM prompt WHERE label_id = one.label_id AND text != name);
DROP TABLE prompt;
ALTER TABLE new_prompt RENAME TO prompt;

-- Derived: how a label scores by the model in use, and how it came to that. `stale`: it has to be made anew.
CREATE TABLE scorer (
    label_id      INTEGER PRIMARY KEY REFERENCES label (id) ON DELETE CASCADE,
    model_id      INTEGER NOT NULL REFERENCES model (id),
    label_version INTEGER NOT NULL,
    library_count INTEGER NOT NULL,
    rivals        TEXT NOT NULL,                    -- JSON: the labels of its exclusive group that it competed with
    vector        BLOB NOT NULL,                    -- float32, little endian
    bias          REAL NOT NULL,
    suggest_cut   REAL NOT NULL,
    tag_cut       REAL NOT NULL,
    learned       INTEGER NOT NULL,
    loss_before   REAL,
    loss_after    REAL,
    stale         INTEGER NOT NULL DEFAULT 0
);

DROP TABLE suggestion;
CREATE TABLE suggestion (
    label_id      INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    photo_id      INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    model_id      INTEGER NOT NULL REFERENCES model (id),
    label_version INTEGER NOT NULL,
    score         REAL NOT NULL,
    PRIMARY KEY (label_id, photo_id)
) WITHOUT ROWID;
CREATE INDEX suggestion_by_photo ON suggestion (photo_id);

ALTER TABLE photo_tag ADD COLUMN label_version INTEGER;

-- What a person did, with the changes to undo and redo it (SQLite's session extension).
CREATE TABLE action (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    kind      TEXT NOT NULL,
    subject   TEXT NOT NULL,
    photos    INTEGER NOT NULL,
    changeset BLOB NOT NULL,
    undone    INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    done_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);
