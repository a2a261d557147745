"""Labels, and what they propose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import apsw

from clipphotos.core.label import Label, LabelId, LabelMode, Suggestion, name_key
from clipphotos.core.photo import PhotoId
from clipphotos.store import tags
from clipphotos.store.embeddings import ModelId
from clipphotos.store.tags import Origin

_HAS_FILE = "EXISTS (SELECT 1 FROM file WHERE file.photo_id = {0}.photo_id AND file.state = 'present')"
_COUNTS = f"""
    (SELECT count(*) FROM suggestion WHERE label_id = label.id AND {_HAS_FILE.format("suggestion")}),
    (SELECT count(*) FROM photo_tag JOIN tag ON tag.id = tag_id
     WHERE tag.key = label.key AND {_HAS_FILE.format("photo_tag")})
"""


def _label(db: apsw.Connection, row: tuple[Any, ...]) -> Label:
    label_id, name, threshold, mode, suggested, tagged = row
    prompts = db.execute("SELECT text FROM prompt WHERE label_id = ? ORDER BY position", (label_id,))
    return Label(LabelId(label_id), name, tuple(p for (p,) in prompts), threshold, LabelMode(mode), suggested, tagged)


def _select(condition: str, *, counted: bool) -> str:
    counts = _COUNTS if counted else "0, 0"
    return f"SELECT id, name, threshold, mode, {counts} FROM label WHERE removed_at IS NULL {condition} ORDER BY key"


def all_labels(db: apsw.Connection, *, counted: bool = False) -> list[Label]:
    """Return every label, by name; with the numbers of suggested and tagged photos if `counted`."""
    return [_label(db, row) for row in db.execute(_select("", counted=counted)).fetchall()]


def with_name(db: apsw.Connection, name: str) -> Label | None:
    """Return the label of a name."""
    row = db.execute(_select("AND key = ?", counted=False), (name_key(name),)).fetchone()
    return None if row is None else _label(db, row)


def with_id(db: apsw.Connection, label_id: LabelId, *, counted: bool = False) -> Label | None:
    """Return a label, as `all_labels` does."""
    row = db.execute(_select("AND id = ?", counted=counted), (label_id,)).fetchone()
    return None if row is None else _label(db, row)


def put(db: apsw.Connection, name: str, prompts: tuple[str, ...], threshold: float, mode: LabelMode) -> LabelId:
    """Insert a label or rewrite the one of this name, which revives a removed one with its decisions."""
    db.execute(
        """INSERT INTO label (name, threshold, mode, key) VALUES (?1, ?2, ?3, ?4)
           ON CONFLICT (key) DO UPDATE
           SET name = ?1, threshold = ?2, mode = ?3, removed_at = NULL, scored_by = NULL, scored_count = 0""",
        (name, threshold, mode.value, name_key(name)),
    )
    label_id = LabelId(db.execute("SELECT id FROM label WHERE key = ?", (name_key(name),)).get)
    db.execute("DELETE FROM prompt WHERE label_id = ?", (label_id,))
    db.executemany("INSERT INTO prompt VALUES (?, ?, ?)", [(label_id, i, text) for i, text in enumerate(prompts)])
    return label_id


def remove(db: apsw.Connection, label_id: LabelId) -> None:
    """Retire a label with its proposals and automatic tags; tags that a person confirmed and decisions stay."""
    db.execute("UPDATE label SET removed_at = strftime('%Y-%m-%dT%H:%M:%SZ') WHERE id = ?", (label_id,))
    clear_proposals(db, label_id)


def clear_proposals(db: apsw.Connection, label_id: LabelId) -> None:
    """Remove a label's suggestions and automatic tags, which are derived."""
    db.execute("DELETE FROM suggestion WHERE label_id = ?", (label_id,))
    db.execute("DELETE FROM photo_tag WHERE label_id = ? AND by_label = 1", (label_id,))


def propose(db: apsw.Connection, label: Label, model: ModelId, scored: Iterable[tuple[PhotoId, float]]) -> None:
    """Suggest or tag photos, as the label's mode says, unless a person decided about them or tagged them."""
    tag = tags.tag_id(db, label.name)
    open_to_it = """
        WHERE NOT EXISTS (SELECT 1 FROM decision WHERE label_id = ?1 AND photo_id = ?2)
          AND NOT EXISTS (SELECT 1 FROM photo_tag WHERE photo_id = ?2 AND tag_id = ?5)
          AND EXISTS (SELECT 1 FROM photo WHERE id = ?2)
    """
    rows = [(label.id, photo_id, model, score, tag) for photo_id, score in scored]
    if label.mode is LabelMode.AUTO:
        db.executemany(
            f"""INSERT OR IGNORE INTO photo_tag (photo_id, tag_id, by_label, label_id, model_id, score)
                SELECT ?2, ?5, 1, ?1, ?3, ?4 {open_to_it}""",
            rows,
        )
    else:
        db.executemany(
            f"""INSERT OR REPLACE INTO suggestion (label_id, photo_id, model_id, score)
                SELECT ?1, ?2, ?3, ?4 {open_to_it}""",
            rows,
        )


def scored_on(db: apsw.Connection, label_id: LabelId, model: ModelId) -> int:
    """Return how many embeddings of a model the library had when a label last scored all of it; 0 for never."""
    row = db.execute("SELECT scored_count FROM label WHERE id = ? AND scored_by = ?", (label_id, model)).fetchone()
    return 0 if row is None else int(row[0])


def set_scored(db: apsw.Connection, label_id: LabelId, model: ModelId, count: int) -> None:
    """Record that a label scored the whole library, of so many embeddings."""
    db.execute("UPDATE label SET scored_by = ?, scored_count = ? WHERE id = ?", (model, count, label_id))


def suggestions(db: apsw.Connection, label_id: LabelId, limit: int) -> list[Suggestion]:
    """Return what waits for a decision and has a file, best first."""
    rows = db.execute(
        f"""SELECT photo_id, score FROM suggestion WHERE label_id = ? AND {_HAS_FILE.format("suggestion")}
            ORDER BY score DESC, photo_id LIMIT ?""",
        (label_id, limit),
    )
    return [Suggestion(PhotoId(photo_id), score) for photo_id, score in rows]


def suggestions_of_photo(db: apsw.Connection, photo_id: PhotoId) -> tuple[tuple[str, float], ...]:
    """Return (label name, score) that wait for a decision about a photo, best first."""
    rows = db.execute(
        """SELECT label.name, score FROM suggestion JOIN label ON label.id = label_id WHERE photo_id = ?
           ORDER BY score DESC""",
        (photo_id,),
    )
    return tuple((name, score) for name, score in rows)


def take_suggestion(db: apsw.Connection, label_id: LabelId, photo_id: PhotoId) -> Origin:
    """Remove a suggestion and return where it came from."""
    row = db.execute(
        "DELETE FROM suggestion WHERE label_id = ? AND photo_id = ? RETURNING model_id, score", (label_id, photo_id)
    ).fetchone()
    return Origin(label_id, ModelId(row[0]), row[1]) if row else Origin(label_id, None, None)
