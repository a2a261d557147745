"""The line where a search is typed: marks what is not understood, and lets suggestions have the keys first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from clipphotos.core.query.records import Span
from clipphotos.ui.theme import colours_of

_WAVE_PX, _WAVE_STEP_PX = 1.5, 3.0
_END_PX = 6.0
"""The underline of what is missing at the end of the text, where there is nothing to underline."""


class SearchField(QLineEdit):
    """A line edit that underlines parts of its text.

    Signals:
        entered(), left(): the field got the keyboard, or lost it.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, take_key: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        """Make the field.

        Args:
            take_key: is offered every key first, and returns whether it was taken.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self._take_key = take_key
        self._marked: tuple[Span, ...] = ()
        self._composing = False

    @property
    def composing(self) -> bool:
        """Return whether an input method is in the middle of a word, which is not in the text yet."""
        return self._composing

    @property
    def marked(self) -> tuple[Span, ...]:
        """Return what is underlined."""
        return self._marked

    def set_marked(self, spans: Sequence[Span]) -> None:
        """Underline these parts."""
        if tuple(spans) != self._marked:
            self._marked = tuple(spans)
            self.update()

    def event(self, event: QEvent) -> bool:
        """Offer keys to who wants them first; the tab key never comes to `keyPressEvent`."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take_key(event):
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell it."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it."""
        super().focusOutEvent(event)
        self.left.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a word is being put together."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underline what is marked, below the text that the base class paints."""
        super().paintEvent(event)
        if not self._marked or self._composing:
            return
        # Where the text is scrolled to is not told; where the cursor is, is.
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        cursor, length = self.cursorRect(), len(self.text())
        origin = cursor.center().x() - _x(line, self.cursorPosition())
        bottom = cursor.center().y() + self.fontMetrics().height() / 2 - 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(self.contentsRect()).adjusted(8, 0, -4, 0))
        painter.setPen(QPen(QColor(colours_of(self.palette()).bad), 1.4))
        for start, end in self._marked:
            first, last = origin + _x(line, min(start, length)), origin + _x(line, min(end, length))
            painter.drawPolyline(_wave(first, max(last, first + _END_PX), bottom))
        painter.end()


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # a pair, whatever the types say
    return float(found[0])


def _wave(first: float, last: float, bottom: float) -> QPolygonF:
    count = max(2, round((last - first) / _WAVE_STEP_PX) + 1)
    step = (last - first) / (count - 1)
    heights = (0.0, _WAVE_PX)
    return QPolygonF([QPointF(first + number * step, bottom + heights[number % 2]) for number in range(count)])
