"""Where the program's log goes: a file in the library, never to a server."""

from __future__ import annotations

import logging
import logging.handlers
import os
from pathlib import Path

FILE_NAME = "clipphotos.log"
"""In the library's folder."""

_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
_MAX_BYTES = 2_000_000


def write_to(directory: Path) -> Path:
    """Send log records to `clipphotos.log` in a directory; return the file."""
    path = directory / FILE_NAME
    root = logging.getLogger()
    if any(getattr(handler, "baseFilename", None) == os.path.abspath(path) for handler in root.handlers):
        return path  # the library is opened again
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path
