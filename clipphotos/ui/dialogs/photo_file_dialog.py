"""The dialog that chooses a photo to look for similar ones."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from clipphotos.media.formats import FORMATS


class PhotoFileDialog(QFileDialog):
    """Offers files of the formats that can be read; deletes itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find photos like this one"))
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{extension}" for format_ in FORMATS for extension in format_.extensions)
        self.setNameFilters([self.tr("Photos ({0})").format(endings), self.tr("All files (*)")])
        self.finished.connect(self.deleteLater)
