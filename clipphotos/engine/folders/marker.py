"""The hidden file by which a watched folder is known again, wherever its drive is connected."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys

from clipphotos.core.errors import UnreadableFileError
from clipphotos.media.files import open_regular

NAME = ".clipphotos"
_TEXT = (
    "ClipPhotos knows this folder of photos by this file, also when its drive is connected at another place.\nid: {}\n"
)
_ID = re.compile(rb"^id: ([0-9a-f]{32})$", re.MULTILINE)
_MAX_SIZE = 4096
_HIDDEN = 2


def read(folder: str) -> str:
    """Return the id that a folder carries, "" if none that can be read."""
    try:
        with open_regular(os.path.join(folder, NAME)) as file:
            found = _ID.search(file.read(_MAX_SIZE))
    except (OSError, UnreadableFileError):
        return ""
    return found[1].decode() if found else ""


def write(folder: str, marker: str) -> bool:
    """Let a folder carry an id; return whether it does now.

    A file of the name that is not ours is left alone. An empty one is the rest of a writing that was cut off.
    """
    path = os.path.join(folder, NAME)
    ours = bool(read(folder))
    try:
        with contextlib.suppress(FileExistsError), open(path, "xb"):
            pass
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or (status.st_size and not ours):
            return False
        with open(path, "r+b") as file:  # a hidden file cannot be opened as a new one on Windows
            file.write(_TEXT.format(marker).encode())
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(path, _HIDDEN)
    return True
