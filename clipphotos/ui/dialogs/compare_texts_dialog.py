"""The dialog that compares descriptions on photos: which text fits which photo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.asking.records import Matches
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.ui.asking.one_at_a_time import OneAtATime
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.compare_texts_model import CompareTextsModel, Share
from clipphotos.ui.dialogs.compare_texts_table import BEST_PHOTO, BEST_TEXT, CompareTextsTable
from clipphotos.ui.grid.thumbnails import Thumbnails

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

DELAY_MS = 400
"""After the last key."""
_LEAST_PX = (560, 520)
_LINES = 4


class CompareTextsDialog(QDialog):
    """Asks for descriptions, one a line, and shows how well each fits each photo. Deletes itself."""

    def __init__(
        self, library: Library, bridge: Bridge, photo_ids: Sequence[PhotoId], parent: QWidget | None = None
    ) -> None:
        """Make the dialog; `photo_ids` are 1 to 12 photos."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare descriptions"))
        self.setSizeGripEnabled(True)
        self._library, self._ids = library, list(photo_ids)
        self._calls = OneAtATime(bridge, bridge)
        self._thumbnails = Thumbnails(library.photos.thumbnail, self)
        self.finished.connect(self.deleteLater)
        self.table_model = CompareTextsModel()
        self.table = CompareTextsTable(self.table_model, self._thumbnails, self._ids)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._ask)
        self._lay_out()
        self.table_model.set_matches(None)
        self._say(self._hint())
        self.field.textChanged.connect(self._on_edited)
        self.field.setFocus()

    @property
    def message(self) -> str:
        """Return what is said instead of the table, or nothing."""
        return self._message.text() if self._pages.currentIndex() == 0 else ""

    @property
    def note(self) -> str:
        """Return what is said below the table."""
        return self._note.text()

    def done(self, result: int) -> None:
        """Wait for no answer any more, and let the thumbnails' threads end."""
        self._timer.stop()
        self._calls.forget()
        self._thumbnails.close()
        super().done(result)

    def _lay_out(self) -> None:
        what = QLabel(self.tr("Descriptions, one in each line:"))
        self.field = QPlainTextEdit()
        self.field.setPlaceholderText(self.tr("a birthday party\nchildren in a garden"))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_LINES * self.field.fontMetrics().lineSpacing() + 28)
        what.setBuddy(self.field)
        self.field.setAccessibleName(what.text())
        self.share = QComboBox()
        self.share.setAccessibleName(self.tr("What the percentages mean"))
        self.share.addItem(self.tr("How well each description fits"), Share.FITS)
        self.share.addItem(self.tr("Which description fits a photo"), Share.OF_TEXTS)
        if len(self._ids) > 1:
            self.share.addItem(self.tr("Which photo fits a description"), Share.OF_PHOTOS)
        self.share.currentIndexChanged.connect(self._on_share)
        self._waiting = QProgressBar()
        self._waiting.setObjectName("waiting")
        self._waiting.setRange(0, 0)
        self._waiting.setTextVisible(False)
        self._waiting.setFixedHeight(3)
        self._waiting.setAccessibleName(self.tr("Comparing"))
        room = self._waiting.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._waiting.setSizePolicy(room)
        self._waiting.hide()
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setContentsMargins(0, 14, 0, 0)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._message)
        column.addStretch()
        answer = QWidget()
        column = QVBoxLayout(answer)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.share, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(answer)
        self._note = QLabel()
        self._note.setProperty("muted", True)
        self._note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(8)
        for part in (what, self.field, self._waiting):
            layout.addWidget(part)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._note)
        layout.addWidget(buttons)
        available = self.screen().availableSize()
        wanted = max(_LEAST_PX[0], self.table.least_px.width() + 40), max(_LEAST_PX[1], 620)
        self.resize(min(wanted[0], available.width() - 40), min(wanted[1], available.height() - 60))

    def _hint(self) -> str:
        if len(self._ids) == 1:
            return self.tr("Write some descriptions: those that fit the photo best come first.")
        return self.tr("Write some descriptions, and see which photo each of them fits.")

    def _say(self, text: str, *, warning: bool = False) -> None:
        """Show a sentence instead of the table."""
        self._message.setText(text)
        self._message.setProperty("warning", warning)
        self._message.setProperty("muted", not warning)
        self._message.style().polish(self._message)
        self._note.clear()
        self._pages.setCurrentIndex(0)

    def _texts(self) -> list[str]:
        return [line for line in self.field.toPlainText().splitlines() if line.strip()]

    @Slot()
    def _on_edited(self) -> None:
        """Ask when nobody types any more."""
        self._calls.forget()
        if self._texts():
            self._waiting.show()
            self._timer.start()
        else:
            self._timer.stop()
            self._waiting.hide()
            self._say(self._hint())

    @Slot()
    def _on_share(self) -> None:
        self.table_model.set_share(self.share.currentData())

    @Slot()
    def _ask(self) -> None:
        self._calls.ask(partial(_compared, self._library, self._ids, self._texts()), self._show, self._on_error)

    def _show(self, found: tuple[Matches, tuple[str, ...]]) -> None:
        matches, _ = found
        self._waiting.hide()
        self.table_model.set_matches(*found)
        self._pages.setCurrentIndex(1)
        notes = [
            self.tr("“{0}” is read as “{1}”.").format(translated.source, translated.text)
            for translated in matches.translated
        ]
        if len(matches.texts) > 1:
            notes.append(self.tr("{0} fits this photo best").format(BEST_TEXT))
        if len(matches.pictures) > 1:
            notes.append(self.tr("{0} the photo that fits this description best").format(BEST_PHOTO))
        self._note.setText("   ".join(notes))

    def _on_error(self, error: KnownError) -> None:
        self._waiting.hide()
        self._say(str(error), warning=True)


def _compared(library: Library, photo_ids: Sequence[PhotoId], texts: Sequence[str]) -> tuple[Matches, tuple[str, ...]]:
    """Return what fits what, and the photos' names. In a worker."""
    names = tuple(Path(library.photos.best_path(photo_id)).name for photo_id in photo_ids)
    return library.asking.match([f"#{photo_id}" for photo_id in photo_ids], texts), names
