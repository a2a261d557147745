"""The SQLite database: one writer thread, read-only connections for everybody else."""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TypeVar

import apsw

from clipphotos.core.errors import DamagedLibraryError, KnownError
from clipphotos.store.backups import backup, replacing
from clipphotos.store.backups.copying import has_content
from clipphotos.store.errors import converted_errors, damaged
from clipphotos.store.migrate import migrate, version_of

T = TypeVar("T")

FILE_NAME = "catalogue.db"
"""The catalogue's name in the library's folder, by which such a folder is known."""

Connection = apsw.Connection
"""For the signatures of changes, which other layers write too."""

_log = logging.getLogger(__name__)

_BUSY_TIMEOUT_MS = 10_000
_CHEAP_BYTES = 32 << 20
"""Up to this size a catalogue is checked whenever it is opened: 0.05 s."""
_BEARABLE_BYTES = 1 << 30
"""Up to this size it is checked after a session that did not end in order: 2 s."""


class Catalogue:
    """The only source of truth.

    Every mutation is a function of a connection that runs in the writer thread, in one transaction: it is committed
    when `write` returns, and rolled back when the function raises. Reads use pooled read-only connections, from any
    thread. SQLite runs in WAL mode with `synchronous=FULL`: what was committed survives a crash and a power cut.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the catalogue, make or migrate it unless `read_only`.

        Raises:
            DamagedLibraryError: it is damaged, or lost while there are backups. It is looked through where that is
                quick, or the last session did not end in order.
            KnownError: it cannot be opened, or was made by a newer program.
        """
        self.path = path
        self.unchecked = False
        """Whether it should be looked through when there is time: the last session did not end in order."""
        self._lost: KnownError | None = None
        self._readers: LifoQueue[apsw.Connection] = LifoQueue()
        refuse_lost(path)
        with converted_errors():
            if read_only:
                if replacing.pending(path):
                    raise KnownError("The library is being restored. Open it in ClipPhotos to finish that.")
                reader = self._open_reader()
                if not version_of(reader):
                    raise KnownError("There is no library here yet.")
                self._readers.put(reader)
                self._writer: apsw.Connection | None = None
            else:
                self._writer = self._open_writer()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._writer is None

    def _open_writer(self) -> apsw.Connection:
        try:
            replacing.finish(self.path)
        except OSError as error:
            raise KnownError(f"The library's files cannot be moved: {error.strerror}.") from error
        left_open = _size(self.path.with_name(f"{self.path.name}-wal")) > 0
        db = apsw.Connection(str(self.path))
        try:
            db.set_busy_timeout(_BUSY_TIMEOUT_MS)
            version_of(db)  # before the first write: a newer catalogue stays as it is
            self.unchecked = left_open and _size(self.path) > _BEARABLE_BYTES
            if _size(self.path) <= (_BEARABLE_BYTES if left_open else _CHEAP_BYTES):
                check_quickly(db)
            db.pragma("journal_mode", "wal")
            db.pragma("synchronous", "full")
            if sys.platform == "darwin":
                db.pragma("fullfsync", True)
            migrate(db)
            db.pragma("foreign_keys", True)
        except BaseException:
            db.close()
            raise
        return db

    def _open_reader(self) -> apsw.Connection:
        db = apsw.Connection(str(self.path), flags=apsw.SQLITE_OPEN_READONLY)
        db.set_busy_timeout(_BUSY_TIMEOUT_MS)
        return db

    def write(self, change: Callable[[apsw.Connection], T]) -> T:
        """Run `change` in the writer thread and in one transaction; return its result after the commit.

        Raises:
            KnownError: it could not be committed; nothing of it was.
        """
        return self.submit(change).result()

    def submit(self, change: Callable[[apsw.Connection], T]) -> Future[T]:
        """Like `write`, without waiting."""
        if self._writer is None:
            raise KnownError("The library is open for reading only.")
        return self._thread.submit(self._commit, self._writer, change)

    def _commit(self, db: apsw.Connection, change: Callable[[apsw.Connection], T]) -> T:
        self._stop_if_lost(db)
        with converted_errors():
            db.execute("BEGIN IMMEDIATE")
            try:
                result = change(db)
                db.execute("COMMIT")
            except BaseException:
                if not db.get_autocommit():  # a full disk has rolled back already
                    db.execute("ROLLBACK")
                raise
        return result

    def _stop_if_lost(self, db: apsw.Connection) -> None:
        """Write no more into a file that was deleted, moved or replaced, and that nobody would see; rescue its content.

        Raises:
            KnownError: that has happened.
        """
        if self._lost is None and _is_lost(db):
            text = f"The library's catalogue {self.path} was deleted, moved or replaced."
            try:
                rescued = backup.rescue(db, self.path, datetime.now(UTC))
                text += f" Its content was saved as {rescued.path}. Close ClipPhotos and restore that file."
            except KnownError as error:
                text += f" Its content could not be saved: {error}"
            self._lost = KnownError(text)
            _log.error("%s", text)
        if self._lost is not None:
            raise self._lost

    @contextmanager
    def read(self) -> Iterator[apsw.Connection]:
        """Lend a read-only connection, with one consistent snapshot for as long as it is lent."""
        with converted_errors():
            try:
                db = self._readers.get_nowait()
            except Empty:
                db = self._open_reader()
            try:
                with db:
                    yield db
            finally:
                self._readers.put(db)

    def close(self) -> None:
        """Finish the writes that were submitted, then close every connection."""
        if self._writer is not None:
            with suppress(KnownError):  # it is in the log, and the rescued catalogue among the backups
                self._thread.submit(self._stop_if_lost, self._writer).result()
        self._thread.shutdown(wait=True)
        while not self._readers.empty():
            self._readers.get_nowait().close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def refuse_lost(path: Path) -> None:
    """Begin no new catalogue beside the backups of one that a power cut, another program or somebody took away.

    Raises:
        DamagedLibraryError: that is so.
    """
    folder = path.with_name(backup.FOLDER)
    if has_content(path) or replacing.pending(path) or not (backups := backup.listed([folder])):
        return
    raise DamagedLibraryError(
        f"The library's catalogue {path} is {'empty' if path.exists() else 'gone'}. Its newest backup is "
        f"{backups[0].path}. To begin a new library here instead, move the folder {folder} away."
    )


def check_quickly(db: apsw.Connection) -> None:
    """Look through a catalogue.

    Raises:
        DamagedLibraryError: it is damaged.
    """
    if (found := db.execute("PRAGMA quick_check(1)").get) != "ok":
        raise damaged(found)


def _is_lost(db: apsw.Connection) -> bool:
    """Return whether the file that a connection has open no longer has its name. A few microseconds."""
    moved = ctypes.c_int(0)
    db.file_control("main", apsw.SQLITE_FCNTL_HAS_MOVED, ctypes.addressof(moved))  # False where it cannot happen
    return bool(moved.value)
