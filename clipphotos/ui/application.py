"""Runs the window over an open library, from the first event to the last thread."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QMessageBox

from clipphotos import crashes
from clipphotos.ui import desktop
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs import crash_dialog
from clipphotos.ui.interrupts import Interrupts
from clipphotos.ui.main_window import MainWindow
from clipphotos.ui.mending import Mend, Mended
from clipphotos.ui.single_instance import InstanceServer

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

log = logging.getLogger(__name__)

SETTINGS_FILE = "window.ini"


@dataclass(frozen=True)
class Ended:
    """How the window was left."""

    code: int
    """The exit code, if that is all."""
    then: Mend | None = None
    """What is to be done to the closed library before its window opens again."""


def run(library: Library, folders: list[str], mended: Mended | None = None, asked: Sequence[int] = ()) -> Ended:
    """Show the window, run until it is closed, close the library.

    Args:
        library: open, not started; this function starts and closes it.
        folders: folders to add first.
        mended: what was done to the library just now, to be told.
        asked: signals to end that came before there was a window.
    """
    app, theme = desktop.application()
    bridge = Bridge()
    settings = QSettings(str(library.directory / SETTINGS_FILE), QSettings.Format.IniFormat)
    window = MainWindow(library, bridge, settings)
    window.closing.connect(partial(app.exit, 0))
    theme.changed.connect(window.refresh_icons)
    bridge.listen(library.subscribe)
    server = InstanceServer(library.directory)
    server.raise_asked.connect(partial(_on_raise_asked, window))
    interrupts = Interrupts()
    interrupts.interrupted.connect(window.close)
    hooks = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = partial(_on_uncaught, bridge), partial(_on_thread_uncaught, bridge)
    try:
        window.show()
        bridge.change(library.start)
        for folder in folders:
            window.commands.editing.add_folder(folder)
        window.begin()
        if mended is not None:
            window.commands.keeping.tell(mended)
        if not asked:
            crash_dialog.offer(window, bridge, library)
        ended = Ended(0 if asked else app.exec(), window.commands.keeping.then)
    finally:
        sys.excepthook, threading.excepthook = hooks
        interrupts.close()
        server.close()
        window.hide()
        window.shut()
        _close(library, bridge)
        window.deleteLater()
        app.processEvents()
    return ended


def show_error(text: str) -> int:
    """Say why the window cannot open, and return the exit code."""
    desktop.application()
    box = QMessageBox(QMessageBox.Icon.NoIcon, "ClipPhotos", text)
    interrupts = Interrupts()
    interrupts.interrupted.connect(box.reject)
    box.exec()
    interrupts.close()
    return 1


def _on_raise_asked(window: MainWindow, folders: list[str]) -> None:
    window.come_forward()
    for folder in folders:
        window.commands.editing.add_folder(folder)


def _on_uncaught(bridge: Bridge, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what a slot, an event handler or a thread raised, and show it; any thread."""
    text = "".join(traceback.format_exception(kind, error, trace))
    log.error("An error was not caught.\n%s", text)
    crashes.report(error, ended=False)
    bridge.broke.emit(text)


def _on_thread_uncaught(bridge: Bridge, args: threading.ExceptHookArgs) -> None:
    if isinstance(args.exc_value, Exception):  # not the wish to end
        _on_uncaught(bridge, args.exc_type, args.exc_value, args.exc_traceback)


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
