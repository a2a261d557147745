"""What the grid can show, and how each is asked of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication

from clipphotos.core.label import LabelId
from clipphotos.core.photo import PhotoId, RootId
from clipphotos.core.query import SearchResult
from clipphotos.ui import texts

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

translate = QCoreApplication.translate

SUGGESTIONS_LIMIT = 1000


@dataclass(frozen=True)
class Shown:
    """An answer for the grid."""

    ids: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32] | None = None


@dataclass(frozen=True)
class AllPhotos:
    """Everything, newest first."""


@dataclass(frozen=True)
class InFolder:
    """The photos of one watched folder."""

    root_id: RootId
    path: str


@dataclass(frozen=True)
class WithTag:
    """The photos that carry a tag."""

    name: str


@dataclass(frozen=True)
class ToReview:
    """A label's suggestions, best first."""

    label_id: LabelId
    name: str


@dataclass(frozen=True)
class TextSearch:
    """What a description finds."""

    text: str


@dataclass(frozen=True)
class SimilarPhotos:
    """What looks like a photo of the library."""

    photo_id: PhotoId


@dataclass(frozen=True)
class SimilarToFile:
    """What looks like any image file."""

    path: str


Source = AllPhotos | InFolder | WithTag | ToReview | TextSearch | SimilarPhotos | SimilarToFile


def is_search(source: Source) -> bool:
    """Return whether leaving it leads back to what was browsed before."""
    return isinstance(source, TextSearch | SimilarPhotos | SimilarToFile)


def load(library: Library, source: Source) -> Shown:
    """Ask the library. In a worker.

    Raises:
        KnownError: it cannot be answered now.
    """
    match source:
        case AllPhotos():
            return Shown(library.photos.ids())
        case InFolder(root_id):
            return Shown(library.photos.ids(root_id=root_id))
        case WithTag(name):
            return Shown(library.photos.ids(tag=name))
        case ToReview(label_id):
            found = library.labels.suggestions(label_id, limit=SUGGESTIONS_LIMIT)
            ids = np.array([s.photo_id for s in found], np.int64)
            return Shown(ids, np.array([s.score for s in found], np.float32))
        case TextSearch(text):
            return _found(library.search.text(text))
        case SimilarPhotos(photo_id):
            return _found(library.search.similar(photo_id))
        case SimilarToFile(path):
            return _found(library.search.similar_file(path))


def _found(result: SearchResult) -> Shown:
    return Shown(result.photo_ids, result.scores)


def title(source: Source) -> str:
    """Return what the header says is shown."""
    match source:
        case AllPhotos():
            return translate("Sources", "All photos")
        case InFolder(_, path):
            return texts.file_name(path)
        case WithTag(name):
            return translate("Sources", "Tagged “{0}”").format(name)
        case ToReview(_, name):
            return name
        case TextSearch(text):
            return translate("Sources", "Results for “{0}”").format(text)
        case SimilarPhotos():
            return translate("Sources", "Similar photos")
        case SimilarToFile(path):
            return translate("Sources", "Photos like {0}").format(texts.file_name(path))


def count(source: Source, shown: int) -> str:
    """Return how many there are, in the source's own words."""
    if isinstance(source, ToReview):
        return texts.suggestions(shown)
    return texts.photos(shown)


def hint(source: Source) -> tuple[str, str]:
    """Return the title and the advice for when nothing is shown."""
    match source:
        case TextSearch(text):
            return (
                translate("Sources", "Nothing found for “{0}”").format(text),
                translate("Sources", "Try other words, or describe what can be seen: “a dog on a beach”."),
            )
        case SimilarPhotos() | SimilarToFile():
            return (
                translate("Sources", "Nothing looks like this photo"),
                translate("Sources", "The library has no photo that is close enough to the example."),
            )
        case ToReview():
            return (
                translate("Sources", "Nothing left to review"),
                translate(
                    "Sources",
                    "New photos that match appear here. To see more now, lower the label's threshold or describe it"
                    " in other words.",
                ),
            )
        case WithTag(name):
            return (
                translate("Sources", "No photo is tagged “{0}”").format(name),
                translate("Sources", "Select photos and add the tag on the right."),
            )
        case InFolder(_, path):
            return (
                translate("Sources", "No photos in “{0}” yet").format(texts.file_name(path)),
                translate("Sources", "Photos that are put into the folder appear here by themselves."),
            )
        case AllPhotos():
            return (
                translate("Sources", "No photos found yet"),
                translate("Sources", "The watched folders hold no photo that can be shown."),
            )
