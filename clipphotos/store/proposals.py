"""What labels propose: suggestions and automatic tags. Derived, and never where a person has spoken."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

import apsw

from clipphotos.core.label import Label, LabelId, LabelMode, Suggestion
from clipphotos.core.photo import PhotoId
from clipphotos.store import tags
from clipphotos.store.embeddings import ModelId
from clipphotos.store.tags import Origin

_HAS_FILE = "EXISTS (SELECT 1 FROM file WHERE file.photo_id = suggestion.photo_id AND file.state = 'present')"
_TAGGED_HAS_FILE = _HAS_FILE.replace("suggestion.", "photo_tag.")

_FAMILY = """
    WITH RECURSIVE family (top, id) AS (
        SELECT id, id FROM label WHERE id IN (SELECT value FROM json_each(:labels))
        UNION SELECT top, label.id FROM label JOIN family ON label.parent_id = family.id)
"""


def clear(db: apsw.Connection, label_ids: Collection[LabelId]) -> None:
    """Remove labels' suggestions and automatic tags."""
    for label_id in label_ids:
        db.execute("DELETE FROM suggestion WHERE label_id = ?", (label_id,))
        db.execute("DELETE FROM photo_tag WHERE label_id = ? AND by_label = 1", (label_id,))


def clear_beyond_mode(db: apsw.Connection, label_ids: Collection[LabelId]) -> None:
    """Remove what labels propose and may not, as they are now: removed, off, or only suggesting."""
    for label_id in label_ids:
        mode = db.execute("SELECT mode FROM label WHERE id = ? AND removed_at IS NULL", (label_id,)).get
        if mode in (None, LabelMode.OFF.value):
            db.execute("DELETE FROM suggestion WHERE label_id = ?", (label_id,))
        if mode != LabelMode.AUTO.value:
            db.execute("DELETE FROM photo_tag WHERE label_id = ? AND by_label = 1", (label_id,))


def closed(
    db: apsw.Connection, label_ids: Collection[LabelId], photo_ids: Collection[PhotoId] | None = None
) -> dict[LabelId, set[PhotoId]]:
    """Return, for each label, the photos that it may not propose, of all or only of the given ones.

    Those are the photos that a person decided about, that carry its tag or that of a label below it, and that a
    person gave to another label of its exclusive group.
    """
    bindings = {"labels": json.dumps(list(label_ids)), "photos": json.dumps(list(photo_ids or ()))}
    only = "" if photo_ids is None else "AND photo_id IN (SELECT value FROM json_each(:photos))"
    found: dict[LabelId, set[PhotoId]] = {label_id: set() for label_id in label_ids}
    for query in (
        f"SELECT label_id, photo_id FROM decision WHERE label_id IN (SELECT value FROM json_each(:labels)) {only}",
        f"""{_FAMILY} SELECT top, photo_id FROM family JOIN label USING (id) JOIN tag ON tag.key = label.key
            JOIN photo_tag ON tag_id = tag.id WHERE removed_at IS NULL {only}""",
        f"""SELECT label.id, photo_id FROM label JOIN label AS other USING (group_name)
            JOIN decision ON label_id = other.id AND verdict = 'accepted'
            WHERE label.id IN (SELECT value FROM json_each(:labels)) AND other.id != label.id
            AND other.removed_at IS NULL {only}""",
    ):
        for label_id, photo_id in db.execute(query, bindings):
            found[LabelId(label_id)].add(PhotoId(photo_id))
    return found


def withdraw(db: apsw.Connection, photo_ids: Collection[PhotoId]) -> None:
    """Remove the suggestions about photos that are closed by now, to any label."""
    rows = db.execute(
        "SELECT DISTINCT label_id FROM suggestion WHERE photo_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(photo_ids)),),
    )
    label_ids = [LabelId(int(i)) for (i,) in rows]
    for label_id, gone in closed(db, label_ids, photo_ids).items():
        db.executemany(
            "DELETE FROM suggestion WHERE label_id = ? AND photo_id = ?", [(label_id, photo_id) for photo_id in gone]
        )


def suggest(db: apsw.Connection, label: Label, model: ModelId, scored: Iterable[tuple[PhotoId, float]]) -> None:
    """Store suggestions; of photos that are gone meanwhile, none."""
    db.executemany(
        """INSERT OR REPLACE INTO suggestion (label_id, photo_id, model_id, label_version, score)
           SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM photo WHERE id = ?2)""",
        [(label.id, photo_id, model, label.version, score) for photo_id, score in scored],
    )


def tag(db: apsw.Connection, label: Label, model: ModelId, scored: Sequence[tuple[PhotoId, float]]) -> None:
    """Store automatic tags, where the photo does not have the tag."""
    if not scored:
        return
    tag_id = tags.tag_id(db, label.name)
    db.executemany(
        """INSERT OR IGNORE INTO photo_tag (photo_id, tag_id, by_label, label_id, model_id, label_version, score)
           SELECT ?1, ?2, 1, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM photo WHERE id = ?1)""",
        [(photo_id, tag_id, label.id, model, label.version, score) for photo_id, score in scored],
    )


def of_label(db: apsw.Connection, label_id: LabelId, limit: int) -> list[Suggestion]:
    """Return what waits for a decision and has a file, best first."""
    rows = db.execute(
        f"""SELECT photo_id, score, label_id FROM suggestion WHERE label_id = ? AND {_HAS_FILE}
            ORDER BY score DESC, photo_id LIMIT ?""",
        (label_id, limit),
    )
    return [_suggestion(row) for row in rows]


def near(db: apsw.Connection, label_id: LabelId, score: float, limit: int) -> list[Suggestion]:
    """Return the suggestions nearest to a score, nearest first."""
    rows = db.execute(
        f"""SELECT photo_id, score, label_id FROM suggestion WHERE label_id = ? AND {_HAS_FILE}
            ORDER BY abs(score - ?), photo_id LIMIT ?""",
        (label_id, score, limit),
    )
    return [_suggestion(row) for row in rows]


def _suggestion(row: tuple[int, float, int]) -> Suggestion:
    return Suggestion(PhotoId(row[0]), row[1], LabelId(row[2]))


def of_photo(db: apsw.Connection, photo_id: PhotoId) -> tuple[tuple[str, float], ...]:
    """Return (label name, score) that wait for a decision about a photo, best first."""
    rows = db.execute(
        """SELECT label.name, score FROM suggestion JOIN label ON label.id = label_id WHERE photo_id = ?
           ORDER BY score DESC""",
        (photo_id,),
    )
    return tuple((name, score) for name, score in rows)


def take(db: apsw.Connection, label_id: LabelId, photo_id: PhotoId) -> Origin:
    """Remove a suggestion and return where it came from."""
    row = db.execute(
        """DELETE FROM suggestion WHERE label_id = ? AND photo_id = ? RETURNING model_id, label_version, score""",
        (label_id, photo_id),
    ).fetchone()
    return Origin(label_id, ModelId(row[0]), row[1], row[2]) if row else Origin(label_id)


def automatic(db: apsw.Connection, label_id: LabelId | None = None) -> Sequence[tuple[LabelId, PhotoId, float]]:
    """Return (label, photo, score) of the automatic tags, of one label or of all, of photos with a file, best first."""
    rows = db.execute(
        f"""SELECT label_id, photo_id, score FROM photo_tag
            WHERE by_label = 1 AND (?1 IS NULL OR label_id = ?1) AND {_TAGGED_HAS_FILE}
            ORDER BY score DESC, photo_id""",
        (label_id,),
    )
    return [(LabelId(label), PhotoId(photo), score) for label, photo, score in rows]


def tagged_among(db: apsw.Connection, photo_ids: Collection[PhotoId]) -> list[tuple[str, int]]:
    """Return (label name, how many of these photos it tagged by itself), most photos first."""
    rows = db.execute(
        """SELECT label.name, count(*) FROM photo_tag JOIN label ON label.id = label_id
           WHERE by_label = 1 AND photo_id IN (SELECT value FROM json_each(?))
           GROUP BY label.id ORDER BY 2 DESC, label.key""",
        (json.dumps(list(photo_ids)),),
    )
    return [(name, count) for name, count in rows]


def precision(db: apsw.Connection, label_id: LabelId) -> tuple[int, float | None, float | None]:
    """Return how many photos a label tagged by itself, and the mean probabilities of those and of its suggestions."""
    tagged, tagged_mean = db.execute(
        f"SELECT count(*), avg(score) FROM photo_tag WHERE label_id = ? AND by_label = 1 AND {_TAGGED_HAS_FILE}",
        (label_id,),
    ).get
    suggested_mean = db.execute(
        f"SELECT avg(score) FROM suggestion WHERE label_id = ? AND {_HAS_FILE}", (label_id,)
    ).get
    return tagged, tagged_mean, suggested_mean


def count_waiting(db: apsw.Connection, pairs: Collection[tuple[LabelId, PhotoId]]) -> int:
    """Return how many of some (label, photo) wait for a decision."""
    return int(
        db.execute(
            f"""SELECT count(*) FROM suggestion JOIN json_each(?) AS pair
                ON label_id = pair.value ->> 0 AND photo_id = pair.value ->> 1 WHERE {_HAS_FILE}""",
            (json.dumps(list(pairs)),),
        ).get
    )


def waiting(db: apsw.Connection) -> dict[LabelId, tuple[int, float, int]]:
    """Return, for each label with suggestions, their number, the best score, and how many decisions it has."""
    rows = db.execute(
        f"""SELECT label_id, count(*), max(score),
                   (SELECT count(*) FROM decision WHERE decision.label_id = suggestion.label_id)
            FROM suggestion JOIN label ON label.id = label_id AND removed_at IS NULL
            WHERE {_HAS_FILE} GROUP BY label_id"""
    )
    return {LabelId(label_id): (count, best, decisions) for label_id, count, best, decisions in rows}
