"""From a question in words to captions with a gap, by rules: no language model, no files.

English and simplified or traditional Chinese. The caption that fits a photo best with an answer in its gap gives the
answer (TAP-C, Song et al., arXiv:2203.07190).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from clipphotos.core.asking import chinese, chinese_words, english, english_words
from clipphotos.core.asking.nouns import words
from clipphotos.core.asking.records import NotUnderstoodError, Question, QuestionKind, Weakness
from clipphotos.core.asking.statements import ANYTHING, Statement
from clipphotos.core.errors import KnownError
from clipphotos.core.query.folding import folded, usual, valid

MAX_LENGTH = 300
"""Characters of a question; a model reads less."""

_NOT_UNDERSTOOD = (
    "This question is not understood: ask what is in the photo or in a part of it, which animal it is, what colour "
    "something has, how many there are, where it is, what the weather is, what somebody does, whether something is "
    "there, or whether it is this or that; or give the answers to choose from."
)
_READING = (
    "What is written in a photo cannot be told, because models like this one read badly: give the answers to choose "
    "from, or ask for something else."
)
_GAP = re.compile(r"\{\s*\}|_{2,}|\.{3,}|…+")
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_YES_OR_NO = words("yes no 是 不是 有 没有 对 不对")


def understood(text: str) -> Question:
    """Return what a question asks for.

    Any thread; pure. Case, full-width punctuation, usual typing mistakes and a missing question mark do not matter.

    Raises:
        NotUnderstoodError: it fits no kind.
        KnownError: it is empty or longer than `MAX_LENGTH`.
    """
    typed = _checked(text)
    statement = _statement(typed)
    if statement is None or statement.kind is None:
        reading = statement is not None and statement.weakness is Weakness.READING
        raise NotUnderstoodError(_READING if reading else _NOT_UNDERSTOOD)
    return _question(text, typed, statement, statement.kind)


def understood_with(text: str, choices: Sequence[str]) -> Question:
    """Return a question whose answers a person gives: any question, also one that fits no kind, or a statement.

    A statement says by "___", "..." or "{}" where the answers go: "a man holding a ___". A question for yes or no stays
    one if these are the choices. Without choices it is `understood`.

    Raises:
        KnownError: it is empty or longer than `MAX_LENGTH`.
    """
    answers = tuple(dict.fromkeys(answer for answer in (usual(valid(choice)) for choice in choices) if answer))
    if not answers:
        return understood(text)
    typed = _checked(text)
    statement = _statement(typed) or _gap_in(typed) or Statement(None, ANYTHING)
    if statement.kind is QuestionKind.YES_NO:
        if _YES_OR_NO.issuperset(map(folded, answers)):
            return _question(text, typed, statement, QuestionKind.YES_NO)
        statement = Statement(None, ANYTHING, weakness=statement.weakness)
    return _question(text, typed, replace(statement, answers=answers), QuestionKind.CHOICE)


def _checked(text: str) -> str:
    typed = usual(valid(text))
    if not re.search(r"\w", typed):
        raise KnownError("The question is empty: ask something, for example “what animal is this?”.")
    if len(typed) > MAX_LENGTH:
        raise KnownError(f"The question is too long: at most {MAX_LENGTH} characters are read.")
    return typed


def _statement(typed: str) -> Statement | None:
    """Return what a question asks for, if a rule fits and found the noun that its captions are about."""
    found = chinese.statement(typed) if _CHINESE.search(typed) else english.statement(typed)
    if found is None or (not found.subject and any("{subject}" in caption for caption in found.captions)):
        return None
    return found


def _gap_in(typed: str) -> Statement | None:
    """Return a statement in which the answer's place is marked."""
    parts = [" ".join(re.sub(r"[{}?!？！。\0]|\.(?!\d)", " ", part).split()) for part in _GAP.split(typed, maxsplit=1)]
    if len(parts) < 2:
        return None
    if _CHINESE.search(typed):  # to be translated
        return Statement(None, ("a {subject} {}" if parts[0] else "a {} {subject}",), "".join(parts))
    return Statement(None, (" ".join(filter(None, (parts[0], "{}", parts[1]))),))


def _question(text: str, typed: str, statement: Statement, kind: QuestionKind) -> Question:
    sides = english_words.sides(typed) or chinese_words.sides(typed)
    return Question(
        text=text,
        kind=kind,
        captions=statement.captions,
        subject=statement.subject,
        answers=statement.answers,
        language="zh" if _CHINESE.search(typed) else "en",
        weakness=Weakness.LEFT_AND_RIGHT if sides else statement.weakness,
    )
