"""The photos of one group side by side, with what tells them apart."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from clipphotos.ui import texts
from clipphotos.ui.duplicates import wording
from clipphotos.ui.duplicates.choice import Choice
from clipphotos.ui.duplicates.tile import TILE_PX, MemberLook, MemberPainter, keep_rect, tick_rect
from clipphotos.ui.grid.thumbnails import Thumbnails
from clipphotos.ui.theme import colours_of

GAP_PX = 16
EDGE_PX = 5
"""Around all, for the ring that shows where the keyboard is."""


class MemberStrip(QWidget):
    """Paints the members of a group in as many lines as they need.

    Signals:
        pressed(int): a member was clicked.
        keep_asked(int): its "Keep" was clicked.
        go_asked(int): its tick was clicked.
        opened(int): it was double-clicked.
    """

    pressed = Signal(int)
    keep_asked = Signal(int)
    go_asked = Signal(int)
    opened = Signal(int)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._choice: Choice | None = None
        self._current: int | None = None
        self._focused = False
        self._hovered: int | None = None
        self._painter: MemberPainter | None = None
        self.setMouseTracking(True)

    def show_choice(self, choice: Choice, current: int | None, focused: bool) -> None:
        """Show a group; `current` is the member that keys are about."""
        self._choice, self._current, self._focused = choice, current, focused
        self.setAccessibleName(wording.kind(choice.group))
        said = (wording.spoken(choice, number) for number in range(len(choice.group.members)))
        self.setAccessibleDescription("\n".join(said))
        self.update()

    def rect_of(self, number: int) -> QRect:
        """Return where a member is."""
        fitting, height = columns(self.width() - 2 * EDGE_PX), tile_height(self)
        line, column = divmod(number, fitting)
        left = EDGE_PX + column * (TILE_PX + GAP_PX)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - TILE_PX
        return QRect(left, EDGE_PX + line * (height + GAP_PX), TILE_PX, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be painted anew."""
        if self._choice is None:
            return
        if self._painter is None:
            self._painter = MemberPainter(colours_of(self.palette()), self.font(), self.devicePixelRatioF())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, member in enumerate(self._choice.group.members):
            rect = self.rect_of(number)
            if rect.adjusted(-4, -4, 4, 4).intersects(event.rect()):
                look = MemberLook(number == self._current, self._focused, number == self._hovered)
                tile = self._thumbnails.tile(member.photo_id)
                self._painter.paint(painter, rect, tile, self._choice, number, look)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Paint in the colours of now."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._painter = None

    def event(self, event: QEvent) -> bool:
        """Explain what is under the mouse."""
        if isinstance(event, QHelpEvent):
            number = self._at(event.pos())
            if number is not None:
                QToolTip.showText(event.globalPos(), self._tip(number, event.pos()), self, self.rect_of(number))
                return True
        return super().event(event)

    def _tip(self, number: int, point: QPoint) -> str:
        assert self._choice is not None
        member, rect = self._choice.group.members[number], self.rect_of(number)
        if tick_rect(rect).contains(point) and self._choice.can_go(number):
            goes = number in self._choice.go
            return self.tr("Goes to the trash (X: leave it)") if goes else self.tr("Stays (X: move it to the trash)")
        if keep_rect(rect).contains(point) and number != self._choice.keep:
            return self.tr("Keep this one instead (K)")
        parts = [texts.readable(member.path), wording.protection(member)[1]]
        if wording.offline(member):
            parts.append(self.tr("It cannot be reached now, so it stays."))
        return "\n".join(part for part in parts if part)

    def _at(self, point: QPoint) -> int | None:
        count = 0 if self._choice is None else len(self._choice.group.members)
        return next((number for number in range(count) if self.rect_of(number).contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        self._hover(self._at(event.position().toPoint()), event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Hide it again."""
        self._hover(None, QPointF())

    def _hover(self, number: int | None, at: QPointF) -> None:
        if number != self._hovered:
            self._hovered = number
            self.update()
        hand = False
        if number is not None and self._choice is not None and number != self._choice.keep:
            rect, point = self.rect_of(number), at.toPoint()
            hand = keep_rect(rect).contains(point) or tick_rect(rect).contains(point)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the member current, and do what was clicked on it."""
        point = event.position().toPoint()
        number = self._at(point)
        if number is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.pressed.emit(number)
        if tick_rect(self.rect_of(number)).contains(point):
            self.go_asked.emit(number)
        elif keep_rect(self.rect_of(number)).contains(point):
            self.keep_asked.emit(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the member; a second quick click on its tick is just another click."""
        point = event.position().toPoint()
        number = self._at(point)
        if number is None:
            return
        rect = self.rect_of(number)
        if tick_rect(rect).contains(point) or keep_rect(rect).contains(point):
            self.mousePressEvent(event)
        else:
            self.opened.emit(number)


def columns(width_px: int) -> int:
    """Return how many members fit side by side."""
    return max(1, (width_px + GAP_PX) // (TILE_PX + GAP_PX))


def tile_height(widget: QWidget) -> int:
    """Return how tall a member is with its text."""
    return TILE_PX + MemberPainter.text_height(widget.fontMetrics())


def strip_height(widget: QWidget, members: int, width_px: int) -> int:
    """Return the room that members need."""
    lines = -(-members // columns(width_px))
    return lines * (tile_height(widget) + GAP_PX) - GAP_PX
