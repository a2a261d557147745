"""What a person does so that nothing is lost: backups, checks, folders and files that could not be reached."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow, QMenu

from clipphotos.core.changes import Level, Notice, Progress
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import Root, RootId
from clipphotos.ui import mending, texts
from clipphotos.ui.actions import Actions
from clipphotos.ui.backing_up import BackingUp
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.check_dialog import CheckDialog
from clipphotos.ui.dialogs.files_dialog import FilesDialog
from clipphotos.ui.dialogs.questions import ask
from clipphotos.ui.mending import Mend, Mended
from clipphotos.ui.overview import Facts, Overview
from clipphotos.ui.panels import folder_rows
from clipphotos.ui.panels.notice_bar import NoticeBar
from clipphotos.ui.photo_files import PhotoFiles
from clipphotos.ui.reporter import GivenUpError, Reporter

if TYPE_CHECKING:
    from clipphotos.engine.backups import Backup, Report
    from clipphotos.engine.library import Library


class Keeping(QObject):
    """Asks the user what is needed, then tells the library. Call `close` before the window goes."""

    def __init__(
        self,
        library: Library,
        bridge: Bridge,
        actions: Actions,
        notice: NoticeBar,
        overview: Overview,
        files: PhotoFiles,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._library, self._bridge, self._window = library, bridge, window
        self._notice, self._overview, self._files = notice, overview, files
        self.then: Mend | None = None
        """What is to be done to the library when the window is closed."""
        self._told: dict[RootId, int] = {}
        self._looking: set[RootId] = set()
        self._check: CheckDialog | None = None
        self._reporter: Reporter | None = None
        self._failed: FilesDialog | None = None
        self._backing_up = BackingUp(library, bridge, files, window)
        self._backing_up.restore_asked.connect(self._restore)
        actions.backups.triggered.connect(self._backing_up.open)
        actions.check.triggered.connect(self.check)
        actions.look_again.triggered.connect(self.look_again)
        overview.updated.connect(self._on_facts)
        bridge.progressed.connect(self._on_progress)
        bridge.damaged.connect(self._on_damaged)
        bridge.broke.connect(self._on_broke)

    def close(self) -> None:
        """Give up reading what is being checked."""
        self._backing_up.close()
        if self._reporter is not None:
            self._reporter.stop()

    def tell(self, mended: Mended) -> None:
        """Say what was done to the library before its window opened, until the user has read it."""
        answers = []
        if mended.kept is not None:
            answers.append((self.tr("Show in folder"), partial(self._files.reveal_path, str(mended.kept))))
        self._notice.stand("mended", mended.notice, answers)

    # The library as a whole

    def _close_and(self, then: Mend) -> None:
        self.then = then
        self._window.close()

    @Slot(object)
    def _restore(self, backup: Backup) -> None:
        self._library.backups.hold()
        self._close_and(partial(mending.restore, backup=backup))

    @Slot()
    def _mend(self) -> None:
        self._close_and(mending.mend)

    @Slot()
    def _on_damaged(self) -> None:
        text = self.tr("A part of the library's catalogue cannot be read. Your photos are not affected.")
        self._notice.stand("damaged", Notice(Level.ERROR, text), [(self.tr("Mend…"), self._mend)])

    @Slot()
    def check(self) -> None:
        """Look whether the library is in order."""
        if self._check is not None:
            return
        self._reporter = Reporter(self)
        self._check = CheckDialog(self._reporter, self._window)
        self._check.mend_asked.connect(self._mend)
        self._check.finished.connect(self._on_check_closed)
        self._check.open()
        self._bridge.run(
            partial(self._library.backups.check, self._reporter),
            self._on_checked,
            self._on_check_refused,
            topic="check",
        )

    def _on_checked(self, report: Report) -> None:
        if self._check is not None:
            self._check.show_report(report)

    def _on_check_refused(self, error: KnownError) -> None:
        if self._check is not None and not isinstance(error, GivenUpError):
            self._check.show_error(str(error))

    @Slot()
    def _on_check_closed(self) -> None:
        self.close()
        self._bridge.forget("check")
        if self._check is not None:
            self._check.deleteLater()
            self._check = None

    @Slot(str)
    def _on_broke(self, _trace: str) -> None:
        """Let nobody wait for an answer that may never come."""
        if self._check is not None and not self._check.done:
            self._check.show_error(self.tr("Something went wrong that should not."))

    # Folders

    def fill_menu(self, menu: QMenu, root: Root) -> None:
        """Offer what can be done about a folder of the sidebar."""
        menu.addAction(self.tr("&Look again"), partial(self._look_at, root.id))
        if root.vanished:
            menu.addAction(self.tr("They are &gone…"), partial(self._ask_gone, root))

    @Slot()
    def look_again(self) -> None:
        """Look through every folder again."""
        self._bridge.run(self._library.rescan)

    def _look_at(self, root_id: RootId) -> None:
        """Look through a folder again; what is still not there is told when that is done."""
        self._told.pop(root_id, None)
        self._looking.add(root_id)
        self._notice.withdraw(root_id)
        self._bridge.run(partial(self._library.rescan, root_id))

    def _ask_gone(self, root: Root) -> None:
        ask(
            self._window,
            self.tr("Photos that are gone"),
            self.tr("Are %Ln photo(s) in “{0}” gone for good?", None, root.vanished).format(texts.file_name(root.path)),
            self.tr(
                "They leave this window. Their tags are kept, and are there again if the photos ever come back, here or"
                " in another folder."
            ),
            self.tr("They are gone"),
            partial(self._bridge.change, partial(self._library.roots.accept_missing, root.id)),
        )

    @Slot(object)
    def _on_facts(self, facts: Facts) -> None:
        if self._failed is not None:
            self._failed.set_files(facts.failed)
        vanished = {root.id: root for root in facts.roots if root.vanished}
        for root_id in self._told.keys() - vanished.keys():
            del self._told[root_id]
            self._notice.withdraw(root_id)
        for root in vanished.values():
            if root.id not in self._looking and self._told.get(root.id) != root.vanished:
                self._told[root.id] = root.vanished
                answers = [
                    (self.tr("Look again"), partial(self._look_at, root.id)),
                    (self.tr("They are gone…"), partial(self._ask_gone, root)),
                ]
                self._notice.stand(root.id, Notice(Level.WARNING, folder_rows.vanished(root)), answers)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if self._looking and not progress.scanning:
            self._looking.clear()
            self._overview.reload()
            self._on_facts(self._overview.facts)

    # Files

    @Slot()
    def show_failed(self) -> None:
        """List the files that could not be read."""
        if self._failed is not None:
            return
        self._failed = FilesDialog(self._overview.facts.failed, self._window)
        self._failed.reveal_asked.connect(self._files.reveal_path)
        self._failed.retry_asked.connect(self._retry)
        self._failed.finished.connect(self._on_failed_closed)
        self._failed.open()

    @Slot()
    def _retry(self) -> None:
        self._bridge.change(self._library.retry_failed, self._on_retried, self._on_retry_refused)

    def _on_retried(self, count: int) -> None:
        if self._failed is not None:
            self._failed.tell(
                self.tr("%Ln file(s) are tried again. Those that can be read leave this list.", None, count)
            )

    def _on_retry_refused(self, error: KnownError) -> None:
        if self._failed is not None:
            self._failed.tell(str(error))

    @Slot()
    def _on_failed_closed(self) -> None:
        if self._failed is not None:
            self._failed.deleteLater()
            self._failed = None
