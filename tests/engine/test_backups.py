"""Backups happen by themselves, tell of trouble and disturb nothing; a lost library comes back from one."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clipphotos.core.changes import Level, Notice
from clipphotos.core.errors import DamagedLibraryError, KnownError, LibraryBusyError
from clipphotos.core.label import Verdict
from clipphotos.engine import backups, patience
from clipphotos.engine.library import Library
from clipphotos.store import catalogue as store_catalogue
from clipphotos.store import tags
from tests.engine.conftest import Opened
from tests.engine.test_trouble import wait_for
from tests.photos import real_photo, write_photos
from tests.store.backups.test_backup import flip, rows
from tests.store.backups.test_check import pages_of, zero
from tests.store.filling import add_label, add_photos, decide

posix = pytest.mark.skipif(os.name == "nt", reason="no files there that can be waited for")
Fill = Callable[..., Library]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens a minute after a start happens right away."""
    monkeypatch.setattr(backups, "FIRST_S", 0.01)


def notices(opened: Opened, level: Level = Level.WARNING) -> list[str]:
    """Without those about the folder of the photos, which is nowhere."""
    told = [it.text for it in opened.events if isinstance(it, Notice) and it.level is level]
    return [text for text in told if not text.startswith("The folder /photos")]


def rotation(directory: Path) -> list[backups.Backup]:
    return [it for it in backups.list_for(directory) if it.path.parent == directory / "backups"]


def test_closing_backs_up_what_a_person_did_and_only_that(open_library: Opened, directory: Path) -> None:
    library = open_library()
    ids = add_photos(library._catalogue, 3)
    library.start(watch=False)
    library.tags.add("Holiday", ids[:2])
    open_library.close(library)
    (first,) = rotation(directory)
    assert (first.photos, first.tags, first.verified, first.whole) == (3, 2, True, False)

    library = open_library()
    library.start(watch=False)
    open_library.close(library)
    assert rotation(directory) == [first], "nothing was changed"

    library = open_library()
    library.start(watch=False)
    library.history.undo()
    open_library.close(library)
    newest = rotation(directory)[0]
    assert newest.tags == 0


def test_an_empty_library_needs_no_backup(open_library: Opened, directory: Path) -> None:
    open_library.close(open_library())
    assert backups.list_for(directory) == []


def test_commands_one_after_another_make_one_backup(open_library: Opened, directory: Path) -> None:
    library = open_library()
    ids = add_photos(library._catalogue, 3)
    open_library.close(library)
    for name in ("a", "b", "c"):
        library = open_library()
        library.tags.add(name, ids)
        open_library.close(library)
    assert [it.tags for it in rotation(directory)] == [0]

    later = datetime.now(UTC) + timedelta(hours=2)
    library = open_library()
    library.backups._now = lambda: later
    open_library.close(library)
    assert rotation(directory)[0].tags == 9


def test_what_could_not_be_backed_up_before_is_after_the_next_start(
    open_library: Opened, directory: Path, at_once: None
) -> None:
    library = open_library()
    add_photos(library._catalogue, 3)
    library.start(watch=False)
    wait_for(lambda: len(rotation(directory)) == 1)


def test_closing_waits_for_no_long_backup(
    open_library: Opened, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "CLOSING_S", 0.0)
    library = open_library()
    add_photos(library._catalogue, 3)
    library.start(watch=False)
    open_library.close(library)
    assert rotation(directory) == []
    assert notices(open_library) == []


def test_what_closing_gave_up_is_left_to_the_next_backup_in_the_background(
    open_library: Opened, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who only opens the library for a moment need not wait each time for nothing."""
    begun: list[float] = []
    real = backups.backup.make

    def made(*args: Any, **kwargs: Any) -> backups.Backup:
        begun.append(backups.CLOSING_S)
        return real(*args, **kwargs)

    monkeypatch.setattr(backups.backup, "make", made)

    def session(allowed_s: float, name: str) -> None:
        monkeypatch.setattr(backups, "CLOSING_S", allowed_s)
        library = open_library()
        library.start(watch=False)
        library.tags.add(name, ids)
        open_library.close(library)

    library = open_library()
    ids = add_photos(library._catalogue, 3)
    open_library.close(library)
    for path in (directory / "backups").iterdir():
        path.unlink()
    begun.clear()
    for allowed_s, name in ((0.0, "a"), (0.0, "b"), (2.0, "c")):
        session(allowed_s, name)
    assert begun == [0.0], "once in vain"
    with monkeypatch.context() as patch:
        patch.setattr(backups, "FIRST_S", 0.01)
        library = open_library()
        library.start(watch=False)
        wait_for(lambda: [it.tags for it in rotation(directory)] == [9])
        open_library.close(library)
    session(2.0, "d")
    assert rotation(directory)[0].tags == 12, "closing makes them again"


def test_what_a_person_asked_for_outlives_what_is_made_the_same_day(open_library: Opened, directory: Path) -> None:
    library = open_library()
    ids = add_photos(library._catalogue, 3)
    asked = library.backups.make()
    for name in ("a", "b"):
        library.start(watch=False)
        library.tags.add(name, ids)
        open_library.close(library)
        library = open_library()
    found = rotation(directory)
    assert [(it.tags, it.asked) for it in found] == [(6, False), (0, True)]
    assert found[1] == asked


def test_backups_made_while_tags_are_set_are_whole(open_library: Opened, directory: Path, tmp_path: Path) -> None:
    library = open_library()
    ids = add_photos(library._catalogue, 10)
    stop = threading.Event()

    def tag() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            library.tags.add(f"t{number}", ids)

    thread = threading.Thread(target=tag)
    thread.start()
    try:
        made = [library.backups.make(tmp_path / "one.db"), library.backups.make(), library.backups.make()]
    finally:
        stop.set()
        thread.join()
    assert all(it.tags % 10 == 0 for it in made), "an action of ten photos is in it, or is not"


def test_trouble_is_told_once_and_disturbs_nothing(open_library: Opened, directory: Path, at_once: None) -> None:
    library = open_library()
    ids = add_photos(library._catalogue, 3)
    (directory / "backups").write_text("in the way")
    library.start(watch=False)
    wait_for(lambda: bool(notices(open_library)))
    library.tags.add("Holiday", ids)
    open_library.close(library)
    (told,) = notices(open_library)
    assert "No backup could be made" in told
    assert "tomorrow" in told
    assert (directory / "backups").read_text() == "in the way"


def test_bit_rot_is_told_and_another_backup_made(open_library: Opened, directory: Path, at_once: None) -> None:
    library = open_library()
    add_photos(library._catalogue, 3)
    made = library.backups.make()
    open_library.close(library)
    flip(made.path, made.size - 5)
    assert backups.newest_verified(directory) is None
    library = open_library()
    library.start(watch=False)
    wait_for(lambda: bool(notices(open_library)) and any(it.verified for it in rotation(directory)))
    (told,) = notices(open_library)
    assert "damaged" in told
    good, bad = rotation(directory)
    assert (good.verified, bad.verified) == (True, False)
    assert backups.newest_verified(directory) == good


def test_a_second_place_gets_every_backup_when_it_is_there(
    open_library: Opened, directory: Path, tmp_path: Path, at_once: None
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    library = open_library()
    ids = add_photos(library._catalogue, 3)
    place = library.backups.set_second_place(disk)
    assert place is not None
    assert library.backups.set_second_place(disk) == place == library.backups.second_place()
    first = next(iter(place.glob("*.db")))
    assert {it.path.parent for it in backups.list_for(directory)} == {place, directory / "backups"}

    disk.rename(tmp_path / "unplugged")
    disk.mkdir()  # an empty mount point
    library.tags.add("Holiday", ids)
    library.backups.make()
    library.backups.make()
    assert list(disk.iterdir()) == []
    assert len(notices(open_library, Level.INFO)) == 1
    assert notices(open_library) == []

    disk.rmdir()
    (tmp_path / "unplugged").rename(disk)
    library.start(watch=False)
    wait_for(lambda: any(it.path.parent == place and it.tags == 3 for it in backups.list_for(directory)))
    newest = next(it for it in backups.list_for(directory) if it.path.parent == place)
    assert newest.verified
    assert not first.exists(), "it rotates as the other place does"
    assert library.backups.set_second_place(None) is None
    assert newest.path.exists()


@contextmanager
def silent(path: Path) -> Iterator[None]:
    """Have whoever opens a file wait, as on a network drive whose computer is gone."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    yield
    while [it for it in threading.enumerate() if it.name == "drive"]:  # let go whoever waits
        for way in (os.O_RDONLY, os.O_WRONLY):
            with suppress(OSError):
                end = os.open(path, way | os.O_NONBLOCK)
                time.sleep(0.01)
                os.close(end)
    path.unlink(missing_ok=True)


def in_time(work: Callable[[], object]) -> float:
    """Run something that must not hang; return how many seconds it took."""
    began = time.monotonic()
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(15)
    assert not thread.is_alive()
    return time.monotonic() - began


@posix
def test_a_second_place_that_never_answers_is_not_waited_for(
    open_library: Opened, directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "ANSWER_S", 0.5)
    (tmp_path / "disk").mkdir()
    library = open_library()
    ids = add_photos(library._catalogue, 3)
    place = library.backups.set_second_place(tmp_path / "disk")
    assert place is not None
    (copy,) = place.glob("*.db")
    library.start(watch=False)
    with silent(copy.with_name(f"{copy.name}.json")):
        assert {it.path.parent for it in library.backups.list()} == {directory / "backups"}
        found = []
        in_time(lambda: found.append(backups.newest_verified(directory)))
        assert found == rotation(directory)

    later = datetime.now(UTC) + timedelta(days=1)
    library.backups._now = lambda: later
    library.tags.add("Holiday", ids)
    with silent(place / f"catalogue-{later:%Y-%m-%dT%H%M%SZ}.db.tmp"):
        in_time(library.backups.make)
        assert "does not answer" in notices(open_library)[-1]
        later += timedelta(days=1)
        library.tags.add("More", ids)
        in_time(library.backups.make)
        assert [it.tags for it in rotation(directory)] == [6, 3, 0], "a drive that hangs holds up no other backup"


@posix
def test_closing_does_not_wait_for_a_second_place_that_never_answers(
    open_library: Opened, directory: Path, tmp_path: Path, at_once: None
) -> None:
    (tmp_path / "disk").mkdir()
    library = open_library()
    ids = add_photos(library._catalogue, 3)
    place = library.backups.set_second_place(tmp_path / "disk")
    assert place is not None
    (copy,) = place.glob("*.db")
    with silent(copy.with_name(f"{copy.name}.json")):
        library.start(watch=False)
        wait_for(lambda: any(it.name == "drive" for it in threading.enumerate()))
        library.tags.add("Holiday", ids)
        assert in_time(lambda: open_library.close(library)) < backups.CLOSING_S + 2.5
    assert rotation(directory)[0].tags == 3


def test_a_library_in_a_cloud_folder_is_warned_about(tmp_path: Path, model_cache: Path) -> None:
    opened = Opened(tmp_path / "Dropbox" / "library", model_cache)
    try:
        library = opened()
        library.start(watch=False)
        wait_for(lambda: bool(notices(opened)))
        assert "Dropbox" in notices(opened)[0]
    finally:
        opened.close_all()


def test_a_library_too_big_to_check_at_the_start_is_checked_after_it(
    open_library: Opened, directory: Path, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_catalogue, "_CHEAP_BYTES", 0)
    monkeypatch.setattr(store_catalogue, "_BEARABLE_BYTES", 0)
    library = open_library()
    add_photos(library._catalogue, 3)
    open_library.close(library)
    zero(directory / "catalogue.db", pages_of(directory / "catalogue.db", "decision_by_photo"))
    (directory / "catalogue.db-wal").write_bytes(bytes(32))  # as of a session that did not end in order
    library = open_library()
    library.start(watch=False)
    wait_for(lambda: any(it.damage for it in open_library.events if isinstance(it, Notice)))
    assert any("damaged" in text for text in notices(open_library, Level.ERROR))


# A library that was lost.


def test_a_lost_library_comes_back_with_tags_decisions_and_search(
    open_library: Opened, filled: Fill, directory: Path, tmp_path: Path, model_cache: Path
) -> None:
    write_photos(tmp_path / "photos", 6)
    shutil.copy(real_photo("china.jpg"), tmp_path / "photos" / "china.jpg")
    library = filled()
    china = library.photos.at(str(tmp_path / "photos" / "china.jpg"))
    library.tags.add("Beijing", [china])
    label = add_label(library._catalogue, "palace")
    decide(library._catalogue, label, [china], Verdict.ACCEPTED)
    (tmp_path / "disk").mkdir()
    place = library.backups.set_second_place(tmp_path / "disk")
    assert place is not None
    open_library.close(library)

    shutil.rmtree(directory)
    (tmp_path / "photos").rename(tmp_path / "elsewhere")  # and the photos have another place by now
    (newest, *_) = sorted(place.glob("*.db"), reverse=True)
    restored = backups.restore(directory, newest)
    assert (restored.replaced, restored.embeddings) == (None, 0)

    library = open_library()
    library.roots.add(str(tmp_path / "elsewhere"))
    library.start(watch=False)
    library.wait_until_done()
    again = library.photos.at(str(tmp_path / "elsewhere" / "china.jpg"))
    assert again == china
    assert [tag.name for tag in library.photos.details(again).tags] == ["Beijing"]
    with library._catalogue.read() as db:
        assert tags.decided(db, label) == [(china, True)]
    assert library.status().embedded == 7
    assert library.search.query("a palace in China").photo_ids[0] == again


def test_restoring_takes_the_embeddings_over(
    open_library: Opened, filled: Fill, directory: Path, tmp_path: Path
) -> None:
    write_photos(tmp_path / "photos", 6)
    library = filled()
    made = library.backups.make()
    with pytest.raises(LibraryBusyError):
        backups.restore(directory, made.path)
    open_library.close(library)
    restored = backups.restore(directory, made.path)
    assert restored.embeddings == 6
    assert restored.replaced is not None
    assert (restored.replaced / "catalogue.db").exists()
    library = open_library()
    assert library.status().embedded == 6


def test_a_damaged_library_offers_its_backup_and_can_be_mended(open_library: Opened, directory: Path) -> None:
    library = open_library()
    ids = add_photos(library._catalogue, 500)
    library.tags.add("Holiday", ids)
    made = library.backups.make()
    open_library.close(library)
    assert backups.check(directory).sound
    path = directory / "catalogue.db"
    leaves = rows(path, "SELECT pageno FROM dbstat WHERE name = 'photo_tag' AND pagetype = 'leaf' ORDER BY path")
    zero(path, [int(str(leaves[-1][0]))])
    damaged = path.read_bytes()

    with pytest.raises(DamagedLibraryError):
        open_library()
    assert backups.newest_verified(directory) == made
    report = backups.check(directory)
    assert not report.sound
    assert report.backup == made

    repaired = backups.repair(directory)
    assert repaired.after.sound
    assert repaired.replaced is not None
    assert (repaired.replaced / "catalogue.db").read_bytes() == damaged
    lost = repaired.lost["photo_tag"]
    assert lost
    assert repaired.saved["photo_tag"] == 500 - lost
    assert repaired.advice is not None
    assert str(made.path) in repaired.advice
    library = open_library()
    assert library.tags.list() == [("Holiday", 500 - lost)]
    open_library.close(library)

    again = backups.restore(directory, made.path)
    assert again.replaced != repaired.replaced
    library = open_library()
    assert library.tags.list() == [("Holiday", 500)]


def test_mending_what_is_sound_changes_nothing(open_library: Opened, directory: Path) -> None:
    library = open_library()
    add_photos(library._catalogue, 3)
    with pytest.raises(LibraryBusyError):
        backups.repair(directory)
    assert library.backups.check().sound
    open_library.close(library)
    repaired = backups.repair(directory)
    assert (repaired.replaced, repaired.advice, repaired.after.sound) == (None, None, True)
    assert not list(directory.glob("replaced-*"))


def test_a_damaged_index_is_told_and_moved_away(
    open_library: Opened, directory: Path, allowed_log: Callable[[str], None]
) -> None:
    allowed_log("will be built again")
    library = open_library()
    library._catalogue.write(
        lambda db: db.execute("INSERT INTO model (name, fingerprint, dim) VALUES ('m', 'abcdefghijklmnopq', 4)")
    )
    open_library.close(library)
    assert backups.check(directory).index_usable is None
    folder = directory / "index" / "abcdefghijklmnop"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    report = backups.check(directory)
    assert report.index_usable is False
    assert not report.sound
    repaired = backups.repair(directory)
    assert repaired.after.sound
    assert repaired.replaced is not None
    assert (repaired.replaced / "index" / "abcdefghijklmnop" / "manifest.json").exists()


def test_a_damaged_newest_backup_and_folders_that_are_away_are_told(open_library: Opened, directory: Path) -> None:
    library = open_library()
    add_photos(library._catalogue, 3)
    made = library.backups.make()
    open_library.close(library)
    flip(made.path, 50)
    report = backups.check(directory)
    assert report.offline == ("/photos",)
    assert [str(made.path) in text for text in report.problems] == [True]


@pytest.mark.parametrize("how", ["empty", "gone"])
def test_a_lost_catalogue_is_told_with_the_backup_that_brings_it_back(
    open_library: Opened, directory: Path, model_cache: Path, how: str
) -> None:
    library = open_library()
    library.tags.add("Holiday", add_photos(library._catalogue, 3))
    made = library.backups.make()
    open_library.close(library)
    path = directory / "catalogue.db"
    path.unlink()
    if how == "empty":
        path.touch()
    for ask in (
        open_library,
        lambda: open_library(read_only=True),
        lambda: Library(directory, model_cache, create=False),
        lambda: backups.repair(directory),
    ):
        with pytest.raises(DamagedLibraryError, match=f"{how}.*{made.path.name}"):
            ask()
    assert backups.newest_verified(directory) == made
    backups.restore(directory, made.path)
    assert open_library().tags.list() == [("Holiday", 3)]


def test_where_no_library_is_there_is_nothing_to_look_through(tmp_path: Path) -> None:
    for ask in (backups.check, backups.repair):
        with pytest.raises(KnownError, match="no library"):
            ask(tmp_path / "none")
    assert backups.list_for(tmp_path / "none") == []
    assert not (tmp_path / "none").exists()


def test_closing_stays_quick_while_a_backup_is_being_made(
    open_library: Opened, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread's own backup is given up when the library is closed."""
    library = open_library()
    add_photos(library._catalogue, 3)
    begun = threading.Event()
    real = backups.backup.make

    def slow(*args: object, stop: Callable[[], bool], **kwargs: object) -> backups.Backup:
        begun.set()
        while not stop():
            time.sleep(0.01)
        return real(*args, stop=stop, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "FIRST_S", 0.01)
    monkeypatch.setattr(backups, "CLOSING_S", 0.2)
    monkeypatch.setattr(backups.backup, "make", slow)
    library.start(watch=False)
    assert begun.wait(10)
    started = time.monotonic()
    open_library.close(library)
    assert time.monotonic() - started < 3
    assert not list((directory / "backups").glob("*.db*"))
