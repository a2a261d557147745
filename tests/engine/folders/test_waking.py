"""Sleep of the computer is seen by its clocks."""

from __future__ import annotations

import pytest

from clipphotos.engine.folders.waking import SleepDetector


class Clocks:
    wall, steady = 1_000_000.0, 500.0

    def go(self, wall_s: float, steady_s: float) -> None:
        self.wall += wall_s
        self.steady += steady_s


@pytest.mark.parametrize(
    ("wall_s", "steady_s", "slept"),
    [
        (5, 5, False),
        (28, 28, False),  # a busy computer
        (3600, 5, True),  # Linux, macOS
        (3600, 3600, True),  # Windows, or the program was stopped
        (-3600, 5, True),  # the clock was set, which looks the same
    ],
)
def test_a_gap_is_a_sleep(wall_s: float, steady_s: float, slept: bool) -> None:
    clocks = Clocks()
    detector = SleepDetector(lambda: clocks.wall, lambda: clocks.steady)
    assert detector.slept(lambda: clocks.go(wall_s, steady_s), 5.0) is slept
    assert not detector.slept(lambda: clocks.go(5, 5), 5.0)


def test_sleep_during_a_long_scan_is_seen_afterwards() -> None:
    clocks = Clocks()
    detector = SleepDetector(lambda: clocks.wall, lambda: clocks.steady)
    clocks.go(600, 600)
    assert not detector.slept(lambda: clocks.go(1, 1), 5.0)
    clocks.go(4000, 400)
    assert detector.slept(lambda: clocks.go(1, 1), 5.0)
