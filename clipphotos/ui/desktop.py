"""The program as the desktop sees it: made once, in its language and colours."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from clipphotos.ui import icons, localisation
from clipphotos.ui.theme import Theme


def application() -> tuple[QApplication, Theme]:
    """Return the one application and its theme; the first call makes them. Main thread."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    theme = app.findChild(Theme)
    if isinstance(theme, Theme):
        return app, theme
    app.setApplicationName("ClipPhotos")
    app.setDesktopFileName("clipphotos")
    app.setWindowIcon(icons.application_icon())
    app.setQuitOnLastWindowClosed(False)  # between two windows there may be a dialog
    localisation.install(app)
    return app, Theme(app)
