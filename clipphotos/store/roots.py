"""Watched folders."""

from __future__ import annotations

import os

import apsw

from clipphotos.core.photo import Root, RootId, RootState

_PHOTOS = "(SELECT count(DISTINCT photo_id) FROM file WHERE root_id = root.id AND file.state = 'present')"


def add(db: apsw.Connection, path: str) -> RootId:
    """Insert a root and return its id."""
    db.execute("INSERT INTO root (path) VALUES (?)", (os.fsencode(path),))
    return RootId(db.last_insert_rowid())


def all_roots(db: apsw.Connection, *, counted: bool = False) -> list[Root]:
    """Return every root, in the order of their paths; with the number of their photos if `counted`."""
    rows = db.execute(f"SELECT id, path, state, {_PHOTOS if counted else 0} FROM root ORDER BY path")
    return [Root(RootId(i), os.fsdecode(path), RootState(state), photos) for i, path, state, photos in rows]


def set_state(db: apsw.Connection, root_id: RootId, state: RootState) -> bool:
    """Record whether a root can be reached; return whether that is news."""
    db.execute("UPDATE root SET state = ?2 WHERE id = ?1 AND state != ?2", (root_id, state.value))
    return db.changes() > 0


def exists(db: apsw.Connection, root_id: RootId) -> bool:
    """Return whether a root is still watched."""
    return db.execute("SELECT 1 FROM root WHERE id = ?", (root_id,)).fetchone() is not None


def remove(db: apsw.Connection, root_id: RootId) -> None:
    """Forget a root and its paths; its photos keep their tags and come back with their content."""
    db.execute("DELETE FROM root WHERE id = ?", (root_id,))
