"""Whether the computer slept, during which no events were told."""

from __future__ import annotations

import time
from collections.abc import Callable

GAP_S = 30.0


class SleepDetector:
    """Compares the clocks. Used by one thread.

    On Linux and macOS the steady clock stands still during sleep, while the clock on the wall goes on. On Windows, and
    for a program that was stopped, both go on: then a wait took longer than it was to. A clock that is set looks the
    same, which costs a rescan.
    """

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._steady = wall, steady
        self._difference = wall() - steady()

    def slept(self, wait: Callable[[], object], at_most_s: float) -> bool:
        """Run something that waits at most so long; return whether there was a sleep since the last call."""
        before = self._steady()
        wait()
        now = self._steady()
        difference, self._difference = self._difference, self._wall() - now
        return abs(self._difference - difference) > GAP_S or now - before > at_most_s + GAP_S
