-- Roots know their drive, carry a marker, and say why they are offline.

CREATE TABLE volume (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid  TEXT UNIQUE,                              -- as the system names it; NULL: it has no name of that kind
    label TEXT NOT NULL,
    kind  TEXT NOT NULL CHECK (kind IN ('fixed', 'removable', 'network', 'cloud', 'unknown'))
);

CREATE TABLE new_root (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    path      BLOB NOT NULL,                        -- where it was last seen
    state     TEXT NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'offline')),
    added_at  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    volume_id INTEGER REFERENCES volume (id),
    below     BLOB NOT NULL DEFAULT x'',            -- below the volume's mount point
    marker    TEXT NOT NULL DEFAULT '',
    reason    TEXT NOT NULL DEFAULT '',
    vanished  INTEGER NOT NULL DEFAULT 0,           -- files that seem to be gone and are kept until a person says so
    accepted  INTEGER NOT NULL DEFAULT 0,           -- so many of them a person said are gone
    polled    TEXT NOT NULL DEFAULT ''
);
INSERT INTO new_root (id, path, state, added_at) SELECT id, path, state, added_at FROM root;
DROP TABLE root;
ALTER TABLE new_root RENAME TO root;
-- Another drive may be mounted where one was that is away now.
CREATE UNIQUE INDEX root_by_path ON root (path) WHERE state = 'online';

-- Derived: the drives that were mounted below a root when it was last looked through.
CREATE TABLE nested_mount (
    root_id INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
    folder  BLOB NOT NULL,
    uuid    TEXT NOT NULL,
    PRIMARY KEY (root_id, folder)
) WITHOUT ROWID;
