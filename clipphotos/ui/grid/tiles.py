"""Paints one tile: copies of prepared pixmaps, no text layout and no scaling in the usual case."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from clipphotos.ui import texts
from clipphotos.ui.grid.thumbnails import Tile
from clipphotos.ui.icons import svg_pixmap
from clipphotos.ui.theme import DARK, Colours

RADIUS_PX = 6
BUTTON_PX = 28
_EDGE_PX = 8
_RING_PX = 3
_STAR_PX = 10
_MARK_PX = 24
_GROUND = QColor(14, 15, 20, 175)
"""Behind what is written on a picture, in both schemes."""


@dataclass(frozen=True)
class TileState:
    """What is special about a tile."""

    selected: bool = False
    current: bool = False
    hovered: bool = False
    buttons: bool = False
    """Whether it shows the buttons that accept and reject."""
    rating: int = 0
    """Stars, 0 for none."""
    mark: bool | None = None
    """Whether more or less like it is wanted; None: that was not said."""


class TilePainter:
    """Paints tiles in one scheme at one device pixel ratio; make a new one when either changes."""

    def __init__(self, colours: Colours, font: QFont, ratio: float) -> None:
        self._colours = colours
        self._ratio = ratio
        self._font = QFont(font)
        self._font.setPointSizeF(max(7.0, font.pointSizeF() * 0.92))
        self._font.setWeight(QFont.Weight.DemiBold)
        self._pills: dict[str, QPixmap] = {}
        self._star = svg_pixmap("star-full", DARK.star, _STAR_PX, ratio)
        self._ratings: dict[int, QPixmap] = {}
        self._tick = self._disc("check", colours.accent, colours.on_accent, 22)
        self._accept = self._disc("check", "#1f9156", "#ffffff", BUTTON_PX)
        self._reject = self._disc("close", "#c43d3d", "#ffffff", BUTTON_PX)
        self._marks = {
            True: self._disc("thumb-up", "#1f9156", "#ffffff", _MARK_PX),
            False: self._disc("thumb-down", "#c43d3d", "#ffffff", _MARK_PX),
        }
        self._absent = svg_pixmap("image-off", colours.muted, 32, ratio)

    def paint(self, painter: QPainter, rect: QRect, tile: Tile | None, score: float | None, state: TileState) -> None:
        """Paint a tile; `tile` is None while its picture is on its way."""
        pixmap = None if tile is None else tile.pixmap
        inner = rect.adjusted(5, 5, -5, -5) if state.selected else rect
        if pixmap is None:
            self._placeholder(painter, inner, absent=tile is not None)
        elif not state.selected and pixmap.deviceIndependentSize().toSize() == rect.size():
            painter.drawPixmap(rect.topLeft(), pixmap)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(inner, pixmap)
        if state.selected:
            self._ring(painter, rect, QColor(self._colours.accent), _RING_PX)
            painter.drawPixmap(rect.topRight() + QPoint(-22 - _EDGE_PX, _EDGE_PX), self._tick)
        elif state.current:
            self._ring(painter, rect, QColor(self._colours.muted), 2)
        elif state.hovered:
            veil = QColor("#ffffff")
            veil.setAlpha(28)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
        if score is not None:
            pill = self._pill(texts.percent(score))
            height = round(pill.height() / self._ratio)
            painter.drawPixmap(rect.bottomLeft() + QPoint(_EDGE_PX, 1 - height - _EDGE_PX), pill)
        if state.rating:
            painter.drawPixmap(rect.topLeft() + QPoint(_EDGE_PX, _EDGE_PX), self._stars(state.rating))
        if state.mark is not None:
            corner = QPoint(1 - _MARK_PX - _EDGE_PX, 1 - _MARK_PX - _EDGE_PX)
            painter.drawPixmap(rect.bottomRight() + corner, self._marks[state.mark])
        if state.buttons:
            painter.drawPixmap(accept_rect(rect), self._accept)
            painter.drawPixmap(reject_rect(rect), self._reject)

    def _placeholder(self, painter: QPainter, rect: QRect, absent: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.placeholder))
        painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
        if absent:
            painter.drawPixmap(rect.center() - QPoint(16, 16), self._absent)

    def _ring(self, painter: QPainter, rect: QRect, colour: QColor, width: int) -> None:
        half = width / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width))
        painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), RADIUS_PX + 1, RADIUS_PX + 1)

    def _pill(self, text: str) -> QPixmap:
        pill = self._pills.get(text)
        if pill is not None:
            return pill
        metrics = QFontMetrics(self._font)
        size = QSize(metrics.horizontalAdvance(text) + 14, metrics.height() + 4)
        pill = self._blank(size)
        painter = QPainter(pill)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_GROUND)
        painter.drawRoundedRect(QRect(QPoint(0, 0), size), size.height() / 2, size.height() / 2)
        painter.setPen(QColor("#ffffff"))
        painter.setFont(self._font)
        painter.drawText(QRect(QPoint(0, 0), size), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        self._pills[text] = pill
        return pill

    def _stars(self, rating: int) -> QPixmap:
        stars = self._ratings.get(rating)
        if stars is None:
            size = QSize(rating * _STAR_PX + 10, _STAR_PX + 6)
            stars = self._ratings[rating] = self._blank(size)
            painter = QPainter(stars)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_GROUND)
            painter.drawRoundedRect(QRect(QPoint(0, 0), size), size.height() / 2, size.height() / 2)
            for number in range(rating):
                painter.drawPixmap(QPoint(5 + number * _STAR_PX, 3), self._star)
            painter.end()
        return stars

    def _disc(self, name: str, fill: str, ink: str, size_px: int) -> QPixmap:
        disc = self._blank(QSize(size_px, size_px))
        painter = QPainter(disc)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(255, 255, 255, 210), 1.5))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(QRectF(1, 1, size_px - 2, size_px - 2))
        glyph = round(size_px * 0.62)
        offset = (size_px - glyph) // 2
        painter.drawPixmap(QPoint(offset, offset), svg_pixmap(name, ink, glyph, self._ratio))
        painter.end()
        return disc

    def _blank(self, size: QSize) -> QPixmap:
        pixmap = QPixmap(size * self._ratio)
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap


def accept_rect(tile: QRect) -> QRect:
    """Return where a tile's accepting button is."""
    return QRect(tile.right() - 2 * BUTTON_PX - 12, tile.bottom() - BUTTON_PX - 6, BUTTON_PX, BUTTON_PX)


def reject_rect(tile: QRect) -> QRect:
    """Return where a tile's rejecting button is."""
    return QRect(tile.right() - BUTTON_PX - 6, tile.bottom() - BUTTON_PX - 6, BUTTON_PX, BUTTON_PX)
