"""The SQLite database: one writer thread, read-only connections for everybody else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TypeVar

import apsw

from clipphotos.core.errors import KnownError
from clipphotos.store.migrate import migrate, version_of

T = TypeVar("T")

FILE_NAME = "catalogue.db"
"""The catalogue's name in the library's folder, by which such a folder is known."""

Connection = apsw.Connection
"""For the signatures of changes, which other layers write too."""

_BUSY_TIMEOUT_MS = 10_000


@contextmanager
def converted_errors() -> Iterator[None]:
    """Turn SQLite's errors that a user can act on into sentences.

    Raises:
        KnownError: no space, no permission, a damaged or unreachable catalogue.
    """
    try:
        yield
    except apsw.FullError as error:
        raise KnownError("There is no space left on the disk that holds the library. Nothing was lost.") from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise KnownError(
            f"The library's catalogue, catalogue.db, is damaged ({error}). It was left as it is."
        ) from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError) as error:
        raise KnownError("The library's folder cannot be written to, or its catalogue cannot be opened.") from error
    except apsw.IOError as error:
        raise KnownError(f"The disk that holds the library reports an error ({error}).") from error
    except apsw.BusyError as error:
        raise KnownError("The library is busy in another program. Try again in a moment.") from error


class Catalogue:
    """The only source of truth.

    Every mutation is a function of a connection that runs in the writer thread, in one transaction: it is committed
    when `write` returns, and rolled back when the function raises. Reads use pooled read-only connections, from any
    thread. SQLite runs in WAL mode with `synchronous=FULL`: what was committed survives a crash and a power cut.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the catalogue, make or migrate it unless `read_only`.

        Raises:
            KnownError: it cannot be opened, is damaged, or was made by a newer program.
        """
        self.path = path
        self._readers: LifoQueue[apsw.Connection] = LifoQueue()
        with converted_errors():
            if read_only:
                reader = self._open_reader()
                if not version_of(reader):
                    raise KnownError("There is no library here yet.")
                self._readers.put(reader)
                self._writer: apsw.Connection | None = None
            else:
                self._writer = self._open_writer()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    def _open_writer(self) -> apsw.Connection:
        db = apsw.Connection(str(self.path))
        try:
            db.set_busy_timeout(_BUSY_TIMEOUT_MS)
            version_of(db)  # before the first write: a newer catalogue stays as it is
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

    @staticmethod
    def _commit(db: apsw.Connection, change: Callable[[apsw.Connection], T]) -> T:
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
        self._thread.shutdown(wait=True)
        while not self._readers.empty():
            self._readers.get_nowait().close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
