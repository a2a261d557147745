-- What a merge keeps: files that must be there before it is done again.

ALTER TABLE trashed ADD COLUMN kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1));
