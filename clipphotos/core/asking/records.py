"""The records of asking a photo."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import KnownError
from clipphotos.core.query.records import Region, Translated


class QuestionKind(StrEnum):
    """What a question asks for."""

    OBJECT = "object"
    ANIMAL = "animal"
    COLOUR = "colour"
    COUNT = "count"
    PLACE = "place"
    WEATHER = "weather"
    ACTIVITY = "activity"
    YES_NO = "yes_no"
    CHOICE = "choice"
    """The question names its answers: "is it a cat or a dog?"."""


class Weakness(StrEnum):
    """What the model is known to be bad at; an answer that needs it is to be taken with care."""

    COUNTING = "counting"
    READING = "reading"
    LEFT_AND_RIGHT = "left_and_right"
    COLOUR = "colour"


@dataclass(frozen=True)
class Question:
    """A question as it was understood."""

    text: str
    """As it was typed."""
    kind: QuestionKind
    captions: tuple[str, ...]
    """English, for `core.asking.nouns.filled`: "a photo of a {} on the {subject}". An answer goes where "{}" stands,
    once in each, but for yes or no: those are the statement that is so or not, "a photo of a {subject}"."""
    subject: str = ""
    """What it is about, in the question's language: "table" of "what is on the table?"; "" for the whole photo, and
    then no caption has a place for it."""
    answers: tuple[str, ...] = ()
    """Those that the question itself names, as it names them."""
    language: str = "en"
    """Of the question and of its answers: "en" or "zh"."""
    weakness: Weakness | None = None


class NotUnderstoodError(KnownError):
    """A question fits no kind; the sentence says which are understood."""


@dataclass(frozen=True)
class Candidate:
    """One answer that was weighed."""

    text: str
    """In the question's language; "yes" and "no" are "yes" and "no" in every language."""
    english: str
    """As the model reads it."""
    probability: float


@dataclass(frozen=True)
class Answered:
    """What a photo answers."""

    question: Question
    candidates: tuple[Candidate, ...]
    """The best few, best first; at least one."""
    sure: bool
    """False: the program abstains, and the candidates are guesses."""
    caption: str
    """The best candidate in its caption, English: what `why` is to be asked for."""
    translated: tuple[Translated, ...] = ()


@dataclass(frozen=True)
class HeatMap:
    """How much each part of a photo speaks for a text."""

    values: npt.NDArray[np.float32]
    """(H, W) float32, 0 to 1, over `region`, from the upper left corner; coarse: to be smoothed when shown."""
    region: Region
    """The part of the upright photo that the model saw."""
    method: str
    """"cam", "legrad", ... or "occlusion"."""
    probability: float
    """That the text fits the photo, as a search for it says."""
    translated: Translated | None = None


@dataclass(frozen=True)
class Classified:
    """Which label fits each picture, as the CLIP paper does it (Radford et al., arXiv:2103.00020, 3.1.4)."""

    pictures: tuple[str, ...]
    labels: tuple[str, ...]
    probabilities: npt.NDArray[np.float32]
    """(P, L) float32; each row is a softmax over the labels."""
    translated: tuple[Translated, ...] = ()


@dataclass(frozen=True)
class Matches:
    """Which text fits which picture."""

    pictures: tuple[str, ...]
    texts: tuple[str, ...]
    fits: npt.NDArray[np.float32]
    """(P, T) float32: the probability that a text fits a picture, as a search for it says."""
    of_texts: npt.NDArray[np.float32]
    """(P, T) float32: which of the texts fits a picture; each row is a softmax."""
    of_pictures: npt.NDArray[np.float32]
    """(P, T) float32: which of the pictures fits a text; each column is a softmax."""
    translated: tuple[Translated, ...] = ()
