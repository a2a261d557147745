"""What the grid can show, and how each is asked of the library."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from clipphotos.core.album import AlbumId
from clipphotos.core.label import LabelId, QueueOrder
from clipphotos.core.photo import PhotoId, RootId
from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import SearchResult, Sort, SortKey, Translated, Unknown

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

Ids = npt.NDArray[np.int64]
Pair = tuple[LabelId, PhotoId]

BATCH_OF_ALL = 24
"""Suggestions of one label that are shown at once in the review of all labels."""
BATCH_OF_ONE = 200
"""The same where only one label is reviewed; what it learns from them shows in the next ones."""


@dataclass(frozen=True)
class Bands:
    """How well the photos of an answer match."""

    strong: int
    """So many surely do."""
    matching: int
    """So many do at all; they come before those that do not."""


@dataclass(frozen=True, eq=False)
class Shown:
    """An answer for the grid."""

    ids: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32] | None = None
    label_id: LabelId | None = None
    """Whose photos they are, in a review."""
    name: str = ""
    waiting: int = 0
    """Suggestions that wait for a decision, these included."""
    automatic: bool = False
    """Whether they carry the label's tag already."""
    bands: Bands | None = None
    """None where the best do not come first, or all are as good."""
    translated: tuple[Translated, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    hidden: int = 0
    """So many are not shown because a version of them is."""

    def first(self, count: int) -> Shown:
        """Return the first rows."""
        return replace(self, ids=self.ids[:count], scores=None if self.scores is None else self.scores[:count])

    def only(self, wanted: npt.NDArray[np.bool_]) -> Shown:
        """Return some of the rows."""
        return replace(self, ids=self.ids[wanted], scores=None if self.scores is None else self.scores[wanted])

    def collapsed(self, kept_of: Callable[[Ids], Sequence[int]]) -> Shown:
        """Return this with one of each group of duplicates; `kept_of` says which, of those that match and of others."""
        strong, matching = (0, len(self.ids)) if self.bands is None else (self.bands.strong, self.bands.matching)
        parts = [np.isin(part, kept_of(part)) for part in np.split(self.ids, [matching])]
        kept = np.concatenate(parts)
        bands = None if self.bands is None else Bands(int(kept[:strong].sum()), int(parts[0].sum()))
        return replace(self.only(kept), bands=bands, hidden=int((~parts[0]).sum()))

    def without(self, pairs: Collection[Pair]) -> Shown:
        """Return this without photos that are not to be shown for its label."""
        out = [photo_id for label_id, photo_id in pairs if label_id == self.label_id]
        return self.only(~np.isin(self.ids, np.array(out, np.int64))) if out else self


@dataclass(frozen=True)
class AllPhotos:
    """Everything, newest first."""


@dataclass(frozen=True)
class InFolder:
    """The photos of one watched folder."""

    root_id: RootId
    path: str


@dataclass(frozen=True)
class InAlbum:
    """The photos of an album, in its order."""

    album_id: AlbumId
    name: str = field(compare=False)


@dataclass(frozen=True)
class WithTag:
    """The photos that carry a tag."""

    name: str


@dataclass(frozen=True)
class Duplicates:
    """Groups of copies and look-alikes, on a page of their own."""


@dataclass(frozen=True)
class ToReview:
    """A label's suggestions, best first."""

    label_id: LabelId
    name: str = field(compare=False)


@dataclass(frozen=True)
class Queue:
    """The suggestions of all labels, some of one label at a time."""


@dataclass(frozen=True)
class Automatic:
    """The photos that a label tagged by itself, best first."""

    label_id: LabelId
    name: str = field(compare=False)


@dataclass(frozen=True)
class TextSearch:
    """What a query finds."""

    text: str


Reviewable = ToReview | Queue | Automatic
Source = AllPhotos | Duplicates | InFolder | InAlbum | WithTag | Reviewable | TextSearch


def is_search(source: Source) -> bool:
    """Return whether leaving it leads back to what was browsed before."""
    return isinstance(source, TextSearch)


def is_review(source: Source) -> bool:
    """Return whether its photos are decided about."""
    return isinstance(source, ToReview | Queue | Automatic)


def load(
    library: Library,
    source: Source,
    order: QueueOrder = QueueOrder.CERTAIN,
    left_out: frozenset[Pair] = frozenset(),
    *,
    collapse: bool = False,
) -> Shown:
    """Ask the library. In a worker.

    Args:
        library: what is asked.
        source: what for.
        order: what comes first in the review of all labels.
        left_out: what a review does not show.
        collapse: show one of each group of duplicates; a review shows all.

    Raises:
        KnownError: it cannot be answered now.
    """
    shown = _asked(library, source, order, left_out)
    return shown.collapsed(_kept_of(library)) if collapse and not is_review(source) else shown


def _kept_of(library: Library) -> Callable[[Ids], Sequence[int]]:
    return lambda ids: library.duplicates.collapsed(ids.tolist())


def _asked(library: Library, source: Source, order: QueueOrder, left_out: frozenset[Pair]) -> Shown:
    match source:
        case Duplicates():
            return Shown(np.empty(0, np.int64))
        case AllPhotos():
            return Shown(library.photos.ids())
        case InFolder(root_id):
            return Shown(library.photos.ids(root_id=root_id))
        case InAlbum(album_id):
            return Shown(library.albums.photos(album_id))
        case WithTag(name):
            return Shown(library.photos.ids(tag=name))
        case ToReview(label_id):
            found = library.review.suggestions(label_id, BATCH_OF_ONE + len(left_out))
            shown = _scored([(s.photo_id, s.score) for s in found], label_id, source.name).without(left_out)
            return shown.only(np.arange(len(shown.ids)) < BATCH_OF_ONE)
        case Queue():
            batch = library.review.next_batch(order, BATCH_OF_ALL, left_out)
            if batch is None:
                return _scored([], None, "")
            pairs = [(s.photo_id, s.score) for s in batch.suggestions]
            return replace(_scored(pairs, batch.label.id, batch.label.name), waiting=batch.waiting)
        case Automatic(label_id):
            tagged = [(photo_id, score) for _, photo_id, score in library.labels.automatic(label_id)]
            return replace(_scored(tagged, label_id, source.name), automatic=True)
        case TextSearch(text):
            return _found(library.search.query(text), parse(text).sort)


def _scored(pairs: list[tuple[PhotoId, float]], label_id: LabelId | None, name: str) -> Shown:
    ids = np.array([photo_id for photo_id, _ in pairs], np.int64)
    return Shown(ids, np.array([score for _, score in pairs], np.float32), label_id, name, len(pairs))


def _found(result: SearchResult, sort: Sort | None) -> Shown:
    ranked = result.scores is not None and sort in (None, Sort(SortKey.RELEVANCE))
    bands = Bands(result.strong, result.matching) if ranked else None
    return Shown(result.photo_ids, result.scores, bands=bands, translated=result.translated, unknown=result.unknown)
