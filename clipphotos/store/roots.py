"""Watched folders, and the drives they lie on."""

from __future__ import annotations

import os
from collections.abc import Mapping

import apsw

from clipphotos.core.photo import Place, Root, RootId, RootState, Volume, VolumeKind

_PHOTOS = "(SELECT count(DISTINCT photo_id) FROM file WHERE root_id = root.id AND file.state = 'present')"


def add(db: apsw.Connection, path: str) -> RootId:
    """Insert a root and return its id."""
    db.execute("INSERT INTO root (path) VALUES (?)", (os.fsencode(path),))
    return RootId(db.last_insert_rowid())


def all_roots(db: apsw.Connection, *, counted: bool = False) -> list[Root]:
    """Return every root, in the order of their paths; with the number of their photos if `counted`."""
    rows = db.execute(
        f"""SELECT root.id, path, state, {_PHOTOS if counted else 0}, reason, vanished, polled, below, marker, accepted,
                   coalesce(uuid, ''), label, kind
            FROM root LEFT JOIN volume ON volume.id = volume_id ORDER BY path, root.id"""
    )
    return [
        Root(
            id=RootId(i),
            path=os.fsdecode(path),
            state=RootState(state),
            photos=photos,
            reason=reason,
            vanished=vanished,
            polled=polled,
            volume=Volume(uuid, label, VolumeKind(kind)) if kind else None,
            below=below,
            marker=marker,
            accepted=accepted,
        )
        for i, path, state, photos, reason, vanished, polled, below, marker, accepted, uuid, label, kind in rows
    ]


def set_state(db: apsw.Connection, root_id: RootId, state: RootState, reason: str = "", vanished: int = 0) -> bool:
    """Record whether a root can be reached, and what is amiss; return whether that is news.

    What a person accepted counts until nothing seems to have vanished any more.
    """
    db.execute(
        """UPDATE root SET state = ?2, reason = ?3, vanished = ?4, accepted = CASE WHEN ?4 THEN accepted ELSE 0 END
           WHERE id = ?1 AND (state, reason, vanished) != (?2, ?3, ?4)""",
        (root_id, state.value, reason, vanished),
    )
    return db.changes() > 0


def accept_missing(db: apsw.Connection, root_id: RootId) -> None:
    """Record that a person said that the files that vanished are gone."""
    db.execute("UPDATE root SET accepted = vanished WHERE id = ?", (root_id,))


def set_polled(db: apsw.Connection, root_id: RootId, why: str) -> bool:
    """Record why a root is polled, "" if it is not; return whether that is news."""
    db.execute("UPDATE root SET polled = ?2 WHERE id = ?1 AND polled != ?2", (root_id, why))
    return db.changes() > 0


def move(db: apsw.Connection, root_id: RootId, path: str) -> None:
    """Record that a root is somewhere else now; it is online when it has been looked through there."""
    db.execute("UPDATE root SET path = ?, state = 'offline' WHERE id = ?", (os.fsencode(path), root_id))


def identify(db: apsw.Connection, root_id: RootId, volume: Volume, below: bytes, marker: str) -> None:
    """Record by what a root is known again."""
    db.execute(
        "UPDATE root SET volume_id = ?, below = ?, marker = ? WHERE id = ?",
        (_volume_id(db, volume), below, marker, root_id),
    )


def _volume_id(db: apsw.Connection, volume: Volume) -> int:
    values = (volume.id or None, volume.label, volume.kind.value)
    if volume.id:
        db.execute(
            """INSERT INTO volume (uuid, label, kind) VALUES (?, ?, ?)
               ON CONFLICT (uuid) DO UPDATE SET label = excluded.label, kind = excluded.kind""",
            values,
        )
    else:
        db.execute(
            """INSERT INTO volume (uuid, label, kind) SELECT ?1, ?2, ?3
               WHERE NOT EXISTS (SELECT 1 FROM volume WHERE (label, kind) = (?2, ?3) AND uuid IS NULL)""",
            values,
        )
    return int(
        db.execute(
            "SELECT id FROM volume WHERE uuid IS ?1 AND (?1 IS NOT NULL OR (label, kind) = (?2, ?3))", values
        ).get
    )


def sample(db: apsw.Connection, root_id: RootId, count: int = 50) -> list[Place]:
    """Return some of the files that should be in a root, drawn at random."""
    rows = db.execute(
        "SELECT folder, name FROM file WHERE root_id = ? AND state != 'missing' ORDER BY random() LIMIT ?",
        (root_id, count),
    )
    return [Place(root_id, folder, name) for folder, name in rows]


def nested_mounts(db: apsw.Connection, root_id: RootId) -> dict[bytes, str]:
    """Return the folders below a root that other volumes were mounted at, with the volumes' ids."""
    rows = db.execute("SELECT folder, uuid FROM nested_mount WHERE root_id = ?", (root_id,))
    return {folder: uuid for folder, uuid in rows}  # noqa: C416 (what dict() makes of it has no types)


def set_nested_mounts(db: apsw.Connection, root_id: RootId, mounts: Mapping[bytes, str]) -> None:
    """Record the folders below a root that other volumes are mounted at."""
    db.execute("DELETE FROM nested_mount WHERE root_id = ?", (root_id,))
    db.executemany(
        "INSERT INTO nested_mount (root_id, folder, uuid) SELECT id, ?, ? FROM root WHERE id = ?",  # if it still exists
        [(folder, uuid, root_id) for folder, uuid in mounts.items()],
    )


def exists(db: apsw.Connection, root_id: RootId) -> bool:
    """Return whether a root is still watched."""
    return db.execute("SELECT 1 FROM root WHERE id = ?", (root_id,)).fetchone() is not None


def remove(db: apsw.Connection, root_id: RootId) -> None:
    """Forget a root and its paths; its photos keep their tags and come back with their content."""
    db.execute("DELETE FROM root WHERE id = ?", (root_id,))
