"""The dialog that chooses a part of a photo to search by."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clipphotos.ui.dialogs.region_box import region_of
from clipphotos.ui.dialogs.region_picker import RegionPicker

_SHARE = 0.86
"""Of the window below it."""
_SAME_SHAPE = 1.03
"""Of two shapes no more than this apart, the difference is rounding."""


class RegionDialog(QDialog):
    """A photo with a box on it; deletes itself.

    Signals:
        chosen(Region): this part is to be searched by; None: the whole photo.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Search by a part of the photo"))
        self.setSizeGripEnabled(True)
        self.resize(parent.size() * _SHARE)
        self.finished.connect(self.deleteLater)
        what = QLabel(self.tr("Put the box around what you look for."))
        what.setObjectName("details_title")
        what.setWordWrap(True)
        self.picker = RegionPicker()
        self._hint = QLabel(self.tr("Drag to draw a box. Arrows move it, Shift+arrows resize it."))
        self._hint.setProperty("muted", True)
        self._hint.setWordWrap(True)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self._search = QPushButton(self.tr("Search"))
        self._search.setDefault(True)
        self._search.clicked.connect(self._on_accepted)
        self.picker.accepted.connect(self._search.click)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._hint, 1)
        line.addWidget(cancel)
        line.addWidget(self._search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(what)
        layout.addWidget(self.picker, 1)
        layout.addLayout(line)
        self.picker.setFocus()

    @property
    def hint(self) -> str:
        """Return what is said below the photo."""
        return self._hint.text()

    def show_thumbnail(self, image: QImage | None) -> None:
        """Show a small picture of the photo; None: there is none."""
        if image is not None:
            self.picker.set_image(image)

    def show_photo(self, online: bool, image: QImage | None) -> None:
        """Show the photo itself.

        Args:
            online: whether its file can be read now.
            image: the photo; None: the thumbnail must do. One of another shape is not as the library shows it.
        """
        if not online:
            self._hint.setText(
                self.tr(
                    "A part can be searched by only while the photo's file is there: its folder or drive is offline."
                )
            )
            self._hint.setProperty("muted", False)
            self._hint.setProperty("warning", True)
            self._hint.style().polish(self._hint)
            self._search.setEnabled(False)
        elif image is not None and _same_shape(self.picker.image_size.toTuple(), image.size().toTuple()):
            self.picker.set_image(image)

    @Slot()
    def _on_accepted(self) -> None:
        self.chosen.emit(region_of(self.picker.box))
        self.accept()


def _same_shape(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Return whether two pictures, (width, height), are of one shape; the first may be empty."""
    if not all(first):
        return True
    ratio = (first[0] * second[1]) / (first[1] * second[0])
    return 1 / _SAME_SHAPE < ratio < _SAME_SHAPE
