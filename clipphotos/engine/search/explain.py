"""How a query is understood, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clipphotos.core.query.records import (
    And,
    Between,
    Days,
    Description,
    Example,
    Filter,
    Months,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    SearchResult,
    Sort,
    SortKey,
    Text,
    Translated,
    Unknown,
)
from clipphotos.engine.search.evaluate import is_fact
from clipphotos.engine.search.run import Run


@dataclass(frozen=True)
class Step:
    """A part of a query."""

    text: str
    """In words."""
    depth: int
    """How deep it is in the tree; 0 is the whole query."""
    photos: int
    """How many photos it finds by itself."""
    node: Node


@dataclass(frozen=True)
class Explanation:
    """How a query is understood."""

    steps: tuple[Step, ...]
    """The whole query first, each part before its own parts; none if all photos are asked for, in an order."""
    sort: Sort
    strong: int
    matching: int
    translated: tuple[Translated, ...]
    unknown: tuple[Unknown, ...]


def explained(query: Query, run: Run, found: SearchResult) -> Explanation:
    """Explain a query that has no mistakes and finds something or nothing.

    Raises:
        KnownError: a part of it cannot be answered now.
    """
    usual = Sort(SortKey.DATE if found.scores is None else SortKey.RELEVANCE)
    steps = tuple(_steps(query.root, query.text, run)) if query.root else ()
    return Explanation(steps, query.sort or usual, found.strong, found.matching, found.translated, found.unknown)


def _steps(node: Node, text: str, run: Run, depth: int = 0) -> Iterator[Step]:
    count = len(run.facts(node)) if is_fact(node) else run.ranked(node).bands.matching
    yield Step(_in_words(node, text), depth, count, node)
    match node:
        case Not(inner) if not isinstance(inner, Description | Example | Filter | Phrase):
            yield from _steps(inner, text, run, depth + 1)
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from _steps(part, text, run, depth + 1)


def _in_words(node: Node, text: str) -> str:
    match node:
        case Description(words, _, weight):
            return f"shows “{words}”{_times(weight)}"
        case Example(reference, _, region, weight):
            what = f"photo {reference}" if reference.startswith("#") else reference
            return f"looks like {'a part of ' if region else ''}{what}{_times(weight)}"
        case Phrase(words):
            return f"has “{words}” in a name"
        case Filter(field, _, _):
            return f"{field}: {_value(node, text)}"
        case Not(inner):
            leaf = isinstance(inner, Description | Example | Filter | Phrase)
            return f"not: {_in_words(inner, text)}" if leaf else "not:"
        case And():
            return "all of these:"
        case Or():
            return "any of these:"


def _value(node: Filter, text: str) -> str:
    match node.value:
        case Text(words):
            return f"“{words}”"
        case Days(first, last):
            return _range(first, last)
        case Between(low, high, unit):
            return _range(low, high) + (f" {unit}" if unit else "")
        case Months(months):
            return "months " + ", ".join(map(str, sorted(months)))
        case other:
            return str(other)


def _range(low: object, high: object) -> str:
    if low == high:
        return _shown(low)
    if high is None:
        return f"from {_shown(low)} on"
    return f"up to {_shown(high)}" if low is None else f"{_shown(low)} to {_shown(high)}"


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _times(weight: float) -> str:
    return "" if weight == 1 else f", {weight:g} times as important"
