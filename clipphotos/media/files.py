"""Opening files that may be anything: pipes, devices, folders, gone."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader

from clipphotos.core.errors import UnavailableFileError, UnreadableFileError

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def open_regular(path: str) -> BufferedReader:
    """Open a regular file for reading; symbolic links are followed.

    Never blocks on a pipe: what it is, is asked before opening (opening a device can have effects) and again after
    (it may have been exchanged), and `O_NONBLOCK` keeps the opening from waiting for a writer.

    Raises:
        UnavailableFileError: it is not there, or may not be read.
        UnreadableFileError: it is no regular file.
    """
    try:
        _require_regular(os.stat(path))
        descriptor = os.open(path, _FLAGS)
        try:
            _require_regular(os.fstat(descriptor))
            return open(descriptor, "rb")
        except BaseException:
            os.close(descriptor)
            raise
    except OSError as error:
        raise UnavailableFileError(cannot_open(error)) from error
    except ValueError as error:
        raise UnreadableFileError("It cannot be opened: its name is not valid.") from error


def cannot_open(error: OSError) -> str:
    """Return the sentence for an error of the file system."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "It is not there any more."
    return f"It cannot be opened: {_what(error)}."


def cannot_read(error: OSError) -> str:
    """Return the sentence for an error of the file system after the file was opened."""
    return f"It cannot be read: {_what(error)}."


def _what(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()


def _require_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFileError("It is not a regular file.")
