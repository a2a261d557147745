"""Deciding about what labels propose: accept, reject, skip, and on to the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelId, QueueOrder
from clipphotos.core.photo import PhotoId
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.dialogs.questions import ask
from clipphotos.ui.grid.view import PhotoGridView
from clipphotos.ui.sources import Automatic, is_review

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_ABOUT_LABELS = {
    *(ActionKind.ADD_LABEL, ActionKind.EDIT_LABEL, ActionKind.REMOVE_LABEL),
    *(ActionKind.IMPORT_LABELS, ActionKind.TAKE_BACK),
}
"""After these a review cannot go on where it was."""


class Review(QObject):
    """Turns keys and buttons into decisions while the grid shows what waits for them.

    A decided photo goes at once; saving it is the library's matter.

    Signals:
        decided(Action): a decision is on its way to the library.
        skipped(): something was skipped.
    """

    decided = Signal(object)
    skipped = Signal()

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
    def accept_above(self) -> None:
        """Accept every photo from the first to the current one."""
        row = self._grid.currentIndex().row()
        self.decide([PhotoId(int(p)) for p in self._grid.photos.ids[: row + 1]], True)

    @Slot()
    def accept_all(self) -> None:
        """Accept everything shown, if the user confirms the number."""
        shown = self._browser.reviewed
        ids = [PhotoId(int(p)) for p in self._grid.photos.ids]
        if shown is None or not ids:
            return
        ask(
            self._grid.window(),
            self.tr("Accept all"),
            self.tr("Tag %Ln photo(s) with “{0}”?", None, len(ids)).format(shown.name),
            self.tr("All suggestions that are shown are accepted."),
            self.tr("Accept all"),
            partial(self.decide, ids, True),
        )

    @Slot()
    def skip_selected(self) -> None:
        """Leave the selected photos for another day."""
        shown, ids = self._browser.reviewed, self._grid.selected_ids()
        if shown is None or shown.label_id is None or shown.automatic or not ids:
            return
        self._browser.session.skip(shown.label_id, ids)
        self._move_on(ids)
        self.skipped.emit()

    @Slot()
    def show_skipped(self) -> None:
        """Let everything that was skipped come again."""
        self._browser.session.forget_skips()
        if is_review(self._browser.source):
            self._browser.reload()
        self.skipped.emit()

    @Slot()
    def take_back(self) -> None:
        """Remove the tags that the label set by itself, if the user confirms their number."""
        shown = self._browser.reviewed
        count = self._grid.photos.rowCount()
        if shown is None or shown.label_id is None or not shown.automatic or not count:
            return
        ask(
            self._grid.window(),
            self.tr("Take back all"),
            self.tr("Remove the tag “{0}” from %Ln photo(s)?", None, count).format(shown.name),
            self.tr("Tags that you set or confirmed stay. From now on the label only suggests."),
            self.tr("Take back all"),
            partial(
                self._bridge.change,
                partial(self._library.labels.take_back, shown.label_id),
                self._on_taken_back,
            ),
        )

    def decide(self, photo_ids: Sequence[PhotoId], fits: bool) -> None:
        """Accept or reject photos, and go on to the one after them."""
        shown = self._browser.reviewed
        if shown is None or shown.label_id is None or not photo_ids:
            return
        ids = list(photo_ids)
        self._browser.session.saving(shown.label_id, ids)
        call = self._library.review.accept if fits else self._library.review.reject
        self._bridge.change(
            partial(call, shown.label_id, ids),
            partial(self._saved, shown.label_id, ids),
            partial(self._refused, shown.label_id, ids),
        )
        self._move_on(ids)
        self.decided.emit(Action(ActionKind.ACCEPT if fits else ActionKind.REJECT, shown.name, len(ids)))

    def set_order(self, order: QueueOrder) -> None:
        """Choose what comes first."""
        self._browser.set_order(order)

    def take_skip_back(self) -> bool:
        """Bring back what was skipped last, if nothing was decided since; return whether there was any."""
        session = self._browser.session
        if not session.last_skip:
            return False
        pairs = session.take_skip_back()
        if not self._bring_back({label for label, _ in pairs}, {photo for _, photo in pairs}, go_back=True):
            self._browser.reload()
        self.skipped.emit()
        return True

    def undone(self, action: Action) -> bool:
        """Show what was just undone; return whether it can be seen."""
        if action.kind in _ABOUT_LABELS:
            return self._start_again()
        return self._bring_back(action.label_ids, action.photo_ids, go_back=True)

    def redone(self, action: Action) -> bool:
        """Take out what was just decided again; return whether that can be seen."""
        if action.kind in _ABOUT_LABELS:
            return self._start_again()
        shown = self._browser.reviewed
        if shown is None or shown.label_id not in action.label_ids:
            return False
        ids = [photo_id for photo_id in action.photo_ids if self._grid.photos.row_of(photo_id) is not None]
        self._move_on(ids)
        return bool(ids)

    def _start_again(self) -> bool:
        """Ask again in a review, after labels themselves changed; return False: that is not plain to see."""
        if is_review(self._browser.source):
            self._browser.reload()
        return False

    def _move_on(self, ids: Sequence[PhotoId]) -> None:
        """Take photos out, and select the one after them if they were selected."""
        if not ids:
            return
        rows = [row for row in map(self._grid.photos.row_of, ids) if row is not None]
        moves_on = bool(set(ids) & {*self._grid.selected_ids(), self._grid.current_id()})
        self._browser.take_out(ids)
        left = self._grid.photos.rowCount()
        if moves_on and left and rows:
            self._grid.select_row(min(min(rows), left - 1))

    def _bring_back(self, label_ids: Collection[LabelId], photo_ids: Collection[PhotoId], *, go_back: bool) -> bool:
        if not self._browser.bring_back(label_ids, photo_ids, go_back=go_back):
            return False
        rows = [row for row in map(self._grid.photos.row_of, photo_ids) if row is not None]
        if rows and go_back:
            self._grid.select_row(min(rows))
        return True

    def _saved(self, label_id: LabelId, ids: list[PhotoId], _result: object) -> None:
        self._browser.session.saved(label_id, ids)

    def _refused(self, label_id: LabelId, ids: list[PhotoId], error: KnownError) -> None:
        self._browser.session.saved(label_id, ids)
        here = self._bring_back({label_id}, ids, go_back=False)
        if not here and is_review(self._browser.source) and not self._grid.photos.rowCount():
            self._browser.reload()
        self._bridge.noticed.emit(Notice(Level.ERROR, str(error)))

    def _on_taken_back(self, _count: int) -> None:
        if isinstance(self._browser.source, Automatic):
            self._browser.reload()

    @Slot(object)
    def _on_accepted(self, photo_id: PhotoId) -> None:
        self.decide([photo_id], True)

    @Slot(object)
    def _on_rejected(self, photo_id: PhotoId) -> None:
        self.decide([photo_id], False)
