"""Another catalogue in place of a library's, at once; the old one is kept, with all that belongs to it.

A catalogue, its `-wal` and its `-shm` belong together, or its `-journal` where no WAL is possible: one beside another
catalogue gives wrong rows, and a catalogue without its own has lost some. No file system renames them in one step. So
the new catalogue is first complete, verified and on the disk as `replaced-<time>/restored.db`, and that this file is
there means: whatever else of the old library has not been moved into that folder has to be, and then the file into its
place. Whoever opens the library next finishes what a killed program left undone.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from clipphotos.core.errors import KnownError
from clipphotos.store.backups import backup, copying
from clipphotos.store.backups.backup import Backup
from clipphotos.store.backups.check import Progress
from clipphotos.store.backups.copying import copy_whole, sync, uri, verify

_EMBEDDINGS_TOGETHER = 10_000
_READY = "restored.db"
_INDEX = "index"


@dataclass(frozen=True)
class Restored:
    """What restoring a backup did."""

    backup: Backup
    """What the library is now."""
    replaced: Path | None
    """The folder with what was there before; None: nothing was."""
    embeddings: int
    """How many of the old catalogue's embeddings were brought over."""


def restore(path: Path, file: Path, now: datetime, progress: Progress) -> Restored:
    """Put a backup in place of a catalogue that nothing has open, or where there is none.

    Args:
        path: the catalogue.
        file: a backup, of an older format too; it stays as it is.
        now: for the name of the folder that the old catalogue goes to.
        progress: told what is being done.

    Raises:
        KnownError: the file is no backup, damaged, or of a newer version, or the disk refuses; nothing was changed.
    """
    chosen = verified(path, file, progress)
    prepared = prepare(path, now)
    try:
        with closing(backup.opened(file)) as db:
            try:
                copy_whole(db, prepared)
            except apsw.Error as error:
                raise KnownError(f"The backup {file} is damaged ({error}).") from error
        brought = 0 if chosen.whole else _bring_embeddings(path, prepared, progress)
        replaced = put_in_place(path, prepared)
    finally:
        discard(prepared)
    return Restored(chosen, replaced, brought)


def verified(path: Path, file: Path, progress: Progress) -> Backup:
    """Read a file to the end and return the backup that it is. What `progress` raises ends that.

    Args:
        path: the catalogue that it is to replace, open or not.
        file: any file.
        progress: told how far it is.

    Raises:
        KnownError: it is no backup, damaged, or of a newer version.
    """
    if path.exists() and file.exists() and path.samefile(file):
        raise KnownError(f"{file} is the library's catalogue itself, not a backup of it.")
    chosen = backup.read(file)
    backup.opened(file).close()

    def look() -> bool:
        progress("Verifying the backup", 0, 0)
        return False

    if not chosen.verified:
        verify(file, look)
    elif not backup.is_intact(chosen, progress):
        raise KnownError(f"The backup {file} is damaged: it is not what was verified when it was made.")
    return chosen


def _bring_embeddings(path: Path, prepared: Path, progress: Progress) -> int:
    """Take the embeddings of the same content over from the old catalogue, as far as that can be read.

    They need no other check: each has its own checksum, and a damaged one is made again.
    """
    if not copying.has_content(path):
        return 0
    brought = after = 0
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
    with suppress(apsw.Error), closing(apsw.Connection(uri(prepared, "mode=rw"), flags=flags)) as db:
        db.pragma("synchronous", "off")  # it is waited for once, at the end
        db.execute("ATTACH ? AS old", (uri(path, "mode=ro"),))
        last = int(db.execute("SELECT seq FROM old.sqlite_sequence WHERE name = 'embedding'").get or 0)
        while after < last:
            progress("Bringing embeddings over", after, last)
            with suppress(apsw.CorruptError), db:
                db.execute(_BRING, {"after": after, "until": after + _EMBEDDINGS_TOGETHER})
                brought += db.changes()
            after += _EMBEDDINGS_TOGETHER
    return brought


_BRING = """
    INSERT OR IGNORE INTO embedding (photo_id, model_id, vector, crc32)
    SELECT photo.id, model.id, e.vector, e.crc32 FROM old.embedding AS e
    JOIN old.photo AS p ON p.id = e.photo_id JOIN photo ON photo.hash = p.hash
    JOIN old.model AS m ON m.id = e.model_id
    JOIN model ON model.name = m.name AND model.fingerprint = m.fingerprint
    WHERE e.id > :after AND e.id <= :until ORDER BY e.id
"""


def set_index_aside(path: Path, now: datetime) -> Path:
    """Move the search index away, which is built again; return where it is.

    Raises:
        KnownError: the file system refuses.
    """
    folder = prepare(path, now).parent
    try:
        os.replace(path.parent / _INDEX, folder / _INDEX)
    except OSError as error:
        raise KnownError(f"The search index cannot be moved: {error.strerror}.") from error
    return folder


def prepare(path: Path, now: datetime) -> Path:
    """Make the folder for the set of files that is about to be replaced; return the path for the new catalogue.

    Raises:
        KnownError: it cannot be made.
    """
    name = f"replaced-{backup.stamp(now)}"
    for number in range(1, 1000):
        folder = path.parent / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(parents=True)
            return folder / f"{_READY}.new"
        except FileExistsError:
            continue
        except OSError as error:
            raise KnownError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    raise KnownError(f"There are too many folders {name} in {path.parent}.")


def put_in_place(path: Path, prepared: Path) -> Path | None:
    """Replace the catalogue by a prepared one, which nothing has open; return where the old set is, if there was one.

    Raises:
        KnownError: the file system refuses; the old library is there, or the next start finishes this.
    """
    folder = prepared.parent
    try:
        sync(prepared)
        os.replace(prepared, folder / _READY)
        sync(folder)
        sync(path.parent)
        finish(path)
    except OSError as error:
        raise KnownError(f"The library's files cannot be moved: {error.strerror}. Try again.") from error
    return folder if folder.exists() else None


def pending(path: Path) -> bool:
    """Return whether a replacement was begun and not finished."""
    return any(_begun(path))


def finish(path: Path) -> None:
    """Finish a replacement that was begun, if one was. Nothing may have the library open.

    Raises:
        OSError: the file system refuses; it can be called again.
    """
    for ready in _begun(path):
        folder = ready.parent
        for name in (path.name, *(f"{path.name}-{end}" for end in ("wal", "shm", "journal")), _INDEX):
            if os.path.lexists(path.parent / name):
                os.replace(path.parent / name, folder / name)
        sync(folder)
        sync(path.parent)
        os.replace(ready, path)
        sync(path.parent)
        discard(folder / f"{_READY}.new")
    for left in path.parent.glob(f"replaced-*/{_READY}.new*"):  # by a program that was killed
        discard(left)


def discard(prepared: Path) -> None:
    """Remove a prepared catalogue that is not wanted or half written, and its folder if that is empty."""
    with suppress(OSError):
        for left in prepared.parent.glob(f"{prepared.name}*"):
            left.unlink()
        prepared.parent.rmdir()


def _begun(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"replaced-*/{_READY}"))
