"""Work in the background follows what wakes it, without running after every single wake."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from clipphotos.core.changes import Event, Notice
from clipphotos.core.errors import KnownError
from clipphotos.engine.background import Background
from clipphotos.engine.events import Events


@pytest.fixture
def events() -> Iterator[tuple[Events, list[Event]]]:
    bus, seen = Events(), list[Event]()
    unsubscribe = bus.subscribe(seen.append)
    yield bus, seen
    unsubscribe()


def make(work: Callable[[], None], events: Events, settle_s: float = 0.1, rest: float = 0.0) -> Background:
    return Background("worker", work, events, "It failed", settle_s=settle_s, rest=rest)


def test_wakes_that_follow_each_other_are_answered_together(events: tuple[Events, list[Event]]) -> None:
    calls, called = [], threading.Semaphore(0)

    def work() -> None:
        calls.append(1)
        called.release()

    background = make(work, events[0])
    background.start()
    for _ in range(20):
        background.wake()
    assert called.acquire(timeout=10)
    background.wake()
    assert called.acquire(timeout=10)
    background.close()
    assert len(calls) == 2


def test_long_work_rests_in_proportion(events: tuple[Events, list[Event]]) -> None:
    started, called = [], threading.Semaphore(0)

    def work() -> None:
        started.append(time.monotonic())
        until = started[-1] + 0.1
        while time.monotonic() < until:
            pass
        background.wake()  # there is always more to do
        called.release()

    background = make(work, events[0], settle_s=0.0, rest=3.0)
    background.start()
    background.wake()
    for _ in range(3):
        assert called.acquire(timeout=10)
    background.close()
    assert all(later - earlier >= 0.4 for earlier, later in pairwise(started))


def test_a_failure_is_told_and_the_next_wake_is_answered(
    events: tuple[Events, list[Event]], allowed_log: Callable[[str], None]
) -> None:
    allowed_log("It failed")
    bus, seen = events
    outcomes: list[Exception | None] = [KnownError("The model is gone."), ValueError("a bug"), None]
    called = threading.Semaphore(0)

    def work() -> None:
        outcome = outcomes.pop(0)
        called.release()
        if outcome:
            raise outcome

    background = make(work, bus)
    background.start()
    for _ in range(3):
        background.wake()
        assert called.acquire(timeout=10)
    background.close()
    assert outcomes == []
    texts = [event.text for event in seen if isinstance(event, Notice)]
    assert texts == ["The model is gone.", "It failed; the log has the details."]


def test_closing_does_not_wait_until_it_settled(events: tuple[Events, list[Event]]) -> None:
    calls: list[int] = []
    background = make(lambda: calls.append(1), events[0], settle_s=60)
    background.start()
    background.wake()
    background.close()
    assert background.stopping
    assert calls == []
    never = make(lambda: None, events[0])
    never.wake()
    never.close()
