"""Searches by pictures: a photo, a part of one, a file, the clipboard, and photos marked among results."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QGuiApplication, QImage, QImageReader, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from clipphotos.core.changes import Level, Notice
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.marks import marked, marks
from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Region
from clipphotos.ui import pictures
from clipphotos.ui.actions import Actions
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.dialogs.region_dialog import RegionDialog
from clipphotos.ui.editing import Editing
from clipphotos.ui.layout import Parts
from clipphotos.ui.panels.details import load_preview
from clipphotos.ui.panels.term_texts import like
from clipphotos.ui.sources import Source, TextSearch

if TYPE_CHECKING:
    from clipphotos.engine.library import Library


_MOST_MARKS = 100
"""At once; a search is read again for each."""


class ByExample(QObject):
    """Writes pictures into the search, where their chips show them."""

    def __init__(
        self,
        library: Library,
        bridge: Bridge,
        actions: Actions,
        parts: Parts,
        browser: Browser,
        editing: Editing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._bridge, self._actions, self._window = library, bridge, actions, window
        self._bar, self._grid, self._browser, self._editing = parts.search, parts.grid, browser, editing
        for action, slot in (
            (actions.similar, self.find_similar),
            (actions.region, self.choose_region),
            (actions.more_like, partial(self.mark_selected, True)),
            (actions.less_like, partial(self.mark_selected, False)),
            (actions.find_example, editing.choose_example),
            (actions.find_pasted, self.paste),
        ):
            action.triggered.connect(slot)
        parts.details.similar_asked.connect(self.find_similar)
        parts.details.region_asked.connect(self.choose_region)
        parts.search.field.installEventFilter(self)
        parts.grid.selection_changed.connect(self._enable)
        editing.example_chosen.connect(self.find_like_file)
        browser.source_changed.connect(self._on_source)
        self._on_source(browser.source)
        bridge.run(partial(pictures.tidy, library))

    # Photos of the library

    @Slot()
    def find_similar(self) -> None:
        """Search by the selected photo."""
        if (photo_id := self._one_selected()) is not None:
            self._bar.set_text(like(f"#{photo_id}"))

    @Slot()
    def choose_region(self) -> None:
        """Let a part of the selected photo be chosen to search by."""
        if (photo_id := self._one_selected()) is None:
            return
        dialog = RegionDialog(self._window)
        dialog.chosen.connect(partial(self._find_like_part, photo_id))
        thumbnail = partial(load_preview, self._library, photo_id)
        whole = partial(load_photo, self._library, photo_id, dialog.screen().size() * dialog.devicePixelRatioF())
        ask = partial(self._bridge.run, whole, partial(_show, dialog))
        self._bridge.run(thumbnail, partial(_show_thumbnail, dialog, ask))
        dialog.open()

    def mark_selected(self, wanted: bool, _checked: bool = False) -> None:
        """Ask in the search for more, or for less, like the selected photos."""
        source, ids = self._browser.source, self._grid.selected_ids()
        if not isinstance(source, TextSearch) or not ids:
            return
        text = marked(source.text, ids[:_MOST_MARKS], wanted)
        if len(ids) > _MOST_MARKS or len(text) > self._bar.field.maxLength():
            self._say(self.tr("A search cannot take so many examples. Select fewer photos."))
            return
        self._bar.set_text(text)

    # Files, the clipboard, and what is dropped

    @Slot(str)
    def find_like_file(self, path: str) -> None:
        """Search by a picture file."""
        self._bar.set_text(like(path))

    @Slot()
    def paste(self) -> None:
        """Search by the picture in the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        if self.can_take(data):
            self.take(data)
        else:
            self._say(self.tr("There is no picture in the clipboard."))

    def can_take(self, data: QMimeData) -> bool:
        """Return whether there are files or a picture in it, or an address about which something can be said."""
        return bool(data.urls()) or data.hasImage()

    def take(self, data: QMimeData) -> None:
        """Add folders; search by a picture."""
        if paths := pictures.local_paths(data):
            self._editing.drop(paths)
        elif (image := pictures.image_of(data)) is not None:
            self._bridge.run(partial(pictures.keep, self._library, image), self.find_like_file, topic="pasted")
        else:
            self._say(
                self.tr("ClipPhotos fetches nothing from the internet. Copy the picture itself, and paste it here.")
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take pictures from the search field, which would only know their names; text stays text."""
        keys = QKeySequence.StandardKey
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.matches(keys.Paste):
            data = QGuiApplication.clipboard().mimeData()
            if pictures.local_paths(data) or (data.hasImage() and not data.hasText()):
                self.take(data)
                return True
        elif isinstance(event, QDragEnterEvent):
            data = event.mimeData()
            if pictures.local_paths(data) or data.hasImage():
                event.ignore()  # for the window to take
                return True
        return super().eventFilter(watched, event)

    def _find_like_part(self, photo_id: PhotoId, region: Region | None) -> None:
        self._bar.set_text(like(f"#{photo_id}", region))

    def _one_selected(self) -> PhotoId | None:
        ids = self._grid.selected_ids() if self._grid.selected_count() == 1 else []
        return ids[0] if ids else None

    @Slot(object)
    def _on_source(self, source: Source) -> None:
        self._grid.photos.set_marks(marks(parse(source.text)) if isinstance(source, TextSearch) else {})
        self._enable()

    @Slot()
    def _enable(self) -> None:
        """Let photos be marked where there is a search to mark them in."""
        can = isinstance(self._browser.source, TextSearch) and self._grid.selected_count() > 0
        self._actions.more_like.setEnabled(can)
        self._actions.less_like.setEnabled(can)

    def _say(self, text: str) -> None:
        self._bridge.noticed.emit(Notice(Level.INFO, text))


# The dialog may be gone when an answer comes.


def _show_thumbnail(dialog: RegionDialog, ask_for_more: partial[None], image: QImage | None) -> None:
    if isValid(dialog):
        dialog.show_thumbnail(image)
        ask_for_more()


def _show(dialog: RegionDialog, loaded: tuple[bool, QImage | None]) -> None:
    if isValid(dialog):
        dialog.show_photo(*loaded)


def load_photo(library: Library, photo_id: PhotoId, bound: QSize) -> tuple[bool, QImage | None]:
    """Return whether a photo's file can be read now, and the photo as large as a screen. In a worker.

    The picture is None where Qt does not know the format.
    """
    path = library.photos.path(photo_id)
    if path is None:
        return False, None
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    side = max(bound.width(), bound.height())
    if max(reader.size().width(), reader.size().height()) > side:
        reader.setScaledSize(reader.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return True, None if image.isNull() else image
