"""What is said at the start after the program ended unexpectedly: quietly, once, and nothing is sent."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from clipphotos import crashes
from clipphotos.core.privacy import Private, without_private
from clipphotos.ui.bridge import Bridge

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_REPORT_PX = QSize(640, 300)


@dataclass(frozen=True)
class Found:
    """Reports that nobody was told of yet."""

    paths: tuple[Path, ...]
    text: str
    """Of all of them, the latest first, without what is private."""


def offer(window: QWidget, bridge: Bridge, library: Library) -> None:
    """Look for reports of crashes, in a worker, and tell of them."""
    bridge.run(partial(_find, library), partial(_tell, window, bridge))


class CrashDialog(QDialog):
    """Tells of a crash; the report is shown on request, as it would be shared."""

    def __init__(self, found: Found, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("ClipPhotos")
        self._found = found
        title = QLabel(self.tr("ClipPhotos ended unexpectedly last time."))
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        text = QLabel(
            self.tr(
                "Your photos and tags are safe: what could not be finished was not saved. A report of what happened "
                "is kept on this computer, and nothing is sent. To help mend it, copy the report into a message: "
                "names of people, folders and photos are left out."
            )
        )
        text.setProperty("muted", True)
        text.setWordWrap(True)
        text.setMinimumWidth(520)
        self._report = QPlainTextEdit(found.text)
        self._report.setReadOnly(True)
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._report.setAccessibleName(self.tr("Report"))
        self._report.setMinimumSize(_REPORT_PX)
        self._report.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._report.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._show = buttons.addButton(self.tr("Show report"), QDialogButtonBox.ButtonRole.ActionRole)
        self._copy = buttons.addButton(self.tr("Copy for sharing"), QDialogButtonBox.ButtonRole.ActionRole)
        self._folder = buttons.addButton(self.tr("Open folder"), QDialogButtonBox.ButtonRole.ActionRole)
        for button, slot in ((self._show, self._toggle), (self._copy, self._on_copy), (self._folder, self._open)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addWidget(self._report, 1)
        layout.addWidget(buttons)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)
        close.setFocus()

    @Slot()
    def _toggle(self) -> None:
        shown = self._report.isHidden()
        self._report.setVisible(shown)
        self._show.setText(self.tr("Hide report") if shown else self.tr("Show report"))
        self.layout().activate()
        self.adjustSize()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._found.text)
        self._copy.setText(self.tr("Copied"))

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._found.paths[-1].parent)))


def _find(library: Library) -> Found | None:
    paths = crashes.unseen()
    if not paths:
        return None
    private = Private(
        str(Path.home()),
        str(library.directory),
        tuple(root.path for root in library.roots.list()),
        Path.home().name,
        socket.gethostname(),
    )
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in reversed(paths))
    return Found(tuple(paths), "\n\n".join(without_private(text, private) for text in texts))


def _tell(window: QWidget, bridge: Bridge, found: Found | None) -> None:
    if found is None:
        return
    bridge.run(partial(crashes.mark_seen, found.paths))
    dialog = CrashDialog(found, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
