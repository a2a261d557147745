"""The counts of smart albums follow the library by themselves."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from clipphotos.core.changes import Changes, Event, Kind, Level, Notice
from clipphotos.engine.library import Library
from tests.engine.conftest import Opened
from tests.photos import write_photos

COUNTED = Changes(Kind.ALBUMS, frozenset())


class Watched:
    """A library of three photos, and which queries it counts."""

    def __init__(self, library: Library) -> None:
        self.library, self.counting = library, library._counting
        self.asked: list[str] = []
        self.seen: list[Event] = []
        self._told = threading.Condition()
        self._matching = self.counting._matching
        self.counting._matching = self._ask
        library.subscribe(self._on_event)

    def counts(self) -> list[int | None]:
        return [album.photos for album in self.library.albums.list()]

    def wait(self, condition: Callable[[], bool]) -> None:
        with self._told:
            assert self._told.wait_for(condition, timeout=20), (self.asked, self.seen)

    def _ask(self, query: str) -> npt.NDArray[np.int64]:
        with self._told:
            self.asked.append(query)
            self._told.notify_all()
        return self._matching(query)

    def _on_event(self, event: Event) -> None:
        with self._told:
            self.seen.append(event)
            self._told.notify_all()


@pytest.fixture
def open_watched(open_library: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Watched]:
    """Open a library that knows its photos; nothing is counted before `counting.start`."""
    monkeypatch.setattr("clipphotos.engine.counting._SETTLE_S", 0.05)
    write_photos(tmp_path / "photos", 3)
    library = open_library()
    library.roots.add(str(tmp_path / "photos"))
    library.start(watch=False)
    library.wait_until_done()
    open_library.close(library)
    return lambda: Watched(open_library())


def test_albums_are_counted_at_the_start_and_after_changes(open_watched: Callable[[], Watched]) -> None:
    watched = open_watched()
    library = watched.library
    library.albums.add("Best", query="rating:>=4")
    assert watched.counts() == [None]
    watched.counting.start()
    watched.wait(lambda: COUNTED in watched.seen)
    assert watched.counts() == [0]
    library.photos.rate(library.photos.ids().tolist()[:2], 5)
    watched.wait(lambda: watched.seen.count(COUNTED) == 2)
    assert watched.counts() == [2]
    library.history.undo()
    watched.wait(lambda: watched.seen.count(COUNTED) == 3)
    assert watched.counts() == [0]
    library.albums.set_query(library.albums.named("Best").id, "rating:none")
    watched.wait(lambda: watched.seen.count(COUNTED) == 4)
    assert watched.counts() == [3]
    assert len(watched.asked) == 4, "the count's own news are no reason to count"


def test_what_did_not_change_is_not_told(open_watched: Callable[[], Watched]) -> None:
    watched = open_watched()
    watched.library.albums.add("All", query="rating:none")
    watched.counting.start()
    watched.wait(lambda: COUNTED in watched.seen)
    watched.library.tags.add("nice", watched.library.photos.ids().tolist())
    watched.wait(lambda: len(watched.asked) == 2)
    watched.counting.close()
    assert watched.seen.count(COUNTED) == 1


def test_descriptions_wait_until_the_model_is_loaded_for_another_reason(open_watched: Callable[[], Watched]) -> None:
    watched = open_watched()
    library = watched.library
    for name, query in (
        ("Any", "rating:none"),
        ("Of another", "album:Patterns"),
        ("Patterns", "colourful or rating:0"),
    ):
        library.albums.add(name, query=query)
    library.ingest.pause()
    library.start(watch=False)
    watched.wait(lambda: COUNTED in watched.seen)
    assert watched.counts() == [3, None, None]
    assert not library.model.loaded
    assert set(watched.asked) == {"rating:none"}
    library.ingest.resume()
    watched.wait(lambda: watched.counts() == [3, 3, 3])


def test_a_query_that_cannot_be_run_keeps_its_count_and_says_why_once(
    open_watched: Callable[[], Watched], caplog: pytest.LogCaptureFixture
) -> None:
    watched = open_watched()
    caplog.set_level("INFO")
    library, ids = watched.library, watched.library.photos.ids().tolist()
    library.albums.add("Any", query="rating:none")
    loop = library.albums.add("Loop", query="rating:none or tag:x")
    watched.counting.start()
    watched.wait(lambda: COUNTED in watched.seen)
    library.model.get()
    library.albums.set_query(loop.id, "album:loop")
    library.photos.rate(ids[:1], 5)
    watched.wait(lambda: watched.seen.count(COUNTED) == 2)
    library.photos.rate(ids[:2], 5)
    watched.wait(lambda: watched.seen.count(COUNTED) == 3)
    assert watched.counts() == [1, None]
    library.history.undo()
    library.history.undo()
    library.history.undo()
    watched.wait(lambda: watched.counts() == [3, 3])
    (notice,) = (event for event in watched.seen if isinstance(event, Notice))
    assert notice.level is Level.WARNING
    assert "“album:loop” cannot be counted: " in notice.text
    assert "searches in itself" in notice.text
    assert f"Smart albums cannot be counted: [{loop.id}]" in caplog.messages
    assert not any("loop" in it.lower() for it in caplog.messages), "what people look for is not logged"


def test_closing_ends_between_two_albums(open_watched: Callable[[], Watched]) -> None:
    watched = open_watched()
    for number in range(20):
        watched.library.albums.add(f"{number}", query=f"rating:5 tag:{number}")
    matching, held = watched.counting._matching, threading.Event()

    def slow(query: str) -> npt.NDArray[np.int64]:
        found = matching(query)
        assert held.wait(20)
        return found

    watched.counting._matching = slow
    watched.counting.start()
    watched.wait(lambda: len(watched.asked) == 1)
    closing = threading.Thread(target=watched.counting.close)
    closing.start()
    while not watched.counting._background.stopping:
        pass
    held.set()
    closing.join()
    assert len(watched.asked) == 1


def test_the_last_count_is_there_at_once(open_watched: Callable[[], Watched], open_library: Opened) -> None:
    watched = open_watched()
    watched.library.albums.add("All", query="rating:none")
    watched.counting.start()
    watched.wait(lambda: COUNTED in watched.seen)
    open_library.close(watched.library)
    assert [album.photos for album in open_library(read_only=True).albums.list()] == [3]
