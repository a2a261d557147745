"""What is on disk, compared with what the catalogue says."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from clipphotos.core.photo import FileState, Place, RootId, Signature
from clipphotos.store import catalogue
from clipphotos.store.files import KnownFile

_SYSTEM_FOLDERS = frozenset(
    {b"@eaDir", b"$RECYCLE.BIN", b"System Volume Information", b"#recycle", b"lost+found", b"__MACOSX"}
)
_SYSTEM_FILES = frozenset({b"thumbs.db", b"desktop.ini", b"ehthumbs.db"})
_INT64 = 2**63 - 1


class RootOfflineError(Exception):
    """A root cannot be listed completely: nothing may be concluded from what is not there."""


@dataclass(frozen=True)
class Difference:
    """What a scan found."""

    new: list[tuple[Place, Signature]]
    """Files without a record, or whose file was missing."""
    changed: list[tuple[Place, Signature]]
    gone: list[KnownFile]
    unreadable: list[bytes]
    """Folders and files below the root that cannot be read; nothing is concluded about them."""


def signature_of(status: os.stat_result) -> Signature:
    """Return what decides whether to hash a file again, folded into the catalogue's 63 bits."""
    return Signature(status.st_size, status.st_mtime_ns & _INT64, status.st_ino & _INT64)


def list_files(
    root_path: str, folder: bytes, unreadable: list[bytes], *, recursive: bool
) -> Iterator[tuple[bytes, bytes, Signature]]:
    """Yield (folder, name, signature) of the files in a folder of a root.

    Symbolic links, hidden files and folders, what systems put into folders, libraries of ours, and everything that is
    no regular file are left out. What vanished meanwhile yields nothing; folders and files below the root that cannot
    be read are added to `unreadable`.

    Raises:
        RootOfflineError: the root itself does not answer.
    """
    base = os.fsencode(root_path)
    pending = [folder]
    while pending:
        here = pending.pop()
        if is_library(os.path.join(base, here)):
            continue
        try:
            with os.scandir(os.path.join(base, here)) as entries:
                for entry in entries:
                    if entry.name.startswith(b"."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if recursive and entry.name not in _SYSTEM_FOLDERS:
                            pending.append(os.path.join(here, entry.name))
                    elif entry.is_file(follow_symlinks=False) and entry.name.lower() not in _SYSTEM_FILES:
                        try:
                            status = os.stat(entry.path, follow_symlinks=False)
                        except FileNotFoundError:
                            continue
                        except OSError:
                            unreadable.append(os.path.join(here, entry.name))
                            continue
                        if stat.S_ISREG(status.st_mode):
                            yield here, entry.name, signature_of(status)
        except OSError as error:
            if not here or not os.path.isdir(base):
                raise RootOfflineError(str(error)) from error
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                unreadable.append(here)


def is_library(folder: bytes) -> bool:
    """Return whether a folder is a library of ours, whose thumbnails are no photos of anybody's."""
    return os.path.lexists(os.path.join(folder, catalogue.FILE_NAME.encode()))


def compare(
    root_id: RootId, root_path: str, known: list[KnownFile], folder: bytes = b"", *, recursive: bool = True
) -> Difference:
    """Return how a folder differs from what is known of it.

    Raises:
        RootOfflineError: the root cannot be listed, or is empty although the catalogue knows files in it (as an
            unmounted mount point is).
    """
    records = {(file.place.folder, file.place.name): file for file in known}
    new, changed = [], []
    unreadable: list[bytes] = []
    for here, name, signature in list_files(root_path, folder, unreadable, recursive=recursive):
        file = records.pop((here, name), None)
        place = Place(root_id, here, name)
        if file is None or file.state is FileState.MISSING:
            new.append((place, signature))
        elif file.signature != signature:
            changed.append((place, signature))
    gone = [
        file
        for file in records.values()
        if file.state is not FileState.MISSING and not any(_within(file.place, closed) for closed in unreadable)
    ]
    if gone and not os.listdir(root_path):
        raise RootOfflineError("The folder is empty.")
    return Difference(new, changed, gone, unreadable)


def _within(place: Place, unreadable: bytes) -> bool:
    path = os.path.join(place.folder, place.name)
    return path == unreadable or path.startswith(unreadable + os.sep.encode())
