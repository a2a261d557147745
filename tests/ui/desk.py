"""A window over a library of its own, and how tests talk to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from clipphotos.engine.library import Library
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.main_window import MainWindow

WAIT_MS = 30_000
"""Converting the model, once, is the slowest thing that a test may wait for."""


class Desk:
    """A window and what is behind it."""

    def __init__(self, directory: Path, model_cache: Path, qtbot: QtBot) -> None:
        self.library = Library(directory / "library", model_cache)
        self.bridge = Bridge()
        self.settings = QSettings(str(directory / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(self.library, self.bridge, self.settings)
        self.bridge.listen(self.library.subscribe)
        self._qtbot = qtbot

    def begin(self) -> None:
        with self._qtbot.waitExposed(self.window):
            self.window.show()
        self.library.start(watch=False)
        self.window.begin()

    def add(self, folder: Path, photos: int) -> None:
        """Add a folder and wait until the grid shows its photos and all are indexed."""
        self.window.commands.editing.add_folder(str(folder))
        self.wait(lambda: self.window.overview.facts.embedded == photos and self.count == photos)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=WAIT_MS)

    @property
    def count(self) -> int:
        return self.window.parts.grid.photos.rowCount()

    def close(self) -> None:
        self.window.close()
        self.window.shut()
        self.bridge.retire()
        self.library.close()
        self.bridge.close()
        self.window.deleteLater()


def box() -> QMessageBox:
    """Return the message box that is open."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible())


def click(message: QMessageBox, text: str) -> None:
    """Click one of its buttons."""
    button = next(b for b in message.buttons() if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
