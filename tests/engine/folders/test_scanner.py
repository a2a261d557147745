"""Odd names, odd files, odd clocks: each stays small."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from clipphotos.core.photo import FileState, Place, RootId
from clipphotos.engine.folders.identify import is_listed
from clipphotos.store import files
from tests.engine.watched_folders import Folders, fill, folders, wait_for, watched

__all__ = ["folders", "watched"]


def test_only_regular_files_are_looked_at(tmp_path: Path, folders: Folders) -> None:
    (real,) = fill(tmp_path / "photos", 1)
    os.mkfifo(tmp_path / "photos" / "pipe.jpg")
    os.mkfifo(tmp_path / "photos" / "pipe without a kind")
    (tmp_path / "photos" / "link.jpg").symlink_to(real)
    (tmp_path / "photos" / "device.jpg").symlink_to("/dev/zero")
    folders.add(tmp_path / "photos")
    assert (folders.present(), folders.states()) == ({real.name}, {"present": 1})


def test_a_file_that_became_a_pipe_blocks_nobody(tmp_path: Path, folders: Folders) -> None:
    path = tmp_path / "photos" / "no kind"
    path.parent.mkdir()
    path.write_bytes(b"nothing")
    os.utime(path, (1, 1))
    folders.add(tmp_path / "photos")
    path.unlink()
    os.mkfifo(path)
    folders.scan()
    assert folders.root().state.value == "online"


def test_loops_of_links_are_not_followed(tmp_path: Path, watched: Folders) -> None:
    fill(tmp_path / "photos" / "a", 1)
    (tmp_path / "photos" / "a" / "loop").symlink_to(tmp_path / "photos")
    (tmp_path / "photos" / "self").symlink_to("self")
    watched.add(tmp_path / "photos")
    assert watched.states() == {"present": 1}


def test_any_bytes_are_a_name(tmp_path: Path, folders: Folders) -> None:
    names = [b"\xff\xfe.jpg", b"new\nline.jpg", b"\x1b[31mred.jpg", "\u202egpj.jpg".encode(), "Été.jpg".encode()]
    names += ["E\u0301te\u0301.jpg".encode(), b"A.jpg", b"a.jpg", b" .jpg"]
    base = os.fsencode(tmp_path / "photos")
    os.mkdir(base)
    for number, name in enumerate(names):
        with open(os.path.join(base, name), "wb") as file:
            file.write(b"%d" % number)
        os.utime(os.path.join(base, name), (1, 1))
    folders.add(tmp_path / "photos")
    assert folders.present() == {os.fsdecode(name) for name in names}
    before = folders.rows()
    folders.scan()
    assert folders.rows() == before


def test_a_name_in_another_unicode_form_is_the_same_photo(tmp_path: Path, folders: Folders) -> None:
    (path,) = fill(tmp_path / "photos", 1, "Été")
    folders.add(tmp_path / "photos")
    path.rename(path.with_name("E\u0301te\u0301_0000.jpg"))
    folders.scan()
    assert (folders.present(), folders.states()) == ({"E\u0301te\u0301_0000.jpg"}, {"present": 1})


def test_a_name_is_there_only_in_its_very_letters(tmp_path: Path) -> None:
    (path,) = fill(tmp_path / "Folder" / "inner", 1)
    base = os.fsencode(tmp_path)

    def listed(folder: bytes, name: str) -> bool:
        return is_listed(base, Place(RootId(1), folder, os.fsencode(name)))

    assert listed(b"Folder/inner", path.name)
    assert not listed(b"folder/inner", path.name)
    assert not listed(b"Folder/inner", path.name.upper())
    assert not listed(b"Folder/none", path.name)


def test_a_folder_that_was_moved_out_is_missing_and_its_ghosts_are_ignored(tmp_path: Path, watched: Folders) -> None:
    fill(tmp_path / "photos" / "trip", 3)
    fill(tmp_path / "photos", 1)
    watched.add(tmp_path / "photos")
    (tmp_path / "photos" / "trip").rename(tmp_path / "trip")
    fill(tmp_path / "trip", 1, "ghost")  # still told under the old path
    wait_for(lambda: watched.states() == {"present": 1, "missing": 3})
    fill(tmp_path / "photos", 1, "last")
    wait_for(lambda: "last_0000.jpg" in watched.present())
    assert watched.states() == {"present": 2, "missing": 3}


@pytest.mark.parametrize(
    "mtime",
    [time.time() + 10 * 365 * 86400, 0.0, -86400.0, 2**33 + 0.5],
    ids=["in ten years", "1970", "before", "beyond 32 bits"],
)
def test_a_file_of_any_time_settles(tmp_path: Path, folders: Folders, mtime: float) -> None:
    (path,) = fill(tmp_path / "photos", 1)
    os.utime(path, (mtime, mtime))
    folders.add(tmp_path / "photos")
    assert folders.states() == {"present": 1}
    before = folders.rows()
    folders.scan()
    assert folders.rows() == before


def test_a_folder_beyond_the_longest_path_hides_only_itself(tmp_path: Path, watched: Folders) -> None:
    fill(tmp_path / "photos", 1)
    here = os.getcwd()
    try:
        os.chdir(tmp_path / "photos")
        for _ in range(25):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
    finally:
        os.chdir(here)
    try:
        assert watched.add(tmp_path / "photos").state.value == "online"
        assert watched.present() == {"photos_0000.jpg"}
        (told,) = watched.told()
        assert "cannot be read" in told
    finally:
        shutil.rmtree(tmp_path / "photos" / ("d" * 200), ignore_errors=True)


def test_known_files_come_with_their_states(tmp_path: Path, folders: Folders) -> None:
    first, _ = fill(tmp_path / "photos", 2)
    root = folders.add(tmp_path / "photos")
    first.unlink()
    folders.scan()
    with folders.catalogue.read() as db:
        found = {file.place.name: file.state for file in files.below(db, root.id)}
        assert files.count_known(db, root.id) == 1
    assert found == {b"photos_0000.jpg": FileState.MISSING, b"photos_0001.jpg": FileState.PRESENT}
