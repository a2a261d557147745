"""The whole program in its own process: it restores, mends, and opens the window again by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from clipphotos.engine.library import Library

PROGRAM = """
import os
import sys
import traceback
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QTableView
from clipphotos import app
from clipphotos.ui import desktop
from clipphotos.ui.dialogs.backups_dialog import BackupsDialog
from clipphotos.ui.dialogs.check_dialog import CheckDialog
from clipphotos.ui.dialogs.damaged_dialog import DamagedDialog
from clipphotos.ui.main_window import MainWindow

def shown(kind):
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)

def button(widget, text):
    found = widget and [b for b in widget.findChildren(QPushButton) if b.text() == text and b.isEnabled()]
    return found[0] if found and found[0].isVisible() else None

def window():
    found = shown(MainWindow)
    return found if found and found.overview.facts.known else None

def tags(found):
    return sorted(name for name, _ in found.overview.facts.tags)

def told(found):
    print("told", found.parts.notice.text, flush=True)

def person():
    \"\"\"Yield what to wait for; get it.\"\"\"
{steps}

if __name__ == "__main__":
    desktop.application()
    steps = person()
    waited = [next(steps)]
    def look():
        try:
            if found := waited[0]():
                waited[0] = steps.send(found)
        except StopIteration:
            timer.stop()
        except BaseException:
            traceback.print_exc()
            os._exit(3)
    timer = QTimer()
    timer.setInterval(30)
    timer.timeout.connect(look)
    timer.start()
    sys.exit(app.main(["--library", sys.argv[1]]))
"""

CLOSE = """
    again = yield window
    print("tags", *tags(again), flush=True)
    told(again)
    again.close()
"""

Run = Callable[[str], list[str]]


@pytest.fixture
def run(tmp_path: Path, model_cache: Path) -> Run:
    """Run the program with a person who does something; return the lines that it said."""

    def start(steps: str) -> list[str]:
        script = tmp_path / "program.py"
        script.write_text(PROGRAM.replace("{steps}", steps))
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "CLIPPHOTOS_CACHE": str(model_cache),
            "CLIPPHOTOS_LANGUAGE": "en",
        }
        command = [sys.executable, "-X", "faulthandler", str(script), str(tmp_path / "library")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout.splitlines()

    return start


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """A library of three photos, one of which is tagged "Holiday", with a backup."""
    tmp_path = tmp_path_factory.mktemp("made")
    for number, colour in enumerate(("red", "green", "blue")):
        path = tmp_path / "photos" / f"{colour}.jpg"
        path.parent.mkdir(exist_ok=True)
        Image.new("RGB", (80 + number, 60), colour).save(path)
    library = Library(tmp_path / "library", model_cache)
    try:
        library.roots.add(str(tmp_path / "photos"))
        library.start(watch=False)
        library.wait_until_done()
        library.tags.add("Holiday", library.photos.ids().tolist()[:1])
    finally:
        library.close()
    return tmp_path / "library"


@pytest.fixture
def directory(made: Path, tmp_path: Path) -> Path:
    """A copy of it to damage."""
    return Path(shutil.copytree(made, tmp_path / "library"))


def _tags(directory: Path, model_cache: Path) -> list[str]:
    library = Library(directory, model_cache, read_only=True)
    try:
        return sorted(name for name, _ in library.tags.list())
    finally:
        library.close()


def _damage(catalogue: Path, pages: Sequence[int]) -> bytes:
    """Zero some pages, as a failing disk does; return what is there then."""
    with open(catalogue, "r+b") as file:
        for page in pages:
            file.seek(page * 4096)
            file.write(bytes(4096))
    return catalogue.read_bytes()


def _kept(directory: Path) -> Path:
    folders = list(directory.glob("replaced-*"))
    assert len(folders) == 1
    return folders[0]


def test_brings_a_backup_back_from_the_window(directory: Path, run: Run, model_cache: Path) -> None:
    lines = run(
        """
    first = yield window
    ids = yield lambda: first.parts.grid.photos.rowCount() == 3 and first.parts.grid.photos.ids.tolist()
    first.commands.editing.add_tag("Mistake", ids[1:2])
    yield lambda: len(tags(first)) == 2
    print("before", *tags(first), flush=True)
    first.menu_actions.backups.trigger()
    dialog = shown(BackupsDialog)
    yield lambda: not dialog.busy
    assert dialog.findChild(QTableView).model().rowCount() == 1
    button(dialog, "Restore…").click()
    box = yield lambda: shown(QMessageBox)
    button(box, "Restore").click()
    again = yield lambda: window() is not first and window()
    print("backups", len(again.commands.keeping._library.backups.list()), flush=True)
"""
        + CLOSE
    )
    # Closing made another backup, and kept the one that was wanted.
    assert lines[:3] == ["before Holiday Mistake", "backups 2", "tags Holiday"]
    assert str(_kept(directory)) in lines[3]
    assert _tags(directory, model_cache) == ["Holiday"]
    assert (_kept(directory) / "catalogue.db").is_file()


def test_a_damaged_library_is_brought_back_at_the_start(directory: Path, run: Run, model_cache: Path) -> None:
    damaged = _damage(directory / "catalogue.db", range(2, 40, 3))
    lines = run(
        """
    dialog = yield lambda: shown(DamagedDialog)
    restore = yield lambda: button(dialog, "Restore")
    print("offered", *dialog.said, flush=True)
    restore.click()
"""
        + CLOSE
    )
    assert "3 photos" in " ".join(lines)
    assert any(line.startswith("tags Holiday") for line in lines)
    assert str(_kept(directory)) in lines[-1]
    assert "Holiday" in _tags(directory, model_cache)
    assert (_kept(directory) / "catalogue.db").read_bytes() == damaged


def test_what_can_be_read_of_a_damaged_library_is_saved(directory: Path, run: Run, model_cache: Path) -> None:
    for backup in (directory / "backups").iterdir():
        backup.unlink()
    size = (directory / "catalogue.db").stat().st_size
    damaged = _damage(directory / "catalogue.db", [size // 4096 - 2])
    lines = run(
        """
    dialog = yield lambda: shown(DamagedDialog)
    yield lambda: "There is no backup to bring back" in dialog.said
    button(dialog, "Repair").click()
    opening = yield lambda: button(dialog, "Open the library")
    print("repaired", *dialog.said, flush=True)
    opening.click()
"""
        + CLOSE
    )
    assert lines[0].startswith("repaired What could be read was saved")
    assert str(_kept(directory)) in lines[-1]
    assert _tags(directory, model_cache) == ["Holiday"]
    assert (_kept(directory) / "catalogue.db").read_bytes() == damaged


def test_quitting_leaves_a_damaged_library_as_it_is(directory: Path, model_cache: Path, tmp_path: Path) -> None:
    damaged = _damage(directory / "catalogue.db", range(2, 40, 3))
    script = tmp_path / "program.py"
    steps = '\n    dialog = yield lambda: shown(DamagedDialog)\n    button(dialog, "Quit").click()\n'
    script.write_text(PROGRAM.replace("{steps}", steps))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, str(script), str(directory)], env=environment, timeout=120)
    assert done.returncode == 1
    assert (directory / "catalogue.db").read_bytes() == damaged


def test_damage_that_a_check_finds_is_mended(directory: Path, run: Run, model_cache: Path) -> None:
    lines = run(
        """
    first = yield window
    path = first.commands.keeping._library.directory / "catalogue.db"
    with open(path, "r+b") as file:
        file.seek((path.stat().st_size // 4096 - 2) * 4096)
        file.write(bytes(4096))
    first.menu_actions.check.trigger()
    check = shown(CheckDialog)
    mend = yield lambda: button(check, "Mend…")
    print("found", *check.sentences, flush=True)
    mend.click()
    dialog = yield lambda: shown(DamagedDialog)
    restore = yield lambda: button(dialog, "Restore")
    restore.click()
    yield lambda: window() is not first and window()
"""
        + CLOSE
    )
    assert "The catalogue is damaged" in lines[0]
    assert any(line.startswith("tags Holiday") for line in lines)
