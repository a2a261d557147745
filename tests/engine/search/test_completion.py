"""What is suggested while a search is typed, in a library that has the names."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from clipphotos.core.changes import Changes, Kind
from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import CaptureFacts, PhotoId, Place, Signature
from clipphotos.core.query.completion import Completion, Offer
from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Field, Span
from clipphotos.engine.library import Library
from clipphotos.engine.search.completion import MOST
from clipphotos.store import files, photos, roots, tags
from clipphotos.store.catalogue import Connection
from tests.engine.conftest import Opened

FOLDERS = (b"2019 Rome/old town", b"2019 Rome/old town", b"Garage", b"\xff broken")
TAGS = ({"garden", "花园"}, {"garden", "Old House"}, {"garden", "old garage"}, {"ＩＭＧ", 'say "hi"', "a:b"})


@pytest.fixture
def library(open_library: Opened) -> Library:
    library = open_library()

    def fill(db: Connection) -> None:
        root = roots.add(db, "/home/me/Pictures")
        for number, (folder, names) in enumerate(zip(FOLDERS, TAGS, strict=True)):
            place = Place(root, folder, f"{number}.{'png' if number else 'jpg'}".encode())
            photo = files.record_content(db, place, Signature(1, 2, 3), bytes([number]) * 32, ())
            taken = datetime(2019 + number // 3, 6 + number % 2, 1)
            facts = CaptureFacts(taken=taken, camera=f"Canon EOS {number // 2}", lens="EF 50mm")
            photos.set_facts(db, photo, 4, 3, facts)
            for name in sorted(names):
                tags.put(db, photo, tags.tag_id(db, name))

    library._catalogue.write(fill)
    library.labels.add(LabelSpec("garden"))
    library.labels.add(LabelSpec("sunset"))
    library.albums.add("Gardens of Rome", [PhotoId(1)])
    library.albums.add("Green", query="garden")
    return library


@pytest.fixture
def offered(library: Library) -> Callable[[str], list[str]]:
    """Return what a text with the cursor at `|`, or at its end, becomes by each suggestion."""

    def offered(text: str) -> list[str]:
        cursor = text.index("|") if "|" in text else len(text)
        text = text.replace("|", "")
        found = library.search.complete(text, cursor)
        return [text[: it.replaces.start] + it.insert + text[it.replaces.end :] for it in found]

    return offered


def test_names_are_found_by_the_beginning_of_any_word(offered: Callable[[str], list[str]]) -> None:
    assert offered("gard") == ["tag:garden", 'album:"Gardens of Rome"']
    assert offered("tag:ga") == ["tag:garden", 'tag:"old garage"']
    assert offered("label:g") == ["label:garden"]
    assert offered("sun") == ["label:sunset"]
    assert offered("folder:rom") == ['folder:"2019 Rome"']
    assert offered("pict") == ["folder:Pictures"]
    assert offered("canon") == ['camera:"Canon EOS 0"', 'camera:"Canon EOS 1"']
    assert offered("lens:5") == ['lens:"EF 50mm"']
    assert offered("album:") == ['album:"Gardens of Rome"', "album:Green"]
    assert offered("arden") == offered("tag:arden") == []


def test_whatever_the_case_the_width_and_the_script(offered: Callable[[str], list[str]]) -> None:
    assert offered("TAG:GARD") == ["TAG:garden"]
    assert offered("img") == offered("ｉｍｇ") == ["tag:ＩＭＧ"]
    assert offered("tag:ｉｍ") == ["tag:ＩＭＧ"]
    assert offered("花") == offered("园") == ["tag:花园"]
    assert offered("标签：花") == ["标签:花园"]
    assert offered("标") == ["标签:"]


def test_names_are_quoted_where_they_need_it(offered: Callable[[str], list[str]]) -> None:
    assert offered('tag:"old h') == ['tag:"Old House"']
    assert offered("tag:hi") == ['tag:"say ""hi"""']
    for text in [*offered("tag:"), *offered("folder:"), *offered("album:"), *offered("camera:"), *offered("date:")]:
        assert not parse(text).mistakes, text
        assert parse(text).root is not None, text


def test_a_name_may_have_been_begun_some_words_before(offered: Callable[[str], list[str]]) -> None:
    assert offered("snow old ho") == ['snow tag:"Old House"']
    assert offered("old ga")[:2] == ['tag:"old garage"', "old tag:garden"]


def test_only_the_piece_at_the_cursor_is_replaced(offered: Callable[[str], list[str]]) -> None:
    assert offered("beach -gard| snow") == ["beach -tag:garden snow", 'beach -album:"Gardens of Rome" snow']
    assert offered("tag:ga|zzz snow") == ["tag:garden snow", 'tag:"old garage" snow']
    assert offered('snow (tag:"old h| beach') == ['snow (tag:"Old House" beach']
    assert offered("garden |") == offered("garden  |snow") == offered("(|") == offered("like:#1") == []


def test_fields_and_their_words_are_offered(offered: Callable[[str], list[str]]) -> None:
    assert offered("da") == ["date:"]
    assert offered("or")[0] == "orientation:"
    assert offered("orientation:l") == ["orientation:landscape"]
    assert offered("is:f") == ["is:favourite"]
    assert offered("is:收") == ["is:收藏"]
    assert offered("snow sort:") == [f"snow sort:{it}" for it in ("relevance", "date", "rating", "name", "size")]
    assert offered("sort:-da") == ["sort:-date"]
    assert offered("rating:") == ["rating:>=3", "rating:>=4", "rating:5", "rating:none"]
    assert offered("size:>") == ["size:>5MB", "size:>12MP"]
    assert offered("type:") == ["type:png", "type:jpeg"]


def test_dates_are_those_of_the_photos_the_newest_first(offered: Callable[[str], list[str]]) -> None:
    assert offered("date:") == ["date:2020", "date:2019"]
    assert offered("date:2019") == ["date:2019", "date:2019-06", "date:2019-07"]
    assert offered("date:sum") == ["date:summer"]
    assert offered("date:this w") == []
    assert offered('date:"this w') == ['date:"this week"']


def test_past_searches_come_last_and_replace_everything(library: Library, offered: Callable[[str], list[str]]) -> None:
    for text in ("garden in snow", "dog", "snow garden -people", "cat"):
        library.search.remember(text)
    assert offered("") == ["cat", "snow garden -people", "dog", "garden in snow"]
    assert offered("gard")[-2:] == ["snow garden -people", "garden in snow"]
    assert offered("snow ga")[-1:] == ["snow garden -people"]
    assert "dog" not in offered("dog")
    assert "dog" not in offered("do| x")


def test_each_says_what_it_is_and_how_many_photos_have_it(library: Library) -> None:
    library.search.remember("tagged")
    assert library.search.complete("ta", 2) == (
        Completion("tag:", Span(0, 2), "tag:", Offer.FIELD),
        Completion("tagged", Span(0, 2), "tagged", Offer.PAST),
    )
    (found,) = library.search.complete("x tag:GAR", 9)[:1]
    assert found == Completion("garden", Span(2, 9), "tag:garden", Field.TAG, 3)
    (order,) = library.search.complete("sort:na", 7)
    assert order.kind is Offer.SORT


def test_there_are_never_many_and_never_an_error(library: Library) -> None:
    for number in range(30):
        library.tags.add(f"garden {number}", [PhotoId(1)])
        library.search.remember(f"garden and house {number}")
    found = library.search.complete("ga", 2)
    assert len(found) == MOST
    assert sum(it.kind is Offer.PAST for it in found) == 3
    hostile = 'tag:"a" -(2:sn or like:"/x"@1,2 花：「 |) date:>= sort:- ' + "\udcff\x00"
    for end in range(len(hostile) + 1):
        for start in range(end):
            library.search.complete(hostile[start:], end - start)
    assert library.search.complete("x" * 20_000, 5) == ()


@pytest.fixture
def followed(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """What is released whenever the names were read again."""
    read = threading.Semaphore(0)
    completer = library.search.completer
    refresh = completer._background._work

    def told() -> None:
        refresh()
        read.release()

    completer._background._work = told
    completer._background._settle_s = 0.05
    completer.start()
    yield read
    completer.close()


def test_what_is_suggested_follows_the_library(library: Library, followed: threading.Semaphore) -> None:
    assert library.search.complete("tag:new", 7) == ()
    library.tags.add("New York", [PhotoId(1)])
    assert followed.acquire(timeout=10)
    assert [it.insert for it in library.search.complete("tag:new", 7)] == ['tag:"New York"']
    library.history.undo()
    assert followed.acquire(timeout=10)
    assert library.search.complete("tag:new", 7) == ()


def test_nothing_is_read_before_somebody_types(library: Library, followed: threading.Semaphore) -> None:
    library._events.emit(Changes(Kind.TAGS))
    assert not followed.acquire(timeout=0.3)


def test_typing_in_a_library_of_many_names_takes_milliseconds(library: Library) -> None:
    library._catalogue.write(
        lambda db: [tags.put(db, PhotoId(1), tags.tag_id(db, f"name {i} 花")) for i in range(2000)]
    )
    for number in range(500):
        library._catalogue.write(
            lambda db, n=number: db.execute("INSERT INTO past_search (text) VALUES (?)", (f"x {n}",))
        )
    library.search.complete("na", 2)
    took = []
    for text in ("na", "zz", "花", "tag:n", "name 1 sn", "e"):
        started = time.process_time()
        for _ in range(5):
            library.search.complete(text, len(text))
        took.append((time.process_time() - started) / 5)
    assert max(took) < 0.05, took


def test_places_where_photos_were_taken_are_offered(library: Library, offered: Callable[[str], list[str]]) -> None:
    assert not offered("place:ro")

    def locate(db: Connection) -> None:
        photos.set_facts(db, PhotoId(1), 4, 3, CaptureFacts(latitude=41.9, longitude=12.5))

    library._catalogue.write(locate)
    library.search.completer._refresh()
    assert offered("place:ro") == ["place:Rome"]
    assert "place:Rome" in offered("rom")
    assert list(library.search.query("place:Rome").photo_ids) == [1]
