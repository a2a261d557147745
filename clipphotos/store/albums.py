"""Albums: which there are, and which photos are in them."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set

import apsw
import numpy as np
import numpy.typing as npt

from clipphotos.core.album import Album, AlbumId
from clipphotos.core.errors import KnownError
from clipphotos.core.label import name_key
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import Field
from clipphotos.core.query.writer import renamed

_BROWSABLE = "EXISTS (SELECT 1 FROM file WHERE file.photo_id = album_photo.photo_id AND file.state = 'present')"
_ALL = f"""
    SELECT id, name, CASE query
        WHEN '' THEN (SELECT count(*) FROM album_photo WHERE album_id = album.id AND {_BROWSABLE})
        ELSE (SELECT photos FROM query_count WHERE query = album.query)
    END, query FROM album
"""


def all_albums(db: apsw.Connection) -> list[Album]:
    """Return every album, by name."""
    return [Album(*row) for row in db.execute(f"{_ALL} ORDER BY key")]


def with_id(db: apsw.Connection, album_id: AlbumId) -> Album | None:
    """Return an album, if it is there."""
    row = db.execute(f"{_ALL} WHERE id = ?", (album_id,)).fetchone()
    return None if row is None else Album(*row)


def with_name(db: apsw.Connection, name: str) -> Album | None:
    """Return the album of a name, if there is one."""
    row = db.execute(f"{_ALL} WHERE key = ?", (name_key(name),)).fetchone()
    return None if row is None else Album(*row)


def insert(db: apsw.Connection, name: str, query: str = "") -> AlbumId:
    """Make an empty album, or one of what a query finds.

    Raises:
        KnownError: there is one of this name.
    """
    _refuse_name_of_another(db, name, AlbumId(0))
    db.execute("INSERT INTO album (key, name, query) VALUES (?, ?, ?)", (name_key(name), name, query))
    return AlbumId(db.last_insert_rowid())


def rename(db: apsw.Connection, album_id: AlbumId, name: str) -> bool:
    """Give an album another name; return whether smart albums that look for it changed with it.

    Raises:
        KnownError: another album has it.
    """
    _refuse_name_of_another(db, name, album_id)
    before = with_id(db, album_id)
    changed = before is not None and rename_in_queries(db, {Field.ALBUM}, before.name, name)
    db.execute("UPDATE album SET key = ?, name = ? WHERE id = ?", (name_key(name), name, album_id))
    return changed


def set_query(db: apsw.Connection, album_id: AlbumId, query: str) -> None:
    """Let a smart album look for something else."""
    db.execute("UPDATE album SET query = ? WHERE id = ?", (query, album_id))


def rename_in_queries(db: apsw.Connection, fields: Set[Field], old: str, new: str) -> bool:
    """Let smart albums that look for what had an old name look for the new one; return whether any does."""
    if name_key(old) == name_key(new):
        return False
    changed = False
    for album in all_albums(db):
        if (query := renamed(album.query, fields, old, new)) != album.query:
            set_query(db, album.id, query)
            changed = True
    return changed


def remove(db: apsw.Connection, album_id: AlbumId) -> None:
    """Forget an album; its photos stay what they are."""
    db.execute("DELETE FROM album_photo WHERE album_id = ?", (album_id,))
    db.execute("DELETE FROM album WHERE id = ?", (album_id,))


def put(db: apsw.Connection, album_id: AlbumId, photo_ids: Sequence[PhotoId]) -> None:
    """Put photos at an album's end, in this order; those that are in it stay where they are."""
    db.execute(
        """INSERT INTO album_photo (album_id, photo_id, position)
           SELECT ?1, photo.id, (SELECT coalesce(max(position), -1) FROM album_photo WHERE album_id = ?1) + 1 + key
           FROM json_each(?2) AS wanted JOIN photo ON photo.id = wanted.value WHERE 1
           ON CONFLICT (album_id, photo_id) DO NOTHING""",
        (album_id, json.dumps(photo_ids)),
    )


def take(db: apsw.Connection, album_id: AlbumId, photo_ids: Sequence[PhotoId]) -> None:
    """Take photos out of an album."""
    db.execute(
        "DELETE FROM album_photo WHERE album_id = ? AND photo_id IN (SELECT value FROM json_each(?))",
        (album_id, json.dumps(photo_ids)),
    )


def members(db: apsw.Connection, album_id: AlbumId) -> frozenset[PhotoId]:
    """Return all photos of an album, those without a file too."""
    rows = db.execute("SELECT photo_id FROM album_photo WHERE album_id = ?", (album_id,))
    return frozenset(PhotoId(i) for (i,) in rows)


def browsable(db: apsw.Connection, album_id: AlbumId) -> npt.NDArray[np.int64]:
    """Return the photos of an album that have a file, in its order."""
    rows = db.execute(
        f"SELECT photo_id FROM album_photo WHERE album_id = ? AND {_BROWSABLE} ORDER BY position, photo_id",
        (album_id,),
    )
    return np.fromiter((row[0] for row in rows), np.int64)


def of_photo(db: apsw.Connection, photo_id: PhotoId) -> tuple[str, ...]:
    """Return the names of the albums that a photo is in."""
    rows = db.execute(
        "SELECT name FROM album_photo JOIN album ON album.id = album_id WHERE photo_id = ? ORDER BY key", (photo_id,)
    )
    return tuple(name for (name,) in rows)


def copy(db: apsw.Connection, source: PhotoId, target: PhotoId) -> None:
    """Put a photo into the albums that another is in, right after it if it is the newer one."""
    db.execute(
        """INSERT INTO album_photo (album_id, photo_id, position)
           SELECT album_id, ?2, position FROM album_photo WHERE photo_id = ?1
           ON CONFLICT (album_id, photo_id) DO NOTHING""",
        (source, target),
    )


def _refuse_name_of_another(db: apsw.Connection, name: str, album_id: AlbumId) -> None:
    found = with_name(db, name)
    if found is not None and found.id != album_id:
        raise KnownError(f"There is an album “{found.name}” already.")
