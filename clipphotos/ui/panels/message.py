"""What is shown instead of the grid when there is no photo to show: what happened, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from clipphotos.ui.icons import set_icon, set_label_icon

_TEXT_PX = 440


class MessagePage(QWidget):
    """A large icon, a sentence, an advice, and perhaps a button.

    Signals:
        add_folder_asked(): the button was clicked.
    """

    add_folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel()
        self._title.setObjectName("message_title")
        self._text = QLabel()
        self._text.setObjectName("message_text")
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setFixedWidth(_TEXT_PX)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedWidth(200)
        self._button = QPushButton("  " + self.tr("Add a folder of photos…"))
        self._button.setProperty("primary", True)
        self._button.setProperty("large", True)
        set_icon(self._button, "folder-add", "on_accent")
        self._button.clicked.connect(self.add_folder_asked)
        self._offer = QPushButton(self.tr("Go on"))  # until it is told what it offers
        self._offered: QAction | None = None
        self._offer.clicked.connect(self._on_offer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(12)
        layout.addStretch(4)
        layout.addWidget(self._icon)
        layout.addSpacing(4)
        for widget in (self._title, self._text, self._busy, self._button, self._offer):
            line = QHBoxLayout()
            line.addStretch()
            line.addWidget(widget)
            line.addStretch()
            layout.addLayout(line)
            if widget is self._text:
                layout.addSpacing(8)
        layout.addStretch(5)

    @property
    def title(self) -> str:
        """Return what is said."""
        return self._title.text()

    def show_message(
        self,
        icon: str,
        title: str,
        text: str,
        *,
        button: bool = False,
        busy: bool = False,
        offer: QAction | None = None,
    ) -> None:
        """Say something.

        Args:
            icon: its drawing.
            title: what happened.
            text: what to do next.
            button: whether a folder can be added here.
            busy: whether something is being done that will change this.
            offer: what else can be done here.
        """
        self._offered = offer
        self._offer.setVisible(offer is not None)
        if offer is not None:
            self._offer.setText(offer.iconText())
        set_label_icon(self._icon, icon, 96 if button else 64, "accent" if button else "muted")
        self._title.setText(title)
        self._text.setText(text)
        self._button.setVisible(button)
        if button and not isinstance(self.window().focusWidget(), QLineEdit):
            self._button.setFocus()
        self._busy.setVisible(busy)

    def _on_offer(self) -> None:
        if self._offered is not None:
            self._offered.trigger()
