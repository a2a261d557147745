"""Folders that are offline or polled, as the command line tells of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clipphotos.app import main
from tests.cli.conftest import Run, Say
from tests.engine.watched_folders import Folders, fill


@pytest.fixture
def library(tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library of files that are no photos, in which many vanished."""
    monkeypatch.setenv("CLIPPHOTOS_CACHE", str(model_cache))
    fill(tmp_path / "photos" / "old", 60)
    fill(tmp_path / "photos" / "new", 120)
    folders = Folders(tmp_path / "library")
    folders.start()
    folders.add(tmp_path / "photos")
    (tmp_path / "photos" / "new").rename(tmp_path / "kept")
    folders.close()
    return str(tmp_path / "library")


def test_a_folder_says_where_it_is_and_why_it_is_offline(run: Run, say: Say, tmp_path: Path) -> None:
    (root,) = run("status")[1]["roots"]
    assert (root["state"], root["reason"], root["vanished"], root["polled"]) == ("online", "", 0, "")
    assert root["volume"].keys() == {"label", "kind", "id"}
    shutil.rmtree(tmp_path / "photos")
    assert run("scan")[0] == 0
    (root,) = run("status")[1]["roots"]
    assert (root["state"], root["reason"]) == ("offline", "It is not there.")
    assert "(offline): 180 photos\n  It is not there." in say("status")


def test_files_that_vanished_are_gone_when_a_person_says_so(
    run: Run, library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", library, "scan"]) == 0
    assert "120 files vanished. If they are gone for good: clipphotos scan --accept-missing" in capsys.readouterr().err
    (root,) = run("status")[1]["roots"]
    assert (root["state"], root["vanished"], root["photos"]) == ("offline", 120, 180)
    code, status = run("scan", "--accept-missing")
    assert code == 0
    (root,) = status["roots"]
    assert (root["state"], root["vanished"], root["reason"]) == ("online", 0, "")
