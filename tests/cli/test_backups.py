"""`backup`, `restore` and `check`, each a run of the program of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from clipphotos.app import main
from tests.cli.conftest import Run, Say
from tests.store.backups.test_backup import rows
from tests.store.backups.test_check import pages_of, zero


def test_a_backup_brings_back_what_was_undone_by_mistake(run: Run, say: Say, china: str, library: str) -> None:
    run("tag", "add", "Beijing", china)
    code, made = run("backup")
    assert code == 0
    assert (made["photos"], made["tags"], made["whole"], made["verified"]) == (31, 1, False, True)
    assert run("backup", "--list")[1][0] == made
    run("tag", "remove", "Beijing", china)
    assert run("tags") == (0, [])

    code, restored = run("restore", made["path"])
    assert code == 0
    assert restored["backup"]["path"] == made["path"]
    assert os.path.exists(os.path.join(restored["replaced"], "catalogue.db"))
    assert restored["embeddings"] == 31
    assert run("tags") == (0, [{"tag": "Beijing", "photos": 1}])
    assert run("status")[1]["embedded"] == 31
    out = say("restore", os.path.join(restored["replaced"], "catalogue.db"))
    assert "What was there before is kept in" in out
    assert run("tags") == (0, []), "a set that was replaced can be brought back, too"


def test_a_whole_backup_makes_a_library_elsewhere(
    run: Run, say: Say, china: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("tag", "add", "Beijing", china)
    (tmp_path / "disk").mkdir()
    assert "with embeddings" in say("backup", str(tmp_path / "disk"))
    (made,) = (tmp_path / "disk").glob("*.db")
    assert main(["--library", str(tmp_path / "new"), "restore", str(made)]) == 0
    assert "kept" not in capsys.readouterr().out
    assert main(["--library", str(tmp_path / "new"), "search", "a palace in China"]) == 0
    assert "china.jpg" in capsys.readouterr().out
    assert main(["--library", str(tmp_path / "new"), "backup", str(made)]) == 1
    assert "exists already" in capsys.readouterr().err


def test_each_backup_is_copied_to_the_second_place(
    run: Run, say: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say("backup", "--list") != ""
    (tmp_path / "disk").mkdir()
    code, chosen = run("backup", "--second-place", str(tmp_path / "disk"))
    assert code == 0
    place = Path(chosen["second_place"])
    made = run("backup")[1]
    assert os.path.basename(made["path"]) in {path.name for path in place.iterdir()}
    shutil.rmtree(tmp_path / "disk")
    assert run("backup")[0] == 0
    say("backup", "--second-place", "none")
    assert run("backup", "--second-place", str(tmp_path / "nowhere"))[0] == 1


def test_a_sound_library_is_sound(run: Run, say: Say) -> None:
    code, report = run("check")
    assert (code, report["sound"], report["problems"]) == (0, True, [])
    assert "sound" in say("check")
    assert say("check", "--repair").startswith("The catalogue is sound")


def test_damage_is_told_and_mended(run: Run, china: str, library: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("tag", "add", "Beijing", china)
    path = Path(library) / "catalogue.db"
    zero(path, pages_of(path, "photo_tag_by_tag"))
    before = path.read_bytes()
    assert main(["--library", library, "tags"]) in (0, 1)
    capsys.readouterr()
    assert main(["--library", library, "tag", "add", "x", china]) == 1
    assert "clipphotos restore" in capsys.readouterr().err
    code, report = run("check")
    assert (code, report["sound"]) == (1, False)
    assert path.read_bytes() == before
    code, repaired = run("check", "--repair")
    assert code == 0
    assert repaired["after"]["sound"]
    assert repaired["lost"] == {}
    assert (Path(repaired["replaced"]) / "catalogue.db").read_bytes() == before
    assert run("tags") == (0, [{"tag": "Beijing", "photos": 1}])
    assert len(rows(path, "SELECT * FROM embedding")) == 31


def test_what_is_lost_is_counted_and_a_backup_with_more_is_named(run: Run, say: Say, china: str, library: str) -> None:
    run("tag", "add", "Beijing", china)
    made = run("backup")[1]
    path = Path(library) / "catalogue.db"
    zero(path, pages_of(path, "photo_tag"))
    out = say("check", "--repair")
    assert "photo_tag: 0 rows saved, " in out
    assert made["path"] in out


@pytest.mark.parametrize("words", [["check"], ["backup"], ["check", "--repair"], ["restore", "none.db"]])
def test_without_a_library_or_a_backup_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["--library", str(tmp_path / "none"), *words]) == 1
    assert capsys.readouterr().err.startswith("clipphotos: ")
    assert not list((tmp_path).glob("none/*.db"))


@pytest.mark.parametrize("words", [["status"], ["tags"], ["check"], ["check", "--repair"]])
def test_a_lost_catalogue_is_told_with_what_brings_it_back(
    run: Run, library: str, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    made = run("backup")[1]["path"]
    (Path(library) / "catalogue.db").unlink()
    assert main(["--library", library, *words]) == 1
    told = capsys.readouterr().err
    assert made in told
    assert "clipphotos restore" in told or "--repair" in words
    assert f"move the folder {Path(library) / 'backups'} away" in told
    assert main(["--library", library, "restore", made]) == 0
