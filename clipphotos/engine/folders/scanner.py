"""What is on disk, compared with what the catalogue says."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterator
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
    away: int
    """Files on drives that were mounted below the root and are not there now."""


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
    root_id: RootId,
    root_path: str,
    known: list[KnownFile],
    folder: bytes = b"",
    *,
    recursive: bool = True,
    unplugged: Collection[bytes] = (),
) -> Difference:
    """Return how a folder differs from what is known of it.

    Args:
        root_id: the root.
        root_path: where it is.
        known: what is known of the folder.
        folder: below the root.
        recursive: whether to look below the folder as well.
        unplugged: folders below the root at which another drive was mounted that is not there now.

    Raises:
        RootOfflineError: the root cannot be listed.
    """
    records = {file.place[1:]: file for file in known}
    new, changed = [], []
    unreadable: list[bytes] = []
    for here, name, signature in list_files(root_path, folder, unreadable, recursive=recursive):
        file = records.pop((here, name), None)
        if file is None or file.state is FileState.MISSING:
            new.append((Place(root_id, here, name), signature))
        elif file.signature != signature:
            changed.append((file.place, signature))
    left = [file for file in records.values() if file.state is not FileState.MISSING]
    left = [file for file in left if not _within(file.place, unreadable)]
    gone = [file for file in left if not _within(file.place, unplugged)]
    return Difference(new, changed, gone, unreadable, away=len(left) - len(gone))


def vanished(difference: Difference) -> int:
    """Return how many files are gone and did not move within what was looked at."""
    if not difference.gone:
        return 0
    arrived = Counter(signature[:2] for _, signature in difference.new)  # some file systems give new inodes at will
    left = Counter(file.signature[:2] for file in difference.gone)
    return sum((left - arrived).values())


def _within(place: Place, folders: Collection[bytes]) -> bool:
    path = os.path.join(place.folder, place.name)
    return any(path == folder or path.startswith(folder + os.sep.encode()) for folder in folders)
