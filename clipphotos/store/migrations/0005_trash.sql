-- Files that a person moved to the system's trash, for as long as that can be undone. No reference to the root: it may be
-- removed and come back.
CREATE TABLE trashed (
    id        INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (id) ON DELETE CASCADE,
    root_id   INTEGER NOT NULL,
    folder    BLOB NOT NULL,
    name      BLOB NOT NULL,
    path      BLOB NOT NULL,                        -- where it was when it went: what the trash knows it by
    size      INTEGER NOT NULL,
    mtime_ns  INTEGER NOT NULL,
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX trashed_by_action ON trashed (action_id);
