"""The grid's view: computes its own geometry, so that a first paint costs the same for any number of photos."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QPushButton, QWidget

from clipphotos.core.photo import PhotoId
from clipphotos.ui.grid.geometry import GAP_PX, Geometry
from clipphotos.ui.grid.headings import paint_heading
from clipphotos.ui.grid.model import PhotoGridModel
from clipphotos.ui.grid.thumbnails import Thumbnails, TileSpec
from clipphotos.ui.grid.tile_view import USUAL_PX, TileView
from clipphotos.ui.grid.tiles import RADIUS_PX, TilePainter, TileState, accept_rect, reject_rect
from clipphotos.ui.theme import colours_of

SMALLEST_PX, LARGEST_PX = 96, 384
_ZOOM_STEP_PX = 24
_SETTLE_MS = 120

_Select = QItemSelectionModel.SelectionFlag


class PhotoGridView(TileView):
    """Shows a PhotoGridModel.

    Signals:
        selection_changed(): other photos are selected.
        opened(int): the photo was double-clicked, or Enter was pressed on it.
        accepted(int), rejected(int): the photo's button was clicked (while reviewing).
        tile_size_changed(int): the wanted side of tiles, in pixels.
        more_asked(): the button below the last photo was clicked.
    """

    selection_changed = Signal()
    opened = Signal(object)
    accepted = Signal(object)
    rejected = Signal(object)
    tile_size_changed = Signal(int)
    more_asked = Signal()

    def __init__(self, model: PhotoGridModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._thumbnails = thumbnails
        self._wanted_px = USUAL_PX
        self._crop = True
        self._reviewing = False
        self._hovered: int | None = None
        self._painter: TilePainter | None = None
        self._more = QPushButton(self.viewport())
        self._more.setObjectName("more")
        self._more.setCursor(Qt.CursorShape.ArrowCursor)
        self._more.clicked.connect(self.more_asked)
        self._more.hide()
        self.verticalScrollBar().valueChanged.connect(self._place_more)
        self._kept: tuple[np.ndarray, PhotoId | None, int] | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._prepare_tiles)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Photos"))
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        model.rowsInserted.connect(self._relayout)
        model.rowsRemoved.connect(self._relayout)
        model.sections_changed.connect(self._relayout)
        thumbnails.arrived.connect(self._on_arrived)
        self._prepare_tiles()

    # What the rest of the window asks

    @property
    def tile_px(self) -> int:
        """Return the wanted side of tiles."""
        return self._wanted_px

    def set_tile_px(self, wanted_px: int) -> None:
        """Make tiles larger or smaller; what is at the top stays there."""
        wanted_px = min(max(wanted_px, SMALLEST_PX), LARGEST_PX)
        if wanted_px == self._wanted_px:
            return
        anchor = self._anchor_row()
        self._wanted_px = wanted_px
        self._relayout()
        if anchor is not None:
            self.verticalScrollBar().setValue(self._geometry.rect(anchor).top() - GAP_PX)
        self.tile_size_changed.emit(wanted_px)

    def set_crop(self, crop: bool) -> None:
        """Fill the squares, or show whole photos."""
        self._crop = crop
        self._prepare_tiles()

    def set_reviewing(self, reviewing: bool) -> None:
        """Show the buttons that accept and reject."""
        self._reviewing = reviewing
        self.viewport().update()

    def set_more(self, text: str, name: str = "") -> None:
        """Offer more photos below the last one; "": there are none. `name` says it to who does not see the grid."""
        self._more.setText(text)
        self._more.setAccessibleName(name or text)
        if self._more.isHidden() == bool(text):
            self._more.setVisible(bool(text))
            self._relayout()
        self._place_more()

    def current_id(self) -> PhotoId | None:
        """Return the photo that has the focus."""
        index = self.currentIndex()
        return self.photos.photo_id(index.row()) if index.isValid() else None

    def select_row(self, row: int) -> None:
        """Select one row and make it current."""
        index = self.photos.index(row)
        self.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect)
        self.scrollTo(index)

    # Place and selection across resets

    def _anchor_row(self) -> int | None:
        rows = self.visible_rows()
        return rows.start if len(rows) and self.verticalOffset() > 0 else None

    def _keep_place(self) -> None:
        if self.photos.refreshing:
            kept = self.photos.ids[self._selected_rows()]
            self._kept = (kept, self.current_id(), self.verticalOffset())

    def _restore_place(self) -> None:
        self._relayout()
        bar = self.verticalScrollBar()
        if self._kept is None:
            bar.setValue(0)
            self.selection_changed.emit()
            return
        (selected, current, offset), self._kept = self._kept, None
        bar.setValue(offset)
        selection = QItemSelection()
        for row in np.flatnonzero(np.isin(self.photos.ids, selected)):
            index = self.photos.index(int(row))
            selection.select(index, index)
        row_of_current = None if current is None else self.photos.row_of(current)
        if row_of_current is not None:
            self.selectionModel().setCurrentIndex(self.photos.index(row_of_current), _Select.NoUpdate)
        self.selectionModel().select(selection, _Select.ClearAndSelect)
        if selection.isEmpty():
            self.selection_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other photos are selected."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self.selection_changed.emit()

    # Geometry

    def _relayout(self) -> None:
        self._hovered = None
        starts = tuple(section.start for section in self.photos.sections)
        more = not self._more.isHidden()
        self._geometry = Geometry(self.photos.rowCount(), self.viewport().width(), self._wanted_px, starts, more)
        self.updateGeometries()
        self._place_more()
        self._settle.start()
        self.viewport().update()

    def _place_more(self) -> None:
        if self._more.isHidden():
            return
        size = self._more.sizeHint()
        place = self._geometry.foot.translated(0, -self.verticalOffset())
        self._more.setGeometry(QRect(place.center() - QPoint(size.width() // 2, size.height() // 2 + 4), size))

    def _prepare_tiles(self) -> None:
        ratio = self.devicePixelRatioF()
        side = round(self._geometry.side_px * ratio)
        self._thumbnails.set_spec(TileSpec(side, ratio, self._crop, RADIUS_PX))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new width."""
        anchor = self._anchor_row()
        super().resizeEvent(event)
        self._relayout()
        if anchor is not None:
            self.verticalScrollBar().setValue(self._geometry.rect(anchor).top() - GAP_PX)

    # Keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current photo with Enter, except in a review; the base class does the rest."""
        current = None if self._reviewing else self.current_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_tile_px(self._wanted_px + (_ZOOM_STEP_PX if event.angleDelta().y() > 0 else -_ZOOM_STEP_PX))
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Accept or reject where a button was hit, else select."""
        decided = self._button_at(event.position().toPoint())
        if decided is not None and event.button() == Qt.MouseButton.LeftButton:
            accepted, photo_id = decided
            (self.accepted if accepted else self.rejected).emit(photo_id)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the photo."""
        index = self.indexAt(event.position().toPoint())
        if self._button_at(event.position().toPoint()) is not None:
            self.mousePressEvent(event)
        elif index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.photos.photo_id(index.row()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lift the tile under the pointer."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row() if index.isValid() else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Lift no tile."""
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, row: int | None) -> None:
        if row == self._hovered:
            return
        for changed in (self._hovered, row):
            if changed is not None:
                self.viewport().update(self._geometry.rect(changed).translated(0, -self.verticalOffset()))
        self._hovered = row

    def _button_at(self, point: QPoint) -> tuple[bool, PhotoId] | None:
        """Return whether it accepts, and the photo, of the button at a point."""
        index = self.indexAt(point)
        if not self._reviewing or not index.isValid():
            return None
        rect = self.visualRect(index)
        if accept_rect(rect).contains(point):
            return True, self.photos.photo_id(index.row())
        if reject_rect(rect).contains(point):
            return False, self.photos.photo_id(index.row())
        return None

    # Painting

    def changeEvent(self, event: QEvent) -> None:
        """Paint in the colours of now."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._painter = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is visible, and ask for the pictures that are missing there, then for the next page's."""
        ratio = self.devicePixelRatioF()
        if self._painter is None or self._thumbnails.spec.ratio != ratio:
            self._painter = TilePainter(colours_of(self.palette()), self.font(), ratio)
            self._settle.start()
        offset = self.verticalOffset()
        rows = self.visible_rows()
        current = self.currentIndex().row() if self.hasFocus() else -1
        selection = self.selectionModel()
        ids, scores = self.photos.ids, self.photos.scores
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dirty = event.rect()
        for row in rows:
            rect = self._geometry.rect(row).translated(0, -offset)
            if not rect.intersects(dirty):
                continue
            hovered = row == self._hovered
            selected = selection.isSelected(self.photos.index(row))
            photo_id = PhotoId(int(ids[row]))
            buttons = self._reviewing and (hovered or selected)
            rating, mark = self.photos.rating(photo_id), self.photos.mark(photo_id)
            state = TileState(selected, row == current, hovered, buttons, rating, mark)
            score = None if scores is None else float(scores[row])
            self._painter.paint(painter, rect, self._thumbnails.tile(photo_id), score, state)
        for number in self._geometry.headings_between(offset, offset + self.viewport().height()):
            rect = self._geometry.heading(number).translated(0, -offset)
            paint_heading(painter, rect, self.photos.sections[number], colours_of(self.palette()))
        painter.end()
        if not self._settle.isActive():
            ahead = self._geometry.rows_between(offset, offset + 2 * self.viewport().height())
            self._thumbnails.want([PhotoId(p) for p in ids[ahead.start : ahead.stop].tolist()])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        self.viewport().update()

    def _on_arrived(self, photo_id: int) -> None:
        rows = self.visible_rows()
        row = self.photos.row_of(PhotoId(photo_id), rows)
        if row is not None:
            self.viewport().update(self._geometry.rect(row).translated(0, -self.verticalOffset()))
