"""Where a label's colour is chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget

from clipphotos.ui.theme import colours_of

translate = QCoreApplication.translate

_DOT_PX = 18


def palette() -> tuple[tuple[str, str], ...]:
    """Return (colour, its name) to choose from; they can be told apart on light and on dark."""
    return (
        ("#d64545", translate("Colours", "Red")),
        ("#dd7a2a", translate("Colours", "Orange")),
        ("#c9a227", translate("Colours", "Yellow")),
        ("#4c9a52", translate("Colours", "Green")),
        ("#2e9c9c", translate("Colours", "Turquoise")),
        ("#4a7fd6", translate("Colours", "Blue")),
        ("#8a5fd0", translate("Colours", "Violet")),
        ("#cf5f9b", translate("Colours", "Pink")),
        ("#a0652b", translate("Colours", "Brown")),
    )


class ColourPicker(QWidget):
    """A row of dots, the first of which is no colour.

    Signals:
        changed(): another one was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self._row.addStretch()
        self._add("", self.tr("No colour of its own")).setChecked(True)
        for colour, name in palette():
            self._add(colour, name)
        self._group.buttonClicked.connect(self._on_clicked)

    def colour(self) -> str | None:
        """Return the colour chosen, "#rrggbb"."""
        return self._group.checkedButton().property("colour") or None

    def set_colour(self, colour: str | None) -> None:
        """Choose a colour, which need not be one of the usual ones."""
        wanted = colour or ""
        for button in self._group.buttons():
            if button.property("colour") == wanted:
                button.setChecked(True)
                return
        self._add(wanted, wanted).setChecked(True)

    def _add(self, colour: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setProperty("colour", colour)
        button.setProperty("swatch", True)
        button.setIcon(self._dot(colour))
        button.setIconSize(QSize(_DOT_PX, _DOT_PX))
        button.setToolTip(name)
        button.setAccessibleName(name)
        self._group.addButton(button)
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def _dot(self, colour: str) -> QIcon:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(_DOT_PX * ratio), round(_DOT_PX * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(2, 2, _DOT_PX - 4, _DOT_PX - 4)
        if colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(circle)
        else:
            painter.setPen(QPen(QColor(colours_of(self.palette()).muted), 1.6))
            painter.drawEllipse(circle.adjusted(0.8, 0.8, -0.8, -0.8))
            inset = circle.adjusted(3.2, 3.2, -3.2, -3.2)
            painter.drawLine(inset.bottomLeft(), inset.topRight())
        painter.end()
        return QIcon(pixmap)

    @Slot(QAbstractButton)
    def _on_clicked(self, _button: QAbstractButton) -> None:
        self.changed.emit()
