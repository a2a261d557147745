"""What the dialog of the backups asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from clipphotos.core.errors import KnownError
from clipphotos.ui import texts
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.backups_dialog import BackupsDialog
from clipphotos.ui.dialogs.questions import ask
from clipphotos.ui.photo_files import PhotoFiles
from clipphotos.ui.reporter import Reporter

if TYPE_CHECKING:
    from clipphotos.engine.backups import Backup
    from clipphotos.engine.library import Library

FILE_ENDING = "db"
_TOPIC, _FILE_TOPIC = "backups", "backup file"


class BackingUp(QObject):
    """Asks the user what is needed, then tells the library; the answers go into the dialog.

    Call `close` before the window goes.

    Signals:
        restore_asked(Backup): the user confirmed that the library is to be brought back to it.
    """

    restore_asked = Signal(object)

    def __init__(self, library: Library, bridge: Bridge, files: PhotoFiles, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._bridge, self._files, self._window = library, bridge, files, window
        self._dialog: BackupsDialog | None = None
        self._reporter: Reporter | None = None
        bridge.broke.connect(self._on_broke)

    @Slot()
    def open(self) -> None:
        """Show the backups."""
        if self._dialog is not None:
            return
        dialog = self._dialog = BackupsDialog(self._window)
        dialog.make_asked.connect(self._make)
        dialog.copy_asked.connect(self._choose_copy)
        dialog.place_asked.connect(self._choose_place)
        dialog.no_place_asked.connect(self._leave_place)
        dialog.restore_asked.connect(self._ask_restore)
        dialog.file_asked.connect(self._choose_file)
        dialog.reveal_asked.connect(self._files.reveal_path)
        dialog.finished.connect(self._on_closed)
        dialog.open()
        self._load("")

    def close(self) -> None:
        """Give up reading a file that is being verified."""
        if self._reporter is not None:
            self._reporter.stop()
            self._bridge.forget(_FILE_TOPIC)

    def _load(self, said: str) -> None:
        """Show what there is now, then say something."""
        self._bridge.run(partial(_load, self._library), partial(self._show, said), self._on_refused, topic=_TOPIC)

    def _show(self, said: str, loaded: tuple[list[Backup], Path | None]) -> None:
        if self._dialog is not None:
            self._dialog.show_backups(*loaded)
            self._dialog.tell(said)

    def _on_refused(self, error: KnownError) -> None:
        if self._dialog is not None:
            self._dialog.show_error(str(error))

    @Slot(str)
    def _on_broke(self, _trace: str) -> None:
        """Let the user try again: the answer may never come."""
        if self._dialog is not None and self._dialog.busy:
            self._dialog.show_error(self.tr("Something went wrong that should not."))

    @Slot()
    def _on_closed(self) -> None:
        self.close()
        self._bridge.forget(_TOPIC)
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _do(self, busy: str, fn: Callable[[], Any], done: Callable[[Any], object], *, topic: str | None = None) -> None:
        if self._dialog is not None:
            self._dialog.set_busy(busy)
        self._bridge.run(fn, done, self._on_refused, topic=topic)  # not after other changes: it takes its time

    # Making

    @Slot()
    def _make(self) -> None:
        self._do(self.tr("Making a backup, and reading it back…"), self._library.backups.make, self._on_made)

    def _on_made(self, backup: Backup) -> None:
        held = texts.holdings(backup.photos, backup.tags, backup.decisions)
        self._load(self.tr("Backed up and verified: {0}.").format(held))

    @Slot()
    def _choose_copy(self) -> None:
        dialog = self._file_dialog(self.tr("Save a copy of the library"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(FILE_ENDING)
        dialog.selectFile(f"ClipPhotos {date.today().isoformat()}.{FILE_ENDING}")
        dialog.fileSelected.connect(self._copy)
        dialog.open()

    @Slot(str)
    def _copy(self, path: str) -> None:
        make = partial(self._library.backups.make, Path(path))
        self._do(self.tr("Copying the library, and reading the copy back…"), make, self._on_copied)

    def _on_copied(self, backup: Backup) -> None:
        self._load(self.tr("Saved and verified: {0}").format(texts.readable(str(backup.path))))

    # The other disk

    @Slot()
    def _choose_place(self) -> None:
        dialog = self._folder_dialog(self.tr("Keep copies of every backup in"))
        dialog.fileSelected.connect(self._set_place)
        dialog.open()

    @Slot(str)
    def _set_place(self, folder: str) -> None:
        put = partial(self._library.backups.set_second_place, Path(folder))
        self._do(self.tr("Copying the newest backup there…"), put, self._on_placed)

    @Slot()
    def _leave_place(self) -> None:
        self._do(" ", partial(self._library.backups.set_second_place, None), self._on_placed)

    def _on_placed(self, place: Path | None) -> None:
        if place is None:
            self._load(self.tr("No more copies are made there. Those that are there stay."))
        else:
            self._load(self.tr("Every new backup is copied there from now on."))

    # Bringing back

    @Slot()
    def _choose_file(self) -> None:
        dialog = self._file_dialog(self.tr("Restore a backup"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._verify)
        dialog.open()

    @Slot(str)
    def _verify(self, path: str) -> None:
        if self._dialog is None:
            return
        self._reporter = Reporter(self._dialog)
        self._reporter.reported.connect(self._dialog.show_report)
        verify = partial(self._library.backups.verified, Path(path), self._reporter)
        self._do(self.tr("Reading the file, and verifying it…"), verify, self._on_verified, topic=_FILE_TOPIC)

    def _on_verified(self, backup: Backup) -> None:
        if self._dialog is not None:
            self._dialog.tell("")
            self._ask_restore(backup)

    @Slot(object)
    def _ask_restore(self, backup: Backup) -> None:
        if self._dialog is None:
            return
        held = texts.holdings(backup.photos, backup.tags, backup.decisions)
        ask(
            self._dialog,
            self.tr("Restore"),
            self.tr("Bring the library back to {0}?").format(texts.moment(backup.made_at)),
            self.tr(
                "It held {0} then. What you did since goes back to that state. The library as it is now is kept in a"
                " folder of its own in {1}. ClipPhotos closes, and opens again by itself."
            ).format(held, texts.readable(str(self._library.directory))),
            self.tr("Restore"),
            partial(self._restore, backup),
        )

    def _restore(self, backup: Backup) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self.restore_asked.emit(backup)

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._dialog, title)
        dialog.setNameFilters([self.tr("Copies of libraries (*.db)"), self.tr("All files (*)")])
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _folder_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._dialog, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.finished.connect(dialog.deleteLater)
        return dialog


def _load(library: Library) -> tuple[list[Backup], Path | None]:
    """Ask the library. In a worker."""
    return library.backups.list(), library.backups.second_place()
