"""The whole program in its own process: starts, is raised by a second start, ends in order when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

PROGRAM = """
import sys
from pathlib import Path
from clipphotos.engine.library import Library
from clipphotos.ui import application

if __name__ == "__main__":
    from PySide6.QtCore import QTimer
    library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
    if "close" in sys.argv:
        from PySide6.QtWidgets import QApplication
        begin = application.MainWindow.begin
        def begin_and_close(window):
            begin(window)
            QTimer.singleShot(0, window.close)
        application.MainWindow.begin = begin_and_close
    print("ready", flush=True)
    sys.exit(application.run(library, sys.argv[3:4]).code)
"""


def _start(tmp_path: Path, model_cache: Path, *more: str) -> subprocess.Popen[str]:
    Image.new("RGB", (64, 48), "red").save(tmp_path / "red.jpg")
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-X", "faulthandler", str(script), str(tmp_path / "library"), str(model_cache)]
    return subprocess.Popen([*command, str(tmp_path), *more], env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("_turn", range(3))
def test_ends_in_order_when_closed_at_once(tmp_path: Path, model_cache: Path, _turn: int) -> None:
    with _start(tmp_path, model_cache, "close") as program:
        assert program.wait(timeout=60) == 0
    assert (tmp_path / "library" / "window.ini").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_ends_in_order_when_told_to(tmp_path: Path, model_cache: Path) -> None:
    from clipphotos.ui.single_instance import raise_running

    with _start(tmp_path, model_cache) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        while not raise_running(tmp_path / "library"):  # waits for an answer itself, up to two seconds
            assert program.poll() is None
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=60) == 0
