"""The table of descriptions and photos: thumbnails above, percentages with bars below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from clipphotos.core.photo import PhotoId
from clipphotos.ui.dialogs.compare_texts_model import Cell, CompareTextsModel, Role
from clipphotos.ui.grid.thumbnails import Thumbnails, TileSpec
from clipphotos.ui.grid.tiles import RADIUS_PX
from clipphotos.ui.icons import svg_pixmap
from clipphotos.ui.theme import colours_of

BEST_TEXT, BEST_PHOTO = "▲", "◀"
"""They point at the photo, and at the description."""
_GAP_PX = 8
_TEXT_PX = 200
"""Least width of the descriptions."""
_ROW_PX = 34
_BAR_ALPHA = 96
_MARGIN_PX = 28
"""At most, beside a description."""


class CompareTextsTable(QTableView):
    """Shows a `CompareTextsModel`; who makes it closes the thumbnails."""

    def __init__(
        self,
        model: CompareTextsModel,
        thumbnails: Thumbnails,
        photo_ids: Sequence[PhotoId],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        side = 116 if len(photo_ids) <= 4 else 84 if len(photo_ids) <= 8 else 60
        self.setModel(model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("How well each description fits each photo"))
        self._photos = _Photos(thumbnails, photo_ids, side, self)
        self.setHorizontalHeader(self._photos)
        lines = self.verticalHeader()
        lines.hide()
        lines.setMinimumSectionSize(_ROW_PX)
        lines.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.least_px = QSize(_TEXT_PX + len(photo_ids) * (side + _GAP_PX) + 24, side + _GAP_PX + 4 * _ROW_PX)
        model.modelReset.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        """Give the descriptions what the photos leave."""
        if self.model().columnCount():
            self._photos.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            self._photos.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


class _Photos(QHeaderView):
    """The photos as heads of the columns."""

    def __init__(self, thumbnails: Thumbnails, photo_ids: Sequence[PhotoId], side_px: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._thumbnails, self._ids, self._side_px = thumbnails, list(photo_ids), side_px
        self.setDefaultSectionSize(side_px + _GAP_PX)
        self.setMinimumSectionSize(side_px + _GAP_PX)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        thumbnails.arrived.connect(self._on_arrived)
        ratio = self.devicePixelRatioF()
        thumbnails.set_spec(TileSpec(round(side_px * ratio), ratio, True, RADIUS_PX))
        thumbnails.want(self._ids)

    def sizeHint(self) -> QSize:
        """Return the height of a thumbnail with air below."""
        return QSize(super().sizeHint().width(), self._side_px + 2 * _GAP_PX)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a thumbnail; nothing above the descriptions."""
        colours = colours_of(self.palette())
        painter.fillRect(rect, QColor(colours.base))
        if not 0 < section <= len(self._ids):
            return
        place = QRect(0, 0, self._side_px, self._side_px)
        place.moveCenter(rect.center())
        place.moveTop(rect.top() + _GAP_PX)
        tile = self._thumbnails.tile(self._ids[section - 1])
        if tile is not None and tile.pixmap is not None:
            painter.drawPixmap(place, tile.pixmap)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.placeholder))
        painter.drawRoundedRect(place, RADIUS_PX, RADIUS_PX)
        if tile is not None:
            icon = svg_pixmap("image-off", colours.muted, 24, self.devicePixelRatioF())
            painter.drawPixmap(place.center().x() - 12, place.center().y() - 12, icon)
        painter.restore()

    @Slot(int)
    def _on_arrived(self, _photo_id: int) -> None:
        self.viewport().update()


class _Painter(QStyledItemDelegate):
    """Paints percentages over bars; what is best is bold and has a mark."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(Role.CELL)
        if not isinstance(cell, Cell):
            super().paint(painter, option, index)
            return
        colours = colours_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect).adjusted(_GAP_PX / 2, 4, -_GAP_PX / 2, -4)
        if room.height() > _ROW_PX - 8:
            room = QRectF(room.left(), room.center().y() - (_ROW_PX - 8) / 2, room.width(), _ROW_PX - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(room, 4, 4)
        bar = QRectF(room)
        bar.setWidth(room.width() * cell.share)
        if option.direction is Qt.LayoutDirection.RightToLeft:
            bar.moveRight(room.right())
        whole = QPainterPath()
        whole.addRoundedRect(room, 4, 4)
        painter.setClipPath(whole)
        accent = QColor(colours.accent)
        accent.setAlpha(_BAR_ALPHA)
        painter.fillRect(bar, accent)
        painter.setClipping(False)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(whole)
        font = QFont(option.font)
        font.setBold(cell.best_text)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        marks = (BEST_TEXT if cell.best_text else "") + (BEST_PHOTO if cell.best_photo else "")
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, f"{index.data()} {marks}".strip())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return room for a description that may be long."""
        if index.column():
            return QSize(0, _ROW_PX)
        room = QRect(0, 0, max(option.rect.width() - _MARGIN_PX, 1), 10_000)
        text = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, index.data())
        return QSize(text.width(), max(text.height() + 12, _ROW_PX))
