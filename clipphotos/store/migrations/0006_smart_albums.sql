-- An album with a query holds no photos: it shows what the query finds.
ALTER TABLE album ADD COLUMN query TEXT NOT NULL DEFAULT '';

-- Derived: how many photos a smart album's query found when they were last counted.
CREATE TABLE query_count (
    query  TEXT PRIMARY KEY,
    photos INTEGER NOT NULL
) WITHOUT ROWID;

-- What people searched for; the last search has the highest id.
CREATE TABLE past_search (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL UNIQUE COLLATE NOCASE
);
