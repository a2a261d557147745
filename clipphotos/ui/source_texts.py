"""What the window says about what it shows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Example
from clipphotos.ui import texts
from clipphotos.ui.duplicates import wording
from clipphotos.ui.panels.query_terms import described, picture_name
from clipphotos.ui.sources import (
    AllPhotos,
    Automatic,
    Duplicates,
    InAlbum,
    InFolder,
    Queue,
    Source,
    TextSearch,
    ToReview,
    WithTag,
)

translate = QCoreApplication.translate


def title(source: Source) -> str:
    """Return what the header says is shown."""
    match source:
        case AllPhotos():
            return translate("Sources", "All photos")
        case Duplicates():
            return translate("Sources", "Duplicates")
        case InFolder(_, path):
            return texts.file_name(path)
        case InAlbum(_, name):
            return name
        case WithTag(name):
            return translate("Sources", "Tagged “{0}”").format(name)
        case ToReview(_, name):
            return name
        case Queue():
            return translate("Sources", "Review")
        case Automatic(_, name):
            return translate("Sources", "Tagged by itself: “{0}”").format(name)
        case TextSearch(text):
            query = parse(text)
            if isinstance(query.root, Example):
                return _title_of_example(query.root)
            words = described(query)
            form = translate("Sources", "Results for “{0}”") if words else translate("Sources", "Search results")
            return form.format(words)


def _title_of_example(example: Example) -> str:
    if example.region is not None:
        return translate("Sources", "Photos like a part of another")
    if example.reference.startswith("#"):
        return translate("Sources", "Similar photos")
    return translate("Sources", "Photos like {0}").format(picture_name(example.reference))


def question(name: str) -> str:
    """Return what a review asks about its photos."""
    return translate("Sources", "Is this “{0}”?").format(name)


def count(source: Source, shown: int, hidden: int = 0) -> str:
    """Return how many there are, in the source's own words, and how many duplicates of them are not shown."""
    if hidden:
        return translate("Sources", "{0}, {1}").format(texts.photos(shown), wording.hidden(hidden))
    if isinstance(source, ToReview | Queue):
        return texts.suggestions(shown)
    return texts.photos(shown)


def hint(source: Source) -> tuple[str, str]:
    """Return the title and the advice for when nothing is shown."""
    match source:
        case TextSearch(text) if isinstance(parse(text).root, Example):
            return (
                translate("Sources", "Nothing looks like this photo"),
                translate("Sources", "The library has no photo that is close enough to the example."),
            )
        case TextSearch(text) if text != described(parse(text)):
            return (
                translate("Sources", "Nothing here matches this search"),
                translate("Sources", "Remove a filter, or try other words."),
            )
        case TextSearch(text):
            return (
                translate("Sources", "Nothing here matches “{0}”").format(text),
                translate("Sources", "Try other words, or describe what can be seen: “a dog on a beach”."),
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
        case Queue():
            return (
                translate("Sources", "Nothing waits for a decision"),
                translate(
                    "Sources",
                    "Photos that your labels may fit appear here when they are found. Your decisions are kept, and the"
                    " labels have learned from them.",
                ),
            )
        case Automatic(_, name):
            return (
                translate("Sources", "“{0}” tagged nothing by itself").format(name),
                translate(
                    "Sources", "A label that may tag by itself does so where it is sure. This shows what it tagged."
                ),
            )
        case WithTag(name):
            return (
                translate("Sources", "No photo is tagged “{0}”").format(name),
                translate("Sources", "Select photos and add the tag on the right."),
            )
        case InAlbum(_, name):
            return (
                translate("Sources", "The album “{0}” is empty").format(name),
                translate("Sources", "Select photos and choose “Add to album” in the menu."),
            )
        case InFolder(_, path):
            return (
                translate("Sources", "No photos in “{0}” yet").format(texts.file_name(path)),
                translate("Sources", "Photos that are put into the folder appear here by themselves."),
            )
        case Duplicates():
            return "", ""  # its page speaks for itself
        case AllPhotos():
            return (
                translate("Sources", "No photos found yet"),
                translate("Sources", "The watched folders hold no photo that can be shown."),
            )
