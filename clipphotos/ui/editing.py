"""What a person does to the library: folders and tags."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from clipphotos.core.photo import PhotoId, Root
from clipphotos.ui import texts
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.photo_file_dialog import PhotoFileDialog
from clipphotos.ui.dialogs.questions import ask

if TYPE_CHECKING:
    from clipphotos.engine.library import Library


class Editing(QObject):
    """Asks the user what is needed, then tells the library.

    Signals:
        example_chosen(str): a file that similar photos are looked for.
        folder_added(Root): a folder is watched now.
    """

    example_chosen = Signal(str)
    folder_added = Signal(object)

    def __init__(self, library: Library, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._bridge, self._window = library, bridge, window

    # Folders

    @Slot()
    def choose_folder(self) -> None:
        """Let the user pick a folder to watch."""
        dialog = QFileDialog(self._window, self.tr("Add a folder of photos"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.add_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def add_folder(self, path: str) -> None:
        """Watch a folder."""
        self._bridge.change(partial(self._library.roots.add, path), self.folder_added.emit)

    def remove_folder(self, root: Root) -> None:
        """Stop watching a folder, if the user confirms."""
        ask(
            self._window,
            self.tr("Remove folder"),
            self.tr("Stop watching “{0}”?").format(texts.file_name(root.path)),
            self.tr(
                "%Ln photo(s) leave this window. Nothing on disk is touched, and you can undo it.", None, root.photos
            ),
            self.tr("Stop watching"),
            partial(self._bridge.change, partial(self._library.roots.remove, root.id)),
        )

    def drop(self, paths: Sequence[str]) -> None:
        """Add dropped folders; look for what is similar to a dropped photo."""
        self._bridge.run(partial(_sort_out, tuple(paths)), self._dropped)

    def _dropped(self, sorted_out: tuple[list[str], list[str]]) -> None:
        folders, files = sorted_out
        for folder in folders:
            self.add_folder(folder)
        if files and not folders:
            self.example_chosen.emit(files[0])

    @Slot()
    def choose_example(self) -> None:
        """Let the user pick a photo to look for similar ones."""
        dialog = PhotoFileDialog(self._window)
        dialog.fileSelected.connect(self.example_chosen)
        dialog.open()

    # Tags

    def add_tag(self, name: str, photo_ids: Sequence[PhotoId]) -> None:
        """Tag photos."""
        if photo_ids:
            self._bridge.change(partial(self._library.tags.add, name, photo_ids))

    def remove_tag(self, name: str, photo_ids: Sequence[PhotoId]) -> None:
        """Take a tag from photos."""
        if photo_ids:
            self._bridge.change(partial(self._library.tags.remove, name, photo_ids))


def _sort_out(paths: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the folders and the files among paths. In a worker: a network drive may take its time."""
    return [p for p in paths if os.path.isdir(p)], [p for p in paths if os.path.isfile(p)]
