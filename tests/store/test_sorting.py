"""Photos in the orders that can be asked for."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import numpy as np
import pytest

from clipphotos.core.photo import CaptureFacts, PhotoId, Place, Signature
from clipphotos.core.query.records import SortKey
from clipphotos.store import files, photos, roots, sorting
from clipphotos.store.catalogue import Catalogue, Connection
from tests.store.filling import add_photos

PHOTOS = {
    # name: (file times in days, bytes, taken, width, height, stars)
    "IMG_10.jpg": (5, 900, datetime(2020, 5, 1), 40, 30, 0),
    "IMG_9.jpg": (1, 100, datetime(2021, 5, 1), 30, 30, 5),
    "img_9b.jpg": (9, 500, None, 0, 0, 5),
    "a²3.jpg": (2, 700, datetime(2019, 5, 1), 30, 40, 3),
}


@pytest.fixture
def names(catalogue: Catalogue) -> dict[PhotoId, str]:
    """The photos' names; the first has a second file, of an earlier name."""

    def fill(db: Connection) -> dict[PhotoId, str]:
        root, found = roots.add(db, "/photos"), {}
        for number, (name, (day, size, taken, width, height, stars)) in enumerate(PHOTOS.items()):
            signature = Signature(size, day * 86_400 * 10**9, number)
            photo = files.record_content(db, Place(root, b"", name.encode()), signature, number.to_bytes(32), ())
            if width:
                photos.set_facts(db, photo, width, height, CaptureFacts(taken=taken))
            photos.rate(db, [photo], stars)
            found[photo] = name
        return found

    return catalogue.write(fill)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (SortKey.DATE, ["IMG_9.jpg", "IMG_10.jpg", "a²3.jpg", "img_9b.jpg"]),  # the last by its file: 1970
        (SortKey.RATING, ["IMG_9.jpg", "img_9b.jpg", "a²3.jpg", "IMG_10.jpg"]),
        (SortKey.NAME, ["a²3.jpg", "IMG_9.jpg", "img_9b.jpg", "IMG_10.jpg"]),
        (SortKey.SIZE, ["IMG_10.jpg", "a²3.jpg", "IMG_9.jpg", "img_9b.jpg"]),
    ],
)
def test_photos_are_ordered(catalogue: Catalogue, names: dict[PhotoId, str], key: SortKey, expected: list[str]) -> None:
    with catalogue.read() as db:
        found = sorting.ordered(db, np.array(sorted(names), np.int64), key)
        assert [names[PhotoId(i)] for i in found.tolist()] == expected
        some = sorting.ordered(db, found[[2, 0]], key)
        assert [names[PhotoId(i)] for i in some.tolist()] == [expected[0], expected[2]]
        assert sorting.ordered(db, np.empty(0, np.int64), key).tolist() == []


def test_a_photo_with_several_files_counts_by_its_first_name(catalogue: Catalogue, names: dict[PhotoId, str]) -> None:
    def copy(db: Connection) -> None:
        place = Place(roots.all_roots(db)[0].id, b"copies", b"0.jpg")
        files.record_content(db, place, Signature(100, 1, 77), (1).to_bytes(32), ())

    catalogue.write(copy)
    with catalogue.read() as db:
        found = sorting.ordered(db, np.array(sorted(names), np.int64), SortKey.NAME)
    assert names[PhotoId(int(found[0]))] == "IMG_9.jpg"
    assert len(found) == len(names)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no other time zone can be tried")
def test_a_files_time_is_that_of_the_clock_here_as_a_cameras_is(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 18:00 in Shanghai a camera's 12:00 is over, though it is 10:00 by UTC."""
    by_camera, by_file = add_photos(catalogue, 2)
    evening = int(datetime(2020, 5, 1, 10, tzinfo=UTC).timestamp()) * 10**9
    catalogue.write(lambda db: db.execute("UPDATE file SET mtime_ns = ?", (evening,)))
    catalogue.write(lambda db: photos.set_facts(db, by_camera, 1, 1, CaptureFacts(datetime(2020, 5, 1, 12))))
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        with catalogue.read() as db:
            newest_first = sorting.ordered(db, np.array([by_camera, by_file]), SortKey.DATE).tolist()
            assert newest_first == photos.browsable(db).tolist() == [by_file, by_camera]
    finally:
        monkeypatch.undo()
        time.tzset()
