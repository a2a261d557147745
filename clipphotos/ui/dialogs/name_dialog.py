"""A dialog that asks for a name which nothing else has."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from clipphotos.core.errors import KnownError
from clipphotos.core.label import clean_name, name_key

_WIDTH_PX = 380


class NameDialog(QDialog):
    """One field; a name that is taken is said while it is typed.

    Signals:
        named(str): the user wants this name.
    """

    named = Signal(str)

    def __init__(
        self, title: str, button: str, what: str, name: str, taken: Iterable[str], parent: QWidget | None = None
    ) -> None:
        """Make the dialog.

        Args:
            title: of the window.
            button: what the button that does it says.
            what: what the field is for.
            name: what is in it at first.
            taken: names that others have.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH_PX)
        self._taken = frozenset(map(name_key, taken))
        self._field = QLineEdit(name)
        self._field.setAccessibleName(what)
        self._field.setPlaceholderText(what)
        self._field.setMaxLength(200)
        self._field.selectAll()
        self._field.textChanged.connect(self._check)
        self._error = QLabel()
        self._error.setProperty("error", True)
        self._error.setWordWrap(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._ok = self._buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self._field)
        layout.addWidget(self._error)
        layout.addWidget(self._buttons)
        self._ok.setDefault(True)  # in the dialog only, where “Cancel” would be it
        self._check()

    @property
    def error(self) -> str:
        """Return why the name cannot be had."""
        return self._error.text()

    @Slot()
    def _check(self) -> None:
        name = self._name()
        is_taken = name is not None and name_key(name) in self._taken
        self._error.setText(self.tr("There is one of this name already.") if is_taken else "")
        self._ok.setEnabled(name is not None and not is_taken)

    def _name(self) -> str | None:
        try:
            return clean_name(self._field.text(), "")
        except KnownError:
            return None

    @Slot()
    def _on_accepted(self) -> None:
        name = self._name()
        if name is not None:
            self.named.emit(name)
            self.accept()
