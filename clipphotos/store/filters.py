"""Which photos have the facts that a search asks for.

Every filter is one statement that reads an index (migration 8) and nothing else; what it finds is a mask over the ids
of photos, and a tree of filters is what the masks come to. One statement for a whole tree took three times as long:
SQLite makes a sorted table of every part of it.

Names are compared as people see them (`core.query.folding`), which SQLite cannot: the few different folders, cameras
and lenses are compared here, and so are names of files that are not ASCII.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import chain, groupby
from typing import Any

import apsw
import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import BugError
from clipphotos.core.label import name_key
from clipphotos.core.photo import MOST_STARS
from clipphotos.core.query.areas import Area, position
from clipphotos.core.query.folding import folded
from clipphotos.core.query.kinds import extensions_of
from clipphotos.core.query.records import (
    And,
    Between,
    Days,
    Field,
    Filter,
    Months,
    Node,
    Not,
    Or,
    Orientation,
    Phrase,
    Text,
    Trait,
    Unit,
)
from clipphotos.core.query.screens import SCREENS, SCREENSHOT_NAMES
from clipphotos.store import duplicates, folder_names
from clipphotos.store.columns import numbers

Ids = npt.NDArray[np.int64]


def fact(name: str) -> str:
    """Return the SQL of a capture fact, letter by letter as in the index (migration 8)."""
    return f"CASE WHEN json_valid(facts) THEN facts ->> '$.{name}' END"


@dataclass(frozen=True)
class Elsewhere:
    """What a filter means that the catalogue does not know by itself."""

    place: Callable[[str], Area | None] = position
    """Where the place of a name is; None: there is none."""
    album: Callable[[str], Ids | None] = lambda name: None
    """The photos of a smart album; None: there is none of this name, so that an ordinary one is meant."""


_NOTHING_ELSE = Elsewhere()


Mask = npt.NDArray[np.bool_]
"""One for every id from 0 on, whether there is such a photo or not."""

_FILES = "FROM file INDEXED BY file_present WHERE state = 'present'"
_BELOW = """
    WITH RECURSIVE below (id, key) AS (
        SELECT id, key FROM label WHERE key = ? AND removed_at IS NULL
        UNION SELECT label.id, label.key FROM label JOIN below ON label.parent_id = below.id WHERE removed_at IS NULL)
"""
_TAG = f"""
    SELECT photo_id FROM photo_tag WHERE tag_id IN
        (SELECT id FROM tag WHERE key = ? UNION SELECT tag.id FROM tag WHERE key IN ({_BELOW} SELECT key FROM below))
"""
_LABEL = f"""
    SELECT photo_id FROM photo_tag
    WHERE tag_id IN (SELECT tag.id FROM tag WHERE key IN ({_BELOW} SELECT key FROM below))
    UNION ALL SELECT photo_id FROM decision
    WHERE verdict = 'accepted' AND label_id IN ({_BELOW} SELECT id FROM below)
"""
_ALBUM = "SELECT photo_id FROM album_photo WHERE album_id = (SELECT id FROM album WHERE key = ?)"
_LABELS = "SELECT 1 FROM label WHERE key = ?1 AND removed_at IS NULL"
_NAMED = {
    Field.TAG: f"SELECT 1 FROM tag WHERE key = ?1 UNION ALL {_LABELS}",
    Field.LABEL: _LABELS,
    Field.ALBUM: "SELECT 1 FROM album WHERE key = ?1",
}
_NO_TIME = """
    SELECT photo_id, min(mtime_ns) / 1000000000 AS seconds
    FROM photo JOIN file INDEXED BY file_present ON photo_id = photo.id
    WHERE taken_at IS NULL AND file.state = 'present' GROUP BY photo_id
"""
"""Photos whose camera tells no time: that of their oldest file counts, as where photos are browsed."""
_UTC = "CAST(strftime('%s', ?, 'utc') AS INTEGER)"
"""The second at which a clock here shows a time; NULL after the year 9999."""
_NOT_ASCII = "length(CAST(name AS TEXT)) != length(name)"
_OTHER_NAMES = f"SELECT photo_id, name FROM file INDEXED BY file_not_ascii WHERE state = 'present' AND {_NOT_ASCII}"
_LARGEST = 1 << 62
_FEW = 10_000
"""So many photos are rather looked up one by one than all photos with a file gone through."""


def matching(db: apsw.Connection, node: Node, elsewhere: Elsewhere = _NOTHING_ELSE, among: Ids | None = None) -> Ids:
    """Return the photos with a present file, of an offline root too, that satisfy a tree of facts. Ascending.

    Args:
        db: a connection that sees one snapshot.
        node: filters, phrases, and Not, And and Or of such.
        elsewhere: what places and smart albums are.
        among: photos, ascending, that are known to have a file, if only these are wanted: it is not asked again.
    """
    search = _Search(db, elsewhere)
    mask = search.holds(node)
    if among is None:
        return search.with_file(mask)
    among = among[: np.searchsorted(among, len(mask))]
    return among[mask[among]]


def positions(db: apsw.Connection, area: Area | None = None) -> tuple[Ids, npt.NDArray[np.float64]]:
    """Return the photos that know where they were taken, in an area if given, and their latitudes and longitudes.

    Returns:
        ids (N,) and degrees (2, N).
    """
    south, west, north, east = (-90, -180, 90, 180) if area is None else area.box
    latitude, longitude = fact("latitude"), fact("longitude")
    rows = db.execute(
        f"""SELECT id, {latitude}, {longitude} FROM photo
            WHERE {latitude} BETWEEN ? AND ? AND {longitude} BETWEEN ? AND ?""",
        (south, north, west, east),
    ).fetchall()
    found = np.array(rows, np.float64).reshape(-1, 3)
    inside = slice(None) if area is None else area.holds(found[:, 1], found[:, 2])
    return found[inside, 0].astype(np.int64), found[inside, 1:].T


def is_known(db: apsw.Connection, it: Filter, elsewhere: Elsewhere = _NOTHING_ELSE) -> bool:
    """Return whether anything has the name that a filter asks for; True if it asks for no whole name."""
    match it.field, it.value:
        case Field.PLACE, Text(name):
            return elsewhere.place(name) is not None
        case (Field.TAG | Field.LABEL | Field.ALBUM) as which, Text(name):
            return db.execute(_NAMED[which], (_key(name),)).get is not None
    return True


class _Search:
    """Asks for the parts of a tree."""

    def __init__(self, db: apsw.Connection, elsewhere: Elsewhere) -> None:
        self._db, self._elsewhere = db, elsewhere
        self._length = int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM photo").get)

    def with_file(self, mask: Mask) -> Ids:
        """Return the photos of a mask that have a present file."""
        found = np.flatnonzero(mask).astype(np.int64)
        if not len(found):
            return found
        if len(found) < _FEW:
            sql = f"SELECT photo_id {_FILES} AND photo_id IN (SELECT value FROM carray(?))"
            return np.flatnonzero(self._mask(sql, _array(found)))
        return np.flatnonzero(mask & self._mask(f"SELECT photo_id {_FILES}"))

    def holds(self, node: Node) -> Mask:
        match node:
            case And(nodes):
                return reduce(np.logical_and, map(self.holds, nodes))
            case Or(nodes):
                return reduce(np.logical_or, map(self.holds, nodes))
            case Not(inner):
                return ~self.holds(inner)
            case Phrase(text):
                return self._phrase(text)
            case Filter():
                return self._filter(node)
            case _:
                raise BugError(f"{type(node).__name__} is no fact")

    def _mask(self, sql: str, *values: Any) -> Mask:
        """Return the photos that a SELECT of one column finds."""
        return self._these(numbers(self._db, sql, *values)[0])

    def _these(self, photo_ids: npt.ArrayLike) -> Mask:
        ids = np.asarray(photo_ids, np.int64)
        mask = np.zeros(self._length, bool)
        mask[ids[(ids >= 0) & (ids < self._length)]] = True
        return mask

    def _filter(self, it: Filter) -> Mask:
        match it.field, it.value:
            case Field.TAG, Text(name):
                return self._mask(_TAG, _key(name), _key(name))
            case Field.LABEL, Text(name):
                return self._mask(_LABEL, _key(name), _key(name))
            case Field.ALBUM, Text(name):
                smart = self._elsewhere.album(name)
                return self._mask(_ALBUM, _key(name)) if smart is None else self._these(smart)
            case Field.FOLDER, Text(text):
                return self._folder(text)
            case Field.NAME, Text(text):
                return self._named([text])
            case Field.DATE, Days() as days:
                return self._taken(days)
            case Field.DATE, Months(months):
                return self._taken_in(months)
            case Field.PLACE, Text(name):
                area = self._elsewhere.place(name)
                return self._these([] if area is None else positions(self._db, area)[0])
            case Field.CAMERA | Field.LENS as which, Text(text):
                return self._fact(which.value, text)
            case Field.RATING, Between() as stars:
                return self._rated(stars)
            case Field.TYPE, Text(kind):
                return self._ending(extensions_of(kind))
            case Field.ORIENTATION, Orientation() as shape:
                sign = {Orientation.LANDSCAPE: ">", Orientation.PORTRAIT: "<", Orientation.SQUARE: "="}[shape]
                return self._mask(f"SELECT id FROM photo WHERE width {sign} height")
            case Field.SIZE, Between() as size:
                return self._sized(size)
            case Field.IS, Trait() as trait:
                return self._trait(trait)
        raise BugError(f"{it.field} cannot be {it.value}")

    def _trait(self, trait: Trait) -> Mask:
        match trait:
            case Trait.FAVOURITE:
                return self._rated(Between(MOST_STARS, MOST_STARS))
            case Trait.UNTAGGED:
                return ~self._mask("SELECT DISTINCT photo_id FROM photo_tag")
            case Trait.OFFLINE:
                online = f"SELECT photo_id {_FILES} AND root_id IN (SELECT id FROM root WHERE state = 'online')"
                return ~self._mask(online)
            case Trait.SCREENSHOT:
                return self._screenshot()
            case Trait.DUPLICATE:
                return self._mask(f"SELECT id FROM photo WHERE {duplicates.DUPLICATE}")

    def _phrase(self, text: str) -> Mask:
        """Return whether words are in the names of files, folders, tags, albums or accepted labels."""
        wanted = folded(text)
        mask = self._named([text]) | self._folder(text)
        for table, sql in (
            ("tag", "SELECT photo_id FROM photo_tag WHERE tag_id IN"),
            ("album", "SELECT photo_id FROM album_photo WHERE album_id IN"),
            ("label", "SELECT photo_id FROM decision WHERE verdict = 'accepted' AND label_id IN"),
        ):
            rows = self._db.execute(f"SELECT id, name FROM {table}")
            if ids := [i for i, name in rows if wanted in folded(name)]:
                mask |= self._mask(f"{sql} (SELECT value FROM carray(?))", _array(ids))
        return mask

    def _folder(self, text: str) -> Mask:
        mask = self._these([])
        for root_id, folders in folder_names.with_part(self._db, text):
            if folders is None:
                mask |= self._mask(f"SELECT photo_id {_FILES} AND root_id = ?", root_id)
            elif folders:
                sql = """SELECT photo_id FROM file
                         WHERE state = 'present' AND root_id = ? AND folder IN (SELECT value FROM carray(?))"""
                mask |= self._mask(sql, root_id, apsw.carray(tuple(folders)))
        return mask

    def _named(self, texts: Sequence[str], among: Mask | None = None) -> Mask:
        """Return whether a file's name has any of some texts in it; of few photos, if only these matter."""
        wanted = [folded(text) for text in texts]
        mask = self._these([i for i, name in self._db.execute(_OTHER_NAMES) if _has_any(name, wanted)])
        if among is not None and not among.any():
            return mask
        if patterns := [_anywhere(text) for text in wanted if text.isascii()]:
            any_ = " OR ".join(["CAST(name AS TEXT) LIKE ? ESCAPE '!'"] * len(patterns))
            some, values = "", []
            if among is not None and np.count_nonzero(among) < len(among) // 2:
                some, values = "photo_id IN (SELECT value FROM carray(?)) AND", [_array(np.flatnonzero(among))]
            sql = f"SELECT photo_id {_FILES} AND {some} ({any_}) AND NOT {_NOT_ASCII}"
            mask |= self._mask(sql, *values, *patterns)
        return mask

    def _fact(self, name: str, text: str) -> Mask:
        column = fact(name)
        all_values = self._db.execute(
            f"""WITH RECURSIVE each (value) AS (
                    SELECT min({column}) FROM photo
                    UNION ALL SELECT (SELECT min({column}) FROM photo WHERE {column} > value) FROM each
                    WHERE value IS NOT NULL)
                SELECT value FROM each WHERE value IS NOT NULL"""
        )
        wanted = folded(text)
        found = tuple(value for (value,) in all_values if wanted in folded(str(value)))
        if not found:
            return self._these([])
        return self._mask(f"SELECT id FROM photo WHERE {column} IN (SELECT value FROM carray(?))", apsw.carray(found))

    def _taken(self, days: Days) -> Mask:
        """Return whether a photo is of some days, by the camera or, where that is silent, by its files.

        A file is of the day that a clock here showed then, as in file managers: summer time is that of the day.
        """
        first, end = days.first or date.min, days.last or date.max
        camera = "SELECT id FROM photo WHERE taken_at >= ? AND taken_at < ?"  # its times are longer than a day's text
        files = f"SELECT photo_id FROM ({_NO_TIME}) WHERE seconds BETWEEN {_UTC} AND coalesce({_UTC}, {_LARGEST})"
        last_second = f"{end.isoformat()}T23:59:59"
        after = f"{end.isoformat()}U"  # what comes after the T that is between day and time
        start = first.isoformat()
        return self._mask(f"{camera} UNION ALL {files}", start, after, start, last_second)

    def _taken_in(self, months: frozenset[int]) -> Mask:
        texts = tuple(f"{month:02}" for month in sorted(months))
        marks = ", ".join("?" * len(texts))
        camera = f"SELECT id FROM photo WHERE substr(taken_at, 6, 2) IN ({marks})"
        month = "strftime('%m', seconds, 'unixepoch', 'localtime')"
        files = f"SELECT photo_id FROM ({_NO_TIME}) WHERE {month} IN ({marks})"
        return self._mask(f"{camera} UNION ALL {files}", *texts, *texts)

    def _rated(self, stars: Between) -> Mask:
        """Return whether the stars are in a range; few photos have any."""
        low, high = stars.low or 0, MOST_STARS if stars.high is None else stars.high
        rated = "SELECT id FROM photo WHERE rating > 0 AND rating"
        return self._mask(f"{rated} BETWEEN ? AND ?", low, high) if low > 0 else ~self._mask(f"{rated} > ?", high)

    def _ending(self, extensions: frozenset[str]) -> Mask:
        """Return whether a file's name has one of some extensions."""
        endings = [tuple(same) for _, same in groupby(sorted(extensions, key=len), len)]
        ends = [
            f"CAST(substr(name, -{len(some[0])}) AS TEXT) COLLATE NOCASE IN ({', '.join('?' * len(some))})"
            for some in endings
        ]
        return self._mask(f"SELECT photo_id {_FILES} AND ({' OR '.join(ends) or '0'})", *chain(*endings))

    def _sized(self, size: Between) -> Mask:
        low, high = (-1 if size.low is None else size.low), (_LARGEST if size.high is None else size.high)
        low, high = min(low, _LARGEST), min(high, _LARGEST)  # SQLite has no larger ones
        if size.unit is Unit.BYTES:
            return self._mask(f"SELECT photo_id {_FILES} AND size BETWEEN ? AND ?", low, high)
        return self._mask("SELECT id FROM photo WHERE width * height BETWEEN ? AND ?", low, high)

    def _screenshot(self) -> Mask:
        """Return whether no camera took it, and its name says so, or it is a PNG exactly as large as a screen."""
        sizes = ", ".join(["(?, ?)"] * len(SCREENS))
        screen = f"SELECT id FROM photo WHERE (max(width, height), min(width, height)) IN (VALUES {sizes})"
        drawn = self._mask(screen, *(side for it in SCREENS for side in it)) & self._ending(frozenset({".png"}))
        no_camera = self._mask(f"SELECT id FROM photo WHERE {fact('camera')} IS NULL")
        return no_camera & (self._named(SCREENSHOT_NAMES, no_camera) | drawn)


def _array(ids: Sequence[int] | Ids) -> Any:
    """Return ids, at least one, as SQLite reads them without a text."""
    return apsw.carray(np.ascontiguousarray(ids, np.int64), flags=apsw.SQLITE_CARRAY_INT64)


def _anywhere(text: str) -> str:
    """Return the pattern of LIKE for a text within another."""
    for special in "!%_":
        text = text.replace(special, f"!{special}")
    return f"%{text}%"


def _has_any(name: bytes, wanted: Sequence[str]) -> bool:
    shown = folded(os.fsdecode(name))
    return any(it in shown for it in wanted)


def _key(name: str) -> str:
    return name_key(" ".join(name.split()))
