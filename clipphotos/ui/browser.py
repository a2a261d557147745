"""Keeps the grid's photos: asks for them, drops late answers, refreshes when the library changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.grid.model import PhotoGridModel
from clipphotos.ui.refresh_timer import RefreshTimer
from clipphotos.ui.sources import AllPhotos, Shown, Source, ToReview, is_search, load

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_TOPIC = "grid"
_REFRESH_MS = 700
_SLOW_MS = 250


class Browser(QObject):
    """What is browsed, what is searched, and the answer in the grid's model.

    Signals:
        source_changed(Source): something else was asked for.
        loaded(Source): the model shows the answer; also after a refresh.
        waiting(bool): an answer takes its time.
        failed(Source, str): there is no answer, and why.
    """

    source_changed = Signal(object)
    loaded = Signal(object)
    waiting = Signal(bool)
    failed = Signal(object, str)

    def __init__(self, library: Library, bridge: Bridge, model: PhotoGridModel, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._bridge, self._model = library, bridge, model
        self._browsed: Source = AllPhotos()
        self._source: Source = AllPhotos()
        self._shown: Source | None = None
        self._decided: set[PhotoId] = set()
        self._refresh = RefreshTimer(_REFRESH_MS, self)
        self._refresh.timeout.connect(self.reload)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._on_slow)
        bridge.changed.connect(self._on_changed)
        bridge.broke.connect(self._on_broke)

    @property
    def source(self) -> Source:
        """Return what was asked for last."""
        return self._source

    @property
    def browsed(self) -> Source:
        """Return what is shown when no search is."""
        return self._browsed

    def show(self, source: Source) -> None:
        """Show something else; an answer that is still on its way is dropped."""
        if not is_search(source):
            self._browsed = source
        self._source = source
        self.source_changed.emit(source)
        self.reload()

    def leave_search(self) -> None:
        """Go back to what was browsed before the search."""
        if is_search(self._source):
            self.show(self._browsed)

    @Slot()
    def reload(self) -> None:
        """Ask again."""
        self._refresh.asked()
        self._slow.start()
        source = self._source
        ask = partial(load, self._library, source)
        self._bridge.run(ask, partial(self._take, source), partial(self._refuse, source), topic=_TOPIC)

    def take_out(self, photo_ids: list[PhotoId]) -> None:
        """Remove photos that were just decided about; a refresh does not bring them back."""
        self._decided.update(photo_ids)
        self._model.remove(photo_ids)
        self.loaded.emit(self._source)

    def decision_saved(self, photo_ids: list[PhotoId]) -> None:
        """Trust the library again about these photos."""
        self._decided.difference_update(photo_ids)

    def decision_failed(self, photo_ids: list[PhotoId]) -> None:
        """Bring photos back whose decision could not be saved."""
        self._decided.difference_update(photo_ids)
        self.reload()

    def _take(self, source: Source, shown: Shown) -> None:
        self._stop_waiting()
        ids, scores = shown.ids, shown.scores
        if self._decided and isinstance(source, ToReview):
            keep = ~np.isin(ids, np.fromiter(self._decided, np.int64))
            ids, scores = ids[keep], None if scores is None else scores[keep]
        if source == self._shown:
            self._model.refresh(ids, scores)
        else:
            self._model.replace(ids, scores)
        self._shown = source
        self.loaded.emit(source)

    def _refuse(self, source: Source, error: KnownError) -> None:
        self._stop_waiting()
        if source != self._shown:
            self._shown = None
            self._model.replace(np.empty(0, np.int64))
        self.failed.emit(source, str(error))

    def _stop_waiting(self) -> None:
        self._refresh.answered()
        self._slow.stop()
        self.waiting.emit(False)

    @Slot()
    def _on_slow(self) -> None:
        self.waiting.emit(True)

    @Slot(str)
    def _on_broke(self, _trace: str) -> None:
        """Trust the library alone again: a decision may not have been saved."""
        self._decided.clear()
        self._stop_waiting()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _relevant(self._source):
            self._refresh.ask_later()


def _relevant(source: Source) -> Kind:
    """Return the changes after which a source may show something else."""
    if isinstance(source, ToReview):
        return Kind.SUGGESTIONS | Kind.LABELS | Kind.PHOTOS | Kind.MODEL
    if is_search(source):
        return Kind.PHOTOS | Kind.EMBEDDINGS | Kind.MODEL
    return Kind.PHOTOS | Kind.ROOTS | Kind.TAGS
