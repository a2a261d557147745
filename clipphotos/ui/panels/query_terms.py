"""The terms of a search as a person reads them: what is shown of each on its chip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from clipphotos.core.photo import MOST_STARS
from clipphotos.core.query import writer
from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import (
    Between,
    Days,
    Description,
    Example,
    Field,
    Filter,
    Months,
    Node,
    Not,
    Orientation,
    Phrase,
    Query,
    Sort,
    SortKey,
    Span,
    Text,
    Trait,
    Unit,
    Value,
)
from clipphotos.paths import is_pasted
from clipphotos.ui import texts
from clipphotos.ui.panels.term_texts import whole_years

translate = QCoreApplication.translate

ICONS = {
    Field.TAG: "tag",
    Field.LABEL: "label",
    Field.ALBUM: "album",
    Field.FOLDER: "folder",
    Field.NAME: "quote",
    Field.DATE: "calendar",
    Field.PLACE: "pin",
    Field.CAMERA: "camera",
    Field.LENS: "lens",
    Field.RATING: "star",
    Field.TYPE: "file",
    Field.ORIENTATION: "shape",
    Field.SIZE: "size",
    Field.IS: "check",
}
_MEGA = 1_000_000
_LONGEST_RAW = 60


@dataclass(frozen=True)
class Term:
    """A part of a search that stands on its own, joined to the others by "and"."""

    node: Node | Sort
    """Without the `Not` around it."""
    span: Span
    """Its place in the text, the minus included."""
    icon: str
    text: str
    negated: bool = False

    @property
    def spoken(self) -> str:
        """Return what it says to who does not see its icon."""
        name = "" if not isinstance(self.node, Filter) else field_name(self.node.field)
        said = translate("Terms", "{0}: {1}").format(name, self.text) if name else self.text
        return translate("Terms", "without {0}").format(said) if self.negated else said


def terms_of(query: Query) -> tuple[Term, ...]:
    """Return every term of a search but the plain description and what is not understood, in order."""
    return tuple(shown for term in writer.terms(query) if (shown := _term(term)) is not None)


def _term(term: writer.Term) -> Term | None:
    """Return a part of the text as its chip shows it; None if it has none."""
    query, negated = parse(term.text), False
    if query.mistakes:
        return None
    if query.sort is not None:
        return Term(query.sort, term.span, "sort", sort_name(query.sort))
    node = query.root
    while isinstance(node, Not):
        node, negated = node.node, not negated
    match node:
        case None | Description(_, _, 1.0) if not negated:
            return None
        case Filter(field, value):
            icon, text = ICONS[field], value_text(field, value)
        case Phrase(words):
            icon, text = "quote", translate("Terms", "“{0}”").format(words)
        case Example(reference, _, region, weight):
            name = reference if reference.startswith("#") else picture_name(reference)
            like = translate("Terms", "a part of {0}") if region is not None else translate("Terms", "like {0}")
            icon, text = "similar", _weighted(like.format(name), weight)
        case Description(words, _, weight):
            icon, text = "minus" if negated else "weight", _weighted(words, weight)
        case _:
            raw = term.text.removeprefix("-").strip()
            icon, text = "group", raw if len(raw) <= _LONGEST_RAW else raw[: _LONGEST_RAW - 1] + "…"
    assert node is not None
    return Term(node, term.span, icon, text, negated)


def picture_name(path: str) -> str:
    """Return what a picture is called that others are to look like."""
    return translate("Terms", "a pasted picture") if is_pasted(path) else texts.file_name(path)


def described(query: Query) -> str:
    """Return the plain description of a search, which has no chip."""
    kinds = (term for term in writer.terms(query) if term.kind is writer.Kind.DESCRIPTION)
    return " ".join(term.text for term in kinds if _term(term) is None)


def field_name(field: Field) -> str:
    """Return what a filter looks at, in a word."""
    return {
        Field.TAG: translate("Terms", "Tag"),
        Field.LABEL: translate("Terms", "Label"),
        Field.ALBUM: translate("Terms", "Album"),
        Field.FOLDER: translate("Terms", "Folder"),
        Field.NAME: translate("Terms", "Name"),
        Field.DATE: translate("Terms", "Date"),
        Field.PLACE: translate("Terms", "Place"),
        Field.CAMERA: translate("Terms", "Camera"),
        Field.LENS: translate("Terms", "Lens"),
        Field.RATING: translate("Terms", "Rating"),
        Field.TYPE: translate("Terms", "File type"),
        Field.ORIENTATION: translate("Terms", "Orientation"),
        Field.SIZE: translate("Terms", "Size"),
        Field.IS: translate("Terms", "State"),
    }[field]


def trait_name(trait: Trait) -> str:
    """Return what a photo is."""
    return {
        Trait.FAVOURITE: translate("Terms", "Favourite"),
        Trait.UNTAGGED: translate("Terms", "Untagged"),
        Trait.OFFLINE: translate("Terms", "Offline"),
        Trait.SCREENSHOT: translate("Terms", "Screenshot"),
        Trait.DUPLICATE: translate("Terms", "Duplicate"),
    }[trait]


def orientation_name(orientation: Orientation) -> str:
    """Return what shape a photo has."""
    return {
        Orientation.LANDSCAPE: translate("Terms", "Landscape"),
        Orientation.PORTRAIT: translate("Terms", "Portrait"),
        Orientation.SQUARE: translate("Terms", "Square"),
    }[orientation]


def sort_name(sort: Sort) -> str:
    """Return what comes first."""
    names = {
        SortKey.RELEVANCE: (translate("Terms", "Best match first"), translate("Terms", "Worst match first")),
        SortKey.DATE: (translate("Terms", "Newest first"), translate("Terms", "Oldest first")),
        SortKey.RATING: (translate("Terms", "Best rating first"), translate("Terms", "Worst rating first")),
        SortKey.NAME: (translate("Terms", "By name"), translate("Terms", "By name, from the end")),
        SortKey.SIZE: (translate("Terms", "Largest first"), translate("Terms", "Smallest first")),
    }
    return names[sort.key][sort.reversed]


SORTS = (
    Sort(SortKey.RELEVANCE),
    Sort(SortKey.DATE),
    Sort(SortKey.DATE, True),
    Sort(SortKey.RATING),
    Sort(SortKey.NAME),
    Sort(SortKey.SIZE),
)
"""The orders that are offered."""


def value_text(field: Field, value: Value) -> str:
    """Return what a filter wants, as short as a chip."""
    match value:
        case Text(text):
            return text
        case Days(first, last):
            return _days(first, last)
        case Months(months):
            return months_name(months)
        case Trait():
            return trait_name(value)
        case Orientation():
            return orientation_name(value)
        case Between(low, high) if field is Field.RATING:
            return _stars(low, high)
        case Between(low, high, unit):
            return _range(*(None if end is None else _amount(end, unit) for end in (low, high)))


SEASONS = {
    "spring": frozenset({3, 4, 5}),
    "summer": frozenset({6, 7, 8}),
    "autumn": frozenset({9, 10, 11}),
    "winter": frozenset({12, 1, 2}),
}
"""What the seasons of the language are, by the words that it knows them by."""


def months_name(months: frozenset[int]) -> str:
    """Return "Summer", "December", "January, May"."""
    names = {
        SEASONS["spring"]: translate("Terms", "Spring"),
        SEASONS["summer"]: translate("Terms", "Summer"),
        SEASONS["autumn"]: translate("Terms", "Autumn"),
        SEASONS["winter"]: translate("Terms", "Winter"),
    }
    alone = (QLocale().standaloneMonthName(month) for month in sorted(months))
    return names.get(months) or ", ".join(name[:1].upper() + name[1:] for name in alone)


def _days(first: date | None, last: date | None) -> str:
    if whole_years(Days(first, last)):
        years = [None if day is None else str(day.year) for day in (first, last)]
    elif first is not None and last is not None and first.day == 1 and _is_month(first, last):
        locale = QLocale()
        month = locale.standaloneMonthName(first.month, QLocale.FormatType.LongFormat)
        return translate("Terms", "{0} {1}").format(month[:1].upper() + month[1:], first.year)
    else:
        years = [None if day is None else _day(day) for day in (first, last)]
    return _range(*years)


def _is_month(first: date, last: date) -> bool:
    after = last + timedelta(days=1)
    return (first.year, first.month) == (last.year, last.month) and after.day == 1


def _day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def _range(low: str | None, high: str | None) -> str:
    if low is None or high is None:
        form = translate("Terms", "up to {0}") if low is None else translate("Terms", "from {0}")
        return form.format(high if low is None else low)
    return low if low == high else translate("Terms", "{0} – {1}").format(low, high)


def _stars(low: float | None, high: float | None) -> str:
    first, last = int(low or 0), MOST_STARS if high is None else int(high)
    if first == last:
        return texts.stars(first)
    if last >= MOST_STARS:
        return translate("Terms", "{0} or more").format(texts.stars(first))
    if first <= 0:
        return translate("Terms", "at most {0}").format(texts.stars(last))
    return translate("Terms", "{0} – {1}").format(first, texts.stars(last))


def _amount(value: float, unit: Unit | None) -> str:
    if unit is Unit.PIXELS:
        return translate("Facts", "{0} MP").format(f"{value / _MEGA:.1f}".removesuffix(".0"))
    return texts.size(int(value)) if unit is Unit.BYTES else f"{value:g}"


def _weighted(text: str, weight: float) -> str:
    return text if weight == 1 else translate("Terms", "{0} × {1}").format(text, f"{weight:g}")
