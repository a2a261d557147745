"""Dialogs that are as high as what they say."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QWidget


class FittingDialog(QDialog):
    """A dialog of a fixed width whose height follows what is in it: Qt asks wrapped texts for theirs but once."""

    def __init__(self, width_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(width_px)

    def event(self, event: QEvent) -> bool:
        """Fit when it is shown, and whenever what is in it wants another size."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):  # after some others there is no dialog left
            layout = self.layout()
            if layout is not None:
                self.setFixedHeight(layout.totalHeightForWidth(self.width()))
        return handled
