"""Paths on disk: what was seen there, and which photo it is."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from typing import NamedTuple

import apsw

from clipphotos.core.photo import FailedFile, FileId, FileState, PhotoId, Place, RootId, Signature
from clipphotos.store import photos, tags

LOOK_AGAIN = Signature(size=-1, mtime_ns=-1, ino=-1)
"""A signature that no file has."""

_SEP = os.sep.encode()
_STATES = {state.value: state for state in FileState}


class KnownFile(NamedTuple):
    """What the catalogue says of one path."""

    id: FileId
    place: Place
    signature: Signature
    state: FileState


def count_known(db: apsw.Connection, root_id: RootId) -> int:
    """Return how many files should be in a root."""
    return int(db.execute("SELECT count(*) FROM file WHERE root_id = ? AND state != 'missing'", (root_id,)).get)


def below(db: apsw.Connection, root_id: RootId, folder: bytes = b"", *, recursive: bool = True) -> list[KnownFile]:
    """Return the files that are recorded in a folder, and below it if `recursive`."""
    sql = "SELECT id, folder, name, size, mtime_ns, ino, state FROM file WHERE root_id = ?1"
    if not recursive:
        sql += " AND folder = ?2"
    elif folder:
        sql += " AND (folder = ?2 OR (folder >= ?3 AND folder < ?4))"
    values = (root_id, folder, folder + _SEP, folder + bytes([_SEP[0] + 1]))
    return [
        KnownFile(FileId(i), Place(root_id, where, name), Signature(size, mtime, ino), _STATES[state])
        for i, where, name, size, mtime, ino, state in db.execute(sql, values[: sql.count("?")])
    ]


def _upsert(
    db: apsw.Connection,
    place: Place,
    signature: Signature,
    state: FileState,
    photo_id: PhotoId | None = None,
    reason: str | None = None,
) -> None:
    db.execute(
        """INSERT INTO file (root_id, folder, name, size, mtime_ns, ino, state, photo_id, reason)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
           ON CONFLICT (root_id, folder, name) DO UPDATE
           SET size = ?4, mtime_ns = ?5, ino = ?6, state = ?7, photo_id = coalesce(?8, photo_id), reason = ?9""",
        (
            place.root_id,
            place.folder,
            place.name,
            signature.size,
            signature.mtime_ns,
            signature.ino,
            state.value,
            photo_id,
            reason,
        ),
    )


def record_unread(db: apsw.Connection, place: Place, signature: Signature, state: FileState, reason: str) -> None:
    """Record a file without content: one that is empty, cannot be read now, or is no photo.

    It stays with the photo that the path showed before, so that what comes next is a revision of that.
    """
    _upsert(db, place, signature, state, reason=reason)


def record_content(
    db: apsw.Connection,
    place: Place,
    signature: Signature,
    digest: bytes,
    gone: Container[Place],
) -> PhotoId:
    """Record which photo a path shows, and return it.

    - The same content as before: only the signature is new.
    - Content that another path had and that is gone from there, while its root is there: the file moved.
    - Content that another path still has: a copy, one photo with two files.
    - New content at a known path: a revision of the same photo; if the photo has another file that keeps the old
      content, or had none there for a while and may come back, a new photo that starts with the same tags and
      decisions; with none of them if a person threw the old one away.
    - New content at a new path: a new photo.

    Args:
        db: the writer's connection.
        place: where the file is.
        signature: as `stat` gave it before and after hashing.
        digest: SHA-256 of the content, 32 bytes.
        gone: those of `places_of_content` where nothing is any more although the root is there.
    """
    before = _photo_at(db, place)
    same = photos.with_hash(db, digest)
    if same is not None:
        if before != same and (source := _moved_from(db, same, place, gone)) is not None:
            _forget_place(db, place)
            db.execute(
                "UPDATE file SET root_id = ?, folder = ?, name = ? WHERE id = ?",
                (place.root_id, place.folder, place.name, source),
            )
        photo_id = same
    elif before is None:
        photo_id = photos.insert(db, digest)
    elif (others := _states_elsewhere(db, before, place)) or _is_missing(db, place):
        photo_id = photos.insert(db, digest)
        if FileState.PRESENT in others or not (others or _was_thrown_away(db, place)):
            tags.copy_decisions(db, before, photo_id)
    else:
        photo_id = before
        photos.revise(db, photo_id, digest)
    _upsert(db, place, signature, FileState.PRESENT, photo_id)
    return photo_id


def places_of_content(db: apsw.Connection, digest: bytes) -> list[tuple[bytes, Place]]:
    """Return (root path, place) of the files that show some content, as far as their roots are there."""
    rows = db.execute(
        """SELECT root.path, root.id, folder, name FROM photo JOIN file ON photo_id = photo.id
           JOIN root ON root.id = file.root_id
           WHERE hash = ? AND file.state != 'missing' AND (root.state = 'online' OR root.vanished)""",
        (digest,),
    )
    return [(path, Place(RootId(root_id), folder, name)) for path, root_id, folder, name in rows]


def content_at(db: apsw.Connection, place: Place) -> bytes | None:
    """Return the SHA-256 of the photo that a path shows, or None if it shows none."""
    row = db.execute(
        """SELECT hash FROM file JOIN photo ON photo.id = photo_id
           WHERE root_id = ? AND folder = ? AND name = ? AND file.state = 'present'""",
        (place.root_id, place.folder, place.name),
    ).fetchone()
    return None if row is None else bytes(row[0])


def _photo_at(db: apsw.Connection, place: Place) -> PhotoId | None:
    row = db.execute(
        "SELECT photo_id FROM file WHERE root_id = ? AND folder = ? AND name = ?",
        (place.root_id, place.folder, place.name),
    ).fetchone()
    return None if row is None or row[0] is None else PhotoId(row[0])


def _moved_from(db: apsw.Connection, photo_id: PhotoId, place: Place, gone: Container[Place]) -> int | None:
    rows = db.execute(
        """SELECT file.id, root.id, folder, name, file.state = 'missing' FROM file
           JOIN root ON root.id = file.root_id WHERE photo_id = ? AND (root.state = 'online' OR root.vanished)
           ORDER BY file.state = 'missing' DESC""",
        (photo_id,),
    )
    for file_id, root_id, folder, name, missing in rows:
        old = Place(RootId(root_id), folder, name)
        if old != place and (missing or old in gone):
            return int(file_id)
    return None


def _forget_place(db: apsw.Connection, place: Place) -> None:
    db.execute(
        "DELETE FROM file WHERE root_id = ? AND folder = ? AND name = ?", (place.root_id, place.folder, place.name)
    )


def _states_elsewhere(db: apsw.Connection, photo_id: PhotoId, place: Place) -> set[FileState]:
    rows = db.execute(
        """SELECT DISTINCT state FROM file WHERE photo_id = ? AND state IN ('present', 'quarantined')
           AND NOT (root_id = ? AND folder = ? AND name = ?)""",
        (photo_id, place.root_id, place.folder, place.name),
    )
    return {FileState(state) for (state,) in rows}


def _is_missing(db: apsw.Connection, place: Place) -> bool:
    sql = "SELECT 1 FROM file WHERE root_id = ? AND folder = ? AND name = ? AND state = 'missing'"
    return db.execute(sql, (place.root_id, place.folder, place.name)).fetchone() is not None


def _was_thrown_away(db: apsw.Connection, place: Place) -> bool:
    sql = """SELECT 1 FROM trashed JOIN action ON action.id = action_id AND NOT undone
             WHERE root_id = ? AND folder = ? AND name = ? AND NOT kept"""
    return db.execute(sql, (place.root_id, place.folder, place.name)).fetchone() is not None


def mark_missing(db: apsw.Connection, gone: Iterable[KnownFile]) -> int:
    """Mark paths that are no longer there and did not move; return how many.

    A file that never was a photo is forgotten.
    """
    marked = 0
    for file in gone:
        key = (file.id, file.place.root_id, file.place.folder, file.place.name)
        here = "WHERE id = ? AND root_id = ? AND folder = ? AND name = ?"
        db.execute(f"DELETE FROM file {here} AND photo_id IS NULL", key)
        marked += db.changes()
        db.execute(f"UPDATE file SET state = 'missing', reason = NULL {here} AND state != 'missing'", key)
        marked += db.changes()
    return marked


def quarantine(db: apsw.Connection, photo_id: PhotoId, digest: bytes, reason: str) -> None:
    """Record why some content cannot be decoded, for every file that has it.

    Not if the photo was revised by now, nor if the same content was decoded before: then it is not the content's fault.
    """
    db.execute(
        """UPDATE file SET state = 'quarantined', reason = ?1 WHERE photo_id = ?2 AND state = 'present'
           AND EXISTS (SELECT 1 FROM photo WHERE id = ?2 AND hash = ?3 AND width IS NULL)""",
        (reason, photo_id, digest),
    )


def set_aside(db: apsw.Connection, file_id: FileId, reason: str) -> None:
    """Record why a file cannot be read now; the next scan looks at it again, whatever its signature.

    A photo that was decoded before is not hidden for that.
    """
    db.execute(
        """UPDATE file SET state = 'quarantined', reason = ?, mtime_ns = ? WHERE id = ? AND state = 'present'
           AND EXISTS (SELECT 1 FROM photo WHERE photo.id = photo_id AND width IS NULL)""",
        (reason, LOOK_AGAIN.mtime_ns, file_id),
    )


def look_again(db: apsw.Connection) -> int:
    """Let the next scan look at every file again that could not be read or was left out; return how many."""
    db.execute(
        "UPDATE file SET mtime_ns = ?1 WHERE state IN ('quarantined', 'skipped') AND mtime_ns != ?1",
        (LOOK_AGAIN.mtime_ns,),
    )
    return db.changes()


def listed(db: apsw.Connection, state: FileState) -> tuple[FailedFile, ...]:
    """Return the files of a state with their reasons, by path."""
    rows = db.execute(
        """SELECT root.path, root.id, folder, name, file.reason FROM file JOIN root ON root.id = file.root_id
           WHERE file.state = ? ORDER BY root.path, folder, name""",
        (state.value,),
    )
    return tuple(
        FailedFile(Place(RootId(root_id), folder, name).path(os.fsdecode(path)), reason)
        for path, root_id, folder, name, reason in rows
    )


def count_present(db: apsw.Connection) -> int:
    """Return how many files show a photo."""
    return int(db.execute("SELECT count(*) FROM file WHERE state = 'present'").get)


def paths_of(db: apsw.Connection, photo_id: PhotoId) -> list[tuple[str, bool]]:
    """Return (path, whether it should be readable now) of a photo's files, the readable first."""
    rows = db.execute(
        """SELECT root.path, root.id, folder, name, file.state = 'present' AND root.state = 'online' FROM file
           JOIN root ON root.id = file.root_id WHERE photo_id = ? ORDER BY 5 DESC, root.path, folder, name""",
        (photo_id,),
    )
    return [(Place(RootId(i), folder, name).path(os.fsdecode(p)), bool(ok)) for p, i, folder, name, ok in rows]
