"""Albums and ratings at the level of rows: order, names, what a changed photo keeps, and undo."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import apsw
import pytest

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.album import Album, AlbumId
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import CaptureFacts, PhotoId, Place, Signature
from clipphotos.store import albums, files, history, photos, roots
from clipphotos.store.catalogue import Catalogue, Connection

SIGNATURE = Signature(1, 2, 3)


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


class Shelf:
    """A catalogue with one folder, and short names for what tests do to it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.write = catalogue.write
        self._root = catalogue.write(lambda db: roots.add(db, "/photos"))

    def file(self, name: str, content: str, *, gone: bool = False) -> PhotoId:
        """See a file; `gone`: what was elsewhere before is not there any more."""
        place = Place(self._root, b"", name.encode())

        def record(db: Connection) -> PhotoId:
            others = {other for _, other in files.places_of_content(db, digest(content))} if gone else ()
            return files.record_content(db, place, SIGNATURE, digest(content), others)

        return self.write(record)

    def lose(self, name: str) -> None:
        self.write(lambda db: db.execute("UPDATE file SET state = 'missing' WHERE name = ?", (name.encode(),)))

    def album(self, name: str, photo_ids: Sequence[PhotoId] = ()) -> AlbumId:
        def make(db: Connection) -> AlbumId:
            album_id = albums.insert(db, name)
            albums.put(db, album_id, photo_ids)
            return album_id

        return self.write(make)

    def read(self, ask: Callable[[Connection], Any]) -> Any:
        with self.catalogue.read() as db:
            return ask(db)

    def of(self, album_id: AlbumId) -> list[int]:
        return self.read(lambda db: albums.browsable(db, album_id)).tolist()

    def do(self, kind: ActionKind, change: Callable[[Connection], object]) -> None:
        self.write(lambda db: history.recorded(db, Action(kind, "it", 1), change))

    def undo(self) -> history.Touched:
        return self.write(lambda db: history.step(db, redo=False))

    def redo(self) -> history.Touched:
        return self.write(lambda db: history.step(db, redo=True))

    def row(self, photo_id: PhotoId) -> tuple[Any, ...]:
        """Everything of a photo but its rating."""
        columns = "hash, width, height, taken_at, facts, added_at"
        return self.read(lambda db: db.execute(f"SELECT {columns} FROM photo WHERE id = ?", (photo_id,)).fetchone())

    def rating(self, photo_id: PhotoId) -> int:
        return self.read(lambda db: photos.rating_of(db, photo_id))


@pytest.fixture
def shelf(catalogue: Catalogue) -> Shelf:
    return Shelf(catalogue)


def test_an_album_keeps_the_order_in_which_photos_came(shelf: Shelf) -> None:
    a, b, c, d = (shelf.file(f"{name}.jpg", name) for name in "abcd")
    album = shelf.album("Trip", [c, a])
    shelf.write(lambda db: albums.put(db, album, [d, a, b, d]))
    assert shelf.of(album) == [c, a, d, b]
    shelf.write(lambda db: albums.take(db, album, [a, PhotoId(99)]))
    shelf.write(lambda db: albums.put(db, album, [a, PhotoId(99)]))
    assert shelf.of(album) == [c, d, b, a]


def test_albums_are_listed_by_name_and_count_what_can_be_seen(shelf: Shelf) -> None:
    a, b = shelf.file("a.jpg", "a"), shelf.file("b.jpg", "b")
    trip, empty = shelf.album("trip", [a, b]), shelf.album("Empty")
    shelf.lose("a.jpg")
    assert shelf.read(albums.all_albums) == [Album(empty, "Empty", 0), Album(trip, "trip", 1)]
    assert shelf.of(trip) == [b]
    assert shelf.read(lambda db: albums.members(db, trip)) == {a, b}
    assert shelf.file("a.jpg", "a") == a
    assert shelf.of(trip) == [a, b], "it came back to its place"


def test_a_copy_in_two_files_is_one_photo_of_an_album(shelf: Shelf) -> None:
    a = shelf.file("a.jpg", "a")
    album = shelf.album("Trip", [a])
    assert shelf.file("copy.jpg", "a") == a
    assert shelf.of(album) == [a]
    assert shelf.read(albums.all_albums) == [Album(album, "Trip", 1)]


def test_two_albums_never_have_the_same_name(shelf: Shelf) -> None:
    trip, home = shelf.album("Trip"), shelf.album("Home")
    with pytest.raises(KnownError, match="“Trip”"):
        shelf.album("TRIP")
    with pytest.raises(KnownError, match="“Trip”"):
        shelf.write(lambda db: albums.rename(db, home, "trip"))
    shelf.write(lambda db: albums.rename(db, trip, "TRIP"))
    assert [album.name for album in shelf.read(albums.all_albums)] == ["Home", "TRIP"]


def test_ratings_are_from_0_to_5(shelf: Shelf) -> None:
    a, b, c = (shelf.file(f"{name}.jpg", name) for name in "abc")
    shelf.write(lambda db: (photos.rate(db, [a, b], 5), photos.rate(db, [b, c, PhotoId(99)], 1)))
    assert shelf.read(photos.ratings) == {a: 5, b: 1, c: 1}
    shelf.write(lambda db: photos.rate(db, [b], 0))
    assert shelf.read(photos.ratings) == {a: 5, c: 1}
    with pytest.raises(apsw.ConstraintError):
        shelf.write(lambda db: photos.rate(db, [a], 6))
    assert shelf.rating(a) == 5


def test_a_revised_photo_keeps_its_rating_and_albums(shelf: Shelf) -> None:
    a = shelf.file("a.jpg", "a")
    album = shelf.album("Trip", [a])
    shelf.write(lambda db: photos.rate(db, [a], 4))
    assert shelf.file("a.jpg", "edited") == a
    assert (shelf.rating(a), shelf.of(album)) == (4, [a])


def test_a_photo_that_parts_from_its_copy_takes_rating_and_albums_along(shelf: Shelf) -> None:
    a, b = shelf.file("a.jpg", "a"), shelf.file("b.jpg", "b")
    shelf.file("copy.jpg", "a")
    album, other = shelf.album("Trip", [a, b]), shelf.album("Other", [b])
    shelf.write(lambda db: photos.rate(db, [a], 4))
    new = shelf.file("copy.jpg", "edited")
    assert new not in (a, b)
    assert (shelf.rating(new), shelf.rating(a), shelf.rating(b)) == (4, 4, 0)
    assert shelf.of(album) == [a, new, b], "beside the photo that it was a copy of"
    assert shelf.of(other) == [b]
    shelf.write(lambda db: photos.rate(db, [new], 1))
    assert shelf.rating(a) == 4


def test_undoing_a_rating_leaves_alone_what_else_changed_in_the_photo(shelf: Shelf) -> None:
    a = shelf.file("a.jpg", "a")
    shelf.write(lambda db: photos.rate(db, [a], 2))
    shelf.do(ActionKind.RATE, lambda db: photos.rate(db, [a], 5))
    shelf.file("a.jpg", "edited")
    shelf.write(lambda db: photos.set_facts(db, a, 640, 480, CaptureFacts(camera="X100")))
    after = shelf.row(a)
    assert after[0] == digest("edited")
    assert after[1:3] == (640, 480)
    for _ in range(2):
        assert shelf.undo().photo_ids == {a}
        assert (shelf.rating(a), shelf.row(a)) == (2, after)
        assert shelf.redo().photo_ids == {a}
        assert (shelf.rating(a), shelf.row(a)) == (5, after)


def test_undoing_a_rating_also_where_something_else_rated_since(shelf: Shelf) -> None:
    a = shelf.file("a.jpg", "a")
    shelf.do(ActionKind.RATE, lambda db: photos.rate(db, [a], 5))
    shelf.write(lambda db: photos.rate(db, [a], 3))
    shelf.undo()
    assert shelf.rating(a) == 0


def test_a_deleted_album_comes_back_as_it_was(shelf: Shelf) -> None:
    a, b, c = (shelf.file(f"{name}.jpg", name) for name in "abc")
    album = shelf.album("Trip", [c, a, b])
    shelf.do(ActionKind.REMOVE_ALBUM, lambda db: albums.remove(db, album))
    assert shelf.read(albums.all_albums) == []
    assert shelf.album("Other") > album, "an id is never used again"
    assert shelf.undo().photo_ids == {a, b, c}
    assert shelf.of(album) == [c, a, b]
    shelf.redo()
    assert [it.name for it in shelf.read(albums.all_albums)] == ["Other"]


def test_undoing_the_making_of_an_album_takes_all_that_is_in_it(shelf: Shelf) -> None:
    a = shelf.file("a.jpg", "a")
    shelf.file("copy.jpg", "a")
    shelf.do(ActionKind.ADD_ALBUM, lambda db: albums.put(db, albums.insert(db, "Trip"), [a]))
    new = shelf.file("copy.jpg", "edited")  # put into the album by no action
    (album,) = shelf.read(albums.all_albums)
    assert shelf.of(album.id) == [a, new]
    shelf.undo()
    assert shelf.read(albums.all_albums) == []
    assert shelf.read(lambda db: db.execute("SELECT count(*) FROM album_photo").get) == 0
    assert shelf.read(lambda db: db.execute("PRAGMA foreign_key_check").fetchall()) == []
    shelf.redo()
    assert shelf.of(album.id) == [a]


def test_an_action_can_still_be_undone_when_its_table_got_another_column(shelf: Shelf) -> None:
    a = shelf.file("a.jpg", "a")
    shelf.do(ActionKind.RATE, lambda db: photos.rate(db, [a], 5))
    shelf.do(ActionKind.ADD_ALBUM, lambda db: albums.put(db, albums.insert(db, "Trip"), [a]))
    for table in ("photo", "album", "album_photo"):
        shelf.write(lambda db, it=table: db.execute(f"ALTER TABLE {it} ADD COLUMN later TEXT DEFAULT 'x'"))
    shelf.undo()
    assert shelf.read(albums.all_albums) == []
    shelf.undo()
    assert shelf.rating(a) == 0
    shelf.redo()
    shelf.redo()
    assert shelf.rating(a) == 5
    assert [it.name for it in shelf.read(albums.all_albums)] == ["Trip"]


def test_what_a_smart_album_looks_for_comes_back(shelf: Shelf) -> None:
    best = shelf.write(lambda db: albums.insert(db, "Best", "rating:5"))
    shelf.do(ActionKind.QUERY_ALBUM, lambda db: albums.set_query(db, best, "rating:4"))
    shelf.do(ActionKind.REMOVE_ALBUM, lambda db: albums.remove(db, best))
    shelf.undo()
    assert shelf.read(albums.all_albums) == [Album(best, "Best", None, "rating:4")]
    shelf.undo()
    assert shelf.read(lambda db: albums.with_id(db, best)) == Album(best, "Best", None, "rating:5")
    shelf.redo()
    assert shelf.read(lambda db: albums.with_name(db, "best")) == Album(best, "Best", None, "rating:4")


def test_a_million_rows_are_not_looked_at_for_one_album(shelf: Shelf) -> None:
    plan = shelf.read(
        lambda db: [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {albums._ALL} WHERE key = ?", ("x",))]
    )
    assert not any(step.startswith("SCAN") for step in plan), plan
    plan = shelf.read(
        lambda db: [row[3] for row in db.execute("EXPLAIN QUERY PLAN SELECT id, rating FROM photo WHERE rating > 0")]
    )
    assert all("COVERING INDEX photo_by_rating" in step for step in plan), plan
