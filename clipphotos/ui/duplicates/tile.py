"""Paints one photo of a group: its picture, what becomes of it, and what tells it from the one that is kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from clipphotos.core.duplicates import Protection
from clipphotos.ui import texts
from clipphotos.ui.duplicates import wording
from clipphotos.ui.duplicates.choice import Choice
from clipphotos.ui.grid.thumbnails import Tile
from clipphotos.ui.icons import svg_pixmap
from clipphotos.ui.theme import Colours

TILE_PX = 188
RADIUS_PX = 8
_INSET_PX = 8
_PILL_PX = 24
_TICK_PX = 26
_KEEP_PX = 92
_LINES = 4
_LINE_GAP_PX = 3
_ABOVE_TEXT_PX = 9
_GROUND = QColor(14, 15, 20, 190)
"""Behind what is written on a picture, in both schemes."""
_FADED = 0.5


@dataclass(frozen=True)
class MemberLook:
    """What the keyboard and the mouse are at."""

    current: bool = False
    focused: bool = False
    hovered: bool = False


def keep_rect(member: QRect) -> QRect:
    """Return where a member is clicked to be kept."""
    return QRect(member.left(), member.top(), _KEEP_PX, _PILL_PX + 2 * _INSET_PX)


def tick_rect(member: QRect) -> QRect:
    """Return where a member is clicked to go, or to stay."""
    side = _TICK_PX + 2 * _INSET_PX
    return QRect(member.right() - side + 1, member.top(), side, side)


class MemberPainter:
    """Paints in one scheme at one device pixel ratio; make a new one when either changes."""

    def __init__(self, colours: Colours, font: QFont, ratio: float) -> None:
        self._colours, self._ratio = colours, ratio
        self._font = QFont(font)
        self._strong = QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._small = QFont(font)
        self._small.setPointSizeF(max(7.0, font.pointSizeF() * 0.92))
        self._small.setWeight(QFont.Weight.DemiBold)
        self._absent = svg_pixmap("image-off", colours.muted, 32, ratio)
        self._icons: dict[tuple[str, str, int], QPixmap] = {}

    @staticmethod
    def text_height(metrics: QFontMetrics) -> int:
        """Return the room below the picture."""
        return _ABOVE_TEXT_PX + _LINES * (metrics.height() + _LINE_GAP_PX)

    def paint(
        self, painter: QPainter, rect: QRect, tile: Tile | None, choice: Choice, number: int, look: MemberLook
    ) -> None:
        """Paint a member; `tile` is None while its picture is on its way."""
        square = QRect(rect.left(), rect.top(), rect.width(), rect.width())
        keeps, goes = number == choice.keep, number in choice.go
        self._picture(painter, square, tile, faded=goes)
        if keeps:
            self._ring(painter, square, QColor(self._colours.accent), 3)
        if look.current and look.focused:
            self._ring(painter, square.adjusted(-4, -4, 4, 4), QColor(self._colours.text), 2)
        elif look.current and not keeps:
            self._ring(painter, square, QColor(self._colours.muted), 2)
        self._badges(painter, square, choice, number, look)
        self._text(painter, rect, choice, number, faded=goes)

    def _picture(self, painter: QPainter, square: QRect, tile: Tile | None, *, faded: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.placeholder))
        painter.drawRoundedRect(square, RADIUS_PX, RADIUS_PX)
        pixmap = None if tile is None else tile.pixmap
        if pixmap is not None:
            painter.setOpacity(_FADED if faded else 1.0)
            inner = square.adjusted(_INSET_PX, _INSET_PX, -_INSET_PX, -_INSET_PX)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(inner, pixmap)
            painter.setOpacity(1.0)
        elif tile is not None:
            painter.drawPixmap(square.center() - QPoint(16, 16), self._absent)

    def _badges(self, painter: QPainter, square: QRect, choice: Choice, number: int, look: MemberLook) -> None:
        colours, member = self._colours, choice.group.members[number]
        top_left = square.topLeft() + QPoint(_INSET_PX, _INSET_PX)
        if number == choice.keep:
            self._pill(painter, top_left, wording.keep(), "check", colours.accent)
        else:
            if look.hovered or look.current:
                self._pill(painter, top_left, wording.keep(), "", "")
            if choice.can_go(number):
                self._tick(painter, square, goes=number in choice.go, near=look.hovered or look.current)
        notes = [(wording.change(member), "")]
        if member.protection is not Protection.NONE and number != choice.keep:
            notes.insert(0, (wording.protection(member)[0], "lock"))
        notes.insert(0, (wording.offline(member), "folder-offline"))
        bottom = square.bottom() + 1 - _INSET_PX
        for text, mark in (note for note in notes if note[0]):
            bottom -= _PILL_PX
            self._pill(painter, QPoint(square.left() + _INSET_PX, bottom), text, mark, "")
            bottom -= 4

    def _tick(self, painter: QPainter, square: QRect, *, goes: bool, near: bool) -> None:
        place = QRectF(square.right() + 1 - _TICK_PX - _INSET_PX, square.top() + _INSET_PX, _TICK_PX, _TICK_PX)
        ground = QColor(self._colours.base)
        ground.setAlpha(210)
        painter.setPen(QPen(QColor("#ffffff" if goes else self._colours.muted), 1.5))
        painter.setBrush(QColor("#c43d3d") if goes else ground)
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        if goes or near:
            ink = "#ffffff" if goes else self._colours.muted
            painter.drawPixmap(place.topLeft() + QPointF(5, 5), self._icon("trash", ink, 16))

    def _pill(self, painter: QPainter, at: QPoint, text: str, mark: str, ground: str) -> None:
        """Paint a word on a ground of its own; an empty `ground` is the one for words on pictures."""
        ink = self._colours.on_accent if ground else "#ffffff"
        metrics = QFontMetrics(self._small)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, TILE_PX - 2 * _INSET_PX - 36)
        width = metrics.horizontalAdvance(text) + 20 + (18 if mark else 0)
        place = QRect(at.x(), at.y(), width, _PILL_PX)
        painter.setPen(Qt.PenStyle.NoPen if ground else QPen(QColor(255, 255, 255, 60), 1))
        painter.setBrush(QColor(ground) if ground else _GROUND)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), _PILL_PX / 2, _PILL_PX / 2)
        left = place.left() + 10
        if mark:
            painter.drawPixmap(QPoint(left - 2, place.top() + 5), self._icon(mark, ink, 14))
            left += 16
        painter.setFont(self._small)
        painter.setPen(QColor(ink))
        painter.drawText(QRect(left, place.top(), width, _PILL_PX), Qt.AlignmentFlag.AlignVCenter, text)

    def _text(self, painter: QPainter, rect: QRect, choice: Choice, number: int, *, faded: bool) -> None:
        colours, metrics = self._colours, QFontMetrics(self._font)
        line = QRect(rect.left() + 1, rect.top() + rect.width() + _ABOVE_TEXT_PX, rect.width() - 2, metrics.height())
        name = texts.file_name(choice.group.members[number].path)
        painter.setFont(self._strong)
        painter.setPen(QColor(colours.muted if faded else colours.text))
        elided = QFontMetrics(self._strong).elidedText(name, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, elided)
        for facts in wording.facts(choice, number):
            line.translate(0, metrics.height() + _LINE_GAP_PX)
            place = QRect(line)
            for position, (said, differs) in enumerate(facts):
                if position:
                    place = self._word(painter, place, " · ", stands_out=False)
                place = self._word(painter, place, said, stands_out=differs and number != choice.keep)

    def _word(self, painter: QPainter, place: QRect, text: str, *, stands_out: bool) -> QRect:
        """Paint a part of a line, and return the rest of the line."""
        metrics = QFontMetrics(self._font)
        mode = Qt.TextElideMode.ElideLeft if "/" in text or "\\" in text else Qt.TextElideMode.ElideRight
        text = metrics.elidedText(text, mode, place.width())
        painter.setFont(self._font)
        painter.setPen(QColor(self._colours.text if stands_out else self._colours.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        return place.adjusted(metrics.horizontalAdvance(text), 0, 0, 0)

    def _ring(self, painter: QPainter, rect: QRect, colour: QColor, width: int) -> None:
        half = width / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width))
        painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), RADIUS_PX, RADIUS_PX)

    def _icon(self, name: str, colour: str, size_px: int) -> QPixmap:
        key = (name, colour, size_px)
        if key not in self._icons:
            self._icons[key] = svg_pixmap(name, colour, size_px, self._ratio)
        return self._icons[key]
