"""Odd files, vanishing folders and failures: each stays small, is told, and mends itself when its reason is gone."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clipphotos.core.changes import Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import RootState
from clipphotos.engine.folders import sync
from clipphotos.engine.library import Library
from clipphotos.media import formats
from clipphotos.store import settings
from clipphotos.store.catalogue import Connection
from tests.engine.conftest import Opened
from tests.photos import age, write_photo, write_photos
from tests.store.filling import suggest

Fill = Callable[..., Library]


def rescan(library: Library) -> None:
    library.rescan()
    library.wait_until_done()


def wait_for(condition: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_several_folders_added_at_once_are_all_indexed(tmp_path: Path, open_library: Opened) -> None:
    library = open_library()
    library.start()
    for name in ("a", "b", "c"):
        write_photos(tmp_path / name, 2, first_seed=10 * ord(name))
        library.roots.add(str(tmp_path / name))
    library.wait_until_done()
    assert library.status().embedded == 6


def test_a_date_beyond_all_calendars_stops_nobody(tmp_path: Path, filled: Fill) -> None:
    first, *_ = write_photos(tmp_path / "photos", 3)
    os.utime(first, (12_000_000_000, 12_000_000_000))  # the year 2350
    library = filled()
    assert library.status().embedded == 3
    rescan(library)
    assert library.status().embedded == 3


def test_an_empty_file_has_no_content_to_share(tmp_path: Path, filled: Fill) -> None:
    one, two = tmp_path / "photos" / "one.jpg", tmp_path / "photos" / "two.jpg"
    one.parent.mkdir()
    for path in (one, two):
        path.touch()
        age(path)
    library = filled()
    assert {Path(failed.path) for failed in library.status().failed} == {one, two}

    write_photo(one, 1)
    rescan(library)
    library.tags.add("mine", [library.photos.at(str(one))])
    write_photo(two, 2)
    rescan(library)
    assert library.photos.details(library.photos.at(str(two))).tags == ()


def test_a_photo_that_is_empty_for_a_moment_keeps_its_tags(tmp_path: Path, filled: Fill) -> None:
    (path,) = write_photos(tmp_path / "photos", 1)
    library = filled()
    library.tags.add("mine", [library.photos.at(str(path))])
    path.write_bytes(b"")
    age(path)
    rescan(library)
    assert library.status().photos == 0
    write_photo(path, 77)
    rescan(library)
    assert [tag.name for tag in library.photos.details(library.photos.at(str(path))).tags] == ["mine"]


def test_too_long_a_path_hides_only_itself(tmp_path: Path, filled: Fill) -> None:
    write_photos(tmp_path / "photos", 1)
    here = os.getcwd()
    try:
        os.chdir(tmp_path / "photos")
        for _ in range(25):  # beyond the 4,096 bytes that a path may have
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
    finally:
        os.chdir(here)
    try:
        library = filled()
        assert library.status().embedded == 1
        assert library.roots.list()[0].state is RootState.ONLINE
    finally:
        shutil.rmtree(tmp_path / "photos" / ("d" * 200), ignore_errors=True)


def test_a_folder_that_was_exchanged_is_watched_again(tmp_path: Path, open_library: Opened) -> None:
    write_photos(tmp_path / "photos", 2)
    library = open_library()
    library.roots.add(str(tmp_path / "photos"))
    library.start()
    library.wait_until_done()
    (tmp_path / "away").mkdir()
    (tmp_path / "photos").rename(tmp_path / "away" / "photos")
    wait_for(lambda: library.status().roots[0].state is RootState.OFFLINE)
    (tmp_path / "photos").mkdir()
    write_photos(tmp_path / "photos", 3)
    wait_for(lambda: library.status().embedded == 3)
    write_photo(tmp_path / "photos" / "late.jpg", 50)
    wait_for(lambda: library.status().embedded == 4, seconds=sync.OFFLINE_CHECK_S)


def test_an_untagging_that_fails_decides_nothing(tmp_path: Path, filled: Fill) -> None:
    first, second = write_photos(tmp_path / "photos", 2)
    library = filled()
    one, two = library.photos.at(str(first)), library.photos.at(str(second))
    label = library.labels.add(LabelSpec("colour"))
    assert label.suggested == 0
    library._learner.close()  # nothing is scored anew
    suggest(library._catalogue, label.id, [(one, 0.5), (two, 0.5)])
    with pytest.raises(KnownError, match="No photo given"):
        library.tags.remove("colour", [one])
    assert library.labels.named("colour").suggested == 2

    library.tags.add("colour", [one])
    library.tags.remove("colour", [one, two])
    assert [s.photo_id for s in library.review.suggestions(label.id)] == [two]


def test_names_that_look_alike_are_the_same(tmp_path: Path, filled: Fill) -> None:
    (path,) = write_photos(tmp_path / "photos", 1)
    library = filled()
    photo = library.photos.at(str(path))
    for name in ("Été", "E\u0301te\u0301", "été"):
        library.tags.add(name, [photo])
    assert library.tags.list() == [("Été", 1)]
    library.labels.add(LabelSpec("café"))
    with pytest.raises(KnownError, match="exists already"):
        library.labels.add(LabelSpec("CAFE\u0301"))


def test_a_full_disk_is_told_once_and_to_those_who_wait(tmp_path: Path, open_library: Opened) -> None:
    write_photos(tmp_path / "photos", 40)
    library = open_library()
    library.roots.add(str(tmp_path / "photos"))
    catalogue = library._catalogue
    catalogue.write(lambda db: db.pragma("max_page_count", db.pragma("page_count")))
    library.start(watch=False)
    with pytest.raises(KnownError, match="no space left"):
        library.wait_until_done()
    told = [event.text for event in open_library.events if isinstance(event, Notice)]
    assert len(told) == 1

    catalogue.write(lambda db: db.pragma("max_page_count", 1_000_000))
    wait_for(lambda: library.status().photos == 40)
    library.ingest.recover()
    library.wait_until_done()
    assert library.status().embedded == 40


@pytest.mark.parametrize(("decoders", "tried"), [("older ones", True), (formats.decoders(), False)])
def test_unreadable_files_are_tried_again_by_other_decoders(
    tmp_path: Path, filled: Fill, open_library: Opened, decoders: str, tried: bool
) -> None:
    write_photos(tmp_path / "photos", 2)
    library = filled()

    def fail(db: Connection) -> None:  # as if the first photo had been of a format that could not be read then
        db.execute("UPDATE file SET state = 'quarantined', reason = 'It is strange.' WHERE id = 1")
        db.execute("DELETE FROM embedding WHERE photo_id = (SELECT photo_id FROM file WHERE id = 1)")
        db.execute("UPDATE photo SET width = NULL WHERE id = (SELECT photo_id FROM file WHERE id = 1)")
        settings.put(db, "decoders", decoders)

    library._catalogue.write(fail)
    open_library.close(library)
    library = open_library()
    library.start(watch=False)
    library.wait_until_done()
    assert library.status().embedded == 1 + tried
    assert len(library.status().failed) == 1 - tried


def test_unreadable_files_are_tried_again_when_a_person_asks(tmp_path: Path, filled: Fill) -> None:
    _, bad = write_photos(tmp_path / "photos", 2)
    status = bad.stat()
    whole = bad.read_bytes()
    bad.write_bytes(bytes(len(whole)))
    os.utime(bad, ns=(status.st_atime_ns, status.st_mtime_ns))
    library = filled()
    assert [Path(failed.path) for failed in library.status().failed] == [bad]
    with bad.open("r+b") as file:  # as a disk that reads again: nothing that a scan can see has changed
        file.write(whole)
    os.utime(bad, ns=(status.st_atime_ns, status.st_mtime_ns))
    rescan(library)
    assert library.status().embedded == 1
    assert library.retry_failed() == 1
    library.wait_until_done()
    assert library.status().failed == ()
    assert library.status().embedded == 2
    assert library.retry_failed() == 0


def test_many_broken_files_do_not_hold_up_pause_and_close(tmp_path: Path, open_library: Opened) -> None:
    (tmp_path / "photos").mkdir()
    for number in range(3000):
        (tmp_path / "photos" / f"{number}.jpg").write_bytes(b"no picture %d" % number)
    library = open_library()
    library.roots.add(str(tmp_path / "photos"))
    library.start(watch=False)
    wait_for(lambda: len(library.status().failed) > 20)
    library.ingest.pause()
    time.sleep(1)
    paused_at = len(library.status().failed)
    time.sleep(1)
    assert len(library.status().failed) == paused_at < 3000
