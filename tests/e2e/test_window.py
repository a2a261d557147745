"""The installed program in a real window on a real (virtual) screen, used by keyboard as a person would."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Program
from tests.photos import age, real_photo, write_photos

TOOLS = ("Xvfb", "xdotool", "openbox")
PATIENCE_S = 60.0


class Screen:
    """A virtual screen with a keyboard."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1360x850x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = f":{answer.readline().strip()}"
        self._manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": self.display})

    def do(self, *words: str) -> str:
        """Run xdotool."""
        environment = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=True).stdout

    def wait_for_window(self, title: str) -> None:
        """Wait until the window that has the keyboard has a title."""
        wait_for(lambda: title in self._active(), f"the window “{title}”")

    def press(self, *keys: str) -> None:
        self.do("key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        self.do("type", "--delay", "15", text)

    def _active(self) -> str:
        try:
            return self.do("getactivewindow", "getwindowname")
        except subprocess.CalledProcessError:  # there is none yet
            return ""

    def close(self) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait()


def wait_for(condition: Callable[[], Any], what: str) -> Any:
    """Return the condition's value once it is true."""
    deadline = time.monotonic() + PATIENCE_S
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.2)
    return value


@pytest.fixture
def screen() -> Iterator[Screen]:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} for a real window")
    opened = Screen()
    yield opened
    opened.close()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_main_job_in_a_real_window(
    tmp_path: Path, program: Program, screen: Screen, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    photos = tmp_path / "photos"
    write_photos(photos, 30)
    shutil.copy(real_photo("china.jpg"), photos / "china.jpg")
    age(photos / "china.jpg")

    def tags() -> set[tuple[str, str]]:
        return set(
            rows(
                """SELECT CAST(file.name AS TEXT), tag.name FROM photo_tag JOIN tag ON tag.id = tag_id
                   JOIN file USING (photo_id)"""
            )
        )

    def open_window(*folders: str) -> subprocess.Popen[str]:
        process = program.start(*folders, DISPLAY=screen.display, QT_QPA_PLATFORM="xcb", CLIPPHOTOS_LANGUAGE="en")
        screen.wait_for_window("ClipPhotos")
        return process

    window = open_window(str(photos))
    wait_for(lambda: rows("SELECT count(*) FROM embedding") == [(31,)], "31 embeddings")

    # Search, then tag the best result.
    screen.press("ctrl+f")
    screen.type("a palace in China")
    screen.press("Return")
    time.sleep(2)
    screen.press("Home", "ctrl+t")
    screen.type("best result")
    screen.press("Return")
    wait_for(lambda: ("china.jpg", "best result") in tags(), "the best result's tag")
    assert len(tags()) == 1

    # Make a label and accept what it suggests.
    screen.press("ctrl+n")
    screen.wait_for_window("New label")
    screen.type("palace")
    screen.press("Tab")
    screen.type("a palace in China")
    screen.press("ctrl+Return")
    wait_for(lambda: rows("SELECT count(*) FROM suggestion") != [(0,)], "a suggestion")
    screen.wait_for_window("ClipPhotos")
    time.sleep(1)
    screen.press("Home", "a")
    wait_for(lambda: ("china.jpg", "palace") in tags(), "the accepted tag")

    # A second start raises the first window and ends.
    second = program.start(DISPLAY=screen.display, QT_QPA_PLATFORM="xcb")
    assert second.wait(timeout=30) == 0
    assert window.poll() is None

    screen.press("ctrl+q")
    assert window.wait(timeout=20) == 0

    window = open_window()
    time.sleep(2)
    screen.press("ctrl+q")
    assert window.wait(timeout=20) == 0
    assert tags() == {("china.jpg", "best result"), ("china.jpg", "palace")}
    status = program.json("status")
    assert (status["photos"], status["embedded"], status["failed"]) == (31, 31, [])
