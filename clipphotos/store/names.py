"""The names that searches can ask for in this library, each with how many photos have it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import PurePosixPath

import apsw

from clipphotos.core.label import name_key
from clipphotos.core.query.kinds import GROUPS
from clipphotos.core.query.records import Field
from clipphotos.store import albums, tags
from clipphotos.store.filters import fact

_EXTENSION = "lower(CAST(replace(name, rtrim(name, replace(name, '.', '')), '') AS TEXT))"
"""What is after the last dot."""
Names = dict[str, int]


def names(db: apsw.Connection) -> dict[Field, Names]:
    """Return name -> photos of everything that has names, most photos first. A part of a second in a large library."""
    tagged = dict(tags.all_tags(db))
    keys = {name_key(name): photos for name, photos in tagged.items()}
    labels = {
        name: keys.get(key, 0) for name, key in db.execute("SELECT name, key FROM label WHERE removed_at IS NULL")
    }
    found = {
        Field.TAG: tagged,
        Field.LABEL: labels,
        Field.ALBUM: {album.name: album.photos or 0 for album in albums.all_albums(db)},
        Field.FOLDER: _folders(db),
        Field.CAMERA: _counted(db, fact("camera")),
        Field.LENS: _counted(db, fact("lens")),
        Field.DATE: _months(db),
        Field.TYPE: _kinds(db),
    }
    return {field: dict(Counter(some).most_common()) for field, some in found.items()}


def _counted(db: apsw.Connection, column: str) -> Names:
    rows = db.execute(f"SELECT {column} AS value, count(*) FROM photo WHERE {column} IS NOT NULL GROUP BY value")
    return {str(value): count for value, count in rows}


def _months(db: apsw.Connection) -> Names:
    """Return years and months in which photos were taken, as `2019` and `2019-07`."""
    months = _counted(db, "substr(taken_at, 1, 7)")
    years = Counter[str]()
    for month, count in months.items():
        years[month[:4]] += count
    return {**months, **years}


def _folders(db: apsw.Connection) -> Names:
    """Return each part of the folders' paths, from the watched folders on down."""
    tops = {root_id: os.path.basename(os.fsdecode(path)) for root_id, path in db.execute("SELECT id, path FROM root")}
    rows = db.execute("SELECT root_id, folder, count(*) FROM file WHERE state = 'present' GROUP BY root_id, folder")
    found = Counter[str]()
    for root_id, folder, count in rows:
        path = os.fsdecode(folder).replace(os.sep, "/")
        for part in {tops[root_id], *PurePosixPath(path).parts} - {""}:
            if part.isprintable():  # what is not in Unicode cannot be typed either
                found[part] += count
    return found


def _kinds(db: apsw.Connection) -> Names:
    rows = db.execute(f"SELECT {_EXTENSION} AS kind, count(*) FROM file WHERE state = 'present' GROUP BY kind")
    found = Counter[str]()
    for extension, count in rows:
        group = next((group for group, extensions in GROUPS.items() if f".{extension}" in extensions), None)
        if group:
            found[group] += count
    return found
