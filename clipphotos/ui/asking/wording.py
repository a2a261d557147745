"""What a photo answers, in the words of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clipphotos.core.asking.records import Answered, Candidate, QuestionKind, Weakness
from clipphotos.ui import texts

translate = QCoreApplication.translate

_HARDLY = 0.1
"""Less probable than this, a description hardly fits; its heat map is hot somewhere all the same."""

_NOT_SEEN = (QuestionKind.COUNT, QuestionKind.YES_NO)
"""Their answers are nowhere in the photo; what is asked for may be."""


def answer(candidate: Candidate, kind: QuestionKind) -> str:
    """Return an answer as it is shown; "yes" and "no" in the window's language, any other in the question's."""
    if kind is QuestionKind.YES_NO:
        return translate("Asking", "Yes") if candidate.text == "yes" else translate("Asking", "No")
    return candidate.text


def sought(answered: Answered, number: int) -> tuple[str, str]:
    """Return what is to be looked for in the photo to see why this answer, for the model and for people; or ""."""
    question, candidate = answered.question, answered.candidates[number]
    if question.kind in _NOT_SEEN:
        return (answered.caption, question.subject or answered.caption) if number == 0 else ("", "")
    return (answered.caption if number == 0 else candidate.english), candidate.text


def weakness(weak: Weakness) -> str:
    """Return why an answer is to be taken with care."""
    match weak:
        case Weakness.COUNTING:
            return translate("Asking", "Counting is a weak point of this model.")
        case Weakness.READING:
            return translate("Asking", "Reading text in photos is a weak point of this model.")
        case Weakness.LEFT_AND_RIGHT:
            return translate("Asking", "Telling left from right is a weak point of this model.")
        case Weakness.COLOUR:
            return translate("Asking", "The colour of one thing among others is a weak point of this model.")


def read_as(text: str) -> str:
    """Return what the model read instead of what was typed."""
    return translate("Asking", "Read as: {0}").format(text)


def fits(probability: float, text: str) -> str:
    """Return how probable it is that a text fits a photo, in words."""
    said = translate("Asking", "{0} that “{1}” fits")
    if probability < _HARDLY:
        said = translate("Asking", "{0} that “{1}” fits: the colours show what comes nearest")
    return said.format(texts.percent(probability), text)


def shown(probability: float, text: str) -> str:
    """Return what the colours over a photo show."""
    said = translate("Asking", "What speaks for “{0}”")
    if probability < _HARDLY:
        said = translate("Asking", "Hardly “{0}”: what comes nearest")
    return said.format(text)


def file_needed() -> str:
    """Return why an offline photo has no heat map."""
    return translate("Asking", "This needs the photo's file, and its folder or drive is offline.")
