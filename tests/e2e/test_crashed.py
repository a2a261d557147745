"""The installed program dies of a signal: what it leaves becomes a report in its library."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import Program
from tests.photos import write_photos


@pytest.mark.skipif(sys.platform == "win32", reason="a process does not die of signals there")
def test_a_crashed_watch_leaves_a_report(tmp_path: Path, program: Program) -> None:
    write_photos(tmp_path / "photos", 2)
    assert program.run("add", str(tmp_path / "photos")).returncode == 0
    folder = tmp_path / "library" / "crashes"
    assert list(folder.iterdir()) == []
    process = program.start("watch")
    deadline = time.monotonic() + 60
    while not list(folder.glob("*.session")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGSEGV)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGSEGV
    assert program.json("scan")["photos"] == 2
    (report,) = folder.iterdir()
    assert report.name.endswith(".new.txt")
    assert "Segmentation fault" in report.read_text()
