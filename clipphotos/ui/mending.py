"""What a person has done to a library while no window has it open: bring back a backup, repair."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from clipphotos.core.changes import Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.engine import backups
from clipphotos.engine.backups import Backup, Repaired, Restored
from clipphotos.ui import desktop, texts
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.damaged_dialog import DamagedDialog
from clipphotos.ui.dialogs.work_dialog import WorkDialog
from clipphotos.ui.interrupts import Interrupts
from clipphotos.ui.reporter import Reporter

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mended:
    """What was done, to be told when the window is open again."""

    notice: Notice
    kept: Path | None = None
    """The folder with the library as it was before."""


Mend = Callable[[Path], Mended | None]
"""Does something to the library in a folder; None: the user wants to quit."""


def restore(directory: Path, backup: Backup) -> Mended | None:
    """Bring a closed library back to a backup, and show how far that is. Main thread."""
    return _run(partial(_Restoring, directory, backup))


def mend(directory: Path) -> Mended | None:
    """Let the user choose what is done about a damaged library, and do it; None: nothing. Main thread."""
    return _run(partial(_Mending, directory))


def _run(make: Callable[[Bridge], _Work]) -> Mended | None:
    desktop.application()
    bridge, interrupts = Bridge(), Interrupts()
    work = make(bridge)
    try:
        interrupts.interrupted.connect(work.dialog.reject)
        accepted = work.dialog.exec()
    finally:
        interrupts.close()
        bridge.close()
        work.deleteLater()
        work.dialog.deleteLater()
    return work.mended if accepted else None


class _Work(QObject):
    """Does something in a worker while a dialog is open; `mended` is what came of it."""

    dialog: QDialog

    def __init__(self, directory: Path, bridge: Bridge) -> None:
        super().__init__()
        self.mended: Mended | None = None
        self._directory, self._bridge = directory, bridge
        self._reporter = Reporter(self)
        bridge.broke.connect(self._on_broke)

    def _restore(self, backup: Backup) -> None:
        self._bridge.change(
            partial(backups.restore, self._directory, backup.path, self._reporter), self._on_restored, self._on_refused
        )

    def _on_restored(self, restored: Restored) -> None:
        said = self.tr("The library is again as it was on {0}.").format(texts.moment(restored.backup.made_at))
        if restored.replaced is not None:
            kept = self.tr("What it was before this is kept in {0}.")
            said = texts.sentences([said, kept.format(texts.readable(str(restored.replaced)))])
        self.mended = Mended(Notice(Level.INFO, said), restored.replaced)
        self.dialog.accept()

    def _on_refused(self, error: KnownError) -> None:
        self._fail(str(error))

    @Slot(str)
    def _on_broke(self, trace: str) -> None:
        log.error("The library could not be mended.\n%s", trace)
        self._fail(self.tr("Something went wrong that should not. Nothing was deleted."))

    def _fail(self, text: str) -> None:
        raise NotImplementedError


class _Restoring(_Work):
    """Brings back a backup that the user chose in the window."""

    def __init__(self, directory: Path, backup: Backup, bridge: Bridge) -> None:
        super().__init__(directory, bridge)
        self.dialog = WorkDialog(self.tr("Restoring the library…"), self._reporter)
        self._restore(backup)

    def _fail(self, text: str) -> None:
        """Let the window open again, and say there why it is as it was."""
        self.mended = Mended(Notice(Level.ERROR, self.tr("The backup was not restored: {0}").format(text)))
        self.dialog.accept()


class _Mending(_Work):
    """Lets the user choose between the newest backup and what can still be read."""

    dialog: DamagedDialog

    def __init__(self, directory: Path, bridge: Bridge) -> None:
        super().__init__(directory, bridge)
        self.dialog = DamagedDialog(directory, self._reporter)
        self.dialog.restore_asked.connect(self._on_restore_asked)
        self.dialog.repair_asked.connect(self._on_repair_asked)
        self.dialog.reveal_asked.connect(self._on_reveal_asked)
        bridge.run(partial(backups.newest_verified, directory), self.dialog.show_backup, self._on_no_backup)

    def _on_no_backup(self, _error: KnownError) -> None:
        self.dialog.show_backup(None)

    @Slot(object)
    def _on_restore_asked(self, backup: Backup) -> None:
        self.dialog.begin(self.tr("Restoring the library…"))
        self._restore(backup)

    @Slot()
    def _on_repair_asked(self) -> None:
        self.dialog.begin(self.tr("Saving what can be read…"))
        self._bridge.change(
            partial(backups.repair, self._directory, self._reporter), self._on_repaired, self._on_refused
        )

    def _on_repaired(self, repaired: Repaired) -> None:
        saved, lost = sum(repaired.saved.values()), sum(count or 0 for count in repaired.lost.values())
        said = self.tr("%Ln entry(ies) of the catalogue were saved.", None, saved)
        if lost:
            said = texts.sentences([said, self.tr("%Ln entry(ies) could not be read.", None, lost)])
        elif repaired.lost:
            said = texts.sentences([said, self.tr("Some could not be read; nobody knows how many.")])
        kept = ""
        if repaired.replaced is not None:
            kept = self.tr("The damaged catalogue is kept in {0}.").format(texts.readable(str(repaired.replaced)))
        self.mended = Mended(Notice(Level.INFO, texts.sentences([said, kept])), repaired.replaced)
        self.dialog.show_repaired(repaired, said)

    @Slot()
    def _on_reveal_asked(self) -> None:
        if not QDesktopServices.openUrl(texts.file_url(str(self._directory))):
            self.dialog.show_error(self.tr("No program was found that shows folders."))

    def _fail(self, text: str) -> None:
        self.dialog.show_error(text)
