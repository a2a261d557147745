"""Reviewing a label's suggestions: accept, reject, and on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from clipphotos.core.changes import Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.dialogs.questions import ask
from clipphotos.ui.grid.view import PhotoGridView
from clipphotos.ui.sources import ToReview

if TYPE_CHECKING:
    from clipphotos.engine.library import Library


class Review(QObject):
    """Turns keys and buttons into decisions, while the grid shows a label's suggestions."""

    def __init__(self, library: Library, bridge: Bridge, browser: Browser, grid: PhotoGridView) -> None:
        super().__init__(grid)
        self._library, self._bridge, self._browser, self._grid = library, bridge, browser, grid
        grid.accepted.connect(self._on_accepted)
        grid.rejected.connect(self._on_rejected)

    @Slot()
    def accept_selected(self) -> None:
        """Accept the selected photos."""
        self.decide(self._grid.selected_ids(), True)

    @Slot()
    def reject_selected(self) -> None:
        """Reject the selected photos."""
        self.decide(self._grid.selected_ids(), False)

    @Slot()
    def accept_all(self) -> None:
        """Accept everything shown, if the user confirms the number."""
        source = self._browser.source
        ids = [PhotoId(int(p)) for p in self._grid.photos.ids]
        if not isinstance(source, ToReview) or not ids:
            return
        ask(
            self._grid.window(),
            self.tr("Accept all"),
            self.tr("Tag %Ln photo(s) with “{0}”?", None, len(ids)).format(source.name),
            self.tr("All suggestions that are shown are accepted."),
            self.tr("Accept all"),
            partial(self.decide, ids, True),
        )

    def decide(self, photo_ids: Sequence[PhotoId], fits: bool) -> None:
        """Accept or reject photos, and go on to the one after them."""
        source = self._browser.source
        if not isinstance(source, ToReview) or not photo_ids:
            return
        decided = list(photo_ids)
        first = self._grid.photos.row_of(decided[0])
        moves_on = set(decided) & set(self._grid.selected_ids())
        self._browser.take_out(decided)
        left = self._grid.photos.rowCount()
        if moves_on and left and first is not None:
            self._grid.select_row(min(first, left - 1))
        call = self._library.labels.accept if fits else self._library.labels.reject
        self._bridge.change(
            partial(call, source.label_id, decided), partial(self._saved, decided), partial(self._refused, decided)
        )

    def _saved(self, decided: list[PhotoId], _result: object) -> None:
        self._browser.decision_saved(decided)

    def _refused(self, decided: list[PhotoId], error: KnownError) -> None:
        self._browser.decision_failed(decided)
        self._bridge.noticed.emit(Notice(Level.ERROR, str(error)))

    @Slot(object)
    def _on_accepted(self, photo_id: PhotoId) -> None:
        self.decide([photo_id], True)

    @Slot(object)
    def _on_rejected(self, photo_id: PhotoId) -> None:
        self.decide([photo_id], False)
