"""Duplicates: finding, merging and dismissing them, and hiding all but the best in what is browsed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from clipphotos.core.changes import Changes, Kind, Level, Notice, Progress
from clipphotos.core.duplicates import Group, GroupKind
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import FailedFile
from clipphotos.ui import texts
from clipphotos.ui.actions import Actions
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.questions import ask
from clipphotos.ui.duplicates.choice import Choice
from clipphotos.ui.duplicates.compare import CompareDialog
from clipphotos.ui.duplicates.page import DuplicatesPage
from clipphotos.ui.refresh_timer import RefreshTimer

if TYPE_CHECKING:
    from clipphotos.engine.duplicates.duplicates import Looked, Merged
    from clipphotos.engine.library import Library

_KINDS = Kind.PHOTOS | Kind.ROOTS | Kind.TAGS | Kind.ALBUMS | Kind.RATINGS | Kind.DUPLICATES
_REFRESH_MS = 700
_WATCH_MS = 1000
_BATCH = 8
"""So many groups are merged before anything else that the user does has its turn."""


class Deduplicating(QObject):
    """Keeps the page in step with the library, and does what it asks for.

    Signals:
        counted(int): so many groups are open.
    """

    counted = Signal(int)

    def __init__(
        self, library: Library, bridge: Bridge, actions: Actions, page: DuplicatesPage, window: QWidget
    ) -> None:
        super().__init__(window)
        self._library, self._bridge, self._page, self._window = library, bridge, page, window
        self._waiting: list[Choice] = []
        self._merged: list[Merged] = []
        self._total = 0
        self._refresh = RefreshTimer(_REFRESH_MS, self)
        self._refresh.timeout.connect(self.reload)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._ask_how_far)
        bridge.changed.connect(self._on_changed)
        bridge.progressed.connect(self._on_progress)
        actions.look_for_duplicates.triggered.connect(self.look_now)
        page.list.merge_asked.connect(self.merge)
        page.list.dismiss_asked.connect(self.dismiss)
        page.list.compare_asked.connect(self.compare)
        page.came_into_sight.connect(self._ask_how_far)
        page.merge_all_asked.connect(self.ask_to_merge)
        page.stop_button.clicked.connect(self._stop_merging)

    # What is known

    @Slot()
    def reload(self) -> None:
        """Ask for the groups, and how far looking for them is."""
        self._refresh.asked()
        self._bridge.run(self._library.duplicates.groups, self._take, topic="duplicates")
        self._ask_how_far()

    def _take(self, groups: tuple[Group, ...]) -> None:
        self._refresh.answered()
        self._page.show_groups(groups)
        self.counted.emit(self._page.count)

    @Slot()
    def _ask_how_far(self) -> None:
        self._bridge.run(self._library.duplicates.looked, self._take_looked, topic="looked for duplicates")

    def _take_looked(self, looked: Looked) -> None:
        """Show how far it is; ask again and again only while somebody looks at it and it goes on."""
        self._page.show_looked(looked.done, looked.total, looked.looking)
        if self._page.isVisible() and (looked.looking or looked.done < looked.total):
            self._watch.start()
        else:
            self._watch.stop()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _KINDS:
            self._refresh.ask_later()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if not progress.busy:
            self._refresh.ask_later()

    @Slot()
    def look_now(self) -> None:
        """Look for duplicates without waiting for a quiet moment."""
        self._bridge.run(self._look, self._on_look)

    def _look(self) -> Looked:
        """In a worker."""
        self._library.duplicates.look_now()
        return self._library.duplicates.looked()

    def _on_look(self, looked: Looked) -> None:
        if looked.done < looked.total:
            self._say(Level.INFO, self.tr("Looking for duplicates among the photos that are new."))
        elif looked.total:
            number = texts.number(looked.total)
            self._say(Level.INFO, self.tr("All {0} photos are compared; nothing is new.").format(number))
        self._watch.start()

    # One group

    @Slot(object)
    def merge(self, choice: Choice) -> None:
        """Move what is to go to the trash."""
        if choice.go:
            ids = (choice.group.id,)
            self._page.take_out(ids)
            self.counted.emit(self._page.count)
            self._bridge.change(partial(self._merge, choice), self._on_merged, partial(self._on_refused, ids))

    def _merge(self, choice: Choice) -> Merged:
        return self._library.duplicates.merge(choice.group, choice.keeper.path, choice.removed)

    def _on_merged(self, merged: Merged) -> None:
        self._tell([merged], self.tr("Kept {0}.").format(texts.file_name(merged.kept)))
        self.reload()

    @Slot(object)
    def dismiss(self, choice: Choice) -> None:
        """Never show a group again."""
        ids, count = (choice.group.id,), len(choice.group.members)
        self._page.take_out(ids)
        self.counted.emit(self._page.count)
        self._bridge.change(
            partial(self._library.duplicates.dismiss, choice.group),
            partial(self._on_dismissed, count),
            partial(self._on_refused, ids),
        )

    def _on_dismissed(self, count: int, _answer: None) -> None:
        self._say(Level.INFO, self.tr("%Ln photo(s) will not be shown as duplicates again.", None, count))
        self.reload()

    def _on_refused(self, ids: Sequence[str], error: KnownError) -> None:
        self._page.bring_back(ids)
        self._say(Level.WARNING, str(error))
        self.reload()

    @Slot(object, int)
    def compare(self, choice: Choice, member: int) -> None:
        """Show a photo large, beside the one that is kept."""
        dialog = CompareDialog(self._library, self._bridge, choice, member, self._window)
        dialog.kept.connect(self._page.list.choose)
        dialog.open()

    # Many groups

    @Slot(object)
    def ask_to_merge(self, choices: Sequence[Choice]) -> None:
        """Ask before groups are merged, with the numbers."""
        going = [file for it in choices for number in it.go for file in it.group.members[number].files if file.online]
        staying = sum(len(member.files) for it in choices for member in it.group.members) - len(going)
        files, size = len(going), sum(file.size for file in going)
        exact = all(choice.group.kind is GroupKind.EXACT for choice in choices)
        detail = [
            self.tr("%Ln file(s) go to the trash.", None, files),
            self.tr("%Ln file(s) stay.", None, staying),
            self.tr("{0} of space are freed when you empty the trash.").format(texts.size(size)),
            self.tr("Tags are kept.") if exact else self.tr("Tags, rating and albums go to the photos that are kept."),
            self.tr("Undo brings the groups back one by one."),
        ]
        ask(
            self._window,
            self.tr("Merge duplicates"),
            self.tr("Merge %Ln group(s) of duplicates?", None, len(choices)),
            texts.sentences(detail),
            self.tr("Move to trash"),
            partial(self._merge_all, list(choices)),
        )

    def _merge_all(self, choices: list[Choice]) -> None:
        self._page.list.set_ticked(set())
        self._page.take_out({choice.group.id for choice in choices})
        self.counted.emit(self._page.count)
        busy = bool(self._waiting)
        self._waiting += choices
        self._total += len(choices)
        if not busy:
            self._merge_next()

    def _merge_next(self) -> None:
        self._page.show_merging(self._total - len(self._waiting), self._total)
        batch = self._waiting[:_BATCH]
        if batch:
            self._bridge.change(partial(self._merge_batch, batch), self._on_batch)
            return
        merged = sum(1 for it in self._merged if it.files)
        self._tell(self._merged, self.tr("%Ln group(s) merged.", None, merged))
        self._merged, self._total = [], 0
        self._page.show_merging(0, 0)
        self.reload()

    def _merge_batch(self, batch: Sequence[Choice]) -> list[Merged]:
        """Merge some groups, and go on after one that cannot be. In the thread for changes."""
        from clipphotos.engine.duplicates.duplicates import Merged

        done = []
        for choice in batch:
            try:
                done.append(self._merge(choice))
            except KnownError as error:
                path = choice.keeper.path
                done.append(Merged(path, 0, (FailedFile(path, str(error)),)))
        return done

    def _on_batch(self, done: list[Merged]) -> None:
        batch = self._waiting[: len(done)]
        del self._waiting[: len(done)]
        self._merged += done
        self._page.bring_back({c.group.id for c, merged in zip(batch, done, strict=True) if not merged.files})
        self._merge_next()

    @Slot()
    def _stop_merging(self) -> None:
        """Leave the groups that were not merged yet."""
        left = self._waiting[_BATCH:]
        del self._waiting[_BATCH:]
        self._total -= len(left)
        self._page.bring_back({choice.group.id for choice in left})

    def _tell(self, merged: Sequence[Merged], first: str) -> None:
        files, failed = sum(it.files for it in merged), [file for it in merged for file in it.failed]
        said = [first]
        if files:
            said.append(self.tr("%Ln file(s) moved to the trash.", None, files))
        if failed:
            stays = self.tr("%Ln file(s) could not be moved, such as {0}: {1}", None, len(failed))
            said.append(stays.format(texts.file_name(failed[0].path), failed[0].reason))
        self._say(Level.WARNING if failed else Level.INFO, texts.sentences(said))

    def _say(self, level: Level, text: str) -> None:
        self._bridge.noticed.emit(Notice(level, text))
