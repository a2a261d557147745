"""One writer per library."""

from __future__ import annotations

from pathlib import Path

import filelock

from clipphotos.core.errors import KnownError, LibraryBusyError


class LibraryLock:
    """An operating system lock on a library's folder.

    The system lets go of it when the process ends, however it ends, so a stale one cannot stay behind; child
    processes do not inherit it.
    """

    def __init__(self, directory: Path) -> None:
        """Take the lock.

        Raises:
            LibraryBusyError: another process has it.
            KnownError: the folder cannot be written to.
        """
        self._lock = filelock.FileLock(directory / "lock", thread_local=False)
        try:
            self._lock.acquire(blocking=False)
        except filelock.Timeout as error:
            raise LibraryBusyError(
                f"The library in {directory} is open in another ClipPhotos. Close it there first."
            ) from error
        except OSError as error:
            raise KnownError(f"The library's folder {directory} cannot be written to.") from error

    def release(self) -> None:
        """Let go of the lock."""
        self._lock.release()
