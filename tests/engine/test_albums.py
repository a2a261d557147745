"""Albums and ratings as the window and the command line use them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec
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
    assert library.albums.photos(trip.id).tolist() == [c, a, d, b]
    assert library.albums.take(trip.id, [a, PhotoId(99)]) == 1
    assert library.albums.photos(trip.id).tolist() == [c, d, b]
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
    assert library.albums.photos(trip).tolist() == [a, b]
    assert library.photos.ratings() == {a: 4, b: 4, c: 4}
    write_photo(folder / "again.jpg", 2)  # the content of c
    library.start(watch=False)
    library.wait_until_done()
    assert library.albums.photos(trip).tolist() == [c, a, b]
    assert library.history.undo() == Action(ActionKind.RATE, "4", 3)
    assert library.history.undo() == Action(ActionKind.ADD_ALBUM, "Trip", 3)
    assert library.photos.ratings() == {}
    assert library.photos.details(a).albums == ()
    assert library.photos.details(b).width == 320, "what was read of the edited photo stays"


def test_a_smart_album_shows_what_its_query_finds(library: Library, ids: list[PhotoId]) -> None:
    a, b, c, _ = ids
    best = library.albums.add("Best", query="  rating:>=4 sort:rating ")
    assert (best.query, best.smart, best.photos) == ("rating:>=4 sort:rating", True, None)
    assert library.albums.photos(best.id).tolist() == []
    library.photos.rate([c, a], 4)
    library.photos.rate([b], 5)
    assert library.albums.photos(best.id)[:1] == [b]
    assert sorted(library.albums.photos(best.id).tolist()) == sorted([a, b, c])
    frozen = library.albums.add("Best of 2024", library.albums.photos(best.id).tolist())
    changed = library.albums.set_query(best.id, "rating:5")
    assert (changed.query, changed.photos) == ("rating:5", None)
    assert library.albums.photos(best.id).tolist() == [b]
    assert library.albums.rename(best.id, "The best").query == "rating:5"
    assert len(library.albums.photos(frozen.id)) == 3
    library.albums.remove(best.id)
    assert library.albums.photos(best.id).tolist() == []
    for said in (
        Action(ActionKind.REMOVE_ALBUM, "The best"),
        Action(ActionKind.RENAME_ALBUM, "The best"),
        Action(ActionKind.QUERY_ALBUM, "Best"),
    ):
        assert library.history.undo() == said
    assert library.albums.named("Best").query == "rating:>=4 sort:rating"
    assert library.albums.photos(best.id).tolist()[0] == b


def test_smart_albums_follow_the_names_that_they_look_for(library: Library, ids: list[PhotoId]) -> None:
    albums, label = library.albums, library.labels.add(LabelSpec("dog"))
    trip = albums.add("Trip", ids[:2])
    first = albums.add("First", query="-tag:Dog -label:dog (album:trip or tag:trip) dog trip")
    albums.add("Second", query="album:First")
    before = [album.query for album in albums.list()]

    def queries() -> list[str]:
        return [album.query for album in albums.list()]

    albums.rename(trip.id, "Rome 2")
    assert albums.named("First").query == '-tag:Dog -label:dog (album:"Rome 2" or tag:trip) dog trip'
    albums.rename(first.id, "One")
    assert albums.named("Second").query == "album:One"
    library.labels.edit(label.id, LabelSpec("hound"))
    after = ['-tag:hound -label:hound (album:"Rome 2" or tag:trip) dog trip', "", "album:One"]
    assert queries() == after
    for _ in range(3):
        library.history.undo()
    assert queries() == before
    for _ in range(3):
        library.history.redo()
    assert queries() == after
    done = library.history.next_undo()
    albums.rename(trip.id, "Rome 2")
    assert library.history.next_undo() == done
    albums.rename(trip.id, "ROME 2")
    assert queries() == after, "they find it still"


def test_smart_albums_are_counted_again_when_what_they_look_for_has_another_name(
    library: Library, open_library: Opened
) -> None:
    trip = library.albums.add("Trip")
    library.albums.add("Smart", query="album:trip")
    before = len(open_library.events)
    library.albums.rename(trip.id, "Rome")
    assert Changes(Kind.ALBUMS) in open_library.events[before:]


def test_a_smart_album_of_a_description_ends_where_nothing_matches(library: Library, ids: list[PhotoId]) -> None:
    found = library.search.query("colourful pattern")
    album = library.albums.add("Patterns", query="colourful pattern")
    assert library.albums.photos(album.id).tolist() == found.photo_ids[: found.matching].tolist()
    assert found.matching <= len(found.photo_ids)


def test_what_a_smart_album_cannot_be_is_said(library: Library, ids: list[PhotoId]) -> None:
    best = library.albums.add("Best", query="rating:5")
    trip = library.albums.add("Trip", ids)
    done = library.history.next_undo()
    for change, reason in (
        (lambda: library.albums.put(best.id, ids), "“Best” is a smart album"),
        (lambda: library.albums.take(best.id, ids), "“Best” is a smart album"),
        (lambda: library.albums.add("Bad", query="rating:many"), "“rating:many”: "),
        (lambda: library.albums.add("Bad", query=" "), "empty"),
        (lambda: library.albums.add("Bad", query="\udcff"), "not in Unicode"),
        (lambda: library.albums.set_query(best.id, "rating:many"), "“rating:many”: "),
        (lambda: library.albums.set_query(best.id, ""), "empty"),
        (lambda: library.albums.set_query(trip.id, "rating:5"), "“Trip” is no smart album"),
    ):
        with pytest.raises(KnownError, match=reason):
            change()
    assert [(album.name, album.query) for album in library.albums.list()] == [("Best", "rating:5"), ("Trip", "")]
    assert library.history.next_undo() == done
    library.albums.set_query(best.id, "rating:5")
    assert library.history.next_undo() == done, "what changes nothing is no action"
    library.albums.remove(best.id)
    with pytest.raises(KnownError, match="gone"):
        library.albums.set_query(best.id, "rating:4")
