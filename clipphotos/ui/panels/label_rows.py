"""Labels as rows of the sidebar: a tree by parent, with what waits, and how each works."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from clipphotos.core.label import Label, LabelMode, name_key
from clipphotos.ui import texts
from clipphotos.ui.panels.sidebar_rows import Row
from clipphotos.ui.sources import ToReview

translate = QCoreApplication.translate


def rows_of(labels: Sequence[Label], wanted: str = "", limit: int = 1_000_000) -> tuple[list[Row], int]:
    """Return the rows of labels, below each its children, and how many labels are left out by the limit.

    Args:
        labels: by name.
        wanted: only labels whose names contain this, and those above them.
        limit: rows at most, those below others counted too.
    """
    return _Tree(labels, name_key(wanted.strip()), limit).rows()


class _Tree:
    """Makes rows only for what is shown, as there may be thousands of labels and several updates a second."""

    def __init__(self, labels: Sequence[Label], key: str, limit: int) -> None:
        self._key, self._left = key, limit
        known = {label.name for label in labels}
        self._below: dict[str | None, list[Label]] = {}
        for label in labels:
            parent = label.spec.parent
            self._below.setdefault(parent if parent in known else None, []).append(label)
        self._waiting: dict[str, int] = {}
        self._kept: set[str] = set()
        for label in self._children(None):
            self._look(label)

    def rows(self) -> tuple[list[Row], int]:
        """Return the rows, and how many do not fit."""
        limit = self._left
        rows = self._rows(None, "")
        return rows, len(self._kept) - (limit - self._left)

    def _children(self, name: str | None) -> list[Label]:
        return self._below.get(name, [])

    def _look(self, label: Label) -> tuple[int, bool]:
        """Note how many suggestions wait for a label and all below it, and whether it is shown; return both."""
        below = [self._look(child) for child in self._children(label.name)]
        self._waiting[label.name] = waiting = label.suggested + sum(count for count, _ in below)
        kept = not self._key or self._key in name_key(label.name) or any(shown for _, shown in below)
        if kept:
            self._kept.add(label.name)
        return waiting, kept

    def _rows(self, parent: str | None, colour: str) -> list[Row]:
        rows = []
        for label in self._children(parent):
            if self._left > 0 and label.name in self._kept:
                self._left -= 1
                own = label.spec.colour or colour
                rows.append(_row(label, own, self._waiting[label.name], self._rows(label.name, own)))
        return rows


def _row(label: Label, colour: str, waiting: int, rows: Sequence[Row]) -> Row:
    return Row(
        ToReview(label.id, label.name),
        label.name,
        count=texts.number(label.suggested) if label.suggested else "",
        folded_count=texts.number(waiting) if waiting else "",
        marked=label.suggested > 0,
        faint=label.mode is LabelMode.OFF,
        tip="\n".join(_facts(label)),
        dot=colour,
        badge="bolt" if label.mode is LabelMode.AUTO else "",
        rows=tuple(rows),
    )


def _facts(label: Label) -> list[str]:
    facts = [label.name, texts.suggestions(label.suggested), texts.tagged(label.tagged)]
    if label.mode is LabelMode.AUTO:
        facts.append(translate("Labels", "Tags by itself"))
    elif label.mode is LabelMode.OFF:
        facts.append(translate("Labels", "Off: it does nothing"))
    return facts
