"""Which folders have a text in their paths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath, PureWindowsPath

import apsw

from clipphotos.core.photo import RootId
from clipphotos.core.query.folding import folded
from clipphotos.store import roots

_FOLDERS = """
    WITH RECURSIVE each (folder) AS (
        SELECT min(folder) FROM file WHERE root_id = ?1
        UNION ALL SELECT (SELECT min(folder) FROM file WHERE root_id = ?1 AND folder > each.folder) FROM each
        WHERE folder IS NOT NULL)
    SELECT folder FROM each WHERE folder IS NOT NULL
"""
"""The different ones by one look into the index each, however many files they hold."""


def with_part(db: apsw.Connection, text: str) -> Iterator[tuple[RootId, list[bytes] | None]]:
    """Yield, for every root, the folders below it whose whole path has a text in it; None: all, by the root's path.

    An absolute path means this folder and those below it.
    """
    wanted = folded(text).replace("\\", "/")
    absolute = PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()
    wanted = wanted.rstrip("/") + "/" if absolute else wanted

    def fits(path: str, folder: bytes = b"") -> bool:
        shown = _shown(path, folder)
        return shown.startswith(wanted) if absolute else wanted in shown[:-1]

    for root in roots.all_roots(db):
        if fits(root.path):
            yield root.id, None
        else:
            yield root.id, [it for (it,) in db.execute(_FOLDERS, (root.id,)) if fits(root.path, it)]


@lru_cache(maxsize=1 << 16)
def _shown(path: str, folder: bytes) -> str:
    """Return a folder's path as it is compared, ending in a slash; kept: every search by a folder asks for all."""
    return folded(os.path.join(path, os.fsdecode(folder))).replace("\\", "/").rstrip("/") + "/"
