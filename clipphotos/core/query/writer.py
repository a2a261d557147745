"""Searches as text: the parts that are shown as chips, and how a part is taken out, replaced, added or renamed."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from clipphotos.core.label import name_key
from clipphotos.core.query.lexer import Piece, tokens
from clipphotos.core.query.parser import Item, Kind, parse, read
from clipphotos.core.query.records import Field, Filter, Query, Span, Text
from clipphotos.core.query.vocabulary import FIELDS

__all__ = ["Kind", "Term", "exactly", "joined", "quoted", "renamed", "replaced", "terms", "without"]

_PLAIN = re.compile(r"[\w#*./+&,][\w#*./+&,'-]*")
"""What needs no quotation marks after a colon; whether it is read as it is, is tried."""
_STRAY_MINUS = re.compile(r"(?:^|(?<=[\s()（）|｜\"＂“”」』]))[-－−]+$")
"""Before what it does not belong to, as there was a space or something else between them."""
_OR_BEFORE = re.compile(r"(?:^|(?<=[\s(（]))(?:or|OR|或|或者|\||｜)\s*$|[|｜]\s*$")
_OR_AFTER = re.compile(r"^\s*(?:[|｜]|(?:or|OR|或者|或)(?=$|[\s)）(（]))")
_GROUP_BEFORE = re.compile(r"(?:-|－|\d{1,2}(?:\.\d{1,3})?[:：])*[(（]\s*$|(?:^|(?<=\s))NOT\s+[(（]\s*$")


@dataclass(frozen=True)
class Term:
    """A part of a search at its top level."""

    kind: Kind
    span: Span
    text: str
    """As it was typed, with its minus and marks."""
    negative: bool = False
    """Whether it has a minus."""


def terms(query: Query) -> tuple[Term, ...]:
    """Return the parts of a search, in order. Separated by spaces they read as the same search.

    With `or` at the top level all of it is one part, except what sorts or is wrong at its ends.
    """
    items = list(read(query.text).items)
    while items and items[0].kind is None:  # an `or` without anything before or after it
        del items[0]
    while items and items[-1].kind is None:
        del items[-1]
    first = next((i for i, it in enumerate(items) if it.kind not in (None, Kind.SORT)), len(items))
    last = next((i for i in range(len(items) - 1, -1, -1) if items[i].kind not in (None, Kind.SORT)), -1)
    if any(it.kind is None for it in items[first : last + 1]):
        whole = Item(Kind.EITHER, Span(items[first].span.start, items[last].span.end))
        items[first : last + 1] = [whole]
    return tuple(
        Term(it.kind, it.span, query.text[it.span.start : it.span.end], it.negative) for it in items if it.kind
    )


def without(query: Query, span: Span) -> str:
    """Return the text without a part; an `or` or parentheses that would be left with nothing go too."""
    before, after = query.text[: span.start].rstrip(), query.text[span.end :].lstrip()
    while True:
        ends, starts = not after or after[0] in ")）", not before or before[-1] in "(（"
        if ends and (dangling := _OR_BEFORE.search(before)):
            before = before[: dangling.start()].rstrip()
        elif (starts or _OR_BEFORE.search(before)) and (dangling := _OR_AFTER.match(after)):
            after = after[dangling.end() :].lstrip()
        elif before and starts and ends and (group := _GROUP_BEFORE.search(before)):
            before, after = before[: group.start()].rstrip(), after[1:].lstrip()
        else:
            break
    return _beside(before, after)


def replaced(query: Query, span: Span, new: str) -> str:
    """Return the text with a part exchanged for another."""
    return _beside(_beside(query.text[: span.start].rstrip(), new.strip()), query.text[span.end :].lstrip())


def renamed(text: str, fields: Set[Field], old: str, new: str) -> str:
    """Return a search in which the filters of some fields look for a new name instead of an old one.

    >>> renamed("album:rome -tag:rome", {Field.ALBUM}, "Rome", "New York")
    'album:"New York" -tag:rome'
    """
    for token in reversed([*tokens(text)]):
        named = token.piece is Piece.FILTER and FIELDS[token.name] in fields
        if named and name_key(" ".join(token.text.split())) == name_key(old):
            rest = text[token.span.end :]
            apart = " " if rest[:1] in ('"', "＂") else ""  # two marks beside each other would be one of the name
            text = f"{text[: token.span.start]}{token.name}:{quoted(new)}{apart}{rest}"
    return text


def joined(text: str, term: str) -> str:
    """Return a search that asks for a term too; what is still open in the text is closed before."""
    reading = read(text)
    alternatives = any(it.kind is None for it in reading.items)
    sorts = [it.span for it in reading.items if it.kind is Kind.SORT and alternatives]  # not into the parentheses
    gone = {*reading.strays, *(place for span in sorts for place in range(*span))}
    old = "".join(" " if place in gone else it for place, it in enumerate(text)).strip()
    old = _closed(old, reading.unclosed) if old else ""
    old = _closed(f"({old}", ")") if alternatives and old else old
    return " ".join(it for it in (old, term.strip(), *(text[start:end] for start, end in sorts)) if it)


def quoted(value: str) -> str:
    """Return a value as it is written after a filter's colon: in quotation marks where it needs them.

    >>> quoted("beach"), quoted("New York")
    ('beach', '"New York"')
    """
    if _PLAIN.fullmatch(value):
        root = parse(f"tag:{value}").root
        if isinstance(root, Filter) and root.field is Field.TAG and root.value == Text(value):
            return value
    return exactly(value)


def exactly(words: str) -> str:
    """Return words in quotation marks: as a search they must be in a name to the letter."""
    return '"' + words.replace('"', '""') + '"'


def _closed(text: str, closing: str) -> str:
    """Return a text with what closes it; a value may have an open parenthesis, and take the closing one for its own."""
    return f"{text} {closing}" if closing and read(text + closing).unclosed else text + closing


def _beside(before: str, after: str) -> str:
    before = _STRAY_MINUS.sub("", before).rstrip() if after else before
    if not before or not after or before[-1] in "(（" or after[0] in ")）":
        return before + after
    return f"{before} {after}"
