"""Terms as they are typed, for editors that know what is meant."""

from __future__ import annotations

from datetime import date

from clipphotos.core.query.records import Days, Field, Region, Sort
from clipphotos.core.query.writer import exactly, quoted


def named(field: Field, name: str) -> str:
    """Return a filter by a name."""
    return f"{field}:{quoted(name)}"


def taken(days: Days) -> str:
    """Return a filter by days; whole years as such."""
    whole = whole_years(days)
    ends = ["" if day is None else str(day.year) if whole else day.isoformat() for day in (days.first, days.last)]
    return f"{Field.DATE}:{ends[0] if ends[0] == ends[1] else '..'.join(ends)}"


def whole_years(days: Days) -> bool:
    """Return whether days are nothing but years from beginning to end."""
    return _is(days.first, 1, 1) and _is(days.last, 12, 31)


def _is(day: date | None, month: int, number: int) -> bool:
    return day is None or (day.month, day.day) == (month, number)


def described(words: str, weight: float, *, negated: bool) -> str:
    """Return what a photo shows, or does not."""
    alone = " " not in words
    if weight != 1:
        words = f"{weight:g}:{words if alone and words[:1].isalpha() else exactly(words)}"
    elif negated and not alone:
        words = f"({words})"
    return f"-{words}" if negated else words


def like(reference: str, region: Region | None = None, weight: float = 1.0) -> str:
    """Return an example."""
    box = ""
    if region is not None:
        percent = (region.x, region.y, region.width, region.height)
        box = "@" + ",".join(f"{100 * part:.4g}" for part in percent)
    text = f"like:{quoted(reference)}{box}"
    return text if weight == 1 else f"{weight:g}:{text}"


def sorted_by(sort: Sort) -> str:
    """Return what comes first."""
    return f"sort:{'-' if sort.reversed else ''}{sort.key}"
