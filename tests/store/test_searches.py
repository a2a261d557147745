"""Past searches, and how many photos smart albums found."""

from __future__ import annotations

from clipphotos.core.album import Album
from clipphotos.store import albums, searches
from clipphotos.store.catalogue import Catalogue


def past(catalogue: Catalogue) -> list[str]:
    with catalogue.read() as db:
        return searches.past(db, 100)


def test_the_last_search_comes_first_and_each_is_there_once(catalogue: Catalogue) -> None:
    for text in ("dog", "cat", "DOG", "bird", "cat"):
        catalogue.write(lambda db, text=text: searches.remember(db, text, 10))
    assert past(catalogue) == ["cat", "bird", "DOG"]
    with catalogue.read() as db:
        assert searches.past(db, 1) == ["cat"]
    catalogue.write(lambda db: searches.forget(db, "Dog"))
    assert past(catalogue) == ["cat", "bird"]
    catalogue.write(lambda db: searches.forget(db, None))
    assert past(catalogue) == []


def test_the_oldest_are_forgotten(catalogue: Catalogue) -> None:
    for number in (1, 2, 3, 4, 2, 5):
        catalogue.write(lambda db, number=number: searches.remember(db, f"dog {number}", 3))
    assert past(catalogue) == ["dog 5", "dog 2", "dog 4"]


def test_a_count_is_of_its_query_and_goes_with_it(catalogue: Catalogue) -> None:
    def listed() -> list[Album]:
        with catalogue.read() as db:
            return albums.all_albums(db)

    dogs = catalogue.write(lambda db: albums.insert(db, "Dogs", "dog"))
    same = catalogue.write(lambda db: albums.insert(db, "Same", "dog"))
    trip = catalogue.write(lambda db: albums.insert(db, "Trip"))
    assert listed() == [Album(dogs, "Dogs", None, "dog"), Album(same, "Same", None, "dog"), Album(trip, "Trip", 0)]
    with catalogue.read() as db:
        assert searches.counts(db) == {"dog": None}
    catalogue.write(lambda db: searches.put_counts(db, {"dog": 3}))
    assert [album.photos for album in listed()] == [3, 3, 0]
    catalogue.write(lambda db: albums.set_query(db, dogs, "cat"))
    assert [album.photos for album in listed()] == [None, 3, 0]
    catalogue.write(lambda db: searches.put_counts(db, {"cat": 1, "nobody asks": 7}))
    with catalogue.read() as db:
        assert searches.counts(db) == {"cat": 1, "dog": 3}
        assert db.execute("SELECT count(*) FROM query_count").get == 2
