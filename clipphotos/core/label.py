"""Labels, decisions and suggestions."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId

LabelId = NewType("LabelId", int)

DEFAULT_THRESHOLD = 0.25


class LabelMode(StrEnum):
    """What a label does with a photo that scores above its threshold."""

    SUGGEST = "suggest"
    AUTO = "auto"


class Verdict(StrEnum):
    """What a person decided about a photo and a label."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Label:
    """A concept to tag by: words, no training."""

    id: LabelId
    name: str
    prompts: tuple[str, ...]
    threshold: float = DEFAULT_THRESHOLD
    """Calibrated score from which a photo is suggested or tagged, 0 to 1."""
    mode: LabelMode = LabelMode.SUGGEST
    suggested: int = 0
    tagged: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A label and a photo that wait for a decision."""

    photo_id: PhotoId
    score: float
    """Calibrated, 0 to 1."""


def clean_name(text: str, what: str) -> str:
    """Return a label's or tag's name, normalised (Unicode's NFC) and with its white space folded.

    Raises:
        KnownError: it is empty, or longer than 200 characters.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name:
        raise KnownError(f"The {what} has no name.")
    if len(name) > 200:
        raise KnownError(f"The {what}'s name is longer than 200 characters.")
    return name


def name_key(name: str) -> str:
    """Return what two clean names have in common that people would call the same: they differ by case only."""
    return unicodedata.normalize("NFC", name.casefold())


def clean_prompts(name: str, prompts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the prompts without blanks and repeats; a label without any is described by its name."""
    return tuple(dict.fromkeys(" ".join(p.split()) for p in prompts if p.strip())) or (name,)
