"""What is seen while something is dragged over the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from clipphotos.ui.icons import svg_pixmap
from clipphotos.ui.theme import colours_of

_INSET_PX = 18


class DropOverlay(QWidget):
    """Covers the window with what a drop will do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Appear over the whole parent."""
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a veil, a dashed frame, and two lines."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colours.window)
        veil.setAlpha(235)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(colours.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(_INSET_PX, _INSET_PX, -_INSET_PX, -_INSET_PX), 16, 16)
        centre = self.rect().center()
        icon = svg_pixmap("folder-add", colours.accent, 64, self.devicePixelRatioF())
        painter.drawPixmap(centre.x() - 32, centre.y() - 84, icon)
        font = QFont(self.font())
        font.setPixelSize(20)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        line = self.rect()
        line.setTop(centre.y())
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(line, middle, self.tr("Drop folders to add them"))
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        line.setTop(centre.y() + 36)
        painter.drawText(line, middle, self.tr("Drop a picture to find photos like it"))
