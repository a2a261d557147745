"""What a view of square tiles must be able to do, apart from painting: where tiles are, and what keys lead to."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from clipphotos.core.photo import PhotoId
from clipphotos.ui.grid.geometry import GAP_PX, Geometry
from clipphotos.ui.grid.model import PhotoGridModel

USUAL_PX = 176

_Index = QModelIndex | QPersistentModelIndex
_Cursor = QAbstractItemView.CursorAction


class TileView(QAbstractItemView):
    """Computes its own geometry, so that its cost does not grow with the number of rows."""

    def __init__(self, model: PhotoGridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos = model
        self._geometry = Geometry(0, 400, USUAL_PX)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setModel(model)

    @property
    def photos(self) -> PhotoGridModel:
        """Return the model."""
        return self._photos

    def selected_ids(self) -> list[PhotoId]:
        """Return the selected photos in the order shown."""
        return [PhotoId(int(p)) for p in self.photos.ids[self._selected_rows()]]

    def selected_count(self) -> int:
        """Return how many photos are selected."""
        return sum(r.height() for r in self.selectionModel().selection())

    def visible_rows(self) -> range:
        """Return the rows that are at least partly in sight."""
        top = self.verticalOffset()
        return self._geometry.rows_between(top, top + self.viewport().height())

    def _selected_rows(self) -> np.ndarray:
        parts = [np.arange(r.top(), r.bottom() + 1) for r in self.selectionModel().selection()]
        return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.intp)

    # Geometry

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the content."""
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setRange(0, max(0, self._geometry.height_px - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(20, self._geometry.side_px // 3))
        super().updateGeometries()

    def horizontalOffset(self) -> int:
        """Return 0: lines fit the width."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the content is scrolled."""
        return self.verticalScrollBar().value()

    def visualRect(self, index: _Index) -> QRect:
        """Return a tile's place in the viewport."""
        if not index.isValid():
            return QRect()
        return self._geometry.rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the photo under a point of the viewport."""
        row = self._geometry.row_at(point + QPoint(0, self.verticalOffset()))
        return QModelIndex() if row is None else self.photos.index(row)

    def isIndexHidden(self, index: _Index) -> bool:
        """Return False: no photo is hidden."""
        return False

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll as little as needed to bring a photo into sight."""
        if not index.isValid():
            return
        rect, bar, height = self._geometry.rect(index.row()), self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(rect.center().y() - height // 2)
        elif rect.top() - GAP_PX < bar.value():
            bar.setValue(rect.top() - GAP_PX)
        elif rect.bottom() + GAP_PX > bar.value() + height:
            bar.setValue(rect.bottom() + GAP_PX - height)

    # Keyboard

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the photo that a key leads to."""
        count = self.photos.rowCount()
        if not count:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self.photos.index(count - 1 if action == _Cursor.MoveEnd else 0)
        page = max(2, self.viewport().height() // (self._geometry.side_px + GAP_PX))
        row = current.row()
        lines = {
            _Cursor.MoveUp: -1,
            _Cursor.MoveDown: 1,
            _Cursor.MovePageUp: -page,
            _Cursor.MovePageDown: page,
        }
        steps = {
            _Cursor.MoveLeft: -1,
            _Cursor.MovePrevious: -1,
            _Cursor.MoveRight: 1,
            _Cursor.MoveNext: 1,
            _Cursor.MoveHome: -count,
            _Cursor.MoveEnd: count,
        }
        target = self._geometry.below(row, lines[action]) if action in lines else row + steps[action]
        return self.photos.index(min(max(target, 0), count - 1))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select from one corner's photo to the other's, in reading order."""
        shift = QPoint(0, self.verticalOffset())
        first = self._geometry.nearest_row(rect.topLeft() + shift)
        last = self._geometry.nearest_row(rect.bottomRight() + shift)
        if first is None or last is None:
            return
        first, last = min(first, last), max(first, last)
        selection = QItemSelection(self.photos.index(first), self.photos.index(last))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what must be painted again; selecting repaints the viewport, which is cheap."""
        return QRegion(self.viewport().rect())

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: photos have no names to type."""
