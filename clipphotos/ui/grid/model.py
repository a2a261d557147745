"""The photos that the grid shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPixmap

from clipphotos.core.photo import PhotoId
from clipphotos.ui import texts

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
_Index = QModelIndex | QPersistentModelIndex

PHOTO_ID_ROLE = Qt.ItemDataRole.UserRole
SCORE_ROLE = Qt.ItemDataRole.UserRole + 1
RATING_ROLE = Qt.ItemDataRole.UserRole + 2
MARK_ROLE = Qt.ItemDataRole.UserRole + 3

_MOST_RUNS = 256
"""Runs of rows that are inserted or removed one by one; a greater difference is a reset."""


@dataclass(frozen=True)
class Section:
    """Rows that stand under one heading, up to the next section."""

    start: int
    """Its first row."""
    title: str
    count: str
    """How many rows it has, as the heading says it."""


class PhotoGridModel(QAbstractListModel):
    """Rows of photo ids with optional scores, perhaps in sections.

    `data()` never blocks: the picture comes from `pixmap_of`, which answers from memory or not at all.

    Signals:
        sections_changed(): rows stand under other headings now.
    """

    sections_changed = Signal()

    def __init__(self, pixmap_of: Callable[[PhotoId], QPixmap | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pixmap_of = pixmap_of
        self._ids: Ids = np.empty(0, np.int64)
        self._scores: Scores | None = None
        self._sections: tuple[Section, ...] = ()
        self._ratings: Mapping[PhotoId, int] = {}
        self._marks: Mapping[PhotoId, bool] = {}
        self._refreshing = False

    @property
    def ids(self) -> Ids:
        """Return the photos, (N,) int64; not to be changed."""
        return self._ids

    @property
    def refreshing(self) -> bool:
        """Return whether a reset shows the same as before, so that place and selection should stay."""
        return self._refreshing

    @property
    def scores(self) -> Scores | None:
        """Return the scores, (N,) float32, or None where there are none."""
        return self._scores

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections, the first of which starts at row 0; empty: there are no headings."""
        return self._sections

    def photo_id(self, row: int) -> PhotoId:
        """Return a row's photo."""
        return PhotoId(int(self._ids[row]))

    def score(self, row: int) -> float | None:
        """Return a row's score."""
        return None if self._scores is None else float(self._scores[row])

    def rating(self, photo_id: PhotoId) -> int:
        """Return a photo's stars, 0 if it has none."""
        return self._ratings.get(photo_id, 0)

    def set_ratings(self, ratings: Mapping[PhotoId, int]) -> None:
        """Show these stars; photos that are not named have none."""
        if ratings != self._ratings:
            self._ratings = ratings
            if len(self._ids):
                self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1), [RATING_ROLE])

    def mark(self, photo_id: PhotoId) -> bool | None:
        """Return whether more or less like a photo is wanted; None: that was not said."""
        return self._marks.get(photo_id)

    def set_marks(self, marks: Mapping[PhotoId, bool]) -> None:
        """Show these marks; photos that are not named have none."""
        if marks != self._marks:
            self._marks = marks
            if len(self._ids):
                self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1), [MARK_ROLE])

    def row_of(self, photo_id: PhotoId, rows: range | None = None) -> int | None:
        """Return where a photo is, looking only at `rows`."""
        start = 0 if rows is None else rows.start
        part = self._ids if rows is None else self._ids[rows.start : rows.stop]
        found = np.flatnonzero(part == photo_id)
        return start + int(found[0]) if len(found) else None

    def replace(self, ids: Ids, scores: Scores | None = None, sections: tuple[Section, ...] = ()) -> None:
        """Show something else."""
        self.beginResetModel()
        self._ids, self._scores, self._sections = ids, scores, sections
        self.endResetModel()

    def refresh(self, ids: Ids, scores: Scores | None = None, sections: tuple[Section, ...] = ()) -> None:
        """Show the same as before, as it is now: rows come and go, the others stay what they were."""
        gone = _runs(np.flatnonzero(~np.isin(self._ids, ids)))
        come = _runs(np.flatnonzero(~np.isin(ids, self._ids)))
        stay = self._ids[np.isin(self._ids, ids)]
        same_order = np.array_equal(stay, ids[np.isin(ids, self._ids)])
        if len(gone) + len(come) > _MOST_RUNS or not same_order or (scores is None) != (self._scores is None):
            self._refreshing = True
            self.replace(ids, scores, sections)
            self._refreshing = False
            return
        for first, last in reversed(gone):
            self._remove_run(first, last)
        for first, last in come:
            self.beginInsertRows(QModelIndex(), first, last)
            self._ids = np.insert(self._ids, first, ids[first : last + 1])
            if self._scores is not None and scores is not None:
                self._scores = np.insert(self._scores, first, scores[first : last + 1])
            self.endInsertRows()
        if sections != self._sections:
            self._sections = sections
            self.sections_changed.emit()
        if scores is not None and self._scores is not None and not np.array_equal(self._scores, scores):
            self._scores = scores
            self.dataChanged.emit(self.index(0), self.index(len(ids) - 1), [SCORE_ROLE])

    def remove(self, photo_ids: Iterable[PhotoId]) -> None:
        """Take photos out of the view (a decision was made about them)."""
        rows = np.flatnonzero(np.isin(self._ids, np.fromiter(photo_ids, np.int64)))
        runs = _runs(rows)
        if len(runs) > _MOST_RUNS:
            keep = np.ones(len(self._ids), bool)
            keep[rows] = False
            self.refresh(self._ids[keep], None if self._scores is None else self._scores[keep], self._sections)
            return
        for first, last in reversed(runs):
            self._remove_run(first, last)

    def _remove_run(self, first: int, last: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, last)
        self._ids = np.delete(self._ids, slice(first, last + 1))
        if self._scores is not None:
            self._scores = np.delete(self._scores, slice(first, last + 1))
        self.endRemoveRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of photos."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a photo's id, score, stars, mark, text or picture."""
        row = index.row()
        if not index.isValid() or row >= len(self._ids):
            return None
        if role == PHOTO_ID_ROLE:
            return self.photo_id(row)
        if role == SCORE_ROLE:
            return self.score(row)
        if role == RATING_ROLE:
            return self.rating(self.photo_id(row))
        if role == MARK_ROLE:
            return self.mark(self.photo_id(row))
        if role == Qt.ItemDataRole.DecorationRole:
            return self._pixmap_of(self.photo_id(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: int) -> str:
        score, rating = self.score(row), self.rating(self.photo_id(row))
        place = texts.number(row + 1), texts.number(len(self._ids))
        if score is None:
            spoken = self.tr("Photo {0} of {1}").format(*place)
        else:
            spoken = self.tr("Photo {0} of {1}, {2} match").format(*place, texts.percent(score))
        if rating:
            spoken = self.tr("{0}, {1}").format(spoken, texts.stars(rating))
        mark = self.mark(self.photo_id(row))
        if mark is not None:
            said = self.tr("more like it") if mark else self.tr("less like it")
            spoken = self.tr("{0}, {1}").format(spoken, said)
        return spoken


def _runs(rows: npt.NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return ascending rows as (first, last) of each unbroken run."""
    if not len(rows):
        return []
    breaks = np.flatnonzero(np.diff(rows) > 1)
    firsts = np.concatenate(([0], breaks + 1))
    lasts = np.concatenate((breaks, [len(rows) - 1]))
    return [(int(rows[a]), int(rows[b])) for a, b in zip(firsts, lasts, strict=True)]
