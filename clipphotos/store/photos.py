"""Photos: content, facts, and which of them can be browsed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

import apsw
import numpy as np
import numpy.typing as npt

from clipphotos.core.label import name_key
from clipphotos.core.photo import CaptureFacts, PhotoId, RootId


def with_hash(db: apsw.Connection, digest: bytes) -> PhotoId | None:
    """Return the photo with this content, if there is one."""
    row = db.execute("SELECT id FROM photo WHERE hash = ?", (digest,)).fetchone()
    return None if row is None else PhotoId(row[0])


def insert(db: apsw.Connection, digest: bytes) -> PhotoId:
    """Insert a photo of new content."""
    db.execute("INSERT INTO photo (hash) VALUES (?)", (digest,))
    return PhotoId(db.last_insert_rowid())


def revise(db: apsw.Connection, photo_id: PhotoId, digest: bytes) -> None:
    """Give a photo new content: what was derived from the old goes, what a person decided stays."""
    db.execute(
        "UPDATE photo SET hash = ?, width = NULL, height = NULL, taken_at = NULL, facts = NULL WHERE id = ?",
        (digest, photo_id),
    )
    db.execute("DELETE FROM embedding WHERE photo_id = ?", (photo_id,))
    db.execute("DELETE FROM suggestion WHERE photo_id = ?", (photo_id,))
    db.execute("DELETE FROM fingerprint WHERE photo_id = ?", (photo_id,))
    db.execute("DELETE FROM look_alike WHERE one = ?1 OR other = ?1", (photo_id,))
    db.execute("DELETE FROM photo_tag WHERE photo_id = ? AND by_label = 1", (photo_id,))


def set_facts(db: apsw.Connection, photo_id: PhotoId, width: int, height: int, facts: CaptureFacts) -> None:
    """Record what the file says of itself."""
    taken = facts.taken.isoformat() if facts.taken else None
    others = {key: value for key, value in asdict(facts).items() if key != "taken" and value is not None}
    db.execute(
        "UPDATE photo SET width = ?, height = ?, taken_at = ?, facts = ? WHERE id = ?",
        (width, height, taken, json.dumps(others), photo_id),
    )


def facts_of(db: apsw.Connection, photo_id: PhotoId) -> tuple[int, int, CaptureFacts] | None:
    """Return width, height and capture facts; zeros while the photo was not decoded, None if there is no such photo."""
    row = db.execute("SELECT width, height, taken_at, facts FROM photo WHERE id = ?", (photo_id,)).fetchone()
    if row is None:
        return None
    width, height, taken, facts = row
    known = CaptureFacts(**json.loads(facts)) if facts else CaptureFacts()
    return width or 0, height or 0, replace(known, taken=datetime.fromisoformat(taken) if taken else None)


def rate(db: apsw.Connection, photo_ids: Sequence[PhotoId], rating: int) -> None:
    """Give photos a rating from 1 to 5, or 0 for none."""
    db.execute(
        "UPDATE photo SET rating = ?1 WHERE rating != ?1 AND id IN (SELECT value FROM json_each(?2))",
        (rating, json.dumps(photo_ids)),
    )


def rating_of(db: apsw.Connection, photo_id: PhotoId) -> int:
    """Return the rating of a photo, 0 if it has none."""
    return int(db.execute("SELECT coalesce(max(rating), 0) FROM photo WHERE id = ?", (photo_id,)).get)


def ratings(db: apsw.Connection) -> dict[PhotoId, int]:
    """Return the rating of every photo that has one."""
    return {PhotoId(i): rating for i, rating in db.execute("SELECT id, rating FROM photo WHERE rating > 0")}


def hash_of(db: apsw.Connection, photo_id: PhotoId) -> bytes | None:
    """Return the SHA-256 of a photo's content."""
    row = db.execute("SELECT hash FROM photo WHERE id = ?", (photo_id,)).fetchone()
    return None if row is None else bytes(row[0])


def browsable(db: apsw.Connection, root_id: RootId | None = None, tag: str | None = None) -> npt.NDArray[np.int64]:
    """Return the photos that have a file, newest first, of one root or with one tag if given."""
    conditions = ["file.state = 'present'"]
    values: list[int | str] = []
    if root_id is not None:
        conditions.append("file.root_id = ?")
        values.append(root_id)
    if tag is not None:
        conditions.append("photo.id IN (SELECT photo_id FROM photo_tag JOIN tag ON tag.id = tag_id WHERE tag.key = ?)")
        values.append(name_key(tag))
    rows = db.execute(
        f"""SELECT photo.id FROM photo JOIN file ON file.photo_id = photo.id WHERE {" AND ".join(conditions)}
            GROUP BY photo.id
            ORDER BY coalesce(taken_at, strftime('%Y-%m-%dT%H:%M:%S', min(mtime_ns) / 1000000000,
                                                 'unixepoch', 'localtime')) DESC, photo.id DESC""",
        values,
    )
    return np.fromiter((row[0] for row in rows), np.int64)


def count_browsable(db: apsw.Connection) -> int:
    """Return how many photos have a file."""
    return int(db.execute("SELECT count(DISTINCT photo_id) FROM file WHERE state = 'present'").get)


def at_path(db: apsw.Connection, root_id: RootId, folder: bytes, name: bytes) -> PhotoId | None:
    """Return the photo that a path shows now."""
    row = db.execute(
        "SELECT photo_id FROM file WHERE root_id = ? AND folder = ? AND name = ? AND state = 'present'",
        (root_id, folder, name),
    ).fetchone()
    return None if row is None else PhotoId(row[0])
