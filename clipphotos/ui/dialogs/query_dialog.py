"""A dialog that changes what a smart album looks for."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from clipphotos.ui.panels.search_bar import SearchBar

_SIZE_PX = (620, 300)
"""Smallest; there is room for completions."""


class QueryDialog(QDialog):
    """A search bar of its own.

    Signals:
        written(str): the album is to look for this.
    """

    written = Signal(str)

    def __init__(self, name: str, query: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Edit search"))
        self.setMinimumSize(*_SIZE_PX)
        self.finished.connect(self.deleteLater)
        what = QLabel(self.tr("What “{0}” looks for:").format(name))
        self.bar = SearchBar()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._save = buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(what)
        layout.addWidget(self.bar)
        layout.addStretch()
        layout.addWidget(buttons)
        self.bar.field.textChanged.connect(self._check)
        self.bar.set_text(query)
        self.bar.field.setFocus()

    @Slot()
    def _check(self) -> None:
        self._save.setEnabled(self.bar.complete)

    @Slot()
    def _on_accepted(self) -> None:
        self.written.emit(self.bar.text().strip())
        self.accept()
