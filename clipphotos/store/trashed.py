"""Which files a person moved to the system's trash, and what it takes to know them again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import apsw

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.photo import PhotoId, Place, RootId, RootState
from clipphotos.store import history, rules


@dataclass(frozen=True)
class TrashFile:
    """A file on its way to the trash, or back."""

    place: Place
    path: str
    thrown_from: str
    """Its path when it went to the trash; that of its root may have changed since."""
    online: bool
    """Whether its root can be reached now."""
    size: int
    mtime_ns: int
    digest: bytes
    """SHA-256 of its content."""


def files_of(db: apsw.Connection, photo_ids: Iterable[PhotoId]) -> list[TrashFile]:
    """Return every file that shows one of the photos."""
    return [file for _, file in by_photo(db, photo_ids)]


def by_photo(db: apsw.Connection, photo_ids: Iterable[PhotoId]) -> Iterator[tuple[PhotoId, TrashFile]]:
    """Yield, for one photo after the other, every file that shows it."""
    rows = db.execute(
        """SELECT photo.id, root.id, root.path, root.state, file.folder, name, size, mtime_ns, hash
           FROM json_each(?) AS wanted CROSS JOIN file ON photo_id = wanted.value AND file.state = 'present'
           JOIN root ON root.id = root_id JOIN photo ON photo.id = photo_id ORDER BY wanted.id, file.id""",
        (json.dumps(list(photo_ids)),),
    )
    for photo_id, *row in rows:
        yield PhotoId(photo_id), _file(*row)


def of_action(db: apsw.Connection, action_id: int, *, kept: bool = False) -> list[TrashFile]:
    """Return the files of one action, or those it kept, as they were when they went.

    Their roots may be gone, or elsewhere.
    """
    rows = db.execute(
        """SELECT root_id, folder, name, path, size, mtime_ns, hash FROM trashed
           WHERE action_id = ? AND kept = ? ORDER BY id""",
        (action_id, kept),
    )
    return [
        TrashFile(Place(RootId(root_id), folder, name), os.fsdecode(path), os.fsdecode(path), False, *rest)
        for root_id, folder, name, path, *rest in rows
    ]


def _file(
    root_id: int, root: bytes, state: str, folder: bytes, name: bytes, size: int, mtime_ns: int, digest: bytes
) -> TrashFile:
    place = Place(RootId(root_id), folder, name)
    path = place.path(os.fsdecode(root))
    return TrashFile(place, path, path, state == RootState.ONLINE, size, mtime_ns, digest)


def begin(
    db: apsw.Connection,
    files: Iterable[TrashFile],
    kind: ActionKind = ActionKind.TRASH,
    changeset: bytes = b"",
    kept: Iterable[TrashFile] = (),
) -> int:
    """Record the action before the first file goes, so that it can be undone whenever the program ends; return its id.

    Its files stay known when it is undone. `changeset`: what else it changed in the catalogue; `kept`: files of which
    one has to be there when it is done again.
    """
    files = list(files)
    action_id = history.keep(db, Action(kind, "", len({file.digest for file in files})), changeset)
    db.executemany(
        """INSERT INTO trashed (action_id, root_id, folder, name, path, size, mtime_ns, hash, kept)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                action_id,
                f.place.root_id,
                f.place.folder,
                f.place.name,
                os.fsencode(f.path),
                f.size,
                f.mtime_ns,
                f.digest,
                stays,
            )
            for stays, those in ((False, files), (True, kept))
            for f in those
        ],
    )
    return action_id


def finish(db: apsw.Connection, action_id: int, thrown: Iterable[TrashFile]) -> None:
    """Record which files went; an action that moved none is forgotten, unless it changed something else."""
    went = {file.place: file.digest for file in thrown}
    rows = list(
        db.execute("SELECT id, root_id, folder, name FROM trashed WHERE action_id = ? AND NOT kept", (action_id,))
    )
    stay = [(i,) for i, root_id, folder, name in rows if Place(RootId(root_id), folder, name) not in went]
    db.executemany("DELETE FROM trashed WHERE id = ?", stay)
    if went:
        db.execute("UPDATE action SET photos = ? WHERE id = ?", (len(set(went.values())), action_id))
    else:
        history.forget_empty(db, action_id)


def thrown_again(db: apsw.Connection, action_id: int, thrown: Iterable[TrashFile]) -> None:
    """Record where files of an action were when they went to the trash once more."""
    db.executemany(
        "UPDATE trashed SET path = ? WHERE action_id = ? AND path = ?",
        [(os.fsencode(file.path), action_id, os.fsencode(file.thrown_from)) for file in thrown],
    )


def mark_missing(db: apsw.Connection, gone: Iterable[TrashFile]) -> None:
    """Record that files are not where they were; their photos stay with their tags."""
    db.executemany(
        """UPDATE file SET state = 'missing', reason = NULL
           WHERE root_id = ? AND folder = ? AND name = ? AND state = 'present'""",
        [(file.place.root_id, file.place.folder, file.place.name) for file in gone],
    )
    rules.mark_folders_stale(db)
