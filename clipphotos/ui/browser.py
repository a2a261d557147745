"""Keeps the grid's photos: asks for them, drops late answers, refreshes when the library changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelId, QueueOrder
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.marks import only_marked
from clipphotos.ui import bands
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.grid.model import PhotoGridModel
from clipphotos.ui.refresh_timer import RefreshTimer
from clipphotos.ui.session import Session
from clipphotos.ui.sources import (
    AllPhotos,
    Automatic,
    InAlbum,
    Queue,
    Shown,
    Source,
    TextSearch,
    is_review,
    is_search,
    load,
)

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_TOPIC = "grid"
_REFRESH_MS = 700
_SLOW_MS = 250
_KINDS_THAT_END_A_REVIEW = Kind.ROOTS | Kind.MODEL
"""After these the photos of a review may not be there any more, or be scored on another scale."""


class Browser(QObject):
    """What is browsed, what is searched, and the answer in the grid's model.

    In a review the answer stays as it is while photos of it are undecided; then the next is asked for.

    Signals:
        source_changed(Source): something else was asked for.
        loaded(Source): the model shows the answer; also after a refresh, and when photos were taken out or came back.
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
        self._answer: Shown | None = None
        self._asking = self._must_refresh = self._more = self._collapse = False
        self.session = Session()
        self._refresh = RefreshTimer(_REFRESH_MS, self)
        self._refresh.timeout.connect(self._on_due)
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

    @property
    def reviewed(self) -> Shown | None:
        """Return what is being reviewed, decided photos included; None: nothing, or it is not there yet."""
        return self._answer if self._shown == self._source and is_review(self._source) else None

    @property
    def found(self) -> Shown | None:
        """Return the whole answer to a search, what is not shown included; None: there is none yet."""
        return self._answer if self._shown == self._source and is_search(self._source) else None

    @property
    def rest(self) -> int:
        """Return how many photos of the answer match no more and are not shown."""
        return 0 if self.found is None or self._more else bands.rest(self.found)

    @property
    def shown(self) -> Source | None:
        """Return whose answer the model shows; None: nobody's."""
        return self._shown

    @property
    def asking(self) -> bool:
        """Return whether an answer is on its way."""
        return self._asking

    def show(self, source: Source) -> None:
        """Show something else; an answer that is still on its way is dropped."""
        if not is_search(source):
            self._browsed = source
        if not _is_same(source, self._source):
            self._more = False
        self._source = source
        self.source_changed.emit(source)
        self.reload()

    def set_order(self, order: QueueOrder) -> None:
        """Choose what comes first in the review of all labels."""
        self.session.order = order
        if isinstance(self._source, Queue):
            self._shown = None
            self.reload()

    @Slot(bool)
    def set_collapse(self, collapse: bool) -> None:
        """Show one of each group of duplicates, or all."""
        if collapse != self._collapse:
            self._collapse = collapse
            if not is_review(self._source):
                self.reload()

    @property
    def hidden(self) -> int:
        """Return how many photos are not shown because a version of them is."""
        return self._answer.hidden if self._answer is not None and self._shown == self._source else 0

    def leave_search(self) -> None:
        """Go back to what was browsed before the search."""
        if is_search(self._source):
            self.show(self._browsed)

    @Slot()
    def show_more(self) -> None:
        """Show also the photos that match no more."""
        if self.rest and self._answer is not None:
            self._more = True
            self._model.refresh(self._answer.ids, self._answer.scores, bands.sections(self._answer))
            self.loaded.emit(self._source)

    @Slot()
    def reload(self) -> None:
        """Ask again."""
        self._refresh.asked()
        self._must_refresh = False
        self._slow.start()
        self._asking = True
        source = self._source
        left_out = self.session.left_out(automatic=isinstance(source, Automatic))
        ask = partial(load, self._library, source, self.session.order, left_out, collapse=self._collapse)
        self._bridge.run(ask, partial(self._take, source), partial(self._refuse, source), topic=_TOPIC)

    def take_out(self, photo_ids: Collection[PhotoId]) -> None:
        """Remove photos that were just decided about; after the last one, ask for the next ones."""
        before = self._model.rowCount()
        self._model.remove(photo_ids)
        if self._answer is not None:
            self._answer = self._counted(self._answer, self._model.rowCount() - before)
        if not self._model.rowCount():
            self.reload()
        self.loaded.emit(self._source)

    def bring_back(self, label_ids: Collection[LabelId], photo_ids: Collection[PhotoId], *, go_back: bool) -> bool:
        """Show photos again that are undecided after all, in their places; return whether they are shown.

        Args:
            label_ids: the labels whose photos they are.
            photo_ids: the photos.
            go_back: leave what is being reviewed for them, if they are another label's.
        """
        now = self.reviewed
        if now is None:
            return False
        were = self.session.find(label_ids, photo_ids, automatic=now.automatic)
        back = np.fromiter(photo_ids, np.int64)
        if were is None or (were.label_id != now.label_id and not (go_back and isinstance(self._source, Queue))):
            return False
        before = self._model.rowCount()
        if were.label_id != now.label_id:
            again = were.only(np.isin(were.ids, back))
            self._model.replace(again.ids, again.scores)
            self._begin(replace(were, waiting=now.waiting + len(again.ids)))
        else:
            missing = were.only(np.isin(were.ids, back) & ~np.isin(were.ids, now.ids))
            if len(missing.ids):
                now = _joined(missing, now)
            again = now.only(np.isin(now.ids, self._model.ids) | np.isin(now.ids, back))
            self._model.refresh(again.ids, again.scores)
            self._begin(self._counted(now, self._model.rowCount() - before))
        if self._asking:
            self._bridge.forget(_TOPIC)
            self._stop_waiting()
        self.loaded.emit(self._source)
        return True

    def count_again(self, suggested: int) -> None:
        """Take over how many suggestions the library has now."""
        if self._answer is not None and self.reviewed is not None:
            waiting = suggested - len(self.session.left_out())
            self._answer = replace(self._answer, waiting=max(waiting, self._model.rowCount()))

    def _begin(self, shown: Shown) -> None:
        self._answer = shown
        if shown.label_id is not None:
            self.session.show(shown)

    def _goes_on(self, shown: Shown) -> bool:
        """Return whether an answer is about what is being reviewed, and not what comes after it."""
        return self._answer is not None and self._answer.label_id == shown.label_id and self._model.rowCount() > 0

    def _counted(self, shown: Shown, more: int) -> Shown:
        return replace(shown, waiting=max(shown.waiting + more, self._model.rowCount()))

    def _take(self, source: Source, shown: Shown) -> None:
        self._stop_waiting()
        if is_review(source):
            left = shown.without(self.session.left_out(automatic=shown.automatic))
            if len(shown.ids) and not len(left.ids):
                self.reload()
                return
            shown = left
        first = bands.cut(shown, self._more)
        goes_on = _is_same(source, self._shown) and (not is_review(source) or self._goes_on(shown))
        (self._model.refresh if goes_on else self._model.replace)(first.ids, first.scores, bands.sections(first))
        self._shown = source
        self._begin(shown)
        self.loaded.emit(source)

    def _refuse(self, source: Source, error: KnownError) -> None:
        self._stop_waiting()
        kept = isinstance(source, TextSearch) and isinstance(self._shown, TextSearch) and self._model.rowCount() > 0
        if is_review(source) or not (source == self._shown or kept):
            self._shown = None
            self._model.replace(np.empty(0, np.int64))
        self.failed.emit(source, str(error))

    def _stop_waiting(self) -> None:
        self._asking = False
        self._refresh.answered()
        self._slow.stop()
        self.waiting.emit(False)

    @Slot()
    def _on_slow(self) -> None:
        self.waiting.emit(True)

    @Slot(str)
    def _on_broke(self, _trace: str) -> None:
        """Trust the library alone again: a decision may not have been saved."""
        if self._asking:
            self._stop_waiting()
        lost = self.session.give_up_saving()
        if lost:
            self.bring_back({label_id for label_id, _ in lost}, {photo_id for _, photo_id in lost}, go_back=False)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        wanted = _KINDS_THAT_END_A_REVIEW if self._held else _relevant(self._source)
        if self._collapse and not is_review(self._source):
            wanted |= Kind.DUPLICATES
        if changes.kinds & wanted:
            self._must_refresh |= self._held
            self._refresh.ask_later()

    @Slot()
    def _on_due(self) -> None:
        if self._must_refresh or not self._held:
            self.reload()

    @property
    def _held(self) -> bool:
        """Whether the photos shown stay until they are decided."""
        return self.reviewed is not None and self._model.rowCount() > 0


def _joined(first: Shown, second: Shown) -> Shown:
    """Return what one answer shows and then what another of the same label does."""
    scores = None
    if first.scores is not None and second.scores is not None:
        scores = np.concatenate((first.scores, second.scores))
    return replace(second, ids=np.concatenate((first.ids, second.ids)), scores=scores)


def _is_same(source: Source, shown: Source | None) -> bool:
    """Return whether the place in the answer is to be kept: photos that are marked in a search rank it anew."""
    if isinstance(source, TextSearch) and isinstance(shown, TextSearch) and source != shown:
        return only_marked(shown.text, source.text)
    return source == shown


def _relevant(source: Source) -> Kind:
    """Return the changes after which a source may show something else."""
    if is_review(source):
        return Kind.SUGGESTIONS | Kind.TAGS | Kind.LABELS | Kind.PHOTOS | Kind.MODEL
    if is_search(source):
        return ~Kind.SUGGESTIONS  # it may ask for any fact
    if isinstance(source, InAlbum):
        return Kind.PHOTOS | Kind.ROOTS | Kind.ALBUMS  # which a smart one also tells when it holds other photos
    return Kind.PHOTOS | Kind.ROOTS | Kind.TAGS
