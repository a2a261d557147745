"""Messages and answers reach the main thread, in order, once, and only while somebody waits."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clipphotos.core.changes import Changes, Digest, Event, Kind, Level, Notice, Progress
from clipphotos.core.errors import DamagedLibraryError, KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.ui.bridge import Bridge

_WAIT_S = 10


class Speaker:
    """What a library does with its listeners."""

    def __init__(self) -> None:
        self.listener: Callable[[Event], None] | None = None

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self.listener = listener
        return self.leave

    def leave(self) -> None:
        self.listener = None


def test_delivers_answers_in_the_main_thread(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[tuple[str, bool]] = []

    def take(value: str) -> None:
        seen.append((value, QThread.currentThread() is QApplication.instance().thread()))

    bridge.run(lambda: threading.current_thread().name, take)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("ui-read")
    assert seen[0][1]


def test_drops_late_answers_of_a_topic(bridge: Bridge, qtbot: QtBot) -> None:
    slow, seen = threading.Event(), []
    bridge.run(lambda: (slow.wait(_WAIT_S), "late")[1], seen.append, topic="search")
    bridge.run(lambda: "new", seen.append, topic="search")
    bridge.run(lambda: "other", seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2)
    slow.set()
    last: list[str] = []
    bridge.change(lambda: "last", last.append)
    qtbot.waitUntil(lambda: bool(last))
    assert sorted(seen) == ["new", "other"]


def test_forgets_an_answer_that_nobody_wants(bridge: Bridge, qtbot: QtBot) -> None:
    go, seen, done = threading.Event(), [], []
    bridge.run(lambda: go.wait(_WAIT_S), seen.append, topic="details")
    bridge.forget("details")
    go.set()
    bridge.change(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert seen == []


def test_makes_changes_in_the_order_of_the_calls(bridge: Bridge, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(50):
        bridge.change(lambda number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))


def test_turns_a_known_error_into_a_notice(bridge: Bridge, qtbot: QtBot) -> None:
    def fail() -> None:
        raise KnownError("The disk is full.")

    with qtbot.waitSignal(bridge.noticed) as told:
        bridge.run(fail)
    assert told.args == [Notice(Level.WARNING, "The disk is full.")]


def test_gives_a_known_error_to_who_asks_for_it(bridge: Bridge, qtbot: QtBot) -> None:
    def fail() -> None:
        raise KnownError("No.")

    errors: list[KnownError] = []
    with qtbot.assertNotEmitted(bridge.noticed):
        bridge.run(fail, None, errors.append)
        qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "No."


def test_logs_and_reports_an_unexpected_error(bridge: Bridge, qtbot: QtBot, allowed_log: Callable[[str], None]) -> None:
    allowed_log("failed unexpectedly")
    with qtbot.waitSignal(bridge.broke) as broke:
        bridge.run(lambda: 1 / 0)
    assert "ZeroDivisionError" in broke.args[0]


def test_merges_messages_that_wait(bridge: Bridge, qtbot: QtBot) -> None:
    speaker = Speaker()
    bridge.listen(speaker.subscribe)
    changes: list[Changes] = []
    bridge.changed.connect(changes.append)
    progress: list[Progress] = []
    bridge.progressed.connect(progress.append)

    def speak() -> None:
        assert speaker.listener is not None
        for number in range(1000):
            speaker.listener(Changes(Kind.TAGS if number % 2 else Kind.PHOTOS, frozenset({PhotoId(number)})))
            speaker.listener(Progress(number, 1000))

    thread = threading.Thread(target=speak)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(progress))
    assert progress == [Progress(999, 1000)]
    assert changes == [Changes(Kind.TAGS | Kind.PHOTOS, frozenset(map(PhotoId, range(1000))))]


def test_digests_that_wait_become_one(bridge: Bridge, qtbot: QtBot) -> None:
    bridge.listen(Speaker().subscribe)
    with qtbot.waitSignal(bridge.digested) as told:
        bridge.receive(Digest((("Dog", 3), ("Beach", 2))))
        bridge.receive(Digest((("Beach", 4),)))
    assert told.args == [Digest((("Beach", 6), ("Dog", 3)))]


def test_a_change_of_anything_stays_one(bridge: Bridge, qtbot: QtBot) -> None:
    bridge.listen(Speaker().subscribe)
    with qtbot.waitSignal(bridge.changed) as changed:
        bridge.receive(Changes(Kind.TAGS, None))
        bridge.receive(Changes(Kind.LABELS, frozenset({PhotoId(1)})))
    assert changed.args == [Changes(Kind.TAGS | Kind.LABELS, None)]


def test_nothing_arrives_after_retiring(bridge: Bridge, qtbot: QtBot) -> None:
    speaker = Speaker()
    bridge.listen(speaker.subscribe)
    seen: list[object] = []
    for signal in (bridge.changed, bridge.progressed, bridge.noticed):
        signal.connect(seen.append)
    bridge.run(lambda: "answer", seen.append)
    bridge.receive(Progress(1, 2))
    bridge.retire()
    done: list[object] = []
    bridge.change(lambda: "closing", done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert speaker.listener is None
    assert seen == []


def test_closing_runs_changes_that_were_asked_for(qapp: QApplication) -> None:
    bridge, done = Bridge(), []
    for number in range(20):
        bridge.change(lambda number=number: done.append(number))
    bridge.close()
    assert done == list(range(20))
    bridge.run(lambda: done.append(99))
    assert done == list(range(20))


def test_says_that_the_catalogue_is_damaged_whoever_asked(bridge: Bridge, qtbot: QtBot) -> None:
    told: list[str] = []

    def fail() -> None:
        raise DamagedLibraryError("It is damaged.")

    with qtbot.waitSignal(bridge.damaged):
        bridge.run(fail, on_error=lambda error: told.append(str(error)))
    with qtbot.waitSignal(bridge.damaged), qtbot.assertNotEmitted(bridge.noticed):
        bridge.change(fail)
    assert told == ["It is damaged."]
    speaker = Speaker()
    bridge.listen(speaker.subscribe)
    with qtbot.waitSignal(bridge.damaged), qtbot.assertNotEmitted(bridge.noticed):
        bridge.receive(Notice.of(DamagedLibraryError("It is damaged.")))
    with qtbot.waitSignal(bridge.noticed), qtbot.assertNotEmitted(bridge.damaged):
        bridge.receive(Notice.of(KnownError("The disk is full.")))
