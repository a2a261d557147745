"""A second start reaches the first one's window, and a crashed one does not stand in the way."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from clipphotos.ui.single_instance import InstanceServer, raise_running, server_name

SECOND_START = """
import sys
from pathlib import Path
from clipphotos.ui.single_instance import raise_running
sys.exit(0 if raise_running(Path(sys.argv[1]), sys.argv[2:]) else 1)
"""

EARLY_START = """
import sys
from pathlib import Path
from clipphotos.ui.single_instance import raise_running
print(raise_running(Path(sys.argv[1])), flush=True)
sys.exit(0 if raise_running(Path(sys.argv[1]), patience_s=20) else 1)
"""


def test_raises_the_window_with_folders(tmp_path: Path, qtbot: QtBot) -> None:
    server = InstanceServer(tmp_path)
    command = [sys.executable, "-c", SECOND_START, str(tmp_path), "/photos", "/a b/照片"]
    with subprocess.Popen(command) as second, qtbot.waitSignal(server.raise_asked, timeout=20_000) as asked:
        pass
    server.close()
    assert asked.args == [["/photos", "/a b/照片"]]
    assert second.returncode == 0


def test_waits_for_a_window_that_is_just_starting(tmp_path: Path, qtbot: QtBot) -> None:
    command = [sys.executable, "-c", EARLY_START, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as second:
        assert second.stdout is not None
        assert second.stdout.readline() == "False\n"
        server = InstanceServer(tmp_path)
        with qtbot.waitSignal(server.raise_asked, timeout=20_000):
            pass
        server.close()
    assert second.returncode == 0


def test_nobody_answers_for_another_library(tmp_path: Path, qapp: object) -> None:
    server = InstanceServer(tmp_path / "one")
    try:
        assert raise_running(tmp_path / "two") is False
    finally:
        server.close()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="only Unix leaves sockets behind")
def test_takes_over_what_a_crash_left(tmp_path: Path, qapp: object) -> None:
    name = server_name(tmp_path)
    first = QLocalServer()
    assert first.listen(name)
    path = first.fullServerName()
    first.close()
    with socket.socket(socket.AF_UNIX) as left_over:  # bound and abandoned, as after kill -9
        left_over.bind(path)
    server = InstanceServer(tmp_path)
    assert server.listening
    server.close()


@pytest.mark.parametrize("junk", [b"no json\n", b"[1]\n", b"7\n"])
def test_survives_junk(tmp_path: Path, qtbot: QtBot, junk: bytes) -> None:
    server = InstanceServer(tmp_path)
    peer = QLocalSocket()
    try:
        with qtbot.assertNotEmitted(server.raise_asked), qtbot.waitSignal(peer.disconnected):
            peer.connectToServer(server_name(tmp_path))
            peer.write(junk)
    finally:
        server.close()
