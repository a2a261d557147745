"""Tags: keywords on photos, each with what set it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import apsw

from clipphotos.core.label import LabelId, Verdict, name_key
from clipphotos.core.photo import PhotoId, Tag
from clipphotos.store import albums, photos
from clipphotos.store.embeddings import ModelId


@dataclass(frozen=True)
class Origin:
    """Which label proposed a tag, by which model and version of the label, with which probability."""

    label_id: LabelId
    model_id: ModelId | None = None
    label_version: int | None = None
    score: float | None = None


def tag_id(db: apsw.Connection, name: str) -> int:
    """Return the row of a tag, inserted on first use."""
    db.execute("INSERT OR IGNORE INTO tag (key, name) VALUES (?, ?)", (name_key(name), name))
    return int(db.execute("SELECT id FROM tag WHERE key = ?", (name_key(name),)).get)


def put(db: apsw.Connection, photo_id: PhotoId, tag: int, origin: Origin | None = None) -> bool:
    """Set a person's tag, `origin` telling which label proposed it; return whether that changed anything.

    A photo that is gone meanwhile gets none.
    """
    db.execute(
        """INSERT INTO photo_tag (photo_id, tag_id, by_label, label_id, model_id, label_version, score)
           SELECT ?1, ?2, 0, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM photo WHERE id = ?1)
           ON CONFLICT (photo_id, tag_id) DO UPDATE SET by_label = 0 WHERE by_label = 1""",
        (
            photo_id,
            tag,
            origin.label_id if origin else None,
            origin.model_id if origin else None,
            origin.label_version if origin else None,
            origin.score if origin else None,
        ),
    )
    return db.changes() > 0


def take(db: apsw.Connection, photo_id: PhotoId, tag: int) -> bool:
    """Remove a tag, whoever set it; return whether it was there."""
    db.execute("DELETE FROM photo_tag WHERE photo_id = ? AND tag_id = ?", (photo_id, tag))
    return db.changes() > 0


def with_name(db: apsw.Connection, name: str) -> int | None:
    """Return the row of a tag that exists."""
    row = db.execute("SELECT id FROM tag WHERE key = ?", (name_key(name),)).fetchone()
    return None if row is None else int(row[0])


def all_tags(db: apsw.Connection) -> list[tuple[str, int]]:
    """Return (name, photos that have a file) of every tag in use, by name."""
    rows = db.execute(
        """SELECT name, count(*) FROM photo_tag JOIN tag ON tag.id = tag_id
           WHERE EXISTS (SELECT 1 FROM file WHERE file.photo_id = photo_tag.photo_id AND file.state = 'present')
           GROUP BY tag_id ORDER BY key"""
    )
    return [(name, n) for name, n in rows]


def of_photo(db: apsw.Connection, photo_id: PhotoId) -> tuple[Tag, ...]:
    """Return the tags of a photo, by name."""
    rows = db.execute(
        """SELECT tag.name, by_label, score, model.name, label.name, label_version, tagged_at
           FROM photo_tag JOIN tag ON tag.id = tag_id LEFT JOIN model ON model.id = model_id
           LEFT JOIN label ON label.id = label_id WHERE photo_id = ? ORDER BY tag.key""",
        (photo_id,),
    )
    return tuple(
        Tag(name, bool(by_label), score, model, label, version, tagged_at)
        for name, by_label, score, model, label, version, tagged_at in rows
    )


def decide(db: apsw.Connection, label_id: LabelId, photo_ids: Sequence[PhotoId], verdict: Verdict) -> None:
    """Record a person's decision on a label and photos; a later decision replaces an earlier.

    Photos that are gone meanwhile get none.
    """
    db.executemany(
        """INSERT INTO decision (label_id, photo_id, verdict)
           SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM photo WHERE id = ?2)
           ON CONFLICT (label_id, photo_id) DO UPDATE SET verdict = ?3, decided_at = strftime('%Y-%m-%dT%H:%M:%SZ')
           WHERE verdict != ?3""",
        [(label_id, photo_id, verdict.value) for photo_id in photo_ids],
    )


def copy_decisions(db: apsw.Connection, source: PhotoId, target: PhotoId) -> None:
    """Give one photo what a person decided about another."""
    db.execute(
        """INSERT INTO photo_tag (photo_id, tag_id, by_label, label_id, model_id, label_version, score, tagged_at)
           SELECT ?2, tag_id, 0, label_id, model_id, label_version, score, tagged_at FROM photo_tag
           WHERE photo_id = ?1 AND by_label = 0""",
        (source, target),
    )
    db.execute(
        """INSERT INTO decision (label_id, photo_id, verdict, decided_at)
           SELECT label_id, ?2, verdict, decided_at FROM decision WHERE photo_id = ?1""",
        (source, target),
    )
    photos.rate(db, [target], photos.rating_of(db, source))
    albums.copy(db, source, target)


def merge_decisions(db: apsw.Connection, source: PhotoId, target: PhotoId) -> None:
    """Give one photo what a person decided about another, where nothing was decided about itself.

    It gets the tags and the higher rating; a label's automatic tag goes if the other's decision rejects it.
    """
    db.execute(
        """INSERT INTO photo_tag (photo_id, tag_id, by_label, label_id, model_id, label_version, score, tagged_at)
           SELECT ?2, tag_id, 0, label_id, model_id, label_version, score, tagged_at FROM photo_tag
           WHERE photo_id = ?1 AND by_label = 0 AND NOT EXISTS
               (SELECT 1 FROM decision JOIN label ON label.id = label_id JOIN tag ON tag.key = label.key
                WHERE photo_id = ?2 AND verdict = 'rejected' AND tag.id = photo_tag.tag_id)
           ON CONFLICT (photo_id, tag_id) DO UPDATE SET by_label = 0 WHERE by_label = 1""",
        (source, target),
    )
    db.execute(
        """INSERT INTO decision (label_id, photo_id, verdict, decided_at)
           SELECT label_id, ?2, verdict, decided_at FROM decision WHERE photo_id = ?1
           ON CONFLICT (label_id, photo_id) DO NOTHING""",
        (source, target),
    )
    db.execute(
        """DELETE FROM photo_tag WHERE photo_id = ?1 AND by_label = 1 AND label_id IN
           (SELECT label_id FROM decision WHERE photo_id = ?1 AND verdict = 'rejected')""",
        (target,),
    )
    photos.rate(db, [target], max(photos.rating_of(db, source), photos.rating_of(db, target)))


def decided(db: apsw.Connection, label_id: LabelId) -> list[tuple[PhotoId, bool]]:
    """Return (photo, whether accepted) of every decision about a label."""
    rows = db.execute("SELECT photo_id, verdict FROM decision WHERE label_id = ? ORDER BY photo_id", (label_id,))
    return [(PhotoId(photo_id), verdict == Verdict.ACCEPTED.value) for photo_id, verdict in rows]
