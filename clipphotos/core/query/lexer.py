"""The pieces of a search, from left to right. Never raises, and looks at every character a bounded number of times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from clipphotos.core.query.records import Span
from clipphotos.core.query.values import nearest
from clipphotos.core.query.vocabulary import AND, FIELDS, LIKE, NOT, OR


class Piece(Enum):
    """What a piece is."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    MINUS = auto()
    """Belongs to what follows."""
    WEIGHT = auto()
    """Belongs to what follows; the number is in `text`."""
    WORD = auto()
    QUOTE = auto()
    FILTER = auto()
    """`name` is what is before the colon, in lower case."""
    LIKE = auto()
    """`text` is the photo, `region` what follows an @, with it."""
    STRANGE = auto()
    """As a filter, but nothing is called so; `name` is what was perhaps meant."""
    NOTHING = auto()
    """Says nothing by itself: a dash with a space after it."""


@dataclass(frozen=True)
class Token:
    """A piece and its place."""

    piece: Piece
    span: Span
    text: str = ""
    name: str = ""
    region: str = ""
    closed: bool = True
    """False for a quotation that goes on to the end for want of its second mark."""


_WIDE = {ord("　"): " ", ord("−"): "-", ord("＂"): '"', **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
"""Full-width forms to what they are the wide form of; one character each, so that places stay."""
_MARKS = {'"': '"', "“": '”"“', "”": '”"“', "「": "」", "『": "』"}
"""Marks that begin a quotation, and those that end it."""
_DIRECTED = frozenset(_MARKS) - {'"'}
_WEIGHT = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,3})?):(?=[^\W\d_]|[\"“”「『(])")
_NAME = re.compile(r"([^\W\d_]{1,16}):")
_REGION = re.compile(r"@[^\s()|]*")
_BARE_REGION = re.compile(r"@[\d.,%]+$", re.ASCII)
_BLANK = re.compile(r"\s+")
_ENGLISH = tuple(name for name in FIELDS if name.isascii())
_WORD_END = re.compile(r"[\s()|“”「『]")
_VALUE_END = re.compile(r"[\s()|]")


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a text in order; between them there is white space only."""
    plain = text.translate(_WIDE)
    at, bound = 0, False  # bound: a minus or a weight is right before this, so it is no operator
    while True:
        if (blank := _BLANK.match(plain, at)) is not None:
            at, bound = blank.end(), False
        if at >= len(plain):
            return
        token = _next(text, plain, at, bound)
        bound = token.piece in (Piece.MINUS, Piece.WEIGHT) and token.text not in NOT
        at = token.span.end
        yield token


def _next(text: str, plain: str, at: int, bound: bool) -> Token:
    first = plain[at]
    if first in "()|":
        return Token({"(": Piece.OPEN, ")": Piece.CLOSE, "|": Piece.OR}[first], Span(at, at + 1))
    if first == "-":
        end = at + 1
        while plain[end : end + 1] == "-":
            end += 1
        useful = end < len(plain) and not plain[end].isspace() and plain[end] not in ")|"
        return Token(Piece.MINUS if useful else Piece.NOTHING, Span(at, end))
    if first in _MARKS:
        content, end, closed = _quotation(text, plain, at)
        return Token(Piece.QUOTE, Span(at, end), content, closed=closed)
    if (match := _WEIGHT.match(plain, at)) is not None:
        return Token(Piece.WEIGHT, Span(at, match.end()), match[1])
    if (match := _NAME.match(plain, at)) is not None:
        name = match[1].lower()
        if name in FIELDS:
            return _filter(text, plain, at, match.end(), name)
        end = _value_end(text, plain, match.end())
        if end > match.end() and plain[match.end()] != "/" and (guess := _meant(name)):
            return Token(Piece.STRANGE, Span(at, end), text[match.end() : end], guess)
    end = _end(_WORD_END, plain, at + 1)
    word = plain[at:end]
    for words, piece in ((OR, Piece.OR), (AND, Piece.NOTHING), (NOT, Piece.MINUS)):
        if word in words and not bound:
            return Token(piece, Span(at, end), word)
    return Token(Piece.WORD, Span(at, end), text[at:end])


def _filter(text: str, plain: str, start: int, at: int, name: str) -> Token:
    if plain[at : at + 1] in _MARKS and at < len(plain):
        value, end, closed = _quotation(text, plain, at)
        if FIELDS[name] != LIKE:
            return Token(Piece.FILTER, Span(start, end), value, name, closed=closed)
        region = _REGION.match(plain, end) if closed else None
        region_text = region[0] if region else ""
        return Token(Piece.LIKE, Span(start, end + len(region_text)), value, name, region_text, closed)
    end = _value_end(text, plain, at)
    if FIELDS[name] != LIKE:
        return Token(Piece.FILTER, Span(start, end), text[at:end], name)
    found = _BARE_REGION.search(plain[at:end])
    split = at + found.start() if found else end
    reference = plain[at:split] if plain[at : at + 1] == "#" else text[at:split]
    return Token(Piece.LIKE, Span(start, end), reference, name, plain[split:end])


def _quotation(text: str, plain: str, at: int) -> tuple[str, int, bool]:
    """Return what is between marks, where it ends, and whether it does; a doubled straight mark means itself."""
    closing, start, content = _MARKS[plain[at]], at + 1, ""
    end = start
    while end < len(plain):
        if plain[end] in closing:
            if not (plain[at] == plain[end] == '"' and plain[end + 1 : end + 2] == '"'):
                return content + text[start:end], end + 1, True
            content, start = content + text[start : end + 1], end + 2
            end += 1
        end += 1
    return content + text[start:], len(plain), False


def _value_end(text: str, plain: str, at: int) -> int:
    """Return where a value ends: parentheses that it opens itself belong to it, `IMG(1)`, except full-width ones."""
    depth, at = 0, _end(_VALUE_END, plain, at)
    while text[at : at + 1] == "(" or (text[at : at + 1] == ")" and depth):
        depth += 1 if text[at] == "(" else -1
        at = _end(_VALUE_END, plain, at + 1)
    return at


def _end(pattern: re.Pattern[str], plain: str, at: int) -> int:
    found = pattern.search(plain, at)
    return found.start() if found else len(plain)


def _meant(name: str) -> str:
    return nearest(name, _ENGLISH) if len(name) > 2 and name.isascii() else ""
