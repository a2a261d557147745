"""What a program leaves behind that dies, stumbles, is killed, or ends in order; each in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clipphotos import crashes

PROGRAM = """
import ctypes, gc, logging, os, signal, sys, threading, time
from pathlib import Path
from clipphotos import crashes, logs

def find():
    return [path.read_text() for path in crashes.unseen()]

folder, library = Path(sys.argv[1]), Path(sys.argv[2])
crashes.watch(folder)
if sys.argv[3] != "early":
    library.mkdir(exist_ok=True)
    crashes.move_to(library / crashes.FOLDER)
    logs.write_to(library)
    logging.getLogger("engine").info("the last thing that went well")
try:
    exec(sys.argv[4])
finally:
    crashes.end()
"""
SEGFAULT = "ctypes.string_at(0)"


class Runner:
    def __init__(self, folder: Path) -> None:
        self.state, self.library = folder / "state" / "crashes", folder / "library"
        self._script = folder / "program.py"
        self._script.write_text(PROGRAM)

    def start(self, code: str, when: str = "late") -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(self._script), str(self.state), str(self.library), when, code],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(self, code: str, when: str = "late") -> int:
        with self.start(code, when) as process:
            process.communicate(timeout=60)
        return process.returncode

    def say(self, code: str) -> str:
        with self.start(code) as process:
            out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        return out

    @property
    def left(self) -> list[str]:
        """The names in both folders."""
        return sorted(path.name for place in (self.state, self.library / "crashes") for path in place.glob("*"))

    def report(self) -> str:
        """The only report there is."""
        (path,) = [p for place in (self.state, self.library / "crashes") for p in place.glob("*.txt")]
        return path.read_text()


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="a process does not die of signals there")
@pytest.mark.parametrize("when", ["early", "late"])
def test_a_native_crash_is_found_at_the_next_start_and_offered_once(run: Runner, when: str) -> None:
    assert run(SEGFAULT, when) == -signal.SIGSEGV
    assert [name.rsplit(".", 1)[1] for name in run.left] == ["session"]
    assert run.say("print(*find())").count("Fatal Python error: Segmentation fault") == 1
    report = run.report()
    assert "System: " in report
    assert "numpy " in report
    assert "string_at" in report
    assert ("the last thing that went well" in report) == (when == "late")
    assert run.say("print(len(find())); crashes.mark_seen(crashes.unseen()); print(len(find()))") == "1\n0\n"
    assert run.say("print(find())") == "[]\n"
    assert run.report() == report, "it is kept"


def test_an_uncaught_error_is_reported_with_threads_versions_and_log(run: Runner) -> None:
    assert (
        run("threading.Thread(target=time.sleep, args=(1,), name='scanner', daemon=True).start(); {}['missing']") == 1
    )
    (name,) = run.left
    assert name.endswith(".new.txt")
    report = run.report()
    assert "KeyError: 'missing'" in report
    assert "MainThread, scanner" in report
    assert "the last thing that went well" in report
    assert "ClipPhotos " in report
    assert "Python 3" in report


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("thread = threading.Thread(target=lambda: 1 / 0, name='scanner'); thread.start(); thread.join()", "scanner"),
        ("class A:\n  def __del__(self): 1 / 0\nA(); gc.collect()", "__del__"),
    ],
)
def test_an_error_that_the_program_survives_is_kept_but_not_offered(run: Runner, code: str, told: str) -> None:
    assert run(code) == 0
    assert told in run.report()
    assert "ZeroDivisionError" in run.report()
    assert run.say("print(find())") == "[]\n"


def test_a_flood_of_errors_does_not_fill_the_folder(run: Runner) -> None:
    flood = "thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()"
    assert run(f"for _ in range(30):\n  {flood}") == 0
    assert len(run.left) == 5


def test_what_ends_in_order_leaves_nothing(run: Runner) -> None:
    assert run("pass") == 0
    assert run("sys.exit(3)") == 3
    assert run.left == []


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_program_is_no_crash(run: Runner) -> None:
    assert run("os.kill(os.getpid(), signal.SIGKILL)") == -signal.SIGKILL
    assert len(run.left) == 1
    assert run.say("print(find())") == "[]\n"
    assert run.left == []


def test_a_program_that_still_runs_is_left_alone(run: Runner) -> None:
    with run.start("print('here', flush=True); sys.stdin.read()") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "here\n"
        (running,) = run.left
        assert run.say("print(find())") == "[]\n"
        assert run.left == [running]
        first.kill()
    assert run.say("print(find())") == "[]\n"
    assert run.left == []


def test_the_last_twenty_are_kept(run: Runner) -> None:
    folder = run.library / "crashes"
    folder.mkdir(parents=True)
    for number in range(25):
        (folder / f"2020-01-{number + 1:02}_00-00-00_7.txt").write_text("old")
    (folder / "2019-01-01_00-00-00_7.new.txt").write_text("older, but nobody was told of it")
    run("{}['missing']")
    assert len(run.left) == 20
    assert run.left[0].startswith("2019-01-01")
    assert run.left[-1].endswith(".new.txt")
    assert "2020-01-08_00-00-00_7.txt" in run.left
    assert "2020-01-07_00-00-00_7.txt" not in run.left


def test_where_nothing_can_be_kept_the_program_runs_all_the_same(run: Runner) -> None:
    run.state.parent.mkdir()
    run.state.write_text("in the way")
    run.library.mkdir()
    (run.library / "crashes").write_text("in the way")
    assert run.say("print(find())") == "[]\n"
    assert run("{}['missing']") == 1


def test_a_process_that_is_not_watched_writes_nothing(tmp_path: Path) -> None:
    crashes.move_to(tmp_path / "crashes")
    assert crashes.report(ValueError("x"), ended=True) is None
    assert crashes.unseen() == []
    crashes.end()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of state is elsewhere there")
@pytest.mark.parametrize("words", [["--version"], ["--library", "LIBRARY", "undo"]])
def test_the_program_leaves_nothing_behind(tmp_path: Path, words: list[str]) -> None:
    words = [str(tmp_path / "none") if word == "LIBRARY" else word for word in words]
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}
    subprocess.run([sys.executable, "-m", "clipphotos", *words], env=environment, capture_output=True, check=False)
    assert list((tmp_path / "state" / "clipphotos" / "crashes").iterdir()) == []
    assert not (tmp_path / "none").exists()
