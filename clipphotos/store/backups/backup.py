"""Backups of the catalogue: made, verified, listed, kept in rotation.

A backup is `catalogue-<UTC time>.db` and, beside it, `….db.json` with its checksum and what is in it. It has its name
when all of it was read back and is on the disk; the checksum later finds bit rot, which SQLite's own check does not.

The rotation's backups leave out the embeddings. These are three quarters of what would be copied and can be made
again: restoring takes those that the replaced catalogue still has, and the program makes the rest. For 100,000 photos
a backup is then 45 MB and takes 1.3 s instead of 184 MB (for 200,000 the up to 17 of the rotation 1.5 GB instead of
6.3 GB), and it can be made while the program closes. Scorers, suggestions and the tags that labels set are in it: they
say what they said until the embeddings are there. Before a migration, and where somebody names a place for the backup,
everything is copied.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import apsw

from clipphotos.core.errors import KnownError
from clipphotos.store import settings
from clipphotos.store.backups import rotation
from clipphotos.store.backups.check import Progress
from clipphotos.store.backups.copying import (
    Stop,
    StoppedError,
    copy_lean,
    copy_whole,
    has_content,
    never,
    open_left,
    sync,
    uri,
)
from clipphotos.store.errors import converted_errors
from clipphotos.store.migrate import APPLICATION_ID, version_of

FOLDER: Final = "backups"

_STAMP = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"catalogue-(\d{4}-\d\d-\d\dT\d{6}Z)(\.damaged)?\.db")
_READ = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
_BUSY_TIMEOUT_MS = 10_000
_TOGETHER = 4 << 20
_LEFT_S = 24 * 3600.0
"""Nobody writes to a file any more that has not been written to for so long."""

log = logging.getLogger(__name__)
_BEFORE_MIGRATION = re.compile(r"catalogue\.format-\d+(-\d+)?\.db")


@dataclass(frozen=True)
class Backup:
    """A copy of a catalogue."""

    path: Path
    made_at: datetime
    """UTC."""
    size: int
    """Bytes."""
    photos: int
    tags: int
    """Tags that a person set or confirmed, over all photos."""
    decisions: int
    whole: bool
    """With the embeddings."""
    verified: bool
    """It was verified when it was made, and nothing has found it damaged since."""
    state: str = ""
    """Changes with everything that a person does; empty: not known."""
    seconds: float = 0.0
    """How long it took."""
    asked: bool = False
    """A person asked for it."""


def make(path: Path, target: Path, *, whole: bool, now: datetime, asked: bool = False, stop: Stop = never) -> Backup:
    """Back up a catalogue, which others may have open and change meanwhile.

    Args:
        path: the catalogue.
        target: a file, or a folder that is there: then the name is the time.
        whole: with the embeddings.
        now: the time of the backup.
        asked: a person asked for it.
        stop: gives it up.

    Raises:
        KnownError: it cannot be read, written or verified; there is no backup then.
        StoppedError: it was given up.
    """
    began = time.monotonic()
    if target.is_dir():
        while (target / name_at(now)).exists():
            now += timedelta(seconds=1)
        target = target / name_at(now)
    if os.path.lexists(target):
        raise KnownError(f"{target} exists already. Choose another name for the backup.")
    if target.name.startswith(path.name) and os.path.realpath(target.parent) == os.path.realpath(path.parent):
        raise KnownError(f"{target} is the library's own. Choose another name for the backup.")
    with converted_errors():
        if whole:
            with closing(apsw.Connection(uri(path, "mode=ro"), flags=_READ)) as db:
                db.set_busy_timeout(_BUSY_TIMEOUT_MS)
                copy_whole(db, target, stop)
        else:
            copy_lean(path, target, stop)
    return _described(target, now, asked, time.monotonic() - began)


def rescue(db: apsw.Connection, path: Path, now: datetime) -> Backup:
    """Back up what a connection has open, although its file is gone or another one; into the folder of backups.

    Args:
        db: the connection, in the thread that uses it.
        path: where the file was.
        now: the time of the backup.

    Raises:
        KnownError: it cannot be written.
    """
    folder = folder_for(path.parent)
    copy_whole(db, folder / name_at(now))
    return _described(folder / name_at(now), now, asked=False)


def folder_for(directory: Path) -> Path:
    """Return the folder of a library's backups, made if need be.

    Raises:
        KnownError: it cannot be made.
    """
    folder = directory / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"The folder for backups, {folder}, cannot be made: {error.strerror}.") from error
    return folder


def read(path: Path) -> Backup:
    """Return a backup as it describes itself; its content is not verified.

    Raises:
        KnownError: it cannot be read, or is no catalogue of ours.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise KnownError(f"{path} cannot be read: {error.strerror}.") from error
    if not path.is_file():
        raise KnownError(f"{path} is no file.")
    name = _NAME.fullmatch(path.name)
    noted = _noted(path)
    facts = noted if noted and noted["size"] == status.st_size else _facts_of(path)
    made = facts["made_at"] or (name and name[1])
    return Backup(
        path=path,
        made_at=(
            datetime.strptime(made, _STAMP).replace(tzinfo=UTC)
            if made
            else datetime.fromtimestamp(status.st_mtime, UTC)
        ),
        size=status.st_size,
        photos=facts["photos"],
        tags=facts["tags"],
        decisions=facts["decisions"],
        whole=facts["whole"],
        verified=facts is noted and not (name and name[2]),
        state=facts["state"],
        seconds=facts["seconds"],
        asked=bool(facts.get("asked")),
    )


def listed(folders: Iterable[Path]) -> list[Backup]:
    """Return the backups in some folders, newest first; damaged ones too, and copies made before migrations."""
    found = []
    for folder in folders:
        with suppress(OSError):  # a folder that is not there now has none
            for path in sorted(folder.iterdir()):
                if _NAME.fullmatch(path.name) or _BEFORE_MIGRATION.fullmatch(path.name):
                    try:
                        found.append(read(path))
                    except KnownError as error:
                        if path.exists():  # or the rotation removed it meanwhile
                            log.warning("%s", error)
    return sorted(found, key=lambda it: (it.made_at, it.verified), reverse=True)


def is_intact(backup: Backup, progress: Progress = lambda *_: None) -> bool:
    """Read a backup and return whether it is, to the bit, what was verified when it was made.

    What `progress` raises ends that.

    Raises:
        KnownError: it cannot be read now, which says nothing about it.
    """
    noted = _noted(backup.path)
    try:
        return noted is not None and _checksum(backup.path, progress) == noted["sha256"]
    except OSError as error:
        raise KnownError(f"{backup.path} cannot be read: {error.strerror}.") from error


def set_aside(backup: Backup) -> Backup:
    """Rename a backup that was found damaged: it no longer counts as one, and its content stays for the worst case."""
    path = backup.path.with_name(f"{backup.path.stem}.damaged.db")
    with suppress(OSError):  # on a disk that cannot be written to: it is found again the next time
        os.replace(backup.path, path)
        os.replace(_notes(backup.path), _notes(path))
        backup = replace(backup, path=path)
    return replace(backup, verified=False)


def copied(backup: Backup, folder: Path, stop: Stop = never) -> Backup:
    """Copy a backup into another folder and verify the copy.

    Raises:
        KnownError: that is not possible; there is no copy then.
        StoppedError: it was given up; there is none either.
    """
    target = folder / backup.path.name
    temporary = target.with_name(f"{target.name}.tmp")
    noted = _noted(backup.path)

    def look(*_: object) -> None:
        stop()

    try:
        with open(backup.path, "rb") as source, open(temporary, "wb") as copy:
            while not stop() and (chunk := source.read(_TOGETHER)):
                copy.write(chunk)
                copy.flush()
                os.fsync(copy.fileno())  # a slow disk is waited for now and then, not at the end for all at once
        if stop():
            raise StoppedError
        if noted is None or _checksum(temporary, look) != noted["sha256"]:
            raise KnownError(f"The copy of the backup in {folder} is not the same as the backup.")
        _write(_notes(target), _notes(backup.path).read_bytes())
        os.replace(temporary, target)
        sync(folder)
    except OSError as error:
        raise KnownError(f"The backup cannot be copied to {folder}: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return read(target)


def prune(folder: Path, *, keep: Path) -> None:
    """Remove from a folder the backups that the rotation no longer wants; never `keep`, never the last verified one.

    And what programs that were killed left half written.
    """
    backups = [backup for backup in listed([folder]) if backup.verified and _NAME.fullmatch(backup.path.name)]
    wanted = rotation.kept((it.made_at for it in backups), (it.made_at for it in backups if it.asked))
    for backup in backups:
        if backup.made_at not in wanted and backup.path != keep:
            with suppress(OSError):  # the next time then
                backup.path.unlink()
                _notes(backup.path).unlink(missing_ok=True)
    for left in folder.glob("catalogue-*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_S:
                left.unlink()


def state_of(db: apsw.Connection) -> str:
    """Return what changes with everything that a person does; not with what the program finds and computes."""
    row = db.execute(
        """SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'action'),
                  (SELECT count(*) FROM action WHERE undone = 1),
                  (SELECT group_concat(id) FROM root),
                  (SELECT group_concat(key || '=' || value) FROM setting)"""
    ).fetchone()
    return hashlib.sha256(repr(row).encode(errors="surrogateescape")).hexdigest()[:16]


def is_blank(db: apsw.Connection) -> bool:
    """Return whether there is nothing yet that would be worth a backup."""
    return not db.execute("SELECT EXISTS (SELECT 1 FROM root) OR EXISTS (SELECT 1 FROM action)").get


def setting(path: Path, key: str) -> str | None:
    """Return a setting of a catalogue, open or not; None where it is not set or cannot be read."""
    if has_content(path):
        with suppress(apsw.Error), closing(apsw.Connection(uri(path, "mode=ro"), flags=_READ)) as db:
            return settings.get(db, key)
    return None


def stamp(at: datetime) -> str:
    """Return a time as names have it: they sort by it."""
    return at.astimezone(UTC).strftime(_STAMP)


def name_at(at: datetime) -> str:
    """Return the name of a backup."""
    return f"catalogue-{stamp(at)}.db"


def opened(path: Path) -> apsw.Connection:
    """Open a backup for reading, without a trace beside it; or a catalogue as it was left, with its `-wal`.

    Raises:
        KnownError: it is no catalogue of ours, damaged, or a newer program made it.
    """
    try:
        db = open_left(path)
        try:
            if db.pragma("application_id") != APPLICATION_ID:
                raise KnownError(f"{path} is no backup of a library.")
            version_of(db)
        except BaseException:
            db.close()
            raise
    except apsw.Error as error:
        raise KnownError(f"{path} is no backup of a library, or is damaged ({error}).") from error
    return db


def _described(target: Path, now: datetime, asked: bool, seconds: float = 0.0) -> Backup:
    """Write down what is in a copy that was just verified, beside it; return the backup."""
    facts = _facts_of(target)
    facts |= {"made_at": stamp(now), "seconds": round(seconds, 2), "asked": asked}
    try:
        _write(_notes(target), json.dumps(facts | {"sha256": _checksum(target)}, indent=1).encode())
    except OSError as error:
        raise KnownError(f"The backup {target} cannot be written: {error.strerror}.") from error
    return read(target)


def _facts_of(path: Path) -> dict[str, Any]:
    size = path.stat().st_size
    try:
        with closing(opened(path)) as db:
            numbers = [
                int(db.execute(sql).get)
                for sql in (
                    "SELECT count(*) FROM photo",
                    "SELECT count(*) FROM photo_tag WHERE by_label = 0",
                    "SELECT count(*) FROM decision",
                    "SELECT EXISTS (SELECT 1 FROM embedding) OR NOT EXISTS (SELECT 1 FROM photo)",
                )
            ]
            state = state_of(db) if db.table_exists("main", "action") else ""
    except apsw.Error as error:
        raise KnownError(f"{path} is damaged ({error}).") from error
    photos, tags, decisions, whole = numbers
    facts = {"photos": photos, "tags": tags, "decisions": decisions, "whole": bool(whole), "state": state}
    return facts | {"size": size, "made_at": "", "seconds": 0.0}


def _notes(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _noted(path: Path) -> dict[str, Any] | None:
    """Return what was written down about a backup; None if nothing was, or it cannot be read."""
    try:
        noted = json.loads(_notes(path).read_bytes())
    except (OSError, ValueError):
        return None
    wanted = ("size", "made_at", "photos", "tags", "decisions", "whole", "state", "seconds", "sha256")
    return noted if isinstance(noted, dict) and all(key in noted for key in wanted) else None


def _checksum(path: Path, progress: Progress = lambda *_: None) -> str:
    digest, size = hashlib.sha256(), path.stat().st_size
    with open(path, "rb") as file:
        while chunk := file.read(_TOGETHER):
            digest.update(chunk)
            progress("Verifying the backup", file.tell(), size)
    return digest.hexdigest()


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.write_bytes(content)
    sync(temporary)
    os.replace(temporary, path)
    sync(path.parent)
