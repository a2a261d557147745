"""Undo and redo, across restarts: every action of a person is stored with the changes that it made to the catalogue.

SQLite's session extension (https://sqlite.org/sessionintro.html) records the rows that an action changed, also those
that went with others, as a root's files do with the root. Undoing applies the inverse. Rows that something else has
changed since are set back all the same; rows that are gone are left.
Rows of tags are never made within an action, as scoring makes them too: they stay, used or not.
SQLite commits a changeset that leaves rows referring to nothing, such as what a label tagged by itself before its
making was undone; these go with it. An action that is refused stays, and so does one that is left behind: it counts as
undone, and doing it again makes it the last one once more.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import apsw

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.errors import RefusedActionError
from clipphotos.core.label import LabelId
from clipphotos.core.photo import PhotoId, RootId
from clipphotos.store import references

T = TypeVar("T")

_TABLES = (
    *("label", "prompt", "decision", "tag", "photo_tag", "suggestion", "root", "nested_mount"),
    *("file", "photo", "album", "album_photo", "not_duplicate"),
)
"""What people change (of photos: the rating), roots before their files. Scorers are made anew."""
_KEPT = 1000
_UNCOMPRESSED = b"T"
"""How a changeset starts; those of the first versions were stored as they are."""

_LOOK_AGAIN = """
    UPDATE file SET mtime_ns = -1 WHERE root_id = ?1
        AND EXISTS (SELECT 1 FROM file AS other WHERE other.photo_id = file.photo_id AND other.root_id != ?1)
"""
"""A photo that has a file elsewhere may have been edited there since: what comes back may show it as it was before."""


@dataclass(frozen=True)
class Touched:
    """What an undone or redone action was about."""

    action: Action
    label_ids: frozenset[LabelId]
    photo_ids: frozenset[PhotoId]
    """Without those of the files of roots."""
    root_ids: frozenset[RootId]


def recorded(db: apsw.Connection, action: Action, change: Callable[[apsw.Connection], T]) -> T:
    """Run a change inside the writer's transaction and remember how to undo it; one without effect is not kept."""
    result, changeset = observed(db, change)
    if changeset:
        keep(db, action, changeset)
    return result


def observed(db: apsw.Connection, change: Callable[[apsw.Connection], T]) -> tuple[T, bytes]:
    """Run a change and return its result, and what it changed of what people change."""
    session = apsw.Session(db, "main")
    try:
        for table in _TABLES:
            session.attach(table)
        return change(db), session.changeset()
    finally:
        session.close()


def keep(db: apsw.Connection, action: Action, changeset: bytes = b"") -> int:
    """Remember an action and return its id; without a changeset it is one that changed nothing but files on disk."""
    db.execute("DELETE FROM action WHERE undone = 1")
    db.execute(
        "INSERT INTO action (kind, subject, photos, changeset) VALUES (?, ?, ?, ?)",
        (action.kind.value, action.subject, action.photos, zlib.compress(changeset, 1)),
    )
    action_id = db.last_insert_rowid()
    db.execute("DELETE FROM action WHERE id <= ?", (action_id - _KEPT,))
    return action_id


def forget_empty(db: apsw.Connection, action_id: int) -> None:
    """Forget an action that changed nothing in the catalogue, as it did nothing else either."""
    db.execute("DELETE FROM action WHERE id = ? AND changeset = ?", (action_id, zlib.compress(b"", 1)))


def next_action(db: apsw.Connection, *, redo: bool) -> Action | None:
    """Return what would be undone next, or redone."""
    order = "WHERE undone = 1 ORDER BY id" if redo else "WHERE undone = 0 ORDER BY id DESC"
    row = db.execute(f"SELECT kind, subject, photos, id FROM action {order} LIMIT 1").fetchone()
    return None if row is None else Action(ActionKind(row[0]), row[1], row[2], id=row[3])


def step(db: apsw.Connection, *, redo: bool) -> Touched | None:
    """Undo the last action, or redo the last undone one; return what it was about, None if there is none.

    Raises:
        RefusedActionError: what was done since does not let it.
    """
    action = next_action(db, redo=redo)
    if action is None:
        return None
    changeset = _changeset(db, action)
    changes = changeset if redo else apsw.Changeset.invert(changeset)
    label_ids, photo_ids, root_ids = set[LabelId](), set[PhotoId](), set[RootId]()
    columns_of = {table: _columns(db, table) for table in _TABLES}
    for change in apsw.Changeset.iter(changes):
        if change.name == "file" and root_ids:  # there may be a million
            continue
        columns = columns_of[change.name][: change.column_count]  # others may have come at the end since
        values = {
            name: new if new is not apsw.no_change and new is not None else old
            for name, old, new in zip(
                columns, change.old or [None] * len(columns), change.new or [None] * len(columns), strict=True
            )
        }
        label = values.get("id") if change.name == "label" else values.get("label_id")
        if isinstance(label, int):
            label_ids.add(LabelId(label))
        if change.name == "root" and isinstance(root := values.get("id"), int):
            root_ids.add(RootId(root))
        photo = values.get("id") if change.name == "photo" else values.get("photo_id")
        if isinstance(photo, int):
            photo_ids.add(PhotoId(photo))
        if change.name == "tag" and "key" in values:  # an unused tag must not be in the way of a name that comes back
            db.execute(
                "DELETE FROM tag WHERE key = ? AND id != ? AND id NOT IN (SELECT tag_id FROM photo_tag)",
                (values["key"], values["id"]),
            )
    conflicts = set[int]()

    def on_conflict(reason: int, _change: apsw.TableChange) -> int:
        conflicts.add(reason)
        if reason == apsw.SQLITE_CHANGESET_CONSTRAINT:
            return apsw.SQLITE_CHANGESET_ABORT
        replaceable = reason in (apsw.SQLITE_CHANGESET_DATA, apsw.SQLITE_CHANGESET_CONFLICT)
        return apsw.SQLITE_CHANGESET_REPLACE if replaceable else apsw.SQLITE_CHANGESET_OMIT

    try:
        apsw.Changeset.apply(changes, db, conflict=on_conflict)
    except apsw.AbortError as error:
        text = "This cannot be undone or done again now: something else has its name or its place."
        raise RefusedActionError(text) from error
    if apsw.SQLITE_CHANGESET_FOREIGN_KEY in conflicts:
        db.execute("DELETE FROM photo_tag WHERE by_label = 1 AND label_id NOT IN (SELECT id FROM label)")
        references.mend(db)
    for root_id in root_ids:
        db.execute(_LOOK_AGAIN, (root_id,))
    leave(db, action, redo=redo)
    return Touched(action, frozenset(label_ids), frozenset(photo_ids), frozenset(root_ids))


def leave(db: apsw.Connection, action: Action, *, redo: bool) -> None:
    """Count an action as undone, or as done again, so that it is not in the way of the next."""
    db.execute("UPDATE action SET undone = ? WHERE id = ?", (not redo, action.id))


def _changeset(db: apsw.Connection, action: Action) -> bytes:
    stored = bytes(db.execute("SELECT changeset FROM action WHERE id = ?", (action.id,)).get)
    return stored if stored.startswith(_UNCOMPRESSED) else zlib.decompress(stored)


def _columns(db: apsw.Connection, table: str) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]
