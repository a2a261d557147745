"""A trash for tests, so that none of their files comes into that of whoever runs them."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import unquote

import pytest


def use_own_trash(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Move the home trash of this process and those it starts below a folder; return it. Not on Windows and macOS."""
    if sys.platform in ("win32", "darwin"):
        return folder
    from send2trash import plat_other

    data = folder / "data home"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    monkeypatch.setenv("HOME", str(folder))  # files on another drive than this go to a trash there
    monkeypatch.setattr(plat_other, "XDG_DATA_HOME", str(data))  # read when it was imported
    monkeypatch.setattr(plat_other, "HOMETRASH_B", bytes(data / "Trash"))
    return data / "Trash"


def contents(trash: Path) -> list[str]:
    """Return where the files in a home trash were, by their notes; each must have its file."""
    notes = sorted((trash / "info").glob("*.trashinfo")) if trash.exists() else []
    for note in notes:
        assert (trash / "files" / note.name.removesuffix(".trashinfo")).is_file()
    assert len(notes) == (len(list((trash / "files").iterdir())) if notes else 0)
    return sorted(unquote(note.read_text().split("Path=")[1].split("\n")[0]) for note in notes)
