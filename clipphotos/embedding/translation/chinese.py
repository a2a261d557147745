"""From Chinese to a plain English caption, word by word.

A sentence encoder asks for the right words first and for their order second, so this is no grammar: the text is cut
into as few dictionary words as possible, small words become what English has for them (`words`), a place goes before
its noun ("on the beach"), and what is said about a thing with a verb or a place goes behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from clipphotos.embedding.translation.dictionary import Dictionary, dictionary
from clipphotos.embedding.translation.words import (
    LEFT_OUT,
    LINKS,
    NUMBERS,
    PLACES,
    TRAITS,
    USUAL,
    doer,
    doing,
    is_many,
    quantity,
    several,
)

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLAUSE_END = re.compile(rf"[^\w\s'&.-]+|\n+|\.(?!\w)|(?<=[{HAN}]) +(?=[{HAN}])")
_FOREIGN = re.compile(rf"[^{HAN}]+")
_MIXED = re.compile(rf"[A-Za-z]+[{HAN}]+")
_BEFORE_VOWEL = re.compile(r"\ba(?= [aeio])")
_LONGEST = 8
"""Characters of a dictionary word; what is longer are sayings."""
_ODD = 0.9
"""A word of several characters that means nothing that people photograph counts for nearly two: 人|从 rather than 人从,
a retinue."""
_BROKEN_UP = "着著里裡裏的"
"""Dictionary words that end so are left to `words`: 穿着 is rather "wearing" than "attire", 海里 "in the sea"."""
_ASPECT = frozenset("着著了过過")
_ENDINGS = frozenset("者们們")
"""They change the word before: who does it, and several of them."""
_SMALL = LEFT_OUT | PLACES.keys() | TRAITS.keys() | LINKS.keys() | _ENDINGS


class _Kind(Enum):
    WORD = auto()
    SMALL = auto()
    QUANTITY = auto()
    FOREIGN = auto()
    UNKNOWN = auto()


class _Role(Enum):
    THING = auto()
    QUANTITY = auto()
    VERB = auto()
    DETAIL = auto()
    LINK = auto()
    OF = auto()
    AT = auto()


@dataclass(frozen=True)
class Translation:
    """A Chinese text in English."""

    text: str
    """Empty if nothing could be translated."""
    left_out: tuple[str, ...]
    """Characters that the dictionary does not explain."""


_Piece = tuple[_Kind, str]
_Part = tuple[_Role, str]


@lru_cache(maxsize=1024)
def translate(text: str) -> Translation:
    """Return a text with Chinese words, simplified or traditional, in English; what is not Chinese stays.

    The first call reads the dictionary, which takes up to a second; later ones a millisecond.

    Raises:
        KnownError: the dictionary is not installed.
    """
    known = dictionary()
    clauses, left_out = [], []
    for clause in _CLAUSE_END.split(unicodedata.normalize("NFKC", text)):
        pieces = _cut(clause, known)
        left_out += [piece for kind, piece in pieces if kind is _Kind.UNKNOWN]
        clauses.append(" ".join(text for _, text in _ordered(_parts(pieces, known)) if text))
    english = _BEFORE_VOWEL.sub("an", ", ".join(filter(None, clauses)))
    return Translation(english, tuple(left_out))


def _cut(clause: str, known: Dictionary) -> list[_Piece]:
    """Cut a clause into as few words as possible; of as many, longer and small ones are better."""
    best: list[tuple[float, tuple[_Piece, ...]] | None] = [(0.0, ()), *[None] * len(clause)]
    for start in range(len(clause)):
        so_far = best[start]
        if so_far is None:
            continue
        for cost, end, piece in _pieces_at(clause, start, known):
            before = best[end]
            if before is None or so_far[0] + cost < before[0]:
                best[end] = so_far[0] + cost, (*so_far[1], piece)
    assert best[-1] is not None
    return list(best[-1][1])


def _pieces_at(clause: str, start: int, known: Dictionary) -> Iterable[tuple[float, int, _Piece]]:
    """Return (cost, end, piece) of all pieces that may begin at a place."""
    if counted := quantity(clause, start):
        yield 0.8, counted[1], (_Kind.QUANTITY, counted[0])
        return
    if clause[start] in NUMBERS:
        yield 1.0, start + 1, (_Kind.QUANTITY, NUMBERS[clause[start]])
    if mixed := _MIXED.match(clause, start):  # T恤
        for end in range(start + 2, min(start + _LONGEST, mixed.end()) + 1):
            if known.meanings(clause[start:end]):
                yield 0.9, end, (_Kind.WORD, clause[start:end])
    if foreign := _FOREIGN.match(clause, start):
        yield 1.0, foreign.end(), (_Kind.FOREIGN, foreign[0].strip())
        return
    for end in range(start + 1, min(start + _LONGEST, len(clause)) + 1):
        word = clause[start:end]
        if word in _SMALL:
            yield 0.9 - 0.02 * len(word), end, (_Kind.SMALL, word)
        elif (len(word) == 1 or word[-1] not in _BROKEN_UP) and word in known and known.meanings(word):
            odd = 0.0 if len(word) == 1 or word in USUAL or known.is_familiar(word) else _ODD
            yield 1.0 + odd - 0.01 * len(word), end, (_Kind.WORD, word)
        elif len(word) == 1:
            yield 1.5, end, (_Kind.UNKNOWN, word)


def _parts(pieces: list[_Piece], known: Dictionary) -> list[_Part]:
    """Put the pieces of a clause into English, places before their nouns."""
    parts: list[_Part] = []
    for i, (kind, piece) in enumerate(pieces):
        if kind is _Kind.WORD:
            role, english = _meant(piece, known, going_on=i + 1 < len(pieces) and pieces[i + 1][1] in _ASPECT)
            many = role is _Role.THING and bool(parts) and parts[-1][0] is _Role.QUANTITY and is_many(parts[-1][1])
            parts.append((role, several(english) if many else english))
        elif kind is _Kind.QUANTITY:
            parts.append((_Role.QUANTITY, piece))
        elif kind is _Kind.FOREIGN:
            parts.append((_Role.THING, piece))
        elif piece in PLACES:
            parts = _placed(parts, PLACES[piece])
        elif piece in LINKS:
            parts.append((_Role.LINK, LINKS[piece]))
        elif piece == "有" and i + 1 < len(pieces) and pieces[i + 1][0] is _Kind.QUANTITY:
            pass  # there is: 有一只狗, "a dog"
        elif piece in _ENDINGS and parts:
            role, english = parts[-1]
            parts[-1] = (_Role.THING, doer(english)) if piece == "者" else (role, several(english))
        elif piece in TRAITS:
            parts.append((_Role.DETAIL, TRAITS[piece]))
        elif piece == "的":
            parts.append((_Role.OF, ""))
        elif piece == "在":
            parts.append((_Role.AT, ""))
    return parts


def _meant(word: str, known: Dictionary, *, going_on: bool) -> _Part:
    """Return a word's usual meaning; something to do if it is going on."""
    if word in USUAL:
        return _Role.VERB if USUAL[word].endswith("ing") else _Role.THING, USUAL[word]
    meanings = known.meanings(word)
    meaning = next((m for m in meanings if m.verb), meanings[0]) if going_on else meanings[0]
    return (_Role.VERB, doing(meaning.text)) if meaning.verb else (_Role.THING, meaning.text)


def _placed(parts: list[_Part], where: str) -> list[_Part]:
    """Return the parts with a place word before the noun that it follows: from 在 on, or the last word."""
    things = (_Role.THING, _Role.QUANTITY, _Role.OF)
    start = len(parts)
    while start and parts[start - 1][0] in things:
        start -= 1
    if start == len(parts):
        return parts
    if not start or parts[start - 1][0] is not _Role.AT:
        start = len(parts) - 1
    noun = " ".join(text for _, text in parts[start:] if text)
    return [*parts[:start], (_Role.DETAIL, f"{where} {noun}")]


def _ordered(parts: list[_Part]) -> list[_Part]:
    """Return "X 的 Y" as "Y X" if X has a verb or a place and Y none: "dog on the beach", but "red car"."""
    roles = [role for role, _ in parts]
    if _Role.OF not in roles:
        return parts
    of = len(roles) - 1 - roles[::-1].index(_Role.OF)
    said, thing = parts[:of], parts[of + 1 :]
    if not thing or _Role.VERB in roles[of + 1 :] or not {_Role.VERB, _Role.DETAIL} & set(roles[:of]):
        return parts
    first = 1 if roles[0] is _Role.QUANTITY else 0
    return [*said[:first], *thing, *said[first:]]
