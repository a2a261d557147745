"""Of calls that take their time only the last is answered, and only one runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from clipphotos.core.errors import KnownError
from clipphotos.ui.asking.one_at_a_time import OneAtATime
from clipphotos.ui.bridge import Bridge


class Slow:
    """Calls that wait to be let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.go = threading.Semaphore(0)
        self.running = self.most = 0

    def __call__(self, name: str) -> str:
        self.begun.append(name)
        self.running += 1
        self.most = max(self.most, self.running)
        self.go.acquire(timeout=30)
        self.running -= 1
        return name


@pytest.fixture
def slow() -> Iterator[Slow]:
    slow = Slow()
    yield slow
    slow.go.release(10)


@pytest.fixture
def calls(bridge: Bridge, slow: Slow) -> OneAtATime:
    return OneAtATime(bridge, bridge)


def test_only_the_last_call_is_answered_and_those_between_never_begin(
    calls: OneAtATime, slow: Slow, qtbot: QtBot
) -> None:
    answers: list[str] = []
    for name in "abcd":
        calls.ask(partial(slow, name), answers.append, answers.append)
        qtbot.waitUntil(lambda: slow.begun != [])
    slow.go.release(4)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["d"]
    assert slow.begun == ["a", "d"]
    assert slow.most == 1


def test_what_is_forgotten_is_not_answered(calls: OneAtATime, slow: Slow, qtbot: QtBot) -> None:
    answers: list[str] = []
    calls.ask(partial(slow, "a"), answers.append, answers.append)
    calls.forget()
    calls.ask(partial(slow, "b"), answers.append, answers.append)
    calls.forget()
    slow.go.release(2)
    calls.ask(lambda: "c", answers.append, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["c"]
    assert "b" not in slow.begun


@pytest.mark.parametrize("error", [KnownError("Not now."), ZeroDivisionError()])
def test_an_error_is_told_and_the_next_call_is_answered(
    error: Exception, calls: OneAtATime, bridge: Bridge, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "clipphotos.ui.bridge")
    told: list[object] = []
    broken: list[str] = []
    bridge.broke.connect(broken.append)

    def fail() -> None:
        raise error

    calls.ask(fail, told.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], KnownError)
    calls.ask(lambda: "next", told.append, told.append)
    qtbot.waitUntil(lambda: told[1:] == ["next"])
    assert bool(broken) is not isinstance(error, KnownError)
