"""What may be meant while a search is typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clipphotos.core.query.records import Field, Span


class Offer(StrEnum):
    """What is offered besides the values of a filter."""

    FIELD = "field"
    """A word before a colon."""
    SORT = "sort"
    """An order."""
    PAST = "past"
    """A search that was made before."""


@dataclass(frozen=True)
class Completion:
    """One way to go on; no space comes after it, as it may be changed further."""

    text: str
    """What is shown."""
    replaces: Span
    insert: str
    """What comes instead of the span; the cursor is best at its end."""
    kind: Field | Offer
    photos: int | None = None
    """How many photos have it, a photo with several files counted for each; None where that says nothing."""
