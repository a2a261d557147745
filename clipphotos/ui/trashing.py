"""Photos to the system's trash: asks with the numbers, moves them, says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from clipphotos.core.changes import Level, Notice
from clipphotos.core.photo import PhotoId
from clipphotos.ui import texts
from clipphotos.ui.actions import Actions
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.questions import ask
from clipphotos.ui.grid.view import PhotoGridView

if TYPE_CHECKING:
    from clipphotos.engine.library import Library
    from clipphotos.engine.trash import Plan, Thrown


class Trashing(QObject):
    """Belongs to the main thread; files are moved in the bridge's."""

    def __init__(
        self, library: Library, bridge: Bridge, actions: Actions, grid: PhotoGridView, window: QWidget
    ) -> None:
        super().__init__(window)
        self._library, self._bridge, self._grid, self._window = library, bridge, grid, window
        actions.trash.triggered.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Ask whether the selected photos are to go."""
        ids = self._grid.selected_ids()
        if ids:
            self._bridge.run(partial(self._library.trash.plan, ids), partial(self._on_planned, ids), topic="trash")

    def _on_planned(self, ids: Sequence[PhotoId], plan: Plan) -> None:
        if not plan.files:
            self._say(Level.WARNING, self.tr("Nothing can be moved to the trash now: the folder or drive is offline."))
            return
        detail = [self.tr("Tags are kept, and undo puts everything back.")]
        if plan.files > plan.photos:
            detail.insert(0, self.tr("With their copies these are %Ln file(s).", None, plan.files))
        if plan.offline:
            detail.append(self.tr("%Ln file(s) cannot be reached now and stay.", None, plan.offline))
        ask(
            self._window,
            self.tr("Move to trash"),
            self.tr("Move %Ln photo(s) to the trash?", None, plan.photos),
            texts.sentences(detail),
            self.tr("Move to trash"),
            partial(self._bridge.change, partial(self._library.trash.throw, ids), self._on_thrown),
        )

    def _on_thrown(self, thrown: Thrown) -> None:
        said = [self.tr("%Ln photo(s) moved to the trash.", None, thrown.photos)] if thrown.photos else []
        if thrown.failed:
            first = thrown.failed[0]
            stays = self.tr("%Ln file(s) could not be moved, such as {0}: {1}", None, len(thrown.failed))
            said.append(stays.format(texts.file_name(first.path), first.reason))
        self._say(Level.WARNING if thrown.failed else Level.INFO, texts.sentences(said))

    def _say(self, level: Level, text: str) -> None:
        self._bridge.noticed.emit(Notice(level, text))
