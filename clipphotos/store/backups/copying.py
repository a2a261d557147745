"""Verified copies of a catalogue: a copy has its name only when everything in it was read back and is on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from clipphotos.core.errors import KnownError

Stop = Callable[[], bool]
"""Asked all the time while a copy is made, from the thread that makes it: True gives the copy up."""

REMADE = "embedding"
"""The table that lean copies leave empty."""

_STEP_PAGES = 1000
_STEP_OPERATIONS = 20_000


class StoppedError(Exception):
    """A copy was given up because it was asked to."""


def never() -> bool:
    """Never stop."""
    return False


def copy_whole(db: apsw.Connection, target: Path, stop: Stop = never) -> None:
    """Copy a catalogue to the last page, from one consistent snapshot; others may write meanwhile.

    Args:
        db: a connection outside of a transaction, in the thread that uses it. Its file need not have a name any more.
        target: replaced if it is there, in one step.
        stop: gives it up.

    Raises:
        KnownError: the copy cannot be written or verified; what was at `target` is still there.
        StoppedError: it was given up.
    """
    with _written(target) as temporary:
        copy = _opened(temporary)
        try:
            with _snapshot(db):
                counts = _counts(db, "main")
                with copy.backup("main", db, "main") as backup:
                    while not backup.done:
                        backup.step(_STEP_PAGES)
                        if stop():
                            raise StoppedError
            copy.pragma("journal_mode", "delete")  # one file, readable where nothing can be written
        finally:
            copy.close()
        _verify_copy(temporary, counts, stop)


def copy_lean(path: Path, target: Path, stop: Stop = never) -> None:
    """Copy a catalogue without its embeddings, row by row, from one consistent snapshot; others may write meanwhile.

    Raises:
        KnownError: the copy cannot be written or verified; what was at `target` is still there.
        StoppedError: it was given up.
    """
    with _written(target) as temporary:
        copy = _opened(temporary)
        try:
            copy.pragma("journal_mode", "off")
            copy.execute("ATTACH ? AS source", (uri(path, "mode=ro"),))
            with _stoppable(copy, stop):
                copy.execute("BEGIN")  # one snapshot of the source; what goes wrong need not be rolled back
                counts = _copy_rows(copy, stop)
                copy.execute("COMMIT")
            for name in ("application_id", "user_version"):
                copy.execute(f"PRAGMA main.{name} = {int(copy.pragma(name, schema='source'))}")
        finally:
            copy.close()
        _verify_copy(temporary, counts, stop)


def _copy_rows(db: apsw.Connection, stop: Stop) -> dict[str, int]:
    """Copy the tables of the attached `source`; return how many rows the copy must have."""
    schema = db.execute(
        "SELECT type, name, sql FROM source.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    tables = [str(name) for kind, name, _ in schema if kind == "table"]
    for kind, _, sql in schema:  # indexes before the rows, too: SQLite then copies both in order
        if kind in ("table", "index"):
            db.execute(str(sql))
    for name in tables:
        if stop():
            raise StoppedError
        if name != REMADE:
            db.execute(f'INSERT INTO main."{name}" SELECT * FROM source."{name}"')
    db.execute(
        "DELETE FROM main.sqlite_sequence; INSERT INTO main.sqlite_sequence SELECT * FROM source.sqlite_sequence"
    )
    for kind, _, sql in schema:
        if kind not in ("table", "index"):
            db.execute(str(sql))
    return _counts(db, "source") | {REMADE: 0}


def verify(path: Path, stop: Stop = never) -> dict[str, int]:
    """Read all of a catalogue that nothing has open, and check it; return the number of rows of each table.

    Raises:
        KnownError: it is damaged or cannot be read.
        StoppedError: it was given up.
    """
    try:
        db = open_left(path)
        try:
            with _stoppable(db, stop):
                if (found := db.execute("PRAGMA integrity_check(1)").get) != "ok":
                    raise KnownError(f"{path} is damaged ({found}).")
                if db.execute("SELECT 1 FROM pragma_foreign_key_check LIMIT 1").get:
                    raise KnownError(f"{path} is damaged (rows refer to nothing).")
                return _counts(db, "main")
        finally:
            db.close()
    except apsw.Error as error:
        raise KnownError(f"{path} is damaged or cannot be read ({error}).") from error


def open_left(path: Path) -> apsw.Connection:
    """Open a catalogue that nothing has open for reading: without a trace beside it, or with the `-wal` that it has."""
    wal = path.with_name(f"{path.name}-wal")
    parameters = "mode=ro" if wal.exists() else "immutable=1"
    return apsw.Connection(uri(path, parameters), flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)


def has_content(path: Path) -> bool:
    """Return whether there is a catalogue, and not of 0 bytes: opening that, SQLite removes the `-wal` beside it."""
    return path.exists() and path.stat().st_size > 0


def uri(path: Path, parameters: str) -> str:
    """Return the name by which SQLite opens a file with parameters, whatever bytes its path has."""
    return f"{path.absolute().as_uri()}?{parameters}"


def sync(path: Path) -> None:
    """Wait until a file's or folder's content is on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot, and orders the renames itself
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _written(target: Path) -> Iterator[Path]:
    """Lend the name of a temporary file; put it in place when it is complete, remove it when it is not."""
    temporary = target.with_name(f"{target.name}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        yield temporary
        sync(temporary)
        os.replace(temporary, target)
        sync(target.parent)
    except apsw.FullError as error:
        raise KnownError(f"There is no space left for {target}.") from error
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError, apsw.IOError) as error:
        raise KnownError(f"{target} cannot be written: {error}.") from error
    except OSError as error:
        raise KnownError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _opened(temporary: Path) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
    db = apsw.Connection(uri(temporary, "mode=rwc"), flags=flags)
    db.pragma("synchronous", "off")  # it is waited for once, at the end
    return db


@contextmanager
def _snapshot(db: apsw.Connection) -> Iterator[None]:
    """Keep a connection at one state of the catalogue: a backup would start anew whenever somebody else commits."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("COMMIT")


@contextmanager
def _stoppable(db: apsw.Connection, stop: Stop) -> Iterator[None]:
    db.set_progress_handler(stop, _STEP_OPERATIONS)
    try:
        yield
    except apsw.InterruptError as error:
        raise StoppedError from error
    finally:
        db.set_progress_handler(None)


def _counts(db: apsw.Connection, schema: str) -> dict[str, int]:
    names = db.execute(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return {str(name): int(db.execute(f'SELECT count(*) FROM {schema}."{name}"').get) for (name,) in names.fetchall()}


def _verify_copy(copy: Path, expected: dict[str, int], stop: Stop) -> None:
    try:
        found = verify(copy, stop)
    except KnownError as error:
        raise KnownError(f"A copy of the catalogue could not be verified: {error}") from error
    if found != expected:
        raise KnownError("A copy of the catalogue could not be verified: rows are missing in it.")
