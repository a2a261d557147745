"""Labels: their definitions, as people made them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import apsw

from clipphotos.core.errors import KnownError
from clipphotos.core.label import MOST_LEVELS, Cuts, Label, LabelId, LabelMode, LabelSpec, Rule, name_key
from clipphotos.core.query.records import Field
from clipphotos.store import albums

_HAS_FILE = "EXISTS (SELECT 1 FROM file WHERE file.photo_id = {0}.photo_id AND file.state = 'present')"
_COUNTS = f"""
    (SELECT count(*) FROM suggestion WHERE label_id = label.id AND {_HAS_FILE.format("suggestion")}),
    (SELECT count(*) FROM photo_tag JOIN tag ON tag.id = tag_id
     WHERE tag.key = label.key AND {_HAS_FILE.format("photo_tag")})
"""


def _select(condition: str, *, counted: bool) -> str:
    return f"""
        SELECT label.id, label.name, label.mode, label.threshold, parent.name, label.group_name, label.colour,
               label.rule, label.version, suggest_cut, tag_cut, {_COUNTS if counted else "0, 0"}
        FROM label LEFT JOIN label AS parent ON parent.id = label.parent_id
        LEFT JOIN scorer ON scorer.label_id = label.id
        WHERE label.removed_at IS NULL {condition} ORDER BY label.key
    """


def _label(row: tuple[Any, ...], prompts: dict[int, tuple[list[str], list[str]]]) -> Label:
    label_id, name, mode, threshold, parent, group, colour, rule, version, suggest, tag, suggested, tagged = row
    words, counters = prompts.get(label_id, ([], []))
    spec = LabelSpec(
        name, tuple(words), tuple(counters), LabelMode(mode), threshold, parent, group, colour, _rule(rule)
    )
    cuts = None if suggest is None else Cuts(suggest, tag)
    return Label(LabelId(label_id), spec, version, cuts, suggested, tagged)


def _rule(text: str | None) -> Rule:
    if text is None:
        return Rule()
    stored = json.loads(text)
    return Rule(
        tuple(stored["folders"]),
        date.fromisoformat(stored["taken_from"]) if stored["taken_from"] else None,
        date.fromisoformat(stored["taken_to"]) if stored["taken_to"] else None,
    )


def _rule_text(rule: Rule) -> str | None:
    if not rule:
        return None
    days = {key: day.isoformat() if day else None for key, day in vars(rule).items() if key != "folders"}
    return json.dumps({"folders": list(rule.folders), **days})


def _labels(db: apsw.Connection, condition: str, bindings: tuple[Any, ...], *, counted: bool) -> list[Label]:
    rows = db.execute(_select(condition, counted=counted), bindings).fetchall()
    prompts: dict[int, tuple[list[str], list[str]]] = {}
    wanted = json.dumps([row[0] for row in rows])
    for label_id, counter, text in db.execute(
        """SELECT label_id, counter, text FROM prompt WHERE label_id IN (SELECT value FROM json_each(?))
           ORDER BY label_id, counter, position""",
        (wanted,),
    ):
        prompts.setdefault(label_id, ([], []))[counter].append(text)
    return [_label(row, prompts) for row in rows]


def all_labels(db: apsw.Connection, *, counted: bool = False) -> list[Label]:
    """Return every label, by name; with the numbers of suggested and tagged photos if `counted`."""
    return _labels(db, "", (), counted=counted)


def with_name(db: apsw.Connection, name: str, *, counted: bool = False) -> Label | None:
    """Return the label of a name."""
    found = _labels(db, "AND label.key = ?", (name_key(name),), counted=counted)
    return found[0] if found else None


def with_id(db: apsw.Connection, label_id: LabelId, *, counted: bool = False) -> Label | None:
    """Return a label."""
    found = _labels(db, "AND label.id = ?", (label_id,), counted=counted)
    return found[0] if found else None


def id_of(db: apsw.Connection, name: str) -> LabelId | None:
    """Return the label of a name, also one that was removed, which keeps its decisions."""
    row = db.execute("SELECT id FROM label WHERE key = ?", (name_key(name),)).fetchone()
    return None if row is None else LabelId(row[0])


def put(db: apsw.Connection, spec: LabelSpec) -> LabelId:
    """Insert a label or rewrite the one of this name, which revives a removed one with its decisions.

    Its tag follows where the name differs by case.

    Args:
        db: the writer's connection.
        spec: clean, see `core.label.clean_spec`.

    Raises:
        KnownError: the parent does not exist, is below the label, or is too deep below others itself.
    """
    key, before = name_key(spec.name), with_name(db, spec.name)
    db.execute(
        """INSERT INTO label (key, name, mode, threshold, group_name, colour, rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
           ON CONFLICT (key) DO UPDATE SET name = ?2, mode = ?3, threshold = ?4, group_name = ?5, colour = ?6,
           rule = ?7, version = version + ?8, removed_at = NULL""",
        (
            key,
            spec.name,
            spec.mode.value,
            spec.threshold,
            spec.group,
            spec.colour,
            _rule_text(spec.rule),
            before is None or _looks_for(before.spec) != _looks_for(spec),
        ),
    )
    label_id = LabelId(db.execute("SELECT id FROM label WHERE key = ?", (key,)).get)
    db.execute("UPDATE tag SET name = ?2 WHERE key = ?1 AND name != ?2", (key, spec.name))
    db.execute("UPDATE label SET parent_id = ? WHERE id = ?", (_parent_id(db, label_id, spec), label_id))
    if before is None or (before.spec.prompts, before.spec.counter_prompts) != (spec.prompts, spec.counter_prompts):
        db.execute("DELETE FROM prompt WHERE label_id = ?", (label_id,))
        for counter, texts in enumerate((spec.prompts, spec.counter_prompts)):
            db.executemany(
                "INSERT INTO prompt VALUES (?, ?, ?, ?)", [(label_id, counter, i, text) for i, text in enumerate(texts)]
            )
    return label_id


def _looks_for(spec: LabelSpec) -> tuple[object, ...]:
    return spec.words, spec.counter_prompts, spec.rule, spec.group


def _parent_id(db: apsw.Connection, label_id: LabelId, spec: LabelSpec) -> LabelId | None:
    if spec.parent is None:
        return None
    parent = with_name(db, spec.parent)
    if parent is None:
        raise KnownError(f"There is no label “{spec.parent}” that “{spec.name}” could be below.")
    if label_id == parent.id or parent.id in descendants(db, label_id):
        raise KnownError(f"“{spec.name}” cannot be below “{spec.parent}”, which is below “{spec.name}” itself.")
    if _levels(db, label_id, parent.id) > MOST_LEVELS:
        raise KnownError(
            f"“{spec.name}” cannot be below “{spec.parent}”: labels can be at most {MOST_LEVELS} levels deep."
        )
    return parent.id


def _levels(db: apsw.Connection, label_id: LabelId, parent_id: LabelId) -> int:
    """Return how many levels there would be through a label below a parent; not all where there are far too many."""
    return int(
        db.execute(
            """WITH RECURSIVE
               above (id, level) AS (
                   SELECT ?2, 1
                   UNION ALL SELECT parent_id, level + 1 FROM above JOIN label USING (id)
                   WHERE parent_id IS NOT NULL AND level <= ?3),
               below (id, level) AS (
                   SELECT ?1, 1
                   UNION ALL SELECT label.id, level + 1 FROM below JOIN label ON label.parent_id = below.id
                   WHERE removed_at IS NULL AND level <= ?3)
               SELECT (SELECT max(level) FROM above) + (SELECT max(level) FROM below)""",
            (label_id, parent_id, MOST_LEVELS),
        ).get
    )


def rename(db: apsw.Connection, label_id: LabelId, name: str) -> None:
    """Give a label and its tag another, clean name; tags and decisions stay, and smart albums look for the new name.

    Raises:
        KnownError: another label, or a tag that photos have, has this name.
    """
    label = with_id(db, label_id)
    if label is None or label.name == name:
        return
    key, new_key = name_key(label.name), name_key(name)
    if new_key != key:
        tagged = db.execute("SELECT 1 FROM photo_tag JOIN tag ON tag.id = tag_id WHERE key = ? LIMIT 1", (new_key,))
        if with_name(db, name) is not None or tagged.fetchone():
            raise KnownError(f"There is already a label or tag “{name}”.")
        db.execute("DELETE FROM tag WHERE key = ?", (new_key,))
        # A removed label of that name keeps its decisions, out of the way: no name has control characters.
        db.execute("UPDATE label SET key = key || char(31) || id WHERE key = ? AND removed_at IS NOT NULL", (new_key,))
    by_name = not label.spec.prompts
    db.execute(
        "UPDATE label SET name = ?, key = ?, version = version + ? WHERE id = ?", (name, new_key, by_name, label_id)
    )
    db.execute("UPDATE tag SET name = ?, key = ? WHERE key = ?", (name, new_key, key))
    albums.rename_in_queries(db, {Field.TAG, Field.LABEL}, label.name, name)


def remove(db: apsw.Connection, label_id: LabelId) -> None:
    """Retire a label; its row and its decisions stay, its children move up to its parent."""
    db.execute(
        "UPDATE label SET parent_id = (SELECT parent_id FROM label WHERE id = ?1) WHERE parent_id = ?1", (label_id,)
    )
    db.execute("UPDATE label SET removed_at = strftime('%Y-%m-%dT%H:%M:%SZ') WHERE id = ?", (label_id,))


def descendants(db: apsw.Connection, label_id: LabelId) -> set[LabelId]:
    """Return the labels below a label, at any depth."""
    rows = db.execute(
        """WITH RECURSIVE below (id) AS (
               SELECT id FROM label WHERE parent_id = ?1
               UNION SELECT label.id FROM label JOIN below ON label.parent_id = below.id)
           SELECT below.id FROM below JOIN label USING (id) WHERE removed_at IS NULL""",
        (label_id,),
    )
    return {LabelId(i) for (i,) in rows}
