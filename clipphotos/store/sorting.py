"""The orders in which photos can be shown."""

from __future__ import annotations

import json
import os
import re

import apsw
import numpy as np
import numpy.typing as npt

from clipphotos.core.query.records import SortKey

Ids = npt.NDArray[np.int64]

_FILES = "FROM file WHERE file.photo_id = photo.id AND file.state = 'present'"
_TAKEN = f"""coalesce(taken_at, strftime('%Y-%m-%dT%H:%M:%S',
             (SELECT min(mtime_ns) {_FILES}) / 1000000000, 'unixepoch', 'localtime')) DESC"""
_ORDERS = {
    SortKey.DATE: _TAKEN,
    SortKey.RATING: f"rating DESC, {_TAKEN}",
    SortKey.SIZE: f"coalesce(width * height, 0) DESC, (SELECT max(size) {_FILES}) DESC",
}

_NUMBER = re.compile("([0-9]+)")


def ordered(db: apsw.Connection, photo_ids: Ids, key: SortKey) -> Ids:
    """Return photos in an order: newest, best rated, largest (in pixels, then bytes) or first by name first.

    Args:
        db: a connection.
        photo_ids: (N,), each once and there.
        key: not by relevance, of which the catalogue knows nothing.
    """
    wanted = json.dumps(photo_ids.tolist())
    if key is SortKey.NAME:
        names: dict[int, tuple[list[str | int], bytes]] = {}
        rows = db.execute(
            """SELECT photo_id, name FROM json_each(?) AS wanted CROSS JOIN file
               ON file.photo_id = wanted.value AND file.state = 'present'""",
            (wanted,),
        )
        for photo_id, name in rows:
            by = (_natural(os.fsdecode(name)), name)
            names[photo_id] = min(names.get(photo_id, by), by)
        return np.array(sorted(names, key=lambda photo_id: (names[photo_id], photo_id)), np.int64)
    rows = db.execute(
        f"""SELECT photo.id FROM json_each(?) AS wanted CROSS JOIN photo ON photo.id = wanted.value
            ORDER BY {_ORDERS[key]}, photo.id DESC""",
        (wanted,),
    )
    return np.fromiter((row[0] for row in rows), np.int64)


def _natural(name: str) -> list[str | int]:
    """Return what names are compared by, so that "IMG_9" comes before "IMG_10".

    >>> sorted(["b10", "B9", "a"], key=_natural)
    ['a', 'B9', 'b10']
    """
    return [int(part) if at % 2 else part for at, part in enumerate(_NUMBER.split(name.casefold()))]
