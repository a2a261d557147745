"""Stars: shows a rating and lets it be set."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from clipphotos.core.photo import MOST_STARS
from clipphotos.ui import texts
from clipphotos.ui.icons import set_icon

_SIDE_PX = 20


class Stars(QWidget):
    """Five stars: a click gives so many, a click on the last one that is lit takes all away.

    With the focus, the digits and the arrow keys do the same. The pointer shows what a click would give.

    Signals:
        rated(int): the user wants so many stars; 0: none.
    """

    rated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rating = 0
        self.setObjectName("stars")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._buttons = [self._button(number) for number in range(1, MOST_STARS + 1)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for button in self._buttons:
            layout.addWidget(button)
        layout.addStretch()
        self.set_rating(0)

    @property
    def rating(self) -> int:
        """Return how many stars are given."""
        return self._rating

    def set_rating(self, rating: int) -> None:
        """Show so many stars."""
        self._rating = rating
        self.setAccessibleName(texts.stars(rating))
        for number, button in enumerate(self._buttons, 1):
            button.setToolTip(self.tr("Remove the rating") if number == rating else texts.stars(number))
            button.setAccessibleName(button.toolTip())
        self._light(rating)

    def _button(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("plain", True)
        button.setProperty("star", True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIconSize(QSize(_SIDE_PX, _SIDE_PX))
        button.clicked.connect(partial(self._on_clicked, number))
        button.installEventFilter(self)
        return button

    def _light(self, rating: int) -> None:
        for number, button in enumerate(self._buttons, 1):
            lit = number <= rating
            if button.property("lit") != lit:
                button.setProperty("lit", lit)
                set_icon(button, "star-full" if lit else "star", "star" if lit else "muted")

    def _on_clicked(self, number: int) -> None:
        self._rate(0 if number == self._rating else number)

    def _rate(self, rating: int) -> None:
        if rating != self._rating:
            self.set_rating(rating)
            self.rated.emit(rating)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show what a click would give while the pointer is there."""
        if event.type() == QEvent.Type.Enter:
            self._light(1 + next(i for i, button in enumerate(self._buttons) if button is watched))
        elif event.type() == QEvent.Type.Leave:
            self._light(self._rating)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate by digits and arrow keys."""
        keys = Qt.Key
        if keys.Key_0 <= event.key() <= keys.Key_0 + MOST_STARS:
            self._rate(event.key() - keys.Key_0)
        elif event.key() in (keys.Key_Right, keys.Key_Up):
            self._rate(min(self._rating + 1, MOST_STARS))
        elif event.key() in (keys.Key_Left, keys.Key_Down):
            self._rate(max(self._rating - 1, 0))
        else:
            super().keyPressEvent(event)
