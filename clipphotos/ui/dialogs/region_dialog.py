"""The dialog that chooses a part of a photo to search by."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clipphotos.ui.dialogs.region_box import region_of
from clipphotos.ui.dialogs.region_picker import RegionPicker

_SHARE = 0.86
"""Of the window below it."""
_SAME_SHAPE = 1.03
"""Of two shapes no more than this apart, the difference is rounding."""
_LOOK_PX, _SAME_LOOK = 16, 24.0
"""Of two pictures whose small grey copies differ by no more than this, of 255, the difference is in their colours."""


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
        self._thumbnail: QImage | None = None
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
        self._thumbnail = image
        if image is not None:
            self.picker.set_image(image)

    def show_photo(self, online: bool, image: QImage | None) -> None:
        """Show the photo itself.

        Args:
            online: whether its file can be read now.
            image: the photo; None: the thumbnail must do. It does too where they differ: parts are of the photo as the
                library reads it, and Qt may not turn it upright.
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
        elif image is not None and (self._thumbnail is None or same_picture(self._thumbnail, image)):
            self.picker.set_image(image)

    @Slot()
    def _on_accepted(self) -> None:
        self.chosen.emit(region_of(self.picker.box))
        self.accept()


def same_picture(first: QImage, second: QImage) -> bool:
    """Return whether two pictures are the same one, the same way up."""
    ratio = (first.width() * second.height()) / (first.height() * second.width())
    difference = float(np.abs(_look(first) - _look(second)).mean())
    return 1 / _SAME_SHAPE < ratio < _SAME_SHAPE and difference < _SAME_LOOK


def _look(image: QImage) -> npt.NDArray[np.float32]:
    """Return a picture's grey values, small, (N,)."""
    size, stretch = QSize(_LOOK_PX, _LOOK_PX), Qt.AspectRatioMode.IgnoreAspectRatio
    small = image.scaled(size, stretch, Qt.TransformationMode.SmoothTransformation)
    grey = small.convertToFormat(QImage.Format.Format_Grayscale8)
    return np.frombuffer(grey.constBits(), np.uint8).astype(np.float32)
