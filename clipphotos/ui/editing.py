"""What a person does to the library: folders, labels and tags."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from clipphotos.core.changes import Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.label import Label
from clipphotos.core.photo import PhotoId, Root
from clipphotos.media.formats import FORMATS
from clipphotos.ui import texts
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.label_dialog import LabelDialog, LabelDraft
from clipphotos.ui.dialogs.questions import ask

if TYPE_CHECKING:
    from clipphotos.engine.library import Library


class Editing(QObject):
    """Asks the user what is needed, then tells the library.

    Signals:
        label_saved(Label): a label was made or edited.
        example_chosen(str): a file that similar photos are looked for.
        folder_added(Root): a folder is watched now.
    """

    label_saved = Signal(object)
    example_chosen = Signal(str)
    folder_added = Signal(object)

    def __init__(self, library: Library, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._bridge, self._window = library, bridge, window
        self._label_dialog: LabelDialog | None = None

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
            self.tr("%Ln photo(s) leave this window. Nothing on disk is touched.", None, root.photos),
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
        dialog = QFileDialog(self._window, self.tr("Find photos like this one"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{extension}" for format_ in FORMATS for extension in format_.extensions)
        dialog.setNameFilters([self.tr("Photos ({0})").format(endings), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.example_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Labels

    @Slot()
    def new_label(self) -> None:
        """Let the user describe a label."""
        self._open_label_dialog(None)

    def edit_label(self, label: Label) -> None:
        """Let the user change a label."""
        self._open_label_dialog(label)

    def remove_label(self, label: Label) -> None:
        """Remove a label, if the user confirms."""
        ask(
            self._window,
            self.tr("Remove label"),
            self.tr("Remove the label “{0}”?").format(label.name),
            self.tr("It suggests nothing any more. Tags that you set or accepted stay on your photos."),
            self.tr("Remove"),
            partial(self._bridge.change, partial(self._library.labels.remove, label.id)),
        )

    def _open_label_dialog(self, label: Label | None) -> None:
        dialog = LabelDialog(label, self._window)
        dialog.submitted.connect(partial(self._save_label, label))
        dialog.finished.connect(self._on_label_dialog_finished)
        self._label_dialog = dialog
        dialog.open()

    def _save_label(self, label: Label | None, draft: LabelDraft) -> None:
        if label is None:
            save = partial(self._library.labels.add, draft.name, draft.prompts, draft.mode, draft.threshold)
        else:
            save = partial(
                self._library.labels.edit,
                label.id,
                prompts=draft.prompts or (label.name,),
                mode=draft.mode,
                threshold=draft.threshold,
            )
        self._bridge.change(save, self._on_label_saved, self._on_label_refused)

    def _on_label_saved(self, label: Label) -> None:
        if self._label_dialog is not None:
            self._label_dialog.accept()
        self.label_saved.emit(label)

    def _on_label_refused(self, error: KnownError) -> None:
        if self._label_dialog is not None:
            self._label_dialog.show_error(str(error))
        else:
            self._bridge.noticed.emit(Notice(Level.WARNING, str(error)))

    @Slot()
    def _on_label_dialog_finished(self) -> None:
        if self._label_dialog is not None:
            self._label_dialog.deleteLater()
            self._label_dialog = None

    # Tags

    def add_tag(self, name: str, photo_ids: Sequence[PhotoId]) -> None:
        """Tag photos."""
        if photo_ids:
            self._bridge.change(partial(self._library.tags.add, name, photo_ids))

    def remove_tag(self, name: str, photo_ids: Sequence[PhotoId]) -> None:
        """Take a tag from photos."""
        if photo_ids:
            self._bridge.change(partial(self._library.tags.remove, name, photo_ids))

    def decide(self, label: Label, photo_ids: Sequence[PhotoId], fits: bool) -> None:
        """Accept or reject a label's suggestion outside a review."""
        call = self._library.labels.accept if fits else self._library.labels.reject
        self._bridge.change(partial(call, label.id, photo_ids))


def _sort_out(paths: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the folders and the files among paths. In a worker: a network drive may take its time."""
    return [p for p in paths if os.path.isdir(p)], [p for p in paths if os.path.isfile(p)]
