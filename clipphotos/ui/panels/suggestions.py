"""A photo's suggestions: a label, how sure it is, and two buttons each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from clipphotos.ui import texts
from clipphotos.ui.icons import set_icon


class SuggestionRow(QWidget):
    """One suggestion.

    Signals:
        decided(str, bool): the label's name, and whether it fits.
        where_asked(str): what in the photo speaks for the label?
    """

    decided = Signal(str, bool)
    where_asked = Signal(str)

    def __init__(self, name: str, score: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        text = QLabel(name)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addWidget(text, 1)
        percent = QLabel(texts.percent(score))
        percent.setProperty("muted", True)
        layout.addWidget(percent)
        where = self._button("eye", "muted", self.tr("Show where in the photo: “{0}”").format(name))
        where.clicked.connect(self._on_where)
        layout.addWidget(where)
        accept = self._button("check", "good", self.tr("Accept “{0}”").format(name))
        accept.clicked.connect(self._on_accept)
        layout.addWidget(accept)
        reject = self._button("close", "bad", self.tr("Reject “{0}”").format(name))
        reject.clicked.connect(self._on_reject)
        layout.addWidget(reject)

    def _button(self, icon: str, tone: str, text: str) -> QToolButton:
        button = QToolButton()
        set_icon(button, icon, tone)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    @Slot()
    def _on_where(self) -> None:
        self.where_asked.emit(self._name)

    @Slot()
    def _on_accept(self) -> None:
        self.decided.emit(self._name, True)

    @Slot()
    def _on_reject(self) -> None:
        self.decided.emit(self._name, False)


class SuggestionList(QWidget):
    """All suggestions of a photo.

    Signals:
        decided(str, bool): the label's name, and whether it fits.
        where_asked(str): what in the photo speaks for the label?
    """

    decided = Signal(str, bool)
    where_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._shown: tuple[tuple[str, float], ...] = ()
        heading = QLabel(self.tr("Suggestions"))
        heading.setProperty("heading", True)
        heading.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(heading)
        self.hide()

    def set_suggestions(self, suggestions: tuple[tuple[str, float], ...]) -> None:
        """Show (label name, score), best first."""
        if suggestions == self._shown:
            return
        self._shown = suggestions
        while self._layout.count() > 1:
            row = self._layout.takeAt(1).widget()
            row.hide()
            row.deleteLater()
        for name, score in suggestions:
            row = SuggestionRow(name, score)
            row.decided.connect(self.decided)
            row.where_asked.connect(self.where_asked)
            self._layout.addWidget(row)
        self.setVisible(bool(suggestions))
