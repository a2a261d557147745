"""What a person does to labels: make, edit, remove, decide, take from files and write to files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from clipphotos.core.changes import Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.label import Label, LabelMode, LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.engine.labels.files import Imported, LabelSet, starter_sets
from clipphotos.ui import localisation, texts
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.import_dialog import ImportDialog
from clipphotos.ui.dialogs.label_dialog import LabelDialog
from clipphotos.ui.dialogs.questions import ask
from clipphotos.ui.dialogs.starter_dialog import StarterDialog
from clipphotos.ui.grid.thumbnails import Thumbnails
from clipphotos.ui.overview import Overview

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

FILE_ENDING = "toml"
_CACHE_BYTES = 32 << 20


class LabelEditing(QObject):
    """Asks the user what is needed, then tells the library. Call `close` before the window goes.

    Signals:
        label_saved(Label): a label was made or edited.
    """

    label_saved = Signal(object)

    def __init__(self, library: Library, bridge: Bridge, overview: Overview, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._bridge, self._overview, self._window = library, bridge, overview, window
        self._thumbnails: Thumbnails | None = None
        self._dialog: LabelDialog | None = None
        self._starters: StarterDialog | None = None
        bridge.broke.connect(self._on_broke)

    def close(self) -> None:
        """Join the threads that load the previews' pictures."""
        if self._thumbnails is not None:
            self._thumbnails.close()
            self._thumbnails = None

    # One label

    @Slot()
    def new_label(self) -> None:
        """Let the user describe a label."""
        self._open_dialog(None)

    def edit_label(self, label: Label) -> None:
        """Let the user change a label."""
        self._open_dialog(label)

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

    def set_mode(self, label: Label, mode: LabelMode) -> None:
        """Let a label do something else with photos that it fits."""
        if mode is not label.mode:
            self._bridge.change(partial(self._library.labels.edit, label.id, replace(label.spec, mode=mode)))

    def decide(self, label: Label, photo_ids: Sequence[PhotoId], fits: bool) -> None:
        """Accept or reject a label's suggestion outside a review."""
        call = self._library.review.accept if fits else self._library.review.reject
        self._bridge.change(partial(call, label.id, photo_ids))

    def _open_dialog(self, label: Label | None) -> None:
        if self._dialog is not None:
            return
        if self._thumbnails is None:
            self._thumbnails = Thumbnails(self._library.photos.thumbnail, self, _CACHE_BYTES)
        facts = self._overview.facts
        self._dialog = LabelDialog(
            self._library.labels.preview if facts.embedded else None,
            self._bridge,
            self._thumbnails,
            facts.labels,
            [root.path for root in facts.roots],
            label,
            self._window,
        )
        self._dialog.submitted.connect(partial(self._save, label))
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()

    def _save(self, label: Label | None, spec: LabelSpec) -> None:
        labels = self._library.labels
        save = partial(labels.add, spec) if label is None else partial(labels.edit, label.id, spec)
        self._bridge.change(save, self._on_saved, self._on_refused)

    def _on_saved(self, label: Label) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self.label_saved.emit(label)

    def _on_refused(self, error: KnownError) -> None:
        if self._dialog is not None:
            self._dialog.show_error(str(error))
        else:
            self._bridge.noticed.emit(Notice(Level.WARNING, str(error)))

    @Slot(str)
    def _on_broke(self, _trace: str) -> None:
        """Let the user try again: the answer to a save may never come."""
        if self._dialog is not None and not self._dialog.isEnabled():
            self._dialog.show_error(self.tr("The label could not be saved."))

    @Slot()
    def _on_dialog_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    # Many labels

    @Slot()
    def choose_starters(self) -> None:
        """Let the user pick labels that come with the program."""
        self._bridge.run(partial(starter_sets, localisation.language()), self._open_starters, topic="starter-sets")

    def _open_starters(self, sets: Sequence[LabelSet]) -> None:
        if self._starters is not None:
            return
        names = [label.name for label in self._overview.facts.labels]
        self._starters = StarterDialog(sets, names, self._window)
        self._starters.chosen.connect(self._add_starters)
        self._starters.finished.connect(self._on_starters_finished)
        self._starters.open()

    @Slot(object)
    def _add_starters(self, specs: Sequence[LabelSpec]) -> None:
        self._bridge.change(partial(self._library.label_files.add, tuple(specs)), self._on_added)

    def _on_added(self, result: Imported) -> None:
        if result.refused:
            self._show_result(result)
        else:
            said = self.tr("%Ln label(s) added. Your photos are being looked through.", None, len(result.added))
            self._bridge.noticed.emit(Notice(Level.INFO, said))

    @Slot()
    def _on_starters_finished(self) -> None:
        if self._starters is not None:
            self._starters.deleteLater()
            self._starters = None

    @Slot()
    def choose_import(self) -> None:
        """Let the user pick a file of labels to take in."""
        dialog = self._file_dialog(self.tr("Import labels"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_labels)
        dialog.open()

    @Slot(str)
    def import_labels(self, path: str) -> None:
        """Take in the labels of a file, and say what became of them."""
        self._bridge.change(partial(self._library.label_files.load, Path(path)), self._show_result)

    @Slot()
    def choose_export(self) -> None:
        """Let the user say where all labels are written."""
        dialog = self._file_dialog(self.tr("Export labels"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(FILE_ENDING)
        dialog.selectFile(self.tr("My labels") + "." + FILE_ENDING)
        dialog.fileSelected.connect(self.export_labels)
        dialog.open()

    @Slot(str)
    def export_labels(self, path: str) -> None:
        """Write all labels to a file."""
        self._bridge.change(partial(self._library.label_files.export, Path(path)), partial(self._on_exported, path))

    def _on_exported(self, path: str, count: int) -> None:
        said = self.tr("%Ln label(s) written to {0}.", None, count).format(texts.readable(path))
        self._bridge.noticed.emit(Notice(Level.INFO, said))

    def _show_result(self, result: Imported) -> None:
        dialog = ImportDialog(result, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setNameFilters([self.tr("Labels (*.toml)"), self.tr("All files (*)")])
        dialog.finished.connect(dialog.deleteLater)
        return dialog
