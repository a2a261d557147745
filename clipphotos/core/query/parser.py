"""From what a person typed to a query."""

from __future__ import annotations

from clipphotos.core.errors import KnownError
from clipphotos.core.query.records import Description, Query, Span


def parse(text: str) -> Query:
    """Return what a text asks for. Never raises: what is not understood is in `mistakes`."""
    folded = " ".join(text.split())
    return Query(text, Description(folded, Span(0, len(text))) if folded else None)


def understood(text: str) -> Query:
    """Return what a text asks for.

    Raises:
        KnownError: it is empty, or a part of it is not understood; the sentence names the part.
    """
    query = parse(text)
    if query.mistakes:
        mistake = query.mistakes[0]
        raise KnownError(f"“{text[mistake.span.start : mistake.span.end]}”: {mistake.reason}")
    if query.root is None:
        raise KnownError("The search is empty: type what the photo shows.")
    return query
