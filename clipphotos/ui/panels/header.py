"""The bar above the grid: what is shown, the tools of a review, the size of the tiles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QWidget

from clipphotos.ui.grid.tile_view import USUAL_PX
from clipphotos.ui.grid.view import LARGEST_PX, SMALLEST_PX
from clipphotos.ui.icons import set_label_icon

_HEIGHT_PX = 48
_SMALLEST_PX = 320
_ROOMY_PX = 820
"""From this width on the tools of a review have their names beside them."""


class ElidedLabel(QLabel):
    """One line of plain text that gives way where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter, self.rect(), Qt.AlignmentFlag.AlignVCenter, self.palette(), True, text, self.foregroundRole()
        )


class Header(QWidget):
    """Says what is shown.

    Signals:
        tile_size_asked(int): the slider was moved.
    """

    tile_size_asked = Signal(int)

    def __init__(self, review_actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = ElidedLabel()
        self._title.setObjectName("header_title")
        self._count = QLabel()
        self._count.setProperty("muted", True)
        self._review = QWidget()
        tools = QHBoxLayout(self._review)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(4)
        self._buttons = [QToolButton() for _ in review_actions]
        for button, action in zip(self._buttons, review_actions, strict=True):
            button.setDefaultAction(action)
            button.setAccessibleName(action.iconText())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tools.addWidget(button)
        self._review.hide()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(SMALLEST_PX, LARGEST_PX)
        self._slider.setValue(USUAL_PX)
        self._slider.setSingleStep(16)
        self._slider.setPageStep(48)
        self._slider.setFixedSize(110, 22)
        self._slider.setAccessibleName(self.tr("Thumbnail size"))
        self._slider.setToolTip(self.tr("Thumbnail size"))
        self._slider.valueChanged.connect(self.tile_size_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 0, 16, 0)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._count)
        layout.addStretch(1)
        self.setFixedHeight(_HEIGHT_PX)
        self.setMinimumWidth(_SMALLEST_PX)  # not the layout's, which would push the panels away
        layout.addWidget(self._review)
        layout.addSpacing(4)
        for icon, before in (("grid-small", True), ("grid-large", False)):
            mark = QLabel()
            set_label_icon(mark, icon, 18)
            if before:
                layout.addWidget(mark)
                layout.addWidget(self._slider)
            else:
                layout.addWidget(mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the names of the tools out where there is no room for them."""
        super().resizeEvent(event)
        roomy = self.width() >= _ROOMY_PX
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if roomy else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._buttons:
            button.setToolButtonStyle(style)

    def set_shown(self, title: str, count: str) -> None:
        """Say what is shown, and how many there are."""
        self._title.setText(title)
        self._title.setToolTip(title)
        self._count.setText(count)
        self.setAccessibleName(f"{title}, {count}")

    def set_reviewing(self, reviewing: bool) -> None:
        """Show the tools of a review."""
        self._review.setVisible(reviewing)

    def set_tile_px(self, side_px: int) -> None:
        """Move the slider."""
        self._slider.blockSignals(True)
        self._slider.setValue(side_px)
        self._slider.blockSignals(False)
