"""Which backups are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

ASKED: Final = 10
DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 6


def kept(times: Iterable[datetime], asked: Iterable[datetime] = ()) -> set[datetime]:
    """Return which are kept: the last of each of the last days, weeks and months that have any, and the last asked for.

    Args:
        times: when each backup was made.
        asked: those of them that a person asked for.
    """
    newest_first = sorted(times, reverse=True)
    wanted = {*newest_first[:1], *sorted(asked, reverse=True)[:ASKED]}
    for periods, pattern in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        last_of: dict[str, datetime] = {}
        for time_ in newest_first:
            last_of.setdefault(time_.strftime(pattern), time_)
        wanted.update(list(last_of.values())[:periods])
    return wanted
