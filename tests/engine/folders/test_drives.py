"""Drives that are away, empty, exchanged or elsewhere: no row of their files changes, and they are found again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clipphotos.core.photo import RootState, VolumeKind
from clipphotos.engine.folders import marker, scanner, sync
from clipphotos.engine.library import Library
from clipphotos.media import volumes
from tests.engine.conftest import Opened
from tests.engine.watched_folders import Folders, fill, folders, wait_for, watched
from tests.mounts import Drive, Drives, Silent, drives, silent
from tests.photos import write_photos

__all__ = ["drives", "folders", "silent", "watched"]

OFFLINE, ONLINE = RootState.OFFLINE, RootState.ONLINE


def away(path: Path) -> Path:
    """Move a folder to where nobody looks for it."""
    target = path.parent / "elsewhere" / "deep" / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    return path.rename(target)


# Markers


def test_a_watched_folder_carries_a_marker_that_says_what_it_is_for(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 3)
    root = folders.add(tmp_path / "photos")
    text = (tmp_path / "photos" / marker.NAME).read_text()
    assert root.marker in text
    assert "ClipPhotos knows this folder" in text
    assert marker.read(str(tmp_path / "photos")) == root.marker
    assert folders.states() == {"present": 3}, "the marker is no photo"


def test_a_foreign_file_of_the_markers_name_stays_as_it_is(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 3)
    (tmp_path / "photos" / marker.NAME).write_text("id: mine\n")
    root = folders.add(tmp_path / "photos")
    assert (root.state, root.marker) == (ONLINE, "")
    assert (tmp_path / "photos" / marker.NAME).read_text() == "id: mine\n"


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_what_is_no_file_is_never_taken_for_a_marker(tmp_path: Path, folders: Folders, kind: str) -> None:
    fill(tmp_path / "photos", 1)
    path, target = tmp_path / "photos" / marker.NAME, tmp_path / "target"
    {"folder": path.mkdir, "pipe": lambda: os.mkfifo(path), "link": lambda: path.symlink_to(target)}[kind]()
    assert folders.add(tmp_path / "photos").state is ONLINE
    assert not target.exists()


def test_a_marker_whose_writing_was_cut_off_is_written_again(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 1)
    (tmp_path / "photos" / marker.NAME).touch()
    root = folders.add(tmp_path / "photos")
    assert marker.read(str(tmp_path / "photos")) == root.marker != ""


def test_a_deleted_marker_is_written_again_silently(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 3)
    root = folders.add(tmp_path / "photos")
    (tmp_path / "photos" / marker.NAME).unlink()
    before = folders.rows()
    folders.scan()
    assert marker.read(str(tmp_path / "photos")) == root.marker
    assert (folders.root().state, folders.rows(), folders.told()) == (ONLINE, before, [])


def test_a_folder_from_before_gets_a_marker(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 3)
    folders.add(tmp_path / "photos")
    folders.catalogue.write(lambda db: db.execute("UPDATE root SET marker = '', volume_id = NULL, below = x''"))
    (tmp_path / "photos" / marker.NAME).unlink()
    folders.close()
    again = Folders(tmp_path / "library")
    again.start()
    try:
        assert again.root().marker == marker.read(str(tmp_path / "photos")) != ""
        assert again.root().volume is not None
    finally:
        again.close()


def test_a_copy_of_a_watched_folder_is_another_folder(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 3)
    root = folders.add(tmp_path / "photos")
    shutil.copytree(tmp_path / "photos", tmp_path / "copy")
    other = folders.add(tmp_path / "copy")
    assert other.id != root.id
    assert other.marker == marker.read(str(tmp_path / "copy"))
    assert folders.root(root).marker == root.marker != other.marker
    assert (folders.root(root).state, folders.root(root).path) == (ONLINE, str(tmp_path / "photos"))


# Away, empty, exchanged


@pytest.mark.parametrize("instead", ["nothing", "empty", "others", "marked", "file"])
def test_what_is_not_the_folder_changes_no_row(tmp_path: Path, folders: Folders, instead: str) -> None:
    fill(tmp_path / "photos", 5)
    folders.add(tmp_path / "photos")
    before = folders.rows()
    kept = away(tmp_path / "photos")
    if instead in ("empty", "marked"):
        (tmp_path / "photos").mkdir()
    if instead in ("others", "marked"):
        fill(tmp_path / "photos", 5, "other")
    if instead == "marked":
        marker.write(str(tmp_path / "photos"), "0" * 32)
    if instead == "file":
        (tmp_path / "photos").touch()
    folders.scan()
    root = folders.root()
    assert root.state is OFFLINE
    assert {
        "nothing": "It is not there.",
        "file": "It is not there.",
        "empty": "It is empty.",
        "others": "None of its known files is there.",
        "marked": "Another folder of photos is in its place.",
    }[instead] == root.reason
    assert folders.rows() == before
    (told,) = folders.told()
    assert "offline" in told
    assert root.reason in told
    if instead != "nothing":
        assert marker.read(str(tmp_path / "photos")) != root.marker

    shutil.rmtree(tmp_path / "photos", ignore_errors=True)
    (tmp_path / "photos").unlink(missing_ok=True)
    kept.rename(tmp_path / "photos")
    folders.scan()
    assert (folders.root().state, folders.root().reason, folders.rows()) == (ONLINE, "", before)


def test_all_files_of_a_small_folder_may_go(tmp_path: Path, folders: Folders) -> None:
    paths = fill(tmp_path / "photos", 5)
    folders.add(tmp_path / "photos")
    for path in paths:
        path.unlink()
    folders.scan()
    assert (folders.root().state, folders.states()) == (ONLINE, {"missing": 5})


def test_a_folder_that_goes_while_it_is_looked_through_loses_nothing(
    tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        fill(tmp_path / "photos" / f"{number}", 5)
    folders.add(tmp_path / "photos")
    before = folders.rows()
    real = scanner.list_files
    unplugged: list[Path] = []

    def pulled_out(*args: object, **options: object) -> Iterator[object]:
        for number, found in enumerate(real(*args, **options)):  # type: ignore[arg-type]
            if number == 12:
                unplugged.append(away(tmp_path / "photos"))
                fill(tmp_path / "photos" / "3", 5, "other")
            yield found

    monkeypatch.setattr(scanner, "list_files", pulled_out)
    folders.scan()
    assert folders.root().state is OFFLINE
    assert folders.rows() == before
    monkeypatch.undo()
    shutil.rmtree(tmp_path / "photos")
    unplugged[0].rename(tmp_path / "photos")
    folders.scan()
    assert (folders.root().state, folders.rows()) == (ONLINE, before)


def test_a_copy_elsewhere_does_not_take_over_a_file_that_is_offline(tmp_path: Path, folders: Folders) -> None:
    first, *_ = fill(tmp_path / "photos", 3)
    root = folders.add(tmp_path / "photos")
    (tmp_path / "copies").mkdir()
    first.rename(tmp_path / "copies" / first.name)
    folders.scan()
    kept = away(tmp_path / "photos")
    (tmp_path / "photos").mkdir()  # as an empty mount point
    for path in kept.glob("*.jpg"):
        shutil.copy2(path, tmp_path / "copies")
    folders.add(tmp_path / "copies")
    assert folders.states() == {"present": 5, "missing": 1}
    with folders.catalogue.read() as db:
        assert db.execute("SELECT count(*) FROM file WHERE root_id = ?", (root.id,)).get == 3


# Very many files at once


def test_many_files_that_vanish_at_once_wait_for_a_person(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos" / "old", 60)
    fill(tmp_path / "photos" / "new", 120)
    folders.add(tmp_path / "photos")
    before = folders.rows()
    kept = (tmp_path / "photos" / "new").rename(tmp_path / "kept")
    folders.scan()
    root = folders.root()
    assert (root.state, root.vanished, folders.rows()) == (OFFLINE, 120, before)
    assert "120" in root.reason
    folders.scan()
    assert len(folders.told()) == 1

    folders.roots.accept_missing(root.id)
    folders.sync.wait_idle()
    root = folders.root()
    assert (root.state, root.reason, root.vanished, root.accepted) == (ONLINE, "", 0, 0)
    assert folders.states() == {"present": 60, "missing": 120}
    kept.rename(tmp_path / "photos" / "new")
    folders.scan()
    assert folders.rows() == before


def test_many_files_that_vanish_before_its_eyes_wait_for_a_person(tmp_path: Path, watched: Folders) -> None:
    fill(tmp_path / "photos" / "old", 60)
    fill(tmp_path / "photos" / "new", 120)
    watched.add(tmp_path / "photos")
    before = watched.rows()
    (tmp_path / "photos" / "new").rename(tmp_path / "kept")
    wait_for(lambda: watched.root().vanished == 120)
    assert (watched.root().state, watched.rows()) == (OFFLINE, before)


def test_more_than_was_accepted_is_kept_again(tmp_path: Path, folders: Folders) -> None:
    for name in ("a", "b", "c"):
        fill(tmp_path / "photos" / name, 110)
    folders.add(tmp_path / "photos")
    before = folders.rows()
    shutil.rmtree(tmp_path / "photos" / "a")
    folders.scan()
    (tmp_path / "photos" / "b").rename(tmp_path / "b")
    folders.roots.accept_missing(folders.root().id)
    folders.sync.wait_idle()
    assert (folders.root().state, folders.root().vanished, folders.rows()) == (OFFLINE, 220, before)


def test_many_files_that_come_back_need_no_person(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos" / "new", 120)
    folders.add(tmp_path / "photos")
    before = folders.rows()
    kept = (tmp_path / "photos" / "new").rename(tmp_path / "kept")
    folders.scan()
    assert folders.root().state is OFFLINE
    kept.rename(tmp_path / "photos" / "new")
    folders.scan()
    assert (folders.root().state, folders.root().vanished, folders.rows()) == (ONLINE, 0, before)


def test_a_renamed_folder_of_very_many_files_has_not_vanished(tmp_path: Path, watched: Folders) -> None:
    fill(tmp_path / "photos" / "old", 150)
    watched.add(tmp_path / "photos")
    ids = [row[0] for row in watched.rows()]
    (tmp_path / "photos" / "old").rename(tmp_path / "photos" / "new")

    def moved() -> bool:
        with watched.catalogue.read() as db:
            return int(db.execute("SELECT count(*) FROM file WHERE folder = x'6e6577'").get) == 150

    wait_for(moved)
    watched.sync.wait_idle()
    assert (watched.states(), [row[0] for row in watched.rows()], watched.told()) == ({"present": 150}, ids, [])


def test_files_that_moved_to_another_root_have_not_vanished(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "one", 150)
    fill(tmp_path / "two", 1)
    one, two = folders.add(tmp_path / "one"), folders.add(tmp_path / "two")
    for path in (tmp_path / "one").glob("*.jpg"):
        path.rename(tmp_path / "two" / path.name)
    folders.scan()
    folders.scan()
    assert [folders.root(root).state for root in (one, two)] == [ONLINE, ONLINE]
    assert folders.states() == {"present": 151}


# Found again


def test_a_folder_that_was_renamed_beside_is_found(tmp_path: Path, watched: Folders) -> None:
    fill(tmp_path / "photos", 3)
    root = watched.add(tmp_path / "photos")
    before = watched.rows()
    (tmp_path / "photos").rename(tmp_path / "pictures")
    wait_for(lambda: watched.root().path == str(tmp_path / "pictures") and watched.root().state is ONLINE)
    assert (watched.root().id, watched.rows()) == (root.id, before)
    assert any("found again" in text for text in watched.told())
    fill(tmp_path / "pictures", 1, "late")
    wait_for(lambda: len(watched.present()) == 4, seconds=3)


def test_adding_where_a_folder_is_now_takes_it_for_what_it_is(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 3)
    root = folders.add(tmp_path / "photos")
    before = folders.rows()
    target = away(tmp_path / "photos")
    found = folders.add(target)
    assert (found.id, found.path, found.state, folders.rows()) == (root.id, str(target), ONLINE, before)


def test_no_root_is_found_around_another(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 3)
    fill(tmp_path / "pictures" / "inner", 3)
    root, other = folders.add(tmp_path / "photos"), folders.add(tmp_path / "pictures" / "inner")
    away(tmp_path / "photos")
    marker.write(str(tmp_path / "pictures"), root.marker)
    folders.scan()
    assert (folders.root(root).path, folders.root(root).state) == (str(tmp_path / "photos"), OFFLINE)
    assert folders.root(other).state is ONLINE


@pytest.mark.parametrize(("copy", "new"), [("a copy", "z new"), ("z copy", "a new")])
def test_of_a_renamed_folder_and_its_old_copy_the_one_with_its_files_is_found(
    tmp_path: Path, folders: Folders, copy: str, new: str
) -> None:
    fill(tmp_path / "photos", 10)
    root = folders.add(tmp_path / "photos")
    shutil.copytree(tmp_path / "photos", tmp_path / copy)
    fill(tmp_path / "photos", 30, "later")
    folders.scan()
    before = folders.rows()
    (tmp_path / "photos").rename(tmp_path / new)
    folders.scan()
    assert (folders.root().id, folders.root().path) == (root.id, str(tmp_path / new))
    assert (folders.root().state, folders.rows()) == (ONLINE, before)


def test_a_folder_that_cannot_be_told_from_its_copy_waits_for_a_person(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 10)
    root = folders.add(tmp_path / "photos")
    before = folders.rows()
    shutil.copytree(tmp_path / "photos", tmp_path / "copy")
    (tmp_path / "photos").rename(tmp_path / "new")
    folders.scan()
    reason = f"It may be any of these folders, of which all but one are copies: {tmp_path}/copy, {tmp_path}/new."
    assert (folders.root().state, folders.root().reason, folders.rows()) == (OFFLINE, reason, before)
    assert folders.root().path == str(tmp_path / "photos")
    found = folders.add(tmp_path / "new")
    assert (found.id, found.path, found.state, folders.rows()) == (root.id, str(tmp_path / "new"), ONLINE, before)


def test_a_folder_that_another_library_marked_does_not_turn_into_its_copy(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "photos", 10)
    folders.add(tmp_path / "photos")
    before = folders.rows()
    shutil.copytree(tmp_path / "photos", tmp_path / "copy")
    marker.write(str(tmp_path / "photos"), "0" * 32)
    folders.scan()
    assert (folders.root().path, folders.root().state) == (str(tmp_path / "photos"), OFFLINE)
    assert "copies" in folders.root().reason
    assert folders.rows() == before


def test_a_share_that_nobody_watches_and_that_does_not_answer_holds_up_no_scan(
    tmp_path: Path, folders: Folders, silent: Silent
) -> None:
    fill(tmp_path / "mnt" / "usb", 1)
    fill(tmp_path / "photos", 1)
    folders.add(tmp_path / "mnt" / "usb")
    folders.add(tmp_path / "photos")
    silent.mount(tmp_path / "mnt" / "nas")
    (tmp_path / "mnt" / "usb").rename(tmp_path / "unplugged")
    fill(tmp_path / "photos", 1, "new")
    folders.sync.rescan()
    try:
        wait_for(lambda: any(name.startswith("new") for name in folders.present()), seconds=5)
    finally:
        silent.end()


# Known by nothing but its files


def _unmarked(photos: Path, folders: Folders, count: int) -> None:
    """Watch a folder that can carry no marker, and rename the only folder in it."""
    fill(photos / "2023", count)
    (photos / marker.NAME).write_text("not ours")
    assert folders.add(photos).marker == ""
    (photos / "2023").rename(photos / "Year 2023")


def test_a_person_says_that_all_known_files_of_a_folder_without_a_marker_are_gone(
    tmp_path: Path, folders: Folders
) -> None:
    _unmarked(tmp_path / "photos", folders, 3)
    before = folders.rows()
    folders.scan()
    root = folders.root()
    assert (root.state, root.vanished, folders.rows()) == (OFFLINE, 3, before)
    folders.roots.accept_missing(root.id)
    folders.sync.wait_idle()
    root = folders.root()
    assert (root.state, root.reason, root.vanished, root.accepted) == (ONLINE, "", 0, 0)
    assert folders.states() == {"present": 3}
    assert [row[0] for row in folders.rows()] == [row[0] for row in before], "they moved: no photo is new"


def test_a_folder_without_a_marker_whose_files_come_back_needs_no_person(
    tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "OFFLINE_CHECK_S", 0.3)
    photos = tmp_path / "photos"
    _unmarked(photos, folders, 3)
    wait_for(lambda: folders.root().vanished == 3)
    (photos / "Year 2023").rename(photos / "2023")
    wait_for(lambda: folders.root().state is ONLINE)
    assert (folders.root().vanished, folders.states()) == (0, {"present": 3})


def test_what_was_accepted_no_longer_counts_when_the_folder_was_away(tmp_path: Path, folders: Folders) -> None:
    photos = tmp_path / "photos"
    _unmarked(photos, folders, 3)
    folders.scan()
    before = folders.rows()
    kept = away(photos)
    folders.roots.accept_missing(folders.root().id)
    folders.sync.wait_idle()
    assert (folders.root().reason, folders.root().accepted) == ("It is not there.", 0)
    kept.rename(photos)
    folders.scan()
    assert (folders.root().state, folders.root().vanished, folders.rows()) == (OFFLINE, 3, before)


# Real drives


@pytest.fixture
def udev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let drives have names, as udev gives them."""
    names = tmp_path / "dev-disk"
    for folder in ("by-uuid", "by-label"):
        (names / folder).mkdir(parents=True)
    monkeypatch.setattr(volumes, "_UDEV", str(names))

    def name(**drives: Drive) -> None:
        for link in (names / "by-uuid").iterdir():
            link.unlink()
        for uuid, drive in drives.items():
            (names / "by-uuid" / uuid).symlink_to(drive.device)

    return name


def test_a_drive_that_is_unplugged_keeps_all_and_comes_back_elsewhere(
    tmp_path: Path, watched: Folders, drives: Drives, udev: Callable[..., None]
) -> None:
    drive = drives("HOLIDAY")
    drive.plug(tmp_path / "media" / "one")
    udev(a=drive)
    fill(tmp_path / "media" / "one" / "photos", 3)
    root = watched.add(tmp_path / "media" / "one" / "photos")
    assert root.volume is not None
    assert (root.volume.id, root.below) == ("a", b"photos")
    before = watched.rows()

    drive.unplug()
    wait_for(lambda: watched.root().state is OFFLINE)
    assert (watched.root().reason, watched.rows()) == ("It is not there.", before)

    drive.plug(tmp_path / "media" / "two")
    udev(a=drive)
    wait_for(lambda: watched.root().state is ONLINE)
    assert watched.root().path == str(tmp_path / "media" / "two" / "photos")
    assert watched.rows() == before
    fill(tmp_path / "media" / "two" / "photos", 1, "late")
    wait_for(lambda: len(watched.present()) == 4, seconds=3)


def test_an_empty_mount_point_is_not_the_drive(tmp_path: Path, folders: Folders, drives: Drives) -> None:
    drive = drives("HOLIDAY")
    drive.plug(tmp_path / "mnt")
    fill(tmp_path / "mnt", 3)
    folders.add(tmp_path / "mnt")
    before = folders.rows()
    drive.unplug()
    folders.scan()
    assert (folders.root().state, folders.root().reason, folders.rows()) == (OFFLINE, "It is empty.", before)
    assert not any((tmp_path / "mnt").iterdir()), "nothing is written into an empty mount point"
    drive.plug(tmp_path / "mnt")
    folders.scan()
    assert (folders.root().state, folders.rows()) == (ONLINE, before)


def test_a_clone_is_not_taken_for_the_drive(
    tmp_path: Path, folders: Folders, drives: Drives, udev: Callable[..., None]
) -> None:
    drive = drives("HOLIDAY")
    drive.plug(tmp_path / "mnt")
    udev(a=drive)
    fill(tmp_path / "mnt" / "photos", 3)
    root = folders.add(tmp_path / "mnt" / "photos")
    subprocess.run(["sync"], check=True)
    drive.unplug()
    clone = drives.known(drive.cloned())
    clone.plug(tmp_path / "clone")
    udev(b=clone)
    folders.scan()
    assert (folders.root().state, folders.root().path) == (OFFLINE, str(tmp_path / "mnt" / "photos"))
    added = folders.add(tmp_path / "clone" / "photos")
    assert added.id != root.id
    assert added.marker not in ("", root.marker)

    clone.unplug()
    drive.plug(tmp_path / "other place")
    udev(a=drive)
    folders.scan()
    assert folders.root(root).path == str(tmp_path / "other place" / "photos")


def test_drives_that_take_each_others_place_are_told_apart(tmp_path: Path, folders: Folders, drives: Drives) -> None:
    one, two = drives("ONE"), drives("TWO")
    for drive, name in ((one, "a"), (two, "b")):
        drive.plug(tmp_path / name)
        fill(tmp_path / name, 3)
    first, second = folders.add(tmp_path / "a"), folders.add(tmp_path / "b")
    before = folders.rows()
    one.unplug()
    two.unplug()
    one.plug(tmp_path / "b")
    two.plug(tmp_path / "a")
    folders.scan()
    assert folders.root(first).path == str(tmp_path / "b")
    assert folders.root(second).path == str(tmp_path / "a")
    assert folders.rows() == before

    one.unplug()  # and one alone, where the other was
    two.unplug()
    one.plug(tmp_path / "a")
    folders.scan()
    assert (folders.root(first).path, folders.root(first).state) == (str(tmp_path / "a"), ONLINE)
    assert (folders.root(second).path, folders.root(second).state) == (str(tmp_path / "a"), OFFLINE)
    assert folders.rows() == before
    third = fill(tmp_path / "a" / "more", 1)
    folders.scan()
    assert third[0].name in folders.present()


def test_a_read_only_drive_is_watched_without_a_marker(tmp_path: Path, folders: Folders, drives: Drives) -> None:
    drive = drives("DISC")
    drive.plug(tmp_path / "mnt")
    fill(tmp_path / "mnt", 3)
    subprocess.run(["sync"], check=True)
    drive.unplug()
    drive.plug(tmp_path / "mnt", "ro")
    root = folders.add(tmp_path / "mnt")
    assert (root.state, root.marker, root.photos) == (ONLINE, "", 3)
    before = folders.rows()
    drive.unplug()
    folders.scan()
    assert (folders.root().state, folders.rows()) == (OFFLINE, before)
    drive.plug(tmp_path / "mnt", "ro")
    folders.scan()
    assert (folders.root().state, folders.rows()) == (ONLINE, before)


def test_a_drive_mounted_below_a_folder_may_go(tmp_path: Path, watched: Folders, drives: Drives) -> None:
    drive = drives("INNER")
    fill(tmp_path / "photos", 3)
    drive.plug(tmp_path / "photos" / "inner")
    fill(tmp_path / "photos" / "inner" / "deep", 4)
    watched.add(tmp_path / "photos")
    before = watched.rows()
    drive.unplug()
    wait_for(lambda: watched.root().vanished == 4)
    root = watched.root()
    assert (root.state, watched.rows()) == (ONLINE, before)
    assert "inner is not there" in root.reason
    drive.plug(tmp_path / "photos" / "inner")
    wait_for(lambda: watched.root().vanished == 0)
    assert (watched.root().reason, watched.rows()) == ("", before)
    fill(tmp_path / "photos" / "inner" / "deep", 1, "late")
    wait_for(lambda: len(watched.present()) == 8, seconds=3)

    drive.unplug()
    wait_for(lambda: watched.root().vanished == 5)
    watched.roots.accept_missing(root.id)
    wait_for(lambda: watched.states() == {"present": 3, "missing": 5})
    wait_for(lambda: watched.root().vanished == 0)


def test_everything_but_the_files_works_while_a_drive_is_away(tmp_path: Path, open_library: Opened) -> None:
    paths = write_photos(tmp_path / "photos", 4)
    library = _filled(open_library(), tmp_path / "photos")
    photo = library.photos.at(str(paths[0]))
    away(tmp_path / "photos")
    open_library.close(library)

    library = open_library()
    library.start(watch=False)
    library.wait_until_done()
    assert library.roots.list()[0].state is OFFLINE
    assert len(library.photos.ids()) == 4
    assert len(library.search.query("colours").photo_ids) == 4
    library.tags.add("mine", [photo])
    assert library.photos.ids(tag="mine").tolist() == [photo]
    assert library.photos.thumbnail(photo) is not None
    assert not library.photos.details(photo).online
    assert library.status().failed == ()


def _filled(library: Library, folder: Path) -> Library:
    library.roots.add(str(folder))
    library.start(watch=False)
    library.wait_until_done()
    return library


def test_a_drives_kind_is_known(tmp_path: Path, drives: Drives) -> None:
    drive = drives("HOLIDAY")
    drive.plug(tmp_path / "mnt")
    volume = volumes.volume_of(str(tmp_path / "mnt" / "photos"))
    assert (volume.kind, volume.mount_point) == (VolumeKind.FIXED, str(tmp_path / "mnt"))
