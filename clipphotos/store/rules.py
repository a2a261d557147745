"""Which photos a label's rule allows, and which labels that changes for when files move."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable

import apsw

from clipphotos.core.label import Rule
from clipphotos.core.photo import PhotoId
from clipphotos.store import roots


def allowed(db: apsw.Connection, rule: Rule, within: Iterable[PhotoId] | None = None) -> set[PhotoId]:
    """Return the photos that a rule allows; of all, or only of those `within`."""
    conditions: list[str] = []
    bindings: list[object] = []
    if within is not None:
        conditions.append("photo.id IN (SELECT value FROM json_each(?))")
        bindings.append(json.dumps(list(within)))
    for day, comparison in ((rule.taken_from, ">="), (rule.taken_to, "<=")):
        if day is not None:
            conditions.append(f"substr(photo.taken_at, 1, 10) {comparison} ?")
            bindings.append(day.isoformat())
    if rule.folders:
        places = [place for folder in rule.folders for place in _places(db, folder)]
        anywhere = " OR ".join(condition for condition, _ in places) or "0"
        conditions.append(
            f"""EXISTS (SELECT 1 FROM file WHERE file.photo_id = photo.id AND file.state = 'present'
                AND ({anywhere}))"""
        )
        bindings += [value for _, values in places for value in values]
    rows = db.execute(f"SELECT id FROM photo WHERE {' AND '.join(conditions) or '1'}", bindings)
    return {PhotoId(i) for (i,) in rows}


def mark_folders_stale(db: apsw.Connection) -> None:
    """Say that labels with folders in their rules have to score anew, because files of known photos moved."""
    db.execute(
        """UPDATE scorer SET stale = stale + 1 WHERE label_id IN
           (SELECT id FROM label WHERE json_array_length(rule, '$.folders') > 0)"""
    )


def move_folders(db: apsw.Connection, old: str, new: str) -> None:
    """Let the rules that name a root, or folders in it, name them where it is now."""
    old, new = os.path.join(old, ""), os.path.join(new, "")
    for label_id, text in db.execute("SELECT id, rule FROM label WHERE rule IS NOT NULL").fetchall():
        rule = json.loads(str(text))
        folders = [os.path.join(os.path.normpath(folder), "") for folder in rule["folders"]]
        if any(folder.startswith(old) for folder in folders):
            moved = [new + folder[len(old) :] if folder.startswith(old) else folder for folder in folders]
            rule["folders"] = [os.path.normpath(folder) for folder in moved]
            db.execute("UPDATE label SET rule = ? WHERE id = ?", (json.dumps(rule), label_id))


def _places(db: apsw.Connection, folder: str) -> list[tuple[str, tuple[object, ...]]]:
    """Return a condition on a file, with its bindings, for each root that a folder is in or above."""
    wanted = os.path.join(os.path.normpath(folder), "")
    found: list[tuple[str, tuple[object, ...]]] = []
    for root in roots.all_roots(db):
        top = os.path.join(root.path, "")
        if top.startswith(wanted):
            found.append(("file.root_id = ?", (root.id,)))
        elif wanted.startswith(top):
            inside = os.fsencode(wanted[len(top) :])  # with the separator at its end
            found.append(
                (
                    "(file.root_id = ? AND (file.folder = ? OR substr(file.folder, 1, ?) = ?))",
                    (root.id, inside[: -len(os.sep)], len(inside), inside),
                )
            )
    return found
