"""A library with one real photo among generated ones, and commands run on a copy of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clipphotos.app import main
from tests.photos import age, real_photo, write_photos

Run = Callable[..., tuple[int, Any]]
Say = Callable[..., str]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """A folder with `photos` and their `library`, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    write_photos(folder / "photos", 30)
    shutil.copy(real_photo("china.jpg"), folder / "photos" / "china.jpg")
    age(folder / "photos" / "china.jpg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPPHOTOS_CACHE", str(model_cache))
        assert main(["--library", str(folder / "library"), "add", str(folder / "photos")]) == 0
        assert main(["--library", str(folder / "library"), "search", "x"]) == 0  # embeds the concepts, once for all
    return folder


@pytest.fixture
def china(prepared: Path) -> str:
    return str(prepared / "photos" / "china.jpg")


@pytest.fixture
def library(prepared: Path, tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The folder of a copy of the library."""
    monkeypatch.setenv("CLIPPHOTOS_CACHE", str(model_cache))
    return str(shutil.copytree(prepared / "library", tmp_path / "library"))


@pytest.fixture
def run(library: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with --json and return its exit code and document."""

    def run(*words: str) -> tuple[int, Any]:
        code = main(["--library", library, *words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def say(library: str, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command that succeeds and return what it prints for people."""

    def say(*words: str) -> str:
        assert main(["--library", library, *words]) == 0
        return capsys.readouterr().out

    return say
