"""What may be meant while a search is typed: names that exist in this library, words of the language, past searches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeVar

from clipphotos.core.changes import Changes, Event
from clipphotos.core.query.completion import Completion, Offer
from clipphotos.core.query.dates import MONTHS, RELATIVE
from clipphotos.core.query.folding import folded
from clipphotos.core.query.lexer import Piece, Token, tokens
from clipphotos.core.query.parser import MOST_CHARACTERS
from clipphotos.core.query.records import Field, Span
from clipphotos.core.query.vocabulary import FIELDS, ORIENTATIONS, SORT, SORTS, TRAITS
from clipphotos.core.query.writer import quoted
from clipphotos.engine.background import Background
from clipphotos.engine.events import Events
from clipphotos.engine.search.history import SearchHistory
from clipphotos.media.places import known_places
from clipphotos.store import filters, names
from clipphotos.store.catalogue import Catalogue

__all__ = ["Completer", "Completion"]

MOST = 10
_MOST_PAST = 3
_MOST_FIELDS = 3
_MOST_WORDS = 3
"""A name may have been begun so many words before."""
_SETTLE_S = 2.0
_REST = 20.0

_NAMED = (Field.TAG, Field.LABEL, Field.ALBUM, Field.FOLDER, Field.PLACE, Field.CAMERA, Field.LENS)
"""What is offered for a word without a field; of the same name the first."""
_WORDS: dict[Field | str, Mapping[str, object]] = {
    Field.ORIENTATION: ORIENTATIONS,
    Field.IS: TRAITS,
    SORT: SORTS,
    Field.DATE: MONTHS | {word: word for word in RELATIVE},
    Field.RATING: {word: word for word in (">=3", ">=4", "5", "none")},
    Field.SIZE: {word: word for word in (">5MB", "<1MB", ">12MP")},
}
"""What can be after a colon in every library: word -> what it means."""
_PLAIN_WORD = (Piece.WORD, Piece.OR, Piece.NOTHING, Piece.MINUS)
"""What may be the beginning of a word: “or”, too."""
_BEFORE_WORD = r"(?:^|[\W_\u2e80-\uffef])"
"""Between Chinese characters any place may be the beginning of a word."""

T = TypeVar("T")


class _Name(NamedTuple):
    folded: str
    name: str
    photos: int


_Names = dict[Field, list[_Name]]


class Completer:
    """Suggests how a search may go on. Thread-safe; takes milliseconds, but for the first call.

    The names that there are in the library are kept, and read again in the background some seconds after it changed.
    """

    def __init__(self, catalogue: Catalogue, events: Events, history: SearchHistory) -> None:
        self._catalogue, self._history = catalogue, history
        self._names: _Names | None = None
        trouble = "What is suggested for searches could not be brought up to date"
        self._background = Background("namer", self._refresh, events, trouble, settle_s=_SETTLE_S, rest=_REST)
        events.subscribe(self._on_event)

    def start(self) -> None:
        """Start the thread that follows the library."""
        self._background.start()

    def close(self) -> None:
        """Join the thread."""
        self._background.close()

    def complete(self, text: str, cursor: int) -> tuple[Completion, ...]:
        """Return what may be meant by what is right before the cursor, what most photos have first; at most `MOST`."""
        if len(text) > MOST_CHARACTERS:
            return ()
        typed = list(tokens(text[:cursor]))
        found: Iterable[Completion] = ()
        if typed and typed[-1].span.end == cursor:
            last = typed[-1]
            end = next((it.span.end for it in tokens(text) if it.span.start == last.span.start), cursor)
            end = end if last.closed else cursor
            if last.piece is Piece.FILTER:
                found = self._values(text, last, end)
            elif last.piece in _PLAIN_WORD and last.text:
                found = (*_fields(last, end), *self._named(text, typed, end))
        past = tuple(self._past(text)) if not text[cursor:].strip() else ()
        return (*islice(found, MOST - len(past)), *past)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Changes) and self._names is not None:
            self._background.wake()

    def _refresh(self) -> None:
        self._names = self._read()

    def _read(self) -> _Names:
        with self._catalogue.read() as db:
            known = names.names(db)
            _, degrees = filters.positions(db)
        if degrees.size:  # the names of all places take time and memory
            cities = Counter(city for city in known_places().names(*degrees) if city)
            known[Field.PLACE] = dict(cities.most_common())
        return {
            field: [_Name(folded(name), name, photos) for name, photos in some.items()] for field, some in known.items()
        }

    def _matching(self, field: Field, typed: str) -> Iterator[_Name]:
        """Yield the names of which a word begins so, what most photos have first."""
        if self._names is None:
            self._refresh()
        assert self._names is not None
        fits = _finder(typed)
        return (name for name in self._names.get(field, ()) if fits(name.folded))

    def _values(self, text: str, token: Token, end: int) -> Iterator[Completion]:
        start = token.span.start
        span, target = Span(start, end), FIELDS[token.name]
        begin, value = text[start : start + len(token.name)] + ":", folded(token.text)
        if isinstance(target, Field):
            some = self._matching(target, value)
            if target is Field.DATE:
                years = (name for name in some if name.folded.startswith(value) and (value or len(name.name) == 4))
                some = iter(sorted(years, key=lambda name: (len(name.name), name.name), reverse=not value))
            for name in some:
                yield Completion(name.name, span, begin + quoted(name.name), target, name.photos)
        elif target != SORT:
            return
        reverse = "-" if target == SORT and value.startswith("-") else ""
        kind = target if isinstance(target, Field) else Offer.SORT
        if value or target is not Field.DATE:
            for word in _words(_WORDS.get(target, {}), value.removeprefix(reverse)):
                yield Completion(reverse + word, span, begin + _as_typed(reverse + word), kind)

    def _named(self, text: str, typed: list[Token], end: int) -> Iterator[Completion]:
        """Yield names for the last words, those for more of them first."""
        count = next((n for n, it in enumerate(reversed(typed)) if it.piece is not Piece.WORD), len(typed))
        seen = set[str]()
        for first in typed[-max(1, min(count, _MOST_WORDS)) :]:
            words = folded(text[first.span.start : typed[-1].span.end])
            span, found = Span(first.span.start, end), list[Completion]()
            for field in _NAMED:
                for name in islice((it for it in self._matching(field, words) if it.folded not in seen), MOST):
                    seen.add(name.folded)
                    found.append(Completion(name.name, span, f"{field}:{quoted(name.name)}", field, name.photos))
            yield from sorted(found, key=lambda it: -(it.photos or 0))

    def _past(self, text: str) -> Iterator[Completion]:
        words = folded(text.strip())
        fits = _finder(words)
        past = (it for it in self._history.list() if fits(folded(it)) and folded(it) != words)
        for each in islice(past, _MOST_PAST if words else MOST):
            yield Completion(each, Span(0, len(text)), each, Offer.PAST)


def _fields(token: Token, end: int) -> Iterator[Completion]:
    for word in islice(_words(FIELDS, folded(token.text)), _MOST_FIELDS):
        yield Completion(f"{word}:", Span(token.span.start, end), f"{word}:", Offer.FIELD)


def _words(words: Mapping[str, T], typed: str) -> Iterator[str]:
    """Yield words that begin so, one for each meaning."""
    found = dict[T, str]()
    for word, meaning in words.items():
        if folded(word).startswith(typed):
            found.setdefault(meaning, word)
    return iter(found.values())


def _finder(typed: str) -> Callable[[str], bool]:
    """Return what says whether a word in a folded name begins so."""
    begins = re.compile(_BEFORE_WORD + re.escape(typed)).search
    return lambda name: typed in name and (not typed or begins(name) is not None)


def _as_typed(word: str) -> str:
    return quoted(word) if " " in word else word
