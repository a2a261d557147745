"""Fingerprints, which photos look alike, and what a person said about that."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import apsw
import numpy as np
import numpy.typing as npt

from clipphotos.core.duplicates import Change, FileCopy, Fingerprint, Frame, GroupKind, Link, pair
from clipphotos.core.keeper import RAW_SUFFIXES
from clipphotos.core.neighbours import Looks
from clipphotos.core.photo import CaptureFacts, PhotoId
from clipphotos.store import albums, proposals, scorers, tags
from clipphotos.store.columns import numbers
from clipphotos.store.trashed import by_photo, files_of

VERSION = 1
"""Of how fingerprints are made and compared; another one makes all of them anew."""

_PRESENT = "EXISTS (SELECT 1 FROM file WHERE file.photo_id = {0} AND file.state = 'present')"
_UNDISPUTED = """NOT EXISTS (SELECT 1 FROM not_duplicate AS said WHERE said.one = {0} AND said.other = {1})"""
_LINKS = f"""FROM look_alike WHERE {_PRESENT.format("look_alike.one")} AND {_PRESENT.format("look_alike.other")}
             AND {_UNDISPUTED.format("look_alike.one", "look_alike.other")}"""
_COPIED = f"""SELECT photo_id FROM file WHERE state = 'present' AND photo_id IS NOT NULL
              AND {_UNDISPUTED.format("photo_id", "photo_id")} GROUP BY photo_id HAVING count(*) > 1"""

DUPLICATE = f"""photo.id IN ({_COPIED}
    UNION SELECT one {_LINKS} AND kind = 'near' UNION SELECT other {_LINKS} AND kind = 'near')"""
"""The SQL condition on `photo` that it has copies or versions here, dismissed ones left out; bursts do not count."""


@dataclass(frozen=True)
class Shot:
    """What is known of a photo that may be kept or not."""

    photo_id: PhotoId
    width: int
    height: int
    facts: CaptureFacts
    rating: int
    tags: int
    """Those that a person set."""
    albums: int
    fingerprint: Fingerprint | None


_PENDING = f"""FROM photo WHERE width IS NOT NULL AND {_PRESENT.format("photo.id")}
               AND NOT EXISTS (SELECT 1 FROM fingerprint WHERE photo_id = photo.id AND version = {VERSION})"""


def count_pending(db: apsw.Connection) -> int:
    """Return how many photos `pending` has in all."""
    return int(db.execute(f"SELECT count(*) {_PENDING}").get)


def count_compared(db: apsw.Connection) -> tuple[int, int]:
    """Return how many photos were compared with all others, and how many can be: decoded ones that have a file."""
    rows: list[tuple[Any, ...]] = db.execute(
        f"""SELECT count(fingerprint.photo_id), count(*) FROM photo
            LEFT JOIN fingerprint ON fingerprint.photo_id = photo.id AND version = {VERSION} AND compared
            WHERE width IS NOT NULL AND {_PRESENT.format("photo.id")}"""
    ).fetchall()
    return int(rows[0][0]), int(rows[0][1])


def pending(db: apsw.Connection, *, after: int, limit: int) -> list[tuple[PhotoId, bytes]]:
    """Return decoded photos above an id that have a file and no fingerprint, with their hashes, by id."""
    rows = db.execute(f"SELECT id, hash {_PENDING} AND id > ? ORDER BY id LIMIT ?", (after, limit))
    return [(PhotoId(i), digest) for i, digest in rows]


def pictures(db: apsw.Connection) -> dict[PhotoId, tuple[bytes, Frame | None]]:
    """Return the hash and the frame of every photo that has a fingerprint."""
    rows = db.execute("SELECT id, hash, frame FROM fingerprint JOIN photo ON photo.id = photo_id")
    return {PhotoId(i): (digest, _frame(frame)) for i, digest, frame in rows}


def put(db: apsw.Connection, made: Iterable[tuple[PhotoId, bytes, Fingerprint]]) -> None:
    """Store fingerprints of photos that still have the content that they were made of."""
    for photo_id, digest, it in made:
        db.execute("DELETE FROM look_alike WHERE one = ?1 OR other = ?1", (photo_id,))
        db.execute(
            """INSERT OR REPLACE INTO fingerprint
                   (photo_id, version, whole, turned, middle, inside, frame, sharpness, colour)
               SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM photo WHERE id = ? AND hash = ?""",
            (
                VERSION,
                *(_signed(bits) for bits in (it.whole, it.turned, it.middle, it.inside)),
                json.dumps(it.frame) if it.frame else None,
                it.sharpness,
                it.colour,
                photo_id,
                digest,
            ),
        )


def looks(db: apsw.Connection, model_name: str) -> tuple[list[PhotoId], Looks] | None:
    """Return the fingerprints of the photos that have a file, compared ones first; None if all were compared.

    The embeddings that go with them are those by the last version of a model.
    """
    rows: list[tuple[Any, ...]] = db.execute(
        f"""SELECT photo_id, whole, turned, middle, inside, compared FROM fingerprint
            WHERE version = ? AND {_PRESENT.format("photo_id")} ORDER BY compared DESC, photo_id""",
        (VERSION,),
    ).fetchall()
    known = sum(row[5] for row in rows)
    if known == len(rows):
        return None
    photo_ids = [PhotoId(row[0]) for row in rows]
    whole, turned, middle, inside = (
        np.array([row[column] or 0 for row in rows], np.int64).view(np.uint64) for column in range(1, 5)
    )
    framed = np.flatnonzero([row[4] is not None for row in rows])
    return photo_ids, Looks(whole, turned, middle, inside, framed, _vectors(db, model_name, photo_ids), known)


def _vectors(db: apsw.Connection, model_name: str, photo_ids: list[PhotoId]) -> npt.NDArray[np.float16]:
    model = db.execute("SELECT id, dim FROM model WHERE name = ? ORDER BY id DESC LIMIT 1", (model_name,)).fetchone()
    if model is None:
        return np.zeros((len(photo_ids), 1), np.float16)
    found = np.zeros((len(photo_ids), int(model[1])), np.float16)
    row_of = {photo_id: row for row, photo_id in enumerate(photo_ids)}
    for photo_id, vector in db.execute("SELECT photo_id, vector FROM embedding WHERE model_id = ?", (model[0],)):
        row = row_of.get(photo_id)
        if row is not None and len(vector) == 2 * found.shape[1]:
            found[row] = np.frombuffer(vector, "<f2")
    found[~np.isfinite(found).all(axis=1)] = 0  # damaged
    return found


def record(db: apsw.Connection, links: Iterable[Link], compared: Sequence[PhotoId]) -> None:
    """Store what comparing some photos with all others found."""
    db.executemany(
        """INSERT OR REPLACE INTO look_alike (one, other, kind, likeness, change)
           SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM fingerprint WHERE photo_id = ?1)
           AND EXISTS (SELECT 1 FROM fingerprint WHERE photo_id = ?2)""",
        [(*pair(it.one, it.other), it.kind.value, it.likeness, it.change.value) for it in links],
    )
    db.execute(
        "UPDATE fingerprint SET compared = 1 WHERE photo_id IN (SELECT value FROM json_each(?))",
        (json.dumps(compared),),
    )


def links(db: apsw.Connection) -> list[Link]:
    """Return which photos that have a file look alike, without pairs of which a person said that they do not."""
    return [
        Link(PhotoId(one), PhotoId(other), GroupKind(kind), likeness, Change(change))
        for one, other, kind, likeness, change in db.execute(f"SELECT one, other, kind, likeness, change {_LINKS}")
    ]


def apart(db: apsw.Connection) -> list[tuple[PhotoId, PhotoId]]:
    """Return the pairs of photos of which a person said that they are no duplicates."""
    return [(PhotoId(a), PhotoId(b)) for a, b in db.execute("SELECT one, other FROM not_duplicate WHERE one != other")]


def copied(db: apsw.Connection) -> list[PhotoId]:
    """Return the photos that have several files, without those whose copies a person wants."""
    return [PhotoId(i) for (i,) in db.execute(f"{_COPIED} ORDER BY photo_id")]


def dismiss(db: apsw.Connection, pairs: Iterable[tuple[PhotoId, PhotoId]]) -> None:
    """Record that photos are no duplicates of each other, or, of a photo and itself, that its copies are wanted."""
    db.executemany("INSERT OR IGNORE INTO not_duplicate (one, other) VALUES (?, ?)", [pair(*it) for it in pairs])


def taken_near(db: apsw.Connection, photo_ids: Collection[PhotoId], seconds: float) -> list[PhotoId]:
    """Return all photos that were taken about as many seconds or less from one of some photos, these included."""
    at = "coalesce(CAST(strftime('%s', substr(taken_at, 1, 19)) AS INTEGER), 0)"  # a repaired catalogue may have any
    known, times = numbers(db, f"SELECT id, {at} FROM photo WHERE taken_at IS NOT NULL", columns=2)
    those = np.sort(times[np.isin(known, list(photo_ids))])
    if not len(those):
        return []
    after = np.searchsorted(those, times).clip(0, len(those) - 1)
    gap = np.minimum(np.abs(those[after] - times), np.abs(those[(after - 1).clip(0)] - times))
    return [PhotoId(i) for i in known[gap <= seconds + 1].tolist()]  # these times are whole seconds


def shots(db: apsw.Connection, photo_ids: Collection[PhotoId]) -> dict[PhotoId, Shot]:
    """Return what is known of some photos."""
    rows = db.execute(
        """SELECT photo.id, width, height, taken_at, CASE WHEN json_valid(facts) THEN facts END, rating,
                   (SELECT count(*) FROM photo_tag WHERE photo_id = photo.id AND by_label = 0),
                   (SELECT count(*) FROM album_photo WHERE photo_id = photo.id),
                   whole, turned, middle, inside, frame, sharpness, colour
            FROM photo LEFT JOIN fingerprint ON fingerprint.photo_id = photo.id
            WHERE photo.id IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(photo_ids)),),
    )
    return {PhotoId(row[0]): _shot(row) for row in rows}


def files(db: apsw.Connection, photo_ids: Collection[PhotoId]) -> dict[PhotoId, list[FileCopy]]:
    """Return the present files of photos, those first that can be reached now."""
    found: dict[PhotoId, list[FileCopy]] = {}
    for photo_id, file in by_photo(db, photo_ids):
        found.setdefault(photo_id, []).append(FileCopy(file.path, file.online, file.size, file.mtime_ns))
    return {photo_id: sorted(there, key=lambda it: not it.online) for photo_id, there in found.items()}


def beside_raw(db: apsw.Connection, photo_ids: Collection[PhotoId]) -> set[str]:
    """Return the paths of those files of photos that have a camera's raw file of the same name beside them."""
    found = set[str]()
    for file in files_of(db, photo_ids):
        stem, dot, suffix = file.place.name.rpartition(b".")
        if not stem or _suffix(dot + suffix) in RAW_SUFFIXES:
            continue
        rows = db.execute(
            "SELECT name FROM file WHERE root_id = ? AND folder = ? AND name > ? AND name < ? AND state != 'missing'",
            (file.place.root_id, file.place.folder, stem + b".", stem + b"/"),
        )
        if any(_suffix(bytes(name)[len(stem) :]) in RAW_SUFFIXES for (name,) in rows):
            found.add(file.path)
    return found


def _suffix(name: bytes) -> str:
    return name.decode("ascii", "replace").casefold()


def merge(db: apsw.Connection, keeper: PhotoId, others: Sequence[PhotoId]) -> None:
    """Give a photo what a person decided about its versions: tags, the highest rating, albums, labels' decisions.

    What was decided about the photo itself stays.
    """
    for other in others:
        tags.merge_decisions(db, other, keeper)
        albums.copy(db, other, keeper)
    sql = "SELECT label_id FROM decision WHERE photo_id = ?"
    decided: list[tuple[Any, ...]] = db.execute(sql, (keeper,)).fetchall()
    for (label_id,) in decided:
        scorers.mark_stale(db, label_id)
    proposals.withdraw(db, [keeper])


def _signed(bits: int | None) -> int | None:
    return bits - (1 << 64) if bits is not None and bits >> 63 else bits


def _unsigned(bits: int) -> int:
    return bits & ((1 << 64) - 1)


def _frame(text: str | None) -> Frame | None:
    if text is None:
        return None
    left, top, right, bottom = json.loads(text)
    return left, top, right, bottom


def _shot(row: tuple[Any, ...]) -> Shot:
    photo_id, width, height, taken, facts, rating, tagged, collected, *look = row
    known = CaptureFacts(**json.loads(facts)) if facts else CaptureFacts()
    fingerprint = None
    if look[0] is not None:
        whole, turned, middle, inside, frame, sharpness, colour = look
        fingerprint = Fingerprint(
            whole=_unsigned(whole),
            turned=_unsigned(turned),
            middle=_unsigned(middle),
            inside=None if inside is None else _unsigned(inside),
            frame=_frame(frame),
            sharpness=sharpness,
            colour=colour,
        )
    return Shot(
        PhotoId(photo_id),
        width or 0,
        height or 0,
        replace(known, taken=datetime.fromisoformat(taken) if taken else None),
        rating,
        tagged,
        collected,
        fingerprint,
    )
