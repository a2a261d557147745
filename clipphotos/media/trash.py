"""The system's trash: files go there by Send2Trash, and on Linux come back as the trash specification says.

https://specifications.freedesktop.org/trash-spec/ (version 1.0)
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from clipphotos.core.errors import UnavailableFileError
from clipphotos.media.files import cannot_open

CAN_PUT_BACK = sys.platform not in ("win32", "darwin")
"""Elsewhere only the system's own trash can put a file back."""

_SUFFIX = b".trashinfo"
_INFO_SIZE = 64 * 1024
_MTIME_TOLERANCE_NS = 2_000_000_000
"""Of FAT, onto which a file may have been copied."""


@dataclass(frozen=True)
class Discarded:
    """A file that was thrown away, as it was."""

    path: str
    size: int
    mtime_ns: int
    thrown_from: str = ""
    """Its path when it was thrown away; "" if that is where it belongs now, too."""


@dataclass(frozen=True)
class _Entry:
    """A file in a trash: the note about it, the file, and when it came there (local time, ISO 8601)."""

    info: bytes
    file: bytes
    date: bytes


def throw(path: str) -> None:
    """Move a file to the system's trash. It is never deleted.

    Raises:
        UnavailableFileError: it stays where it is; the text is the reason.
    """
    from send2trash import TrashPermissionError, send2trash

    if send2trash.__module__.endswith("win.legacy"):  # it deletes for good where there is no recycle bin
        raise UnavailableFileError("Moving files to the recycle bin needs pywin32, which is not installed.")
    if not os.access(os.path.dirname(path), os.W_OK):
        raise UnavailableFileError("Its folder cannot be written to.")
    try:
        send2trash(os.fsencode(path) if CAN_PUT_BACK else path)  # bytes, as not every name is UTF-8
    except TrashPermissionError as error:
        raise UnavailableFileError("There is no trash on its drive.") from error
    except FileNotFoundError as error:
        raise UnavailableFileError(cannot_open(error)) from error
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise UnavailableFileError(f"It cannot be moved to the trash: {reason}.") from error
    if os.path.lexists(path):
        raise UnavailableFileError("The system did not take it.")


def is_there(file: Discarded) -> bool:
    """Return whether a file is where it was, unchanged."""
    return _fits(os.fsencode(file.path), file)


def put_back(files: Sequence[Discarded]) -> list[str]:
    """Move files from the trash to where they were; nothing that is there now is overwritten.

    Only where `CAN_PUT_BACK`.

    Returns:
        For each the reason why it is not back, or "" if it is.
    """
    known_as = [{os.fsencode(path) for path in (file.path, file.thrown_from) if path} for file in files]
    entries: dict[bytes, list[_Entry]] = {}
    for original, entry in _entries(set().union(*known_as)):
        entries.setdefault(original, []).append(entry)
    return [
        _put_back(file, [entry for path in paths for entry in entries.get(path, [])])
        for file, paths in zip(files, known_as, strict=True)
    ]


def _put_back(file: Discarded, entries: Sequence[_Entry]) -> str:
    target = os.fsencode(file.path)
    if is_there(file):
        return ""
    if os.path.lexists(target):
        return "Another file is there now."
    fitting = [entry for entry in entries if _fits(entry.file, file)]
    if not fitting:
        return "It is no longer in the trash."
    entry = max(fitting, key=lambda entry: entry.date)
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        _move(entry.file, target)
    except FileExistsError:
        return "Another file is there now."
    except OSError as error:
        return f"It cannot be moved back: {(error.strerror or 'unknown error').lower()}."
    with suppress(OSError):  # a note without a file is harmless
        os.unlink(entry.info)
    return ""


def _fits(path: bytes, file: Discarded) -> bool:
    try:
        status = os.lstat(path)
    except OSError:
        return False
    same_time = abs(status.st_mtime_ns - file.mtime_ns) <= _MTIME_TOLERANCE_NS
    return stat.S_ISREG(status.st_mode) and status.st_size == file.size and same_time


def _move(source: bytes, target: bytes) -> None:
    """Move a file, with its times, to a path that has nothing.

    Raises:
        FileExistsError: it has something.
        OSError: the source stays where it is.
    """
    try:
        os.link(source, target, follow_symlinks=False)  # unlike a rename, it overwrites nothing
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system, or another file system
        _move_without_link(source, target)
    else:
        os.unlink(source)


def _move_without_link(source: bytes, target: bytes) -> None:
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "File exists")
    try:
        os.rename(source, target)
        return
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    folder, name = os.path.split(target)
    copy = os.path.join(folder, b"." + name + b".part")  # hidden: no scan takes it
    try:
        shutil.copy2(source, copy)
        with open(copy, "rb+") as written:
            os.fsync(written.fileno())
        _move(copy, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(copy)
    os.unlink(source)


def _entries(originals: Collection[bytes]) -> Iterator[tuple[bytes, _Entry]]:
    """Yield (where it was, entry) of what the trashes have from these paths."""
    for trash, base in dict.fromkeys(found for original in originals for found in _trashes(original)):
        info = os.path.join(trash, b"info")
        try:
            names = [name for name in os.listdir(info) if name.endswith(_SUFFIX)]
        except OSError:
            continue
        for name in names:
            note = os.path.join(info, name)
            fields = _read(note)
            original = os.path.join(base, unquote_to_bytes(fields.get(b"Path", b"")))
            if original in originals:
                file = os.path.join(trash, b"files", name.removesuffix(_SUFFIX))
                yield original, _Entry(note, file, fields.get(b"DeletionDate", b""))


def _read(note: bytes) -> dict[bytes, bytes]:
    try:
        with open(note, "rb") as file:
            lines = file.read(_INFO_SIZE).splitlines()
    except OSError:
        return {}
    pairs = (line.partition(b"=") for line in reversed(lines))  # the first of a kind counts
    return {key.strip(): value.strip() for key, _, value in pairs}


def _trashes(original: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the trashes that a file may be in, each with the folder that paths in it may be relative to."""
    data = os.fsencode(os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share"))
    yield os.path.join(data, b"Trash"), data
    top = os.path.dirname(original)
    while not os.path.ismount(top):
        top = os.path.dirname(top)
    user = str(os.getuid()).encode()
    yield os.path.join(top, b".Trash", user), top
    yield os.path.join(top, b".Trash-" + user), top
