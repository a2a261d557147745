"""Questions and bad news, as message boxes that do not block."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

translate = QCoreApplication.translate


class _Reply(QObject):
    """Calls back when the box was answered with its own button; dies with the box."""

    def __init__(self, box: QMessageBox, yes: QObject, then: Callable[[], object]) -> None:
        super().__init__(box)
        self._box, self._yes, self._then = box, yes, then
        box.finished.connect(self._on_finished)

    @Slot()
    def _on_finished(self) -> None:
        if self._box.clickedButton() is self._yes:
            self._then()


def ask(parent: QWidget, title: str, text: str, detail: str, button: str, then: Callable[[], object]) -> QMessageBox:
    """Ask before something that is not easily taken back; `then` is called if the user clicks `button`."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Cancel, parent)
    box.setInformativeText(detail)
    yes = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.finished.connect(box.deleteLater)
    _Reply(box, yes, then)
    box.open()
    return box


def tell_broken(parent: QWidget, trace: str) -> QMessageBox:
    """Say that something unexpected happened, with what a report needs."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Close, parent)
    box.setWindowTitle(translate("Questions", "Unexpected error"))
    box.setText(translate("Questions", "Something went wrong that should not."))
    box.setInformativeText(
        translate(
            "Questions",
            "Your photos and tags are safe: what could not be finished was not saved. The details help to mend it.",
        )
    )
    box.setDetailedText(trace)
    box.finished.connect(box.deleteLater)
    box.open()
    return box
