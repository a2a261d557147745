"""Albums and ratings as the window and the command line use them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from tests.engine.conftest import Opened
from tests.engine.labels.helping import rescan
from tests.photos import write_photo, write_photos


@pytest.fixture
def library(tmp_path: Path, filled: Callable[..., Library]) -> Library:
    write_photos(tmp_path / "photos", 4)
    return filled()


@pytest.fixture
def ids(library: Library) -> list[PhotoId]:
    return [library.photos.at(str(path)) for path in sorted(Path(library.roots.list()[0].path).glob("*.jpg"))]


def test_albums_are_made_renamed_filled_and_deleted(library: Library, ids: list[PhotoId]) -> None:
    a, b, c, d = ids
    trip = library.albums.add("  Trip   to  Rome ", [c, a])
    assert (trip.name, trip.photos) == ("Trip to Rome", 2)
    assert library.albums.named("TRIP TO ROME") == trip
    assert library.albums.put(trip.id, [a, d, b, d]) == 2
    assert library.photos.ids(album=trip.id).tolist() == [c, a, d, b]
    assert library.albums.take(trip.id, [a, PhotoId(99)]) == 1
    assert library.photos.ids(album=trip.id).tolist() == [c, d, b]
    assert library.albums.rename(trip.id, "Rome").name == "Rome"
    assert library.photos.details(c).albums == ("Rome",)
    library.albums.remove(trip.id)
    assert library.albums.list() == []
    assert sorted(library.photos.ids().tolist()) == sorted(ids)


def test_names_are_refused_with_the_reason(library: Library) -> None:
    library.albums.add("Trip")
    home = library.albums.add("Home")
    for name, reason in (("  ", "no name"), ("trip", "already"), ("x" * 201, "longer")):
        with pytest.raises(KnownError, match=reason):
            library.albums.add(name)
        with pytest.raises(KnownError, match=reason):
            library.albums.rename(home.id, name)
    library.albums.remove(home.id)
    for change in (
        lambda: library.albums.rename(home.id, "X"),
        lambda: library.albums.remove(home.id),
        lambda: library.albums.put(home.id, []),
        lambda: library.albums.take(home.id, []),
    ):
        with pytest.raises(KnownError, match="gone"):
            change()
    with pytest.raises(KnownError, match="no album “Home”"):
        library.albums.named("Home")
    assert [album.name for album in library.albums.list()] == ["Trip"]


def test_photos_are_rated(library: Library, ids: list[PhotoId]) -> None:
    a, b, c, _ = ids
    library.photos.rate([a, b, c], 3)
    library.photos.rate([b], 5)
    library.photos.rate([c], 0)
    assert library.photos.ratings() == {a: 3, b: 5}
    assert library.photos.details(b).rating == 5
    for wrong in (-1, 6):
        with pytest.raises(KnownError, match="from 0 to 5"):
            library.photos.rate([a], wrong)
    assert library.photos.ratings() == {a: 3, b: 5}


def test_actions_say_what_they_were_about(library: Library, ids: list[PhotoId]) -> None:
    trip = library.albums.add("Trip", ids[:2]).id
    steps = [
        (lambda: None, Action(ActionKind.ADD_ALBUM, "Trip", 2)),
        (lambda: library.albums.put(trip, ids), Action(ActionKind.PUT_IN_ALBUM, "Trip", 2)),
        (lambda: library.albums.take(trip, ids[:1]), Action(ActionKind.TAKE_FROM_ALBUM, "Trip", 1)),
        (lambda: library.albums.rename(trip, "Rome"), Action(ActionKind.RENAME_ALBUM, "Rome")),
        (lambda: library.photos.rate(ids, 4), Action(ActionKind.RATE, "4", 4)),
        (lambda: library.albums.remove(trip), Action(ActionKind.REMOVE_ALBUM, "Rome", 3)),
    ]
    for act, said in steps:
        act()
        assert library.history.next_undo() == said
    for _, said in reversed(steps):
        assert library.history.undo() == said
    assert library.albums.list() == []
    assert library.photos.ratings() == {}


def test_what_changes_nothing_is_no_action(library: Library, ids: list[PhotoId]) -> None:
    trip = library.albums.add("Trip", ids[:1])
    library.photos.rate(ids[:1], 2)
    done = library.history.next_undo()
    library.photos.rate(ids[:1], 2)
    library.albums.rename(trip.id, "Trip")
    assert library.albums.put(trip.id, ids[:1]) == 0
    assert library.albums.take(trip.id, ids[1:]) == 0
    assert library.history.next_undo() == done


def test_whoever_listens_hears_which_photos_it_is_about(
    library: Library, ids: list[PhotoId], open_library: Opened
) -> None:
    trip = library.albums.add("Trip", ids[:2])
    for act, kind, about in (
        (lambda: library.albums.put(trip.id, ids[1:3]), Kind.ALBUMS, ids[2:3]),
        (lambda: library.albums.take(trip.id, ids[2:]), Kind.ALBUMS, ids[2:3]),
        (lambda: library.albums.rename(trip.id, "Rome"), Kind.ALBUMS, ids[:2]),
        (lambda: library.photos.rate(ids[3:], 1), Kind.RATINGS, ids[3:]),
        (lambda: library.history.undo(), Kind.RATINGS, ids[3:]),
        (lambda: library.albums.remove(trip.id), Kind.ALBUMS, ids[:2]),
    ):
        before = len(open_library.events)
        act()
        (change,) = (event for event in open_library.events[before:] if isinstance(event, Changes))
        assert kind in change.kinds
        assert change.photo_ids == frozenset(about)


def test_they_are_there_after_a_restart_and_whatever_happens_to_the_files(
    library: Library, ids: list[PhotoId], open_library: Opened, tmp_path: Path
) -> None:
    a, b, c, _ = ids
    folder = tmp_path / "photos"
    trip = library.albums.add("Trip", [c, a, b]).id
    library.photos.rate([a, b, c], 4)
    (folder / "photo_0000.jpg").rename(folder / "moved.jpg")
    write_photo(folder / "photo_0001.jpg", 77)
    (folder / "photo_0002.jpg").unlink()
    rescan(library)
    open_library.close(library)
    library = open_library()
    assert library.photos.at(str(folder / "moved.jpg")) == a
    assert library.photos.at(str(folder / "photo_0001.jpg")) == b, "an edited photo is the same"
    assert library.photos.ids(album=trip).tolist() == [a, b]
    assert library.photos.ratings() == {a: 4, b: 4, c: 4}
    write_photo(folder / "again.jpg", 2)  # the content of c
    library.start(watch=False)
    library.wait_until_done()
    assert library.photos.ids(album=trip).tolist() == [c, a, b]
    assert library.history.undo() == Action(ActionKind.RATE, "4", 3)
    assert library.history.undo() == Action(ActionKind.ADD_ALBUM, "Trip", 3)
    assert library.photos.ratings() == {}
    assert library.photos.details(a).albums == ()
    assert library.photos.details(b).width == 320, "what was read of the edited photo stays"
