"""From what a person typed to a query.

The language: words and filters beside each other must all hold; `or` between them binds less; parentheses group;
a minus before anything means that it must not be so. The user's page is `resources/help/search.en.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from clipphotos.core.errors import KnownError
from clipphotos.core.query.folding import usual, valid
from clipphotos.core.query.lexer import Piece, Token, tokens
from clipphotos.core.query.records import (
    And,
    Description,
    Example,
    Field,
    Filter,
    Mistake,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Sort,
    Span,
)
from clipphotos.core.query.values import WrongValueError, days_in, region_of, sort_of, value_of
from clipphotos.core.query.vocabulary import ASKED, FIELDS, LIKE, SORT

MOST_LEVELS = 20
"""Parentheses can be so deep within each other: whatever looks at the tree may go down by calling itself."""
MOST_TERMS = 200
MOST_CHARACTERS = 10_000
MOST_WEIGHT = 10.0
_ODD_WEIGHT = f"A weight is a number above 0 and up to {MOST_WEIGHT:.0f}."


_PATHS = (LIKE, Field.FOLDER, Field.NAME)
"""What names files: any bytes, those that are no text as halves of characters (`os.fsdecode`)."""


class Kind(StrEnum):
    """What a part of a search at its top level is."""

    DESCRIPTION = "description"
    EXAMPLE = "example"
    PHRASE = "phrase"
    FILTER = "filter"
    GROUP = "group"
    """In parentheses."""
    EITHER = "either"
    """Several terms with `or` between them."""
    SORT = "sort"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class Item:
    """A part at the top level; `kind` None is an `or`."""

    kind: Kind | None
    span: Span
    negative: bool = False


@dataclass(frozen=True)
class Reading:
    """Everything that is known after reading a text."""

    query: Query
    items: tuple[Item, ...]
    unclosed: str
    """What would have to be added to close what is open."""
    strays: tuple[int, ...] = ()
    """The places of parentheses that close nothing, and of minuses that belong to nothing."""


def parse(text: str, today: date | None = None) -> Query:
    """Return what a text asks for. Never raises: what is not understood is in `mistakes`.

    Args:
        text: anything.
        today: what "today" is; the computer's date if None.
    """
    return read(text, today).query


def understood(text: str, today: date | None = None) -> Query:
    """Return what a text asks for.

    Raises:
        KnownError: it asks for nothing, not even an order, or a part of it is not understood, which the sentence names.
    """
    query = parse(text, today)
    if query.mistakes:
        mistake = query.mistakes[0]
        hint = f" Did you mean {mistake.instead} ?" if mistake.instead else ""
        raise KnownError(f"“{text[mistake.span.start : mistake.span.end]}”: {mistake.reason}{hint}")
    if not query.asks:
        raise KnownError("The search is empty: type what the photo shows.")
    return query


def read(text: str, today: date | None = None) -> Reading:
    """Return what a text asks for and what it consists of. Never raises."""
    if len(text) > MOST_CHARACTERS:
        span = Span(0, len(text))
        reason = f"A search can have {MOST_CHARACTERS:,} characters at most."
        return Reading(Query(text, None, mistakes=(Mistake(span, reason),)), (Item(Kind.MISTAKE, span),), "")
    reader = _Reader(text, today)
    unclosed = ""
    for token in tokens(text):
        reader.take(token if FIELDS.get(token.name) in _PATHS else replace(token, text=valid(token.text)))
        if not token.closed:
            unclosed = {"「": "」", "『": "』"}.get(_mark(text, token), '"')
    depth = len(reader.open) - 1 + reader.too_deep
    reader.close_all()
    query = Query(text, reader.root, reader.sort, tuple(reader.mistakes))
    return Reading(query, tuple(reader.items), unclosed + ")" * depth, tuple(reader.strays))


def _mark(text: str, token: Token) -> str:
    """Return the mark that a quotation begins with."""
    return next((c for c in text[token.span.start : token.span.end] if c in '"＂“”「『'), '"')


@dataclass
class _Level:
    """What is between two parentheses, or all of the text."""

    start: int
    """Where it starts, with its minus and weight."""
    minus: int | None = None
    factor: float = 1.0
    either: list[list[Node]] = field(default_factory=lambda: [[]])
    joins: bool = False
    """Whether a plain word goes on the description before it."""
    wrong: bool = False
    """Whether there is a mistake in it."""


class _Reader:
    """Puts the pieces together."""

    def __init__(self, text: str, today: date | None) -> None:
        self.text, self.today = text, today
        self.open = [_Level(0)]
        self.too_deep = 0
        """Parentheses that are open and do not count."""
        self.items: list[Item] = []
        self.mistakes: list[Mistake] = []
        self.strays: list[int] = []
        self.sort: Sort | None = None
        self.root: Node | None = None
        self._minus: int | None = None
        self._weight: Token | None = None
        self._dash: Token | None = None
        """A minus with a space after it."""
        self._half: Token | None = None
        """A date right before this that is not understood, perhaps as a word of it follows."""
        self._terms = 0

    def take(self, token: Token) -> None:
        level, half, self._half = self.open[-1], self._half, None
        match token.piece:
            case Piece.WORD if half and self._finishes_date(half, token):
                pass
            case Piece.WORD | Piece.QUOTE | Piece.FILTER | Piece.LIKE if self._dash and FIELDS.get(token.name) != SORT:
                whole = Span(self._dash.span.start, token.span.end)
                right = self.text[self._after_minus(token) : token.span.end]
                self.strays = [place for place in self.strays if place < whole.start]
                self._wrong(whole, "A minus goes right before what it is for.", f"-{right}")
            case Piece.MINUS:
                self._minus = token.span.start if self._minus is None else self._minus
                self._dash = None
                return
            case Piece.WEIGHT:
                self._weight = token
                return
            case Piece.OPEN:
                self._open(token)
            case Piece.CLOSE:
                self._close(token.span.end)
            case Piece.OR:
                if len(self.open) == 1:
                    self.items.append(Item(None, token.span))
                level.either.append([])
                level.joins = False
            case Piece.WORD:
                self._word(token)
            case Piece.QUOTE:
                self._quotation(token)
            case Piece.FILTER if FIELDS[token.name] == SORT:
                self._sort(token)
            case Piece.FILTER | Piece.LIKE | Piece.STRANGE:
                self._valued(token)
            case Piece.NOTHING:
                self.strays.extend(() if token.text else range(*token.span))  # no AND
        self._minus = self._weight = None
        self._dash = token if token.piece is Piece.NOTHING and not token.text else None  # no AND

    def close_all(self) -> None:
        """End the text, and what is open at its end."""
        while len(self.open) > 1:
            self._close(len(self.text.rstrip()))
        self.root = _together(self.open[0].either)

    def _whole(self, token: Token) -> Span:
        """Return the place of a piece with its minus and weight."""
        start = token.span.start if self._weight is None else self._weight.span.start
        return Span(start if self._minus is None else self._minus, token.span.end)

    def _put(self, node: Node, kind: Kind, span: Span, *, negative: bool) -> None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            if self._terms == MOST_TERMS + 1:
                self._wrong(span, f"A search can have {MOST_TERMS} terms at most.")
            return
        self.open[-1].either[-1].append(Not(node, span) if negative else node)
        self.open[-1].joins = False
        self._item(kind, span, negative)

    def _item(self, kind: Kind, span: Span, negative: bool) -> None:
        if len(self.open) == 1:
            self.items.append(Item(kind, span, negative))

    def _wrong(self, span: Span, reason: str, instead: str = "") -> None:
        self.mistakes.append(Mistake(span, reason, instead))
        self.open[-1].joins, self.open[-1].wrong = False, True
        self._item(Kind.MISTAKE, span, False)

    def _factor(self) -> float:
        """Return the weight of the next term, with that of the parentheses around it."""
        return self.open[-1].factor * (1.0 if self._weight is None else float(self._weight.text))

    def _weighs_oddly(self) -> bool:
        return self._weight is not None and not 0 < float(self._weight.text) <= MOST_WEIGHT

    def _odd_weight(self, span: Span) -> bool:
        if self._weighs_oddly():
            self._wrong(span, _ODD_WEIGHT)
        return self._weighs_oddly()

    def _word(self, token: Token) -> None:
        nodes, span = self.open[-1].either[-1], self._whole(token)
        before = nodes[-1] if nodes and self.open[-1].joins else None
        alone = self._minus is None and self._weight is None
        if alone and isinstance(before, Description):
            span = Span(before.span.start, span.end)
            nodes[-1] = replace(before, text=f"{before.text} {usual(token.text)}", span=span)
            if len(self.open) == 1:
                self.items[-1] = replace(self.items[-1], span=span)
            return
        self._describe(token, span)
        self.open[-1].joins = alone and self._terms <= MOST_TERMS

    def _describe(self, token: Token, span: Span) -> None:
        if not self._odd_weight(span):
            words = usual(token.text)
            inner = Span(span.start if self._minus is None else self._after_minus(token), span.end)
            node = Description(words, inner, self._factor())
            self._put(node, Kind.DESCRIPTION, span, negative=self._minus is not None)

    def _after_minus(self, token: Token) -> int:
        return token.span.start if self._weight is None else self._weight.span.start

    def _quotation(self, token: Token) -> None:
        words = " ".join(token.text.split())
        if not words:
            return
        if self._weight is not None:
            self._describe(token, self._whole(token))
        else:
            self._put(Phrase(words, token.span), Kind.PHRASE, self._whole(token), negative=self._minus is not None)

    def _sort(self, token: Token) -> None:
        span = self._whole(token)
        try:
            found = sort_of(token.text)
        except WrongValueError as wrong:
            self._wrong(span, wrong.reason, f"{token.name}:{wrong.instead}" if wrong.instead else "")
            return
        if self._minus is not None:
            turned = replace(found, reversed=not found.reversed)
            sign = "-" if turned.reversed else ""
            self._wrong(span, "The minus goes after the colon.", f"{token.name}:{sign}{turned.key}")
        elif self._weight is not None or len(self.open) > 1:
            self._wrong(span, "The order is for the whole search: it goes outside of parentheses and has no weight.")
        elif self.sort is not None:
            self._wrong(span, "Photos can be sorted in one way only.")
        else:
            self.sort = found
            self.open[-1].joins = False
            self._item(Kind.SORT, span, False)

    def _valued(self, token: Token) -> None:
        span, name = self._whole(token), FIELDS.get(token.name)
        typed = self.text[span.start : token.span.start]
        if token.piece is Piece.STRANGE:
            self._wrong(span, "There is no such filter.", f"{typed}{token.name}:{token.text}")
            return
        negative = self._minus is not None
        try:
            if name == LIKE:
                if not self._odd_weight(span):
                    inner = Span(self._after_minus(token), span.end)
                    self._put(_example(token, inner, self._factor()), Kind.EXAMPLE, span, negative=negative)
                return
            assert isinstance(name, Field)
            value = value_of(name, token.text, self.today)
            if self._weight is not None:
                term = f"{'-' if negative else ''}{self.text[token.span.start : token.span.end]}"
                raise _NoWeightError(term)
            self._put(Filter(name, value, token.span), Kind.FILTER, span, negative=negative)
        except _NoWeightError as wrong:
            self._wrong(span, "Only what a photo shows has a weight: a filter holds or does not.", wrong.instead)
        except WrongValueError as wrong:
            value_text = f'"{wrong.instead}"' if " " in wrong.instead else wrong.instead
            self._wrong(span, wrong.reason, f"{typed}{token.name}:{value_text}" if value_text else "")
            self._half = token if name is Field.DATE and self._weight is None else None

    def _finishes_date(self, half: Token, token: Token) -> bool:
        """Return whether a word and a wrong date before it are one date, `date:last week`; the mistake says so then."""
        words = f"{half.text} {token.text}".split()
        if not days_in(" ".join(words), self.today):
            return False
        mistake = self.mistakes.pop()
        if len(self.open) == 1:
            self.items.pop()
        span, typed = Span(mistake.span.start, token.span.end), self.text[mistake.span.start : half.span.start]
        self._wrong(span, mistake.reason, f"{typed}{half.name}:{'-'.join(words)}")
        return True

    def _open(self, token: Token) -> None:
        span = self._whole(token)
        if len(self.open) > MOST_LEVELS:
            if not self.too_deep:
                self._wrong(span, f"Parentheses can be at most {MOST_LEVELS} deep.")
            self.too_deep += 1
            return
        self.open.append(_Level(span.start, self._minus, self._factor()))
        if self._weight and self._weighs_oddly():
            self._wrong(self._weight.span, _ODD_WEIGHT)

    def _close(self, end: int) -> None:
        if self.too_deep:
            self.too_deep -= 1
            return
        if len(self.open) == 1:  # nothing is open: forgiven
            self.strays.extend(range(end - 1 if self._minus is None else self._minus, end))
            return
        level = self.open.pop()
        self.open[-1].wrong |= level.wrong
        node = _together(level.either)
        span = Span(level.start, end)
        if node is not None:
            negative = level.minus is not None
            self.open[-1].either[-1].append(Not(node, span) if negative else node)
            self.open[-1].joins = False
            self._item(Kind.GROUP, span, negative)
        elif level.wrong:
            self.open[-1].joins = False
            self._item(Kind.MISTAKE, span, False)


class _NoWeightError(WrongValueError):
    """A filter has a weight."""

    def __init__(self, instead: str) -> None:
        super().__init__("", instead)


def _together(either: Sequence[Sequence[Node]]) -> Node | None:
    """Return what alternatives come to; those without anything in them do not count."""
    nodes = [_all(nodes) for nodes in either if nodes]
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return Or(tuple(nodes), Span(nodes[0].span.start, nodes[-1].span.end))


def _all(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes), Span(nodes[0].span.start, nodes[-1].span.end))


def _example(token: Token, span: Span, weight: float) -> Example:
    reference = token.text if token.text.startswith("#") else token.text.strip()
    if not reference:
        raise WrongValueError(ASKED[LIKE])
    if reference.startswith("#") and not (reference[1:].isdecimal() and len(reference) < 19):
        raise WrongValueError("After # comes a photo's number, such as like:#12.")
    return Example(reference, span, region_of(token.region[1:]) if token.region else None, weight)
