"""Paints what stands above a section of the grid."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from clipphotos.ui.grid.model import Section
from clipphotos.ui.theme import Colours

_COUNT_GAP_PX = 8
_LINE_GAP_PX = 14
_SMALLEST_LINE_PX = 40


def paint_heading(painter: QPainter, rect: QRect, section: Section, colours: Colours) -> None:
    """Paint a section's title, how many photos it has, and a hairline up to the right margin."""
    usual = painter.font()
    strong = QFont(usual)
    strong.setWeight(QFont.Weight.DemiBold)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    place = rect.adjusted(1, 0, 0, -2)
    for font, colour, text in ((strong, colours.text, section.title), (usual, colours.muted, section.count)):
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(place, flags, text)
        place.setLeft(place.left() + QFontMetrics(font).horizontalAdvance(text) + _COUNT_GAP_PX)
    painter.setFont(usual)
    place.setLeft(place.left() + _LINE_GAP_PX - _COUNT_GAP_PX)
    if place.width() >= _SMALLEST_LINE_PX:
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(place.left(), place.center().y() + 1, place.right(), place.center().y() + 1)
