"""`trash` asks, moves and says what it did; `undo` puts back."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clipphotos.app import main
from tests.cli.conftest import Run, Say
from tests.photos import write_photos
from tests.trashes import contents, use_own_trash

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the trash is the system's there")

Answer = Callable[[str], object]


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_own_trash(tmp_path, monkeypatch)


@pytest.fixture
def photos(library: str, trash: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Two photos of the library, the first with a copy."""
    first, second = write_photos(tmp_path / "mine", 2, first_seed=900)
    shutil.copy2(first, tmp_path / "mine" / "copy.jpg")
    assert main(["--library", library, "add", str(tmp_path / "mine")]) == 0
    capsys.readouterr()
    return [str(first), str(second)]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answer]:
    """Answer on a real terminal."""
    import pty

    master, slave = pty.openpty()
    with open(slave) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        yield lambda text: os.write(master, f"{text}\n".encode())
    os.close(master)


def test_photos_go_and_come_back(run: Run, say: Say, photos: list[str], trash: Path) -> None:
    code, result = run("trash", *photos, "--yes")
    assert (code, result) == (0, {"photos": 2, "files": 3, "failed": []})
    assert not any(map(os.path.exists, photos))
    assert len(contents(trash)) == 3
    assert say("undo") == "Undone: moved 2 photos to the trash.\n"
    assert all(map(os.path.exists, photos))
    assert contents(trash) == []
    assert say("redo") == "Redone: moved 2 photos to the trash.\n"
    assert run("undo") == (0, {"undone": {"action": "trash", "subject": "", "photos": 2}})


def test_it_asks_with_the_numbers(
    library: str, photos: list[str], trash: Path, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    answer("no")
    assert main(["--library", library, "trash", *photos]) == 1
    out, err = capsys.readouterr()
    assert err == "Move 2 photos (3 files) to the trash? [y/N] "
    assert out == "Nothing was moved.\n"
    assert contents(trash) == []
    answer("y")
    assert main(["--library", library, "trash", photos[1]]) == 0
    out, err = capsys.readouterr()
    assert err == "Move 1 photo to the trash? [y/N] "
    assert out == "1 photo moved to the trash; clipphotos undo puts them back.\n"
    assert contents(trash) == [photos[1]]


def test_without_a_terminal_it_must_be_told(run: Run, photos: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    code, result = run("trash", photos[0])
    assert code == 1
    assert "--yes" in result["error"]
    assert all(map(os.path.exists, photos))


def test_what_stays_is_told(
    run: Run, library: str, photos: list[str], trash: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.unlink(photos[1])
    assert main(["--library", library, "trash", *photos, "--yes"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("1 photo (2 files) moved to the trash")
    assert err == f"clipphotos: {photos[1]} stays: It is not there any more.\n"
    assert run("trash", str(Path(photos[0]).with_name("none.jpg")), "--yes")[0] == 1


def test_undo_says_what_the_trash_no_longer_has(
    library: str, photos: list[str], trash: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("trash", photos[1], "--yes")
    shutil.rmtree(trash)
    assert main(["--library", library, "undo"]) == 0
    out, err = capsys.readouterr()
    assert out == "Undone: moved 1 photo to the trash.\n"
    assert err == f"clipphotos: {photos[1]} could not be put back: It is no longer in the trash.\n"


def test_undo_goes_on_although_the_drive_is_away(
    library: str, photos: list[str], trash: Path, run: Run, say: Say, capsys: pytest.CaptureFixture[str]
) -> None:
    run("tag", "add", "holiday", photos[1])
    run("trash", photos[0], "--yes")
    folder = Path(photos[0]).parent
    away = folder.with_name("away") / "drive"
    away.parent.mkdir()
    folder.rename(away)
    assert main(["--library", library, "undo"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    told = "is offline. Connect its drive, then try again. clipphotos undo --skip leaves it as it is and goes on.\n"
    assert err.startswith(f"clipphotos: {folder}")
    assert err.endswith(told)
    assert say("undo", "--skip") == "Undone: tagged 1 photo “holiday”.\n"
    assert len(contents(trash)) == 2
    away.rename(folder)
    assert say("redo") == "Redone: tagged 1 photo “holiday”.\n"
    assert say("redo", "--skip") == "Redone: moved 1 photo to the trash.\n"
    assert say("undo") == "Undone: moved 1 photo to the trash.\n"
    assert os.path.exists(photos[0])
