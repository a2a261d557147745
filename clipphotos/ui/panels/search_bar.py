"""The search field."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clipphotos.ui.icons import set_icon

DEBOUNCE_MS = 250


class SearchBar(QLineEdit):
    """Where a description is typed.

    Signals:
        searched(str): the user stopped typing, or pressed Enter.
        left(): the field was emptied.
        done(): Escape was pressed in an empty field, or Enter after a search: the grid should have the focus.
    """

    searched = Signal(str)
    left = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText(self.tr("Describe a photo: “a dog in the snow”"))
        self.setAccessibleName(self.tr("Search by description"))
        self.setMaxLength(1000)
        self._last = ""
        glass = QAction(self)
        set_icon(glass, "search", "muted")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(self.tr("Clear the search"), self)
        set_icon(self._clear, "close", "muted")
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._search)
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._on_return)

    def forget(self) -> None:
        """Empty the field without saying so: something else is shown."""
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self._clear.setVisible(False)
        self._timer.stop()
        self._last = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear with Escape, then leave; leave with the down key."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if text.strip():
            self._timer.start()
            return
        self._timer.stop()
        if self._last:
            self._last = ""
            self.left.emit()

    @Slot()
    def _on_return(self) -> None:
        self._search()
        if self._last:
            self.done.emit()

    @Slot()
    def _search(self) -> None:
        self._timer.stop()
        text = " ".join(self.text().split())
        if text and text != self._last:
            self._last = text
            self.searched.emit(text)
