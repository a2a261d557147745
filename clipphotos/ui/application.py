"""Runs the window over an open library, from the first event to the last thread."""

from __future__ import annotations

import logging
import sys
import traceback
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication, QMessageBox

from clipphotos.ui import icons, localisation
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.interrupts import Interrupts
from clipphotos.ui.main_window import MainWindow
from clipphotos.ui.single_instance import InstanceServer
from clipphotos.ui.theme import Theme

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

log = logging.getLogger(__name__)

SETTINGS_FILE = "window.ini"


def run(library: Library, folders: list[str]) -> int:
    """Show the window, run until it is closed, close the library.

    Args:
        library: open, not started; this function starts and closes it.
        folders: folders to add first.

    Returns:
        The exit code.
    """
    app = _application()
    theme = Theme(app)
    bridge = Bridge()
    settings = QSettings(str(library.directory / SETTINGS_FILE), QSettings.Format.IniFormat)
    window = MainWindow(library, bridge, settings)
    theme.changed.connect(window.refresh_icons)
    bridge.listen(library.subscribe)
    server = InstanceServer(library.directory)
    server.raise_asked.connect(partial(_on_raise_asked, window))
    interrupts = Interrupts()
    interrupts.interrupted.connect(window.close)
    hook = sys.excepthook
    sys.excepthook = partial(_on_uncaught, bridge)
    try:
        window.show()
        bridge.change(library.start)
        for folder in folders:
            window.commands.editing.add_folder(folder)
        window.begin()
        code = app.exec()
    finally:
        sys.excepthook = hook
        interrupts.close()
        server.close()
        window.hide()
        window.shut()
        _close(library, bridge)
        window.deleteLater()
        app.processEvents()
    return code


def show_error(text: str) -> int:
    """Say why the window cannot open, and return the exit code."""
    app = _application()
    Theme(app)
    box = QMessageBox(QMessageBox.Icon.NoIcon, "ClipPhotos", text)
    box.exec()
    return 1


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("ClipPhotos")
    app.setDesktopFileName("clipphotos")
    app.setWindowIcon(icons.application_icon())
    localisation.install(app)
    return app


def _on_raise_asked(window: MainWindow, folders: list[str]) -> None:
    window.come_forward()
    for folder in folders:
        window.commands.editing.add_folder(folder)


def _on_uncaught(bridge: Bridge, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what a slot or an event handler raised, and show it."""
    text = "".join(traceback.format_exception(kind, error, trace))
    log.error("An error was not caught.\n%s", text)
    bridge.broke.emit(text)


def _close(library: Library, bridge: Bridge) -> None:
    """Close the library in a worker, while the desktop can still talk to us."""
    bridge.retire()
    loop = QEventLoop()
    bridge.change(partial(_close_library, library), partial(_leave, loop))
    loop.exec()
    bridge.close()


def _close_library(library: Library) -> None:
    try:
        library.close()
    except Exception:
        log.exception("The library could not be closed in order.")


def _leave(loop: QEventLoop, _result: object) -> None:
    loop.quit()
