"""A dialog that is there while something is done that nobody should interrupt."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clipphotos.ui.dialogs.fitting import FittingDialog
from clipphotos.ui.reporter import Reporter, WorkBar

_WIDTH_PX = 420


class WorkDialog(FittingDialog):
    """Says what is being done and how far it is; only whoever made it closes it."""

    def __init__(self, text: str, reporter: Reporter, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH_PX, parent)
        self.setWindowTitle("ClipPhotos")
        title = QLabel(text)
        title.setObjectName("details_title")
        bar = WorkBar(text)
        reporter.reported.connect(bar.show_report)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 22)
        layout.setSpacing(14)
        layout.addWidget(title)
        layout.addWidget(bar)

    def reject(self) -> None:
        """Stay open."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay open."""
        event.ignore()
