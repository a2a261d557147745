"""Stars on photos: asks the library for them, and gives them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from clipphotos.core.changes import Changes, Kind, Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.ui.actions import Actions
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.layout import Parts

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_KINDS = Kind.RATINGS | Kind.PHOTOS
"""New photos may start with the rating of one that they were made from."""


class Rating(QObject):
    """Keeps the stars that are shown in step with the library, and rates what is selected."""

    def __init__(self, library: Library, bridge: Bridge, actions: Actions, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._bridge, self._parts = library, bridge, parts
        for rating, action in enumerate(actions.ratings):
            action.triggered.connect(partial(self._on_action, rating))
        parts.details.rated.connect(self.rate_selected)
        parts.grid.selection_changed.connect(self._show_common)
        bridge.changed.connect(self._on_changed)
        self._ask()

    @Slot(int)
    def rate_selected(self, rating: int) -> None:
        """Give the selected photos so many stars, or none by 0."""
        if ids := self._parts.grid.selected_ids():
            self._bridge.change(partial(self._library.photos.rate, ids, rating), on_error=self._refused)

    def _on_action(self, rating: int, _checked: bool = False) -> None:
        self.rate_selected(rating)

    def _refused(self, error: KnownError) -> None:
        self._parts.details.reload()
        self._show_common()
        self._bridge.noticed.emit(Notice(Level.ERROR, str(error)))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _KINDS:
            self._ask()

    def _ask(self) -> None:
        self._bridge.run(self._library.photos.ratings, self._take, topic="ratings")

    def _take(self, ratings: dict[PhotoId, int]) -> None:
        self._parts.grid.photos.set_ratings(ratings)
        self._show_common()

    @Slot()
    def _show_common(self) -> None:
        grid = self._parts.grid
        if grid.selected_count() > 1:
            found = {grid.photos.rating(photo_id) for photo_id in grid.selected_ids()}
            self._parts.details.show_common_rating(found.pop() if len(found) == 1 else 0)
