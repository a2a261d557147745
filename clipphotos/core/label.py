"""Labels: what they are, and what is decided and proposed by them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath
from typing import NewType

from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import Translated

LabelId = NewType("LabelId", int)

SHOWN = 0.03
"""Photos less probable than this are nowhere shown for a label."""
MOST_LEVELS = 20
"""Labels are below each other at most so deep, the topmost and the lowest counted."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that look like spaces."""


class LabelMode(StrEnum):
    """What a label does with photos that it probably fits."""

    OFF = "off"
    """Nothing: it only keeps its words and decisions."""
    SUGGEST = "suggest"
    """It asks."""
    AUTO = "auto"
    """It tags where it is sure, and asks where it is not."""


class Verdict(StrEnum):
    """What a person decided about a photo and a label."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Rule:
    """Which photos a label looks at; an empty rule allows all."""

    folders: tuple[str, ...] = ()
    """Absolute paths: a photo must have a file in one of them, or below."""
    taken_from: date | None = None
    taken_to: date | None = None
    """First and last day on which a photo may be taken; photos without a date then do not count."""

    def __bool__(self) -> bool:
        return bool(self.folders or self.taken_from or self.taken_to)


@dataclass(frozen=True)
class LabelSpec:
    """What a person says about a label; this is what is edited, exported and imported."""

    name: str
    prompts: tuple[str, ...] = ()
    """What its photos show; empty: the name says it."""
    counter_prompts: tuple[str, ...] = ()
    """What looks alike and is not meant."""
    mode: LabelMode = LabelMode.SUGGEST
    threshold: float | None = None
    """Smallest probability to propose a photo, from `SHOWN` to below 1; None: chosen for each label from its scores."""
    parent: str | None = None
    """Name of the more general label."""
    group: str | None = None
    """Name of the exclusive group: at most one of its labels fits a photo."""
    colour: str | None = None
    """"#rrggbb"."""
    rule: Rule = Rule()

    @property
    def words(self) -> tuple[str, ...]:
        """What is embedded."""
        return self.prompts or (self.name,)


@dataclass(frozen=True)
class Cuts:
    """From which probability on a label proposes."""

    suggest: float
    tag: float
    """From here on a label in automatic mode tags by itself; at least `suggest`."""


@dataclass(frozen=True)
class Label:
    """A label of the library: its definition, and how it stands."""

    id: LabelId
    spec: LabelSpec
    version: int = 1
    """Counts the changes of what it looks for; tags remember by which version they were set."""
    cuts: Cuts | None = None
    """As used now; None: it never scored the library."""
    suggested: int = 0
    tagged: int = 0

    @property
    def name(self) -> str:
        """Its name, which is also that of its tag."""
        return self.spec.name

    @property
    def mode(self) -> LabelMode:
        """What it does with photos that it probably fits."""
        return self.spec.mode


@dataclass(frozen=True)
class LabelReport:
    """What a label did and how well."""

    label: Label
    accepted: int
    rejected: int
    tagged_by_itself: int
    """Photos that carry its tag without a person's word."""
    tagged_precision: float | None
    """Share of those that are probably right: their mean probability."""
    suggested_precision: float | None
    """The same of what waits for a decision."""
    learned: bool
    """Whether what it learned from decisions is in use: it is dropped where decisions held back say that it hurts."""
    loss_before: float | None
    loss_after: float | None
    """Mean log loss on held-back decisions, by its words alone and with what it learned; None: too few decisions."""


class QueueOrder(StrEnum):
    """What comes first in the review of all labels."""

    CERTAIN = "certain"
    """What is most probably right: quick to accept."""
    INFORMATIVE = "informative"
    """What teaches most: labels with few decisions, photos that could go either way."""


@dataclass(frozen=True)
class Batch:
    """Some suggestions of one label, to be decided together."""

    label: Label
    suggestions: tuple[Suggestion, ...]
    waiting: int
    """Suggestions of all labels that wait for a decision, these included."""


@dataclass(frozen=True)
class Suggestion:
    """A label and a photo that wait for a decision."""

    photo_id: PhotoId
    score: float
    """Probability, 0 to 1."""
    label_id: LabelId


@dataclass(frozen=True)
class Trade:
    """What a threshold means for one label: everything that it may fit, best first."""

    photo_ids: tuple[PhotoId, ...]
    scores: tuple[float, ...]
    """Probabilities, descending, from a few percent on."""
    cuts: Cuts
    """The automatic ones."""
    unread: tuple[tuple[str, str], ...] = ()
    """(text, its end) of words that are longer than the model reads: the end has no effect."""
    strange: bool = False
    """Whether the words name nothing that the model knows; examples would help."""
    translated: tuple[Translated, ...] = ()
    """Words that the model does not read and a dictionary translated; empty ones could not be, and have no effect."""

    def count(self, threshold: float) -> int:
        """Return how many photos reach a threshold."""
        return sum(1 for score in self.scores if score >= threshold)

    def precision(self, threshold: float) -> float | None:
        """Return which share of them is probably right; None if there are none."""
        kept = [score for score in self.scores if score >= threshold]
        return sum(kept) / len(kept) if kept else None

    def recall(self, threshold: float) -> float | None:
        """Return which share of all that it fits is probably among them; None if it fits none."""
        total = sum(self.scores)
        return sum(score for score in self.scores if score >= threshold) / total if total else None


def clean_name(text: str, what: str) -> str:
    """Return a label's or tag's name, normalised (Unicode's NFC) and with its white space folded.

    Raises:
        KnownError: it is empty, longer than 200 characters, or no text that can be seen.
    """
    name = unicodedata.normalize("NFC", _folded(text, f"{what}'s name"))
    if not name:
        raise KnownError(f"The {what} has no name.")
    if len(name) > 200:
        raise KnownError(f"The {what}'s name is longer than 200 characters.")
    return name


def name_key(name: str) -> str:
    """Return what two clean names have in common that people would call the same: they differ by case only."""
    return unicodedata.normalize("NFC", name.casefold())


def clean_prompts(prompts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the prompts without blanks and repeats.

    Raises:
        KnownError: one of them is no text that can be seen.
    """
    return tuple(dict.fromkeys(_folded(p, "prompt") for p in prompts if p.strip()))


def _folded(text: str, what: str) -> str:
    """Return a text with its white space folded; a command line that is not UTF-8 arrives with lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise KnownError(f"The {what} is no text: it is not in Unicode.") from error
    folded = " ".join(text.split())
    if any(unicodedata.category(character) == "Cc" for character in folded):
        raise KnownError(f"The {what} is no text: it has control characters in it.")
    if folded and not any(map(_can_be_seen, folded)):
        raise KnownError(f"The {what} has nothing in it that can be seen.")
    return folded


def _can_be_seen(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind != "Cf" and kind[0] not in "ZM" and character not in _BLANK


def _check_folder(folder: str, name: str) -> None:
    """Raise KnownError where a rule's folder cannot be one; a file of labels may come from another system."""
    if not (PurePosixPath(folder).is_absolute() or PureWindowsPath(folder).is_absolute()):
        raise KnownError(f"“{name}”: a folder is a whole path from the top, not “{folder}”.")
    try:
        possible = b"\0" not in folder.encode("utf-8", "surrogateescape")  # its name need not be Unicode
    except UnicodeEncodeError:
        possible = False
    if not possible:
        raise KnownError(f"“{name}”: there can be no folder {folder!a}.")


def clean_spec(spec: LabelSpec) -> LabelSpec:
    """Return a definition with its texts normalised.

    Raises:
        KnownError: something in it cannot be: no name, an odd threshold, colour or folder, dates the wrong way round,
            itself as its parent.
    """
    name = clean_name(spec.name, "label")
    if spec.threshold is not None and not SHOWN <= spec.threshold < 1:
        raise KnownError(f"“{name}”: a threshold is at least {SHOWN} and below 1.")
    colour = spec.colour.lower() if spec.colour else None
    if colour and not _COLOUR.fullmatch(colour):
        raise KnownError(f"“{name}”: a colour is written #rrggbb, not “{spec.colour}”.")
    rule = spec.rule
    if rule.taken_from and rule.taken_to and rule.taken_from > rule.taken_to:
        raise KnownError(f"“{name}”: the first day is after the last.")
    for folder in rule.folders:
        _check_folder(folder, name)
    parent = clean_name(spec.parent, "parent label") if spec.parent else None
    if parent and name_key(parent) == name_key(name):
        raise KnownError(f"“{name}” cannot be its own parent.")
    prompts = clean_prompts(spec.prompts)
    return replace(
        spec,
        name=name,
        prompts=() if prompts == (name,) else prompts,
        counter_prompts=clean_prompts(spec.counter_prompts),
        parent=parent,
        group=clean_name(spec.group, "group") if spec.group else None,
        colour=colour,
    )
