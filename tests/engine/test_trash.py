"""Photos go to the trash and come back: with their tags, their copies, after restarts and after kills."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clipphotos.core.action import ActionKind
from clipphotos.core.errors import RefusedActionError
from clipphotos.core.photo import FileState, PhotoId, RootState
from clipphotos.engine.library import Library
from clipphotos.engine.trash import Plan
from clipphotos.media import trash as system_trash
from clipphotos.store import files, roots
from tests.engine.conftest import Opened
from tests.photos import write_photo, write_photos
from tests.trashes import contents, use_own_trash

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the trash is the system's there")


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_own_trash(tmp_path, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four photos; the first has a copy."""
    folder = tmp_path / "photos"
    first, *_ = write_photos(folder, 4)
    (folder / "copies").mkdir()
    shutil.copy2(first, folder / "copies" / "女儿 1.jpg")
    return folder


@pytest.fixture
def library(trash: Path, folder: Path, open_library: Opened) -> Library:
    return opened(open_library, folder)


def opened(open_library: Opened, folder: Path) -> Library:
    """Open the library and scan; embeddings are not needed here."""
    library = open_library()
    library.roots.add(str(folder))
    library.ingest.pause()
    library.start(watch=False)
    library.wait_until_done()
    return library


def at(library: Library, folder: Path, *seeds: int) -> list[PhotoId]:
    return [library.photos.at(str(folder / f"photo_{seed:04}.jpg")) for seed in seeds]


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    found = {str(p.relative_to(folder)): p for p in folder.rglob("[!.]*") if p.is_file()}
    return {name: (path.read_bytes(), path.stat().st_mtime_ns) for name, path in sorted(found.items())}


def tags_of(library: Library, photo_id: PhotoId) -> list[str]:
    return [tag.name for tag in library.photos.details(photo_id).tags]


def test_all_copies_go_and_undo_brings_them_back_with_their_tags(library: Library, folder: Path, trash: Path) -> None:
    before = snapshot(folder)
    ids = at(library, folder, 0, 1)
    library.tags.add("holiday", ids)
    assert library.trash.plan(ids) == Plan(photos=2, files=3, offline=0)
    thrown = library.trash.throw(ids)
    assert (thrown.photos, thrown.files, thrown.failed) == (2, 3, ())
    assert sorted(snapshot(folder)) == ["photo_0002.jpg", "photo_0003.jpg"]
    assert len(contents(trash)) == 3
    assert set(library.photos.ids()).isdisjoint(ids)
    assert tags_of(library, ids[0]) == ["holiday"], "the photo stays in the catalogue with its tags"
    library.rescan()
    library.wait_until_done()

    done = library.history.next_undo()
    assert done is not None
    assert (done.kind, done.photos) == (ActionKind.TRASH, 2)
    undone = library.history.undo()
    assert undone is not None
    assert (undone.kind, undone.trouble) == (ActionKind.TRASH, "")
    assert snapshot(folder) == before
    assert contents(trash) == []
    assert set(ids) <= set(library.photos.ids()), "present again at once"
    assert [tags_of(library, photo) for photo in ids] == [["holiday"], ["holiday"]]
    assert library.status().files == 5
    library.rescan()
    library.wait_until_done()
    assert (library.status().photos, library.status().files) == (4, 5)

    redone = library.history.redo()
    assert redone is not None
    assert redone.trouble == ""
    assert len(contents(trash)) == 3
    assert len(library.photos.ids()) == 2
    library.history.undo()
    assert snapshot(folder) == before


def test_undo_works_after_a_restart(library: Library, folder: Path, trash: Path, open_library: Opened) -> None:
    before = snapshot(folder)
    ids = at(library, folder, 0)
    library.trash.throw(ids)
    open_library.close(library)
    again = opened(open_library, folder)
    assert len(again.photos.ids()) == 3
    again.history.undo()
    assert snapshot(folder) == before
    assert set(ids) <= set(again.photos.ids())


def test_what_was_emptied_out_is_told_and_the_rest_comes_back(library: Library, folder: Path, trash: Path) -> None:
    ids = at(library, folder, 1, 2)
    library.tags.add("holiday", at(library, folder, 3))
    library.trash.throw(ids)
    os.unlink(trash / "files" / "photo_0001.jpg")
    undone = library.history.undo()
    assert undone is not None
    assert undone.trouble == f"{folder / 'photo_0001.jpg'} could not be put back: It is no longer in the trash."
    assert set(library.photos.ids()) & set(ids) == {ids[1]}
    assert library.history.undo() is not None, "what was done before can still be undone"
    assert library.history.next_undo() is None


def test_a_file_in_the_way_is_left_alone(library: Library, folder: Path, trash: Path) -> None:
    ids = at(library, folder, 1)
    library.tags.add("holiday", ids)
    library.trash.throw(ids)
    write_photo(folder / "photo_0001.jpg", 77)
    in_the_way = (folder / "photo_0001.jpg").read_bytes()
    undone = library.history.undo()
    assert undone is not None
    assert "Another file is there now." in undone.trouble
    assert (folder / "photo_0001.jpg").read_bytes() == in_the_way
    assert contents(trash) == [str(folder / "photo_0001.jpg")]


def test_the_tags_come_with_a_file_that_is_put_back_by_hand(library: Library, folder: Path, trash: Path) -> None:
    ids = at(library, folder, 1)
    library.tags.add("holiday", ids)
    library.trash.throw(ids)
    shutil.move(trash / "files" / "photo_0001.jpg", folder / "elsewhere.jpg")
    library.rescan()
    library.wait_until_done()
    assert library.photos.at(str(folder / "elsewhere.jpg")) == ids[0]
    assert tags_of(library, ids[0]) == ["holiday"]


def test_where_files_cannot_be_put_back_it_says_where_they_are(
    library: Library, folder: Path, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = at(library, folder, 1, 2)
    library.trash.throw(ids)
    monkeypatch.setattr(system_trash, "CAN_PUT_BACK", False)  # as on Windows and macOS
    shutil.move(trash / "files" / "photo_0002.jpg", folder)
    undone = library.history.undo()
    assert undone is not None
    assert undone.trouble.startswith("The files are in the system's trash.")
    assert set(library.photos.ids()) & set(ids) == {ids[1]}, "what was put back by hand is there at once"


def test_a_file_that_changed_meanwhile_stays(library: Library, folder: Path, trash: Path) -> None:
    ids = at(library, folder, 1, 2)
    write_photo(folder / "photo_0001.jpg", 77, size=(500, 400))
    thrown = library.trash.throw(ids)
    assert (thrown.photos, thrown.files) == (1, 1)
    assert [(Path(f.path).name, f.reason) for f in thrown.failed] == [
        ("photo_0001.jpg", "It has changed since ClipPhotos looked at it.")
    ]
    done = library.history.next_undo()
    assert done is not None
    assert done.photos == 1
    assert ids[0] in library.photos.ids()


def test_an_offline_folder_is_left_alone(library: Library, folder: Path, trash: Path) -> None:
    ids = at(library, folder, 1, 2)
    library.trash.throw(ids[:1])
    unplugged = folder.parent / "other" / "drive"
    unplugged.parent.mkdir()
    folder.rename(unplugged)
    library.rescan()
    library.wait_until_done()
    assert library.trash.plan(ids[1:]) == Plan(photos=0, files=0, offline=1)
    thrown = library.trash.throw(ids[1:])
    assert (thrown.photos, [file.reason for file in thrown.failed]) == (0, ["Its folder or drive is offline."])
    with pytest.raises(RefusedActionError, match="offline"):
        library.history.undo()
    unplugged.rename(folder)
    library.rescan()
    library.wait_until_done()
    library.history.undo()
    assert ids[0] in library.photos.ids()


def unplug(folder: Path) -> Path:
    """Move a folder to where nobody looks for it; return where it is."""
    away = folder.parent / "other" / "drive"
    away.parent.mkdir()
    return folder.rename(away)


def test_undo_is_refused_as_long_as_the_drive_is_away_though_nobody_noticed(
    library: Library, folder: Path, trash: Path
) -> None:
    before = snapshot(folder)
    library.trash.throw(at(library, folder, 1))
    away = unplug(folder)
    assert library.roots.list()[0].state is RootState.ONLINE
    with pytest.raises(RefusedActionError, match="Connect its drive"):
        library.history.undo()
    assert len(contents(trash)) == 1
    away.rename(folder)
    assert library.history.undo() is not None
    assert snapshot(folder) == before


def test_what_was_done_before_can_be_undone_although_the_drive_is_away(
    library: Library, folder: Path, trash: Path
) -> None:
    before = snapshot(folder)
    ids = at(library, folder, 1, 2)
    library.tags.add("kept", ids)
    library.tags.add("holiday", ids)
    library.trash.throw(ids[:1])
    away = unplug(folder)
    library.rescan()
    library.wait_until_done()
    with pytest.raises(RefusedActionError, match="Connect its drive"):
        library.history.undo()
    undone = library.history.undo(skip=True)
    assert undone is not None
    assert (undone.kind, undone.subject) == (ActionKind.TAG, "holiday")
    assert contents(trash) == [str(folder / "photo_0001.jpg")]
    assert [tags_of(library, photo) for photo in ids] == [["kept"]] * 2

    library.history.redo()
    with pytest.raises(RefusedActionError, match="Connect its drive"):
        library.history.redo()
    away.rename(folder)
    library.rescan()
    library.wait_until_done()
    redone = library.history.redo()
    assert redone is not None
    assert (redone.kind, redone.trouble) == (ActionKind.TRASH, "")
    assert library.history.undo() is not None
    assert snapshot(folder) == before
    assert tags_of(library, ids[0]) == ["holiday", "kept"]


def test_files_come_back_into_a_folder_that_was_renamed(library: Library, folder: Path, trash: Path) -> None:
    before = snapshot(folder)
    ids = at(library, folder, 0, 1)
    library.trash.throw(ids)
    for name in ("pictures", "pics"):
        folder = folder.rename(folder.with_name(name))
        library.rescan()
        library.wait_until_done()
        undone = library.history.undo()
        assert undone is not None
        assert undone.trouble == ""
        assert snapshot(folder) == before
        assert contents(trash) == []
        assert set(at(library, folder, 0, 1)) == set(ids)
        redone = library.history.redo()
        assert redone is not None
        assert redone.trouble == ""
        assert len(contents(trash)) == 3


def test_files_come_back_into_a_folder_that_is_watched_anew(library: Library, folder: Path, trash: Path) -> None:
    before = snapshot(folder)
    ids = at(library, folder, 0)
    library.tags.add("holiday", ids)
    library.trash.throw(ids)
    library.roots.remove(library.roots.list()[0].id)
    library.roots.add(str(folder))
    library.wait_until_done()
    undone = library.history.undo(skip=True)
    assert undone is not None
    assert (undone.kind, undone.trouble) == (ActionKind.TRASH, "")
    assert snapshot(folder) == before
    assert at(library, folder, 0) == ids
    assert tags_of(library, ids[0]) == ["holiday"]


def test_what_belongs_into_no_watched_folder_is_told(library: Library, folder: Path, trash: Path) -> None:
    other = folder.with_name("other")
    write_photos(other, 1, first_seed=50)
    root, second = library.roots.list()[0], library.roots.add(str(other))
    library.wait_until_done()
    library.trash.throw([*at(library, folder, 1), library.photos.at(str(other / "photo_0050.jpg"))])
    for each in (root, second):
        library._catalogue.write(lambda db, gone=each.id: roots.remove(db, gone))
    with pytest.raises(RefusedActionError, match=r"photo_0001.jpg lies in no watched folder any more\. Add its folder"):
        library.history.undo()
    library.roots.add(str(other))
    library.wait_until_done()
    undone = library.history.undo()
    assert undone is not None
    missed = f"{folder / 'photo_0001.jpg'} could not be put back: It lies in no watched folder any more."
    assert undone.trouble == missed
    assert (other / "photo_0050.jpg").exists()
    assert contents(trash) == [str(folder / "photo_0001.jpg")]


def test_nothing_moved_is_nothing_to_undo(library: Library, folder: Path, trash: Path) -> None:
    ids = at(library, folder, 1)
    os.unlink(folder / "photo_0001.jpg")
    thrown = library.trash.throw(ids)
    assert [file.reason for file in thrown.failed] == ["It is not there any more."]
    assert library.history.next_undo() is None


def test_another_photo_in_the_place_of_one_that_was_thrown_away_has_nothing_to_do_with_it(
    library: Library, folder: Path, trash: Path
) -> None:
    """Cameras use names again."""
    ids = at(library, folder, 0)
    library.tags.add("holiday", ids)
    library.trash.throw(ids)
    write_photo(folder / "photo_0000.jpg", 99)
    library.rescan()
    library.wait_until_done()
    stranger = library.photos.at(str(folder / "photo_0000.jpg"))
    assert stranger != ids[0]
    assert tags_of(library, stranger) == []
    library.history.undo()
    assert library.photos.at(str(folder / "copies" / "女儿 1.jpg")) == ids[0]
    assert tags_of(library, ids[0]) == ["holiday"]


def test_its_rows_are_right_at_every_step(library: Library, folder: Path, trash: Path) -> None:
    def missing() -> int:
        with library._catalogue.read() as db:
            return int(db.execute("SELECT count(*) FROM file WHERE state = ?", (FileState.MISSING,)).get)

    library.trash.throw(at(library, folder, 0, 1))
    with library._catalogue.read() as db:
        assert files.count_present(db) == 2
    assert missing() == 3
    library.history.undo()
    assert missing() == 0


def test_a_scan_meanwhile_does_not_take_the_drive_to_be_away(
    library: Library, folder: Path, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_photos(folder, 120, first_seed=10)
    library.rescan()
    library.wait_until_done()
    throw, count = system_trash.throw, 0

    def throw_and_scan(path: str) -> None:
        nonlocal count
        throw(path)
        count += 1
        if count == 110:
            library.rescan()
            library.wait_until_done()
            assert library.roots.list()[0].state is RootState.ONLINE

    monkeypatch.setattr(system_trash, "throw", throw_and_scan)
    thrown = library.trash.throw([PhotoId(int(photo)) for photo in library.photos.ids()])
    assert (thrown.photos, thrown.files, thrown.failed) == (124, 125, ())
    library.rescan()
    library.wait_until_done()
    assert library.roots.list()[0].state is RootState.ONLINE
    library.history.undo()
    assert library.status().files == 125


KILLED = """
import os, signal, sys
from pathlib import Path
from clipphotos.engine.library import Library
from clipphotos.media import trash

if __name__ == "__main__":
    library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
    throw, put_back, count = trash.throw, trash.put_back, 0

    def counted(path):
        global count
        throw(path)
        count += 1
        if count == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    def killed(files):
        put_back(files[:1])
        os.kill(os.getpid(), signal.SIGKILL)

    if sys.argv[3] == "throw":
        trash.throw = counted
        library.trash.throw([library.photos.at(path) for path in sys.argv[4:]])
    else:
        trash.put_back = killed
        library.history.undo()
"""


def test_a_kill_loses_nothing(
    library: Library, folder: Path, trash: Path, open_library: Opened, tmp_path: Path, model_cache: Path
) -> None:
    """Killed while files go to the trash, and again while they come back: undo finishes either."""
    before = snapshot(folder)
    ids = at(library, folder, 0, 1, 2)
    library.tags.add("holiday", ids)
    open_library.close(library)
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    paths = [str(folder / f"photo_{seed:04}.jpg") for seed in (0, 1, 2)]
    for how in ("throw", "undo"):
        done = subprocess.run(
            [sys.executable, str(script), str(tmp_path / "library"), str(model_cache), how, *paths],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(contents(trash)) == 1
    again = opened(open_library, folder)
    undone = again.history.undo()
    assert undone is not None
    assert (undone.kind, undone.trouble) == (ActionKind.TRASH, "")
    assert snapshot(folder) == before
    assert contents(trash) == []
    assert set(ids) <= set(again.photos.ids())
    assert [tags_of(again, photo) for photo in ids] == [["holiday"]] * 3
