-- Files that a person moved to the system's trash, for as long as that can be undone. `thrown` is what undo and redo
-- change: whether they should be in the trash. No reference to the root: it may be removed and come back.
CREATE TABLE trashed (
    id        INTEGER PRIMARY KEY,
    action_id INTEGER REFERENCES action (id) ON DELETE CASCADE,
    root_id   INTEGER NOT NULL,
    folder    BLOB NOT NULL,
    name      BLOB NOT NULL,
    size      INTEGER NOT NULL,
    mtime_ns  INTEGER NOT NULL,
    hash      BLOB NOT NULL CHECK (length(hash) = 32),
    thrown    INTEGER NOT NULL DEFAULT 0 CHECK (thrown IN (0, 1))
);
CREATE INDEX trashed_by_action ON trashed (action_id);
