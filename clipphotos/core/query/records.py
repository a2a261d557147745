"""A parsed search: a tree of terms, each with the place of its words in the text, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Span(NamedTuple):
    """A piece of the text: characters from `start` up to, but not including, `end`."""

    start: int
    end: int


class Field(StrEnum):
    """What a filter looks at; the value is the word before the colon."""

    TAG = "tag"
    LABEL = "label"
    ALBUM = "album"
    FOLDER = "folder"
    NAME = "name"
    DATE = "date"
    PLACE = "place"
    CAMERA = "camera"
    LENS = "lens"
    RATING = "rating"
    TYPE = "type"
    ORIENTATION = "orientation"
    SIZE = "size"
    IS = "is"


class Trait(StrEnum):
    """What `is:` knows."""

    FAVOURITE = "favourite"
    """Five stars."""
    UNTAGGED = "untagged"
    OFFLINE = "offline"
    SCREENSHOT = "screenshot"
    DUPLICATE = "duplicate"
    """In a group of duplicates or look-alikes that was found and not dismissed."""


class Orientation(StrEnum):
    """The shape of a photo as it is shown."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"
    SQUARE = "square"


class Unit(StrEnum):
    """What `size:` counts."""

    BYTES = "bytes"
    PIXELS = "pixels"


@dataclass(frozen=True)
class Text:
    """Words to be found in a name, whatever their case and width; `tag:`, `label:` and `album:` mean whole names."""

    text: str


@dataclass(frozen=True)
class Between:
    """A range of numbers, both ends included; None is open."""

    low: float | None
    high: float | None
    unit: Unit | None = None


@dataclass(frozen=True)
class Days:
    """First and last day, both included, in the camera's local time; None is open."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Months:
    """Months of any year, 1 to 12: `summer`, `december`."""

    months: frozenset[int]


Value = Text | Between | Days | Months | Orientation | Trait


@dataclass(frozen=True)
class Region:
    """A box in a photo as it is shown, in fractions of its width and height, from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Description:
    """What the photo shows, in words for the model."""

    text: str
    span: Span
    weight: float = 1.0


@dataclass(frozen=True)
class Example:
    """A photo to look like: `#12` is a photo of the library, anything else a path."""

    reference: str
    span: Span
    region: Region | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """Exact words in the names of the photo's files, folders, tags and albums."""

    text: str
    span: Span


@dataclass(frozen=True)
class Filter:
    """A fact that a photo has or has not."""

    field: Field
    value: Value
    span: Span


@dataclass(frozen=True)
class Not:
    """Not this. For a description or an example it takes from the score; for what is a fact it is the opposite."""

    node: Node
    span: Span


@dataclass(frozen=True)
class And:
    """All of these; at least two."""

    nodes: tuple[Node, ...]
    span: Span


@dataclass(frozen=True)
class Or:
    """Any of these; at least two."""

    nodes: tuple[Node, ...]
    span: Span


Node = Description | Example | Phrase | Filter | Not | And | Or


class SortKey(StrEnum):
    """By what results are sorted; the value is what follows `sort:`."""

    RELEVANCE = "relevance"
    DATE = "date"
    RATING = "rating"
    NAME = "name"
    SIZE = "size"


@dataclass(frozen=True)
class Sort:
    """The order of results; `reversed` is the one that is less usual (`sort:-date`: oldest first)."""

    key: SortKey
    reversed: bool = False


@dataclass(frozen=True)
class Mistake:
    """What cannot be understood, where, and why in one sentence for the user."""

    span: Span
    reason: str
    instead: str = ""
    """What the piece should perhaps be; empty if there is no guess."""


@dataclass(frozen=True)
class Query:
    """A parsed search. It can only be run if there are no mistakes, and `root` or `sort` is not None."""

    text: str
    root: Node | None
    """None: nothing is asked for, so that all photos are meant if there is an order."""
    sort: Sort | None = None
    """None: by relevance if anything is described, else newest first."""
    mistakes: tuple[Mistake, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether anything is asked for, be it an order only."""
        return self.root is not None or self.sort is not None


@dataclass(frozen=True)
class Translated:
    """Words that were put into the model's language."""

    source: str
    """As they were typed."""
    text: str
    """As the model reads them; a person may edit it."""
    left_out: tuple[str, ...] = ()
    """What could not be translated, a name perhaps."""


class Unknown(NamedTuple):
    """A name in a query that nothing is called by."""

    field: Field
    """What it would be the name of."""
    name: str


@dataclass(frozen=True)
class SearchResult:
    """Photos in the asked order; by relevance the bands follow each other."""

    photo_ids: npt.NDArray[np.int64]
    """(K,)"""
    scores: npt.NDArray[np.float32] | None
    """(K,) probabilities, 0 to 1; None where nothing is described, only filtered."""
    strong: int
    """So many photos surely match; by relevance they are the first ones."""
    matching: int
    """So many photos match at all, the strong ones included: the end of the list. What follows is for "show more"."""
    translated: tuple[Translated, ...] = ()
    unknown: tuple[Unknown, ...] = ()
