"""Which folders have a text in their paths."""

from __future__ import annotations

import os
from collections.abc import Iterator
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

    def fits(path: str) -> bool:
        shown = folded(path).replace("\\", "/").rstrip("/") + "/"
        return shown.startswith(wanted) if absolute else wanted in shown[:-1]

    for root in roots.all_roots(db):
        if fits(root.path):
            yield root.id, None
        else:
            folders = [bytes(it) for (it,) in db.execute(_FOLDERS, (root.id,))]
            yield root.id, [it for it in folders if fits(os.path.join(root.path, os.fsdecode(it)))]
