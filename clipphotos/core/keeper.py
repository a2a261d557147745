"""Which of several versions to keep, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import PurePath

from clipphotos.core.duplicates import Change, GroupKind, Reason
from clipphotos.core.photo import CaptureFacts

BURST_S = 3.0
"""Photos of a burst, or of a series of exposures, follow each other within so many seconds."""

RAW_SUFFIXES = frozenset(
    (
        *(".3fr", ".arw", ".cr2", ".cr3", ".dcr", ".dng", ".erf", ".iiq", ".kdc", ".mef", ".mos", ".mrw"),
        *(".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srw", ".x3f"),
    )
)
"""Endings of the names of cameras' raw files, in lower case."""

_BRACKET_EV = 0.5
"""Two exposures that differ by so many stops, or more, are meant to."""
_GREY = 2.0
"""Levels of colour below which a photo is grey."""
_COPY_NAME = re.compile(
    r"(^|[\s_.(-])(copy|kopie|copie|copia|副本|复制)([\s_.)-]|\d|$)|\(\d{1,3}\)$|[\s_-](edited|edit|bearbeitet|thumb|small)$|~\d+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Traits:
    """What speaks for one version."""

    name: str
    """The file's."""
    pixels: float
    """Those within its frame."""
    size: int
    """Bytes of its file."""
    mtime_ns: int
    sharpness: float = 0.0
    colour: float = 0.0
    facts: int = 0
    """How many capture facts are known."""
    rating: int = 0
    tags: int = 0
    albums: int = 0
    framed: bool = False
    """Whether there is a border of one colour around it."""

    @property
    def raw(self) -> bool:
        """Whether it is a camera's raw file."""
        return PurePath(self.name).suffix.casefold() in RAW_SUFFIXES


def looks_like_copy(name: str) -> bool:
    """Return whether a file's name says that it is a copy.

    >>> looks_like_copy("beach (1).jpg"), looks_like_copy("beach copy.jpg"), looks_like_copy("copyright.jpg")
    (True, True, False)
    """
    return _COPY_NAME.search(PurePath(name).stem) is not None


_Value = Callable[[Traits], float]

_VALUES: dict[Reason, tuple[_Value, float]] = {
    Reason.RAW: (lambda it: it.raw, 1.0),
    Reason.PIXELS: (lambda it: it.pixels, 0.95),
    Reason.COLOUR: (lambda it: it.colour >= _GREY, 1.0),
    Reason.SHARPNESS: (lambda it: it.sharpness, 0.75),
    Reason.FACTS: (lambda it: it.facts, 1.0),
    Reason.RATING: (lambda it: it.rating, 1.0),
    Reason.TAGS: (lambda it: it.tags, 1.0),
    Reason.ALBUMS: (lambda it: it.albums, 1.0),
    Reason.NAME: (lambda it: not looks_like_copy(it.name), 1.0),
    Reason.AGE: (lambda it: -it.mtime_ns, 1.0),
    Reason.QUALITY: (lambda it: it.size / it.pixels if it.pixels else 0.0, 0.8),
}
"""What each reason counts, and from which part of the most on it is as good."""

_ENLARGED = 2.0
"""A framed version with so many times the pixels of a clean one, or more, is no mere enlargement."""

_OF_ONE_SHOT = (
    *(Reason.RAW, Reason.PIXELS, Reason.COLOUR, Reason.FACTS, Reason.NAME),
    *(Reason.RATING, Reason.TAGS, Reason.ALBUMS, Reason.AGE, Reason.QUALITY),
)
"""Without sharpness, which frames, writing and filters add; what was made of a photo may be less compressed, too."""
_OF_A_BURST = (Reason.RATING, Reason.ALBUMS, Reason.TAGS, Reason.RAW, Reason.PIXELS, Reason.SHARPNESS, Reason.AGE)
_OF_COPIES = (Reason.NAME, Reason.AGE)


def choose(kind: GroupKind, versions: Sequence[Traits]) -> tuple[int, tuple[Reason, ...]]:
    """Return which of several versions to keep, and the reasons that ruled out others, the first the weightiest.

    Of versions no framed one is kept where a clean one is about as large; then what a person would see counts before
    what the file says of itself, and that before its age.
    """
    order = {GroupKind.EXACT: _OF_COPIES, GroupKind.BURST: _OF_A_BURST, GroupKind.NEAR: _OF_ONE_SHOT}[kind]
    left = list(range(len(versions)))
    reasons = []
    if kind is GroupKind.NEAR:
        clean = max((it.pixels for it in versions if not it.framed), default=0.0)
        unframed = [i for i in left if not versions[i].framed or versions[i].pixels >= _ENLARGED * clean]
        if len(unframed) < len(left):
            reasons.append(Reason.CLEAN)
            left = unframed
    for reason in order:
        value, as_good = _VALUES[reason]
        best = max(value(versions[i]) for i in left)
        kept = [i for i in left if value(versions[i]) >= (best * as_good if best > 0 else best)]
        if len(kept) < len(left):
            reasons.append(reason)
            left = kept
    return left[0], tuple(reasons)


def change_between(keeper: Traits, other: Traits, seen: Change) -> Change:
    """Return how a version differs from the one to keep, where their pictures showed no change that counts more."""
    if seen is Change.FRAMED and keeper.framed and not other.framed:
        return Change.CROPPED  # it has less than the keeper: its frame
    if seen is Change.NONE and other.colour < _GREY <= keeper.colour:
        return Change.GREY
    return seen


def seconds_between(one: CaptureFacts, other: CaptureFacts) -> float | None:
    """Return how long after each other one camera took two photos; None if that is not known, or it was not one."""
    if one.taken is None or other.taken is None or one.camera is None or one.camera != other.camera:
        return None
    return abs((one.taken.replace(tzinfo=None) - other.taken.replace(tzinfo=None)).total_seconds())


def is_bracket(one: CaptureFacts, other: CaptureFacts) -> bool:
    """Return whether two photos are of one series of exposures: the same moment, another exposure."""
    gap = seconds_between(one, other)
    if gap is None or gap > BURST_S:
        return False
    values = [_exposure_value(facts) for facts in (one, other)]
    return None not in values and abs(values[0] - values[1]) >= _BRACKET_EV  # type: ignore[operator]


def _exposure_value(facts: CaptureFacts) -> float | None:
    """Return the light that an exposure lets in, in stops; None where the time is not known."""
    if facts.exposure_s is None:
        return None
    return log2((facts.aperture or 1.0) ** 2 / facts.exposure_s) - log2((facts.iso or 100) / 100)
