"""A few photos as tiles, as many as there is room for; only to be looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clipphotos.core.photo import PhotoId
from clipphotos.ui import texts
from clipphotos.ui.grid.thumbnails import Thumbnails
from clipphotos.ui.grid.tiles import TilePainter, TileState
from clipphotos.ui.theme import colours_of

TILE_PX = 88
_GAP_PX = 6
_FADED = 0.38
_PLAIN = TileState()


class TileStrip(QWidget):
    """Paints tiles with their probabilities. Who holds it asks for the pictures.

    Signals:
        room_changed(): tiles of another number or size fit.
    """

    room_changed = Signal()

    def __init__(self, thumbnails: Thumbnails, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._photos: tuple[tuple[PhotoId, float], ...] = ()
        self._cut = 0.0
        self._painter: TilePainter | None = None
        self._empty = ""
        self._columns, self._lines, self._side_px = 1, 1, TILE_PX
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        thumbnails.arrived.connect(self._on_arrived)

    @property
    def room(self) -> int:
        """Return how many tiles fit."""
        return self._columns * self._lines

    @property
    def side_px(self) -> int:
        """Return the side of a tile, in device-independent pixels."""
        return self._side_px

    @property
    def photos(self) -> tuple[tuple[PhotoId, float], ...]:
        """Return the photos shown, each with its probability."""
        return self._photos

    def show_photos(self, photos: Sequence[tuple[PhotoId, float]], cut: float, empty: str = "") -> None:
        """Show (photo, probability); those less probable than `cut` are faded. `empty` is said where there are none."""
        self._photos, self._cut, self._empty = tuple(photos[: self.room]), cut, empty
        said = texts.photos(len(self._photos)) if self._photos else empty
        if self._photos:
            chances = [chance for _, chance in self._photos]
            said += f", {texts.percent(max(chances))} – {texts.percent(min(chances))}"
        self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for two lines of five."""
        return QSize(5 * (TILE_PX + _GAP_PX) - _GAP_PX, 2 * (TILE_PX + _GAP_PX) - _GAP_PX)

    def minimumSizeHint(self) -> QSize:
        """Return room for one line of three."""
        return QSize(3 * (TILE_PX + _GAP_PX) - _GAP_PX, TILE_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out how many fit, and make the lines fill the height."""
        super().resizeEvent(event)
        lines = max(1, round((self.height() + _GAP_PX) / (TILE_PX + _GAP_PX)))
        side = max(1, (self.height() + _GAP_PX) // lines - _GAP_PX)
        columns = max(1, (self.width() + _GAP_PX) // (side + _GAP_PX))
        if (columns, lines, side) != (self._columns, self._lines, self._side_px):
            self._columns, self._lines, self._side_px = columns, lines, side
            self.room_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Paint in the colours of now."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._painter = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles."""
        if self._painter is None:
            self._painter = TilePainter(colours_of(self.palette()), self.font(), self.devicePixelRatioF())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._photos:
            painter.setPen(QColor(colours_of(self.palette()).muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._empty)
        for number, (photo_id, chance) in enumerate(self._photos):
            rect = self._rect(number)
            if rect.intersects(event.rect()):
                painter.setOpacity(1.0 if chance >= self._cut else _FADED)
                self._painter.paint(painter, rect, self._thumbnails.tile(photo_id), chance, _PLAIN)
        painter.end()

    def _rect(self, number: int) -> QRect:
        line, column = divmod(number, self._columns)
        side = self._side_px
        spare = self.width() - self._columns * (side + _GAP_PX) + _GAP_PX
        gap = _GAP_PX + (spare // (self._columns - 1) if self._columns > 1 else 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            column = self._columns - 1 - column
        return QRect(column * (side + gap), line * (side + _GAP_PX), side, side)

    def _on_arrived(self, photo_id: int) -> None:
        for number, (shown, _) in enumerate(self._photos):
            if shown == photo_id:
                self.update(self._rect(number))
