"""The life of the program: started, stopped, started twice, killed; at any moment."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from clipphotos.core.errors import LibraryBusyError
from clipphotos.engine.library import Library
from clipphotos.ui.single_instance import raise_running
from tests.e2e.conftest import Program
from tests.faults.conftest import Measured, Photos
from tests.faults.disk import count_present, rows, wait_for
from tests.faults.recorder import Recorder, open_recording
from tests.photos import write_photos

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")

PATIENCE_S = 3.0
LIMIT_S = 10.0
BAD_WORDS = ("Traceback", "QThread", "Fatal Python error", "core dumped", "terminate called")


@pytest.fixture
def program(tmp_path: Path, model_cache: Path) -> Iterator[Program]:
    running = Program(tmp_path / "library", model_cache)
    yield running
    running.end()


class Exit:
    """How a program ended after a signal."""

    def __init__(self, process: subprocess.Popen[str], sent: signal.Signals, *, early: bool) -> None:
        """Send a signal and wait; `early`: nothing was open yet."""
        inside = psutil.Process(process.pid)
        cpu_before, machine_before = sum(inside.cpu_times()), psutil.cpu_times()
        reaped_before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.early = early
        started = time.monotonic()
        process.send_signal(sent)
        try:
            self.out, self.err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            self.out, self.err = process.communicate()
        self.took_s = time.monotonic() - started
        self.code = process.returncode
        reaped = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = reaped.ru_utime + reaped.ru_stime - reaped_before.ru_utime - reaped_before.ru_stime
        self.cpu_s = spent - cpu_before
        machine = psutil.cpu_times()
        self.idle = (machine.idle - machine_before.idle) / max(0.01, sum(machine) - sum(machine_before))
        """Share of the time that the machine's processors had nothing to do."""

    @property
    def aborted(self) -> bool:
        """Whether it ended otherwise than in order; before anything is open, a signal may end it at once."""
        in_order = (0, 1, -signal.SIGTERM, -signal.SIGINT) if self.early else (0,)
        return self.code not in in_order or any(words in self.err for words in BAD_WORDS)

    @property
    def late(self) -> bool:
        """Whether it took too long, and that was not because others kept the processors busy."""
        return self.took_s > LIMIT_S or (self.took_s > PATIENCE_S and (self.idle > 0.2 or self.cpu_s > PATIENCE_S))

    def __str__(self) -> str:
        took = f"{self.took_s:.1f} s ({self.cpu_s:.1f} s of CPU), machine idle {self.idle:.0%}"
        return f"code {self.code}, early {self.early}, {took}\n{self.err}"


@posix
@pytest.mark.timeout(0)
def test_started_and_stopped_at_any_moment(
    tmp_path: Path, program: Program, figure: Callable[[str], int], measured: Measured, guarded: Photos
) -> None:
    rounds = figure("start_stops")
    rng = random.Random(int.from_bytes(os.urandom(4)))
    photos = tmp_path / "photos"
    write_photos(photos, 60)
    guarded.register([photos])
    exits = []
    for number in range(rounds):
        if number % 10 == 0:
            shutil.rmtree(program.library, ignore_errors=True)  # with everything to do again
            library = open_recording(program.library)
            library.roots.add(str(photos))
            library.close()
        window = number % 2 == 0
        process = program.start(QT_QPA_PLATFORM="offscreen") if window else program.start("watch")
        time.sleep(rng.uniform(0.3, 2.5))
        early = not _has_open(process.pid, program.library / "lock")
        exits.append(Exit(process, rng.choice((signal.SIGINT, signal.SIGTERM)), early=early))
    bad = [done for done in exits if done.aborted or done.late]
    print(*bad, sep="\n")
    slowest = max(done.took_s for done in exits)
    early = sum(done.early for done in exits)
    seen = f"the slowest took {slowest:.1f} s; {early} before the library was open"
    measured("start_stops", rounds, len(bad), sum(done.took_s for done in exits), seen)
    assert rows(program.library, "PRAGMA integrity_check") == [("ok",)]


def _has_open(pid: int, path: Path) -> bool:
    try:
        return any(Path(file.path) == path for file in psutil.Process(pid).open_files())
    except psutil.Error:
        return False


@posix
@pytest.mark.timeout(0)
def test_a_killed_program_leaves_no_lock_behind(
    tmp_path: Path, figure: Callable[[str], int], measured: Measured
) -> None:
    """A second one is refused while the first lives, and takes its place at once when that was killed."""
    rounds, failed, slowest = figure("killed_holders"), 0, 0.0
    directory = tmp_path / "library"
    for _ in range(rounds):
        with Recorder(directory) as holder:
            with pytest.raises(LibraryBusyError):
                open_recording(directory)
            holder.kill()
            started = time.monotonic()
            try:
                library = open_recording(directory)
                library.start()
                library.wait_until_done()
                library.close()
            except LibraryBusyError:
                failed += 1
            slowest = max(slowest, time.monotonic() - started)
    measured("killed_holders", rounds, failed, seen=f"open again after {slowest:.2f} s at most")


@posix
def test_the_next_window_comes_up_where_one_was_killed(tmp_path: Path, program: Program) -> None:
    """What the killed one listened on for later starts is in nobody's way."""
    for _ in range(2):
        first = program.start(QT_QPA_PLATFORM="offscreen")
        wait_for(lambda: raise_running(program.library), 30, "the window")
        second = program.start(QT_QPA_PLATFORM="offscreen")
        assert second.wait(timeout=30) == 0
        assert first.poll() is None
        first.kill()
        first.communicate()


@posix
def test_workers_that_outlive_the_program_do_not_hold_its_lock(tmp_path: Path, program: Program) -> None:
    write_photos(tmp_path / "photos", 200)
    process = program.start("add", str(tmp_path / "photos"))
    inside = psutil.Process(process.pid)
    wait_for(lambda: count_present(program.library), 60, "work for the workers")
    wait_for(lambda: rows(program.library, "SELECT 1 FROM embedding LIMIT 1"), 60, "what the workers decoded")
    children = inside.children(recursive=True)
    for child in children:
        child.suspend()  # so that they cannot see that their parent is gone
    process.kill()
    process.wait()
    try:
        assert len([child for child in children if child.is_running()]) > 1
        library = Library(program.library, tmp_path)
        library.close()
    finally:
        for child in children:
            child.resume()
    assert not psutil.wait_procs(children, timeout=10)[1]
