"""`duplicates` lists groups, merges and dismisses them, and says how to undo that."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image

from clipphotos.app import main
from tests.cli.conftest import Run, Say
from tests.photos import age, real_photo
from tests.trashes import contents, use_own_trash

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the trash is the system's there")


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_own_trash(tmp_path, monkeypatch)


@pytest.fixture
def flowers(library: str, trash: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a flower, a copy of it and a small version."""
    folder = tmp_path / "flowers"
    folder.mkdir()
    for name in ("flower.jpg", "flower (1).jpg"):
        shutil.copy(real_photo("flower.jpg"), folder / name)
    with Image.open(real_photo("flower.jpg")) as image:
        image.reduce(2).save(folder / "small.jpg")
    for path in folder.iterdir():
        age(path)
    assert main(["--library", library, "add", str(folder)]) == 0
    capsys.readouterr()
    return folder


def test_groups_are_listed_with_what_to_keep_and_why(run: Run, say: Say, flowers: Path) -> None:
    code, document = run("duplicates")
    assert code == 0
    exact, near = document["groups"]
    assert (exact["kind"], near["kind"]) == ("exact", "near")
    assert exact["keep"] == str(flowers / "flower.jpg")
    assert exact["reason"] == "its name is not that of a copy"
    assert [member["remove"] for member in exact["members"]] == [False, True]
    assert near["members"][1]["files"] == [str(flowers / "small.jpg")]
    assert near["reasons"] == ["pixels"]
    assert run("duplicates", "--kind", "burst") == (0, {"groups": []})
    text = say("duplicates", "--kind", "near")
    assert f"keep    {flowers / 'flower.jpg'}: it has more pixels\n" in text or "flower (1).jpg" in text
    assert f"remove  {flowers / 'small.jpg'}\n" in text


def test_a_group_is_merged_by_its_name_and_that_can_be_undone(run: Run, say: Say, flowers: Path, trash: Path) -> None:
    _, document = run("duplicates", "--kind", "exact")
    text = say("duplicates", "merge", document["groups"][0]["group"])
    assert text == f"Kept {flowers / 'flower.jpg'}; 1 file moved to the trash. clipphotos undo takes that back.\n"
    assert contents(trash) == [str(flowers / "flower (1).jpg")]
    assert run("duplicates", "--kind", "exact") == (0, {"groups": []})
    assert say("undo") == "Undone: merged duplicates and moved 1 photo to the trash.\n"
    assert contents(trash) == []


def test_files_name_a_group_and_what_to_keep(run: Run, flowers: Path, trash: Path) -> None:
    small, large = str(flowers / "small.jpg"), str(flowers / "flower.jpg")
    code, document = run("duplicates", "merge", small, large, "--keep", small)
    assert (code, document["kept"], document["files"], document["failed"]) == (0, small, 2, [])
    assert contents(trash) == sorted([str(flowers / "flower (1).jpg"), large])


def test_of_files_without_the_proposed_one_the_best_is_kept(run: Run, flowers: Path, trash: Path) -> None:
    tiny = flowers / "tiny.jpg"
    with Image.open(real_photo("flower.jpg")) as image:
        image.reduce(3).save(tiny)
    age(tiny)
    run("scan")
    code, document = run("duplicates", "merge", str(tiny), str(flowers / "small.jpg"))
    assert (code, document["kept"], document["files"]) == (0, str(flowers / "small.jpg"), 1)
    assert contents(trash) == [str(tiny)]


def test_every_file_that_goes_is_listed(run: Run, say: Say, flowers: Path) -> None:
    shutil.copy2(flowers / "small.jpg", flowers / "small (1).jpg")
    run("scan")
    text = say("duplicates", "--kind", "near")
    for name in ("small.jpg", "small (1).jpg"):
        assert f"  remove  {flowers / name}\n" in text


def test_what_is_offline_is_said_to_be(run: Run, say: Say, flowers: Path) -> None:
    run("duplicates")
    away = flowers.parent / "other" / "drive"
    away.parent.mkdir()
    flowers.rename(away)
    run("scan")
    text = say("duplicates")
    assert f"keep    {flowers / 'flower.jpg'} (offline): " in text
    assert f"look at {flowers / 'small.jpg'} (offline)\n" in text
    assert "remove" not in text


def test_a_dismissed_group_is_not_listed(run: Run, say: Say, flowers: Path) -> None:
    said = say("duplicates", "dismiss", str(flowers / "small.jpg"), str(flowers / "flower.jpg"))
    assert "will not be proposed again" in said
    assert run("duplicates", "--kind", "near") == (0, {"groups": []})
    assert say("undo") == "Undone: took 2 photos for no duplicates.\n"
    assert len(run("duplicates", "--kind", "near")[1]["groups"]) == 1


def test_a_group_that_is_not_there_is_an_error(library: str, flowers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", library, "duplicates", "merge", "near-9999"]) != 0
    assert "near-9999" in capsys.readouterr().err
