"""What folders do to the program: too many events, none at all, and roots that are not there."""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from watchdog.observers.api import BaseObserver, EventEmitter
from watchdog.utils import BaseThread

from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import FileState, RootState
from clipphotos.engine.folders import marker
from clipphotos.engine.library import Library
from tests.faults.conftest import Measured, Photos
from tests.faults.disk import count_present, rows, tiny, wait_for
from tests.faults.meddling import Meddling
from tests.faults.moving import Moving
from tests.faults.recorder import Recorder, open_recording
from tests.photos import write_photos

linux = pytest.mark.skipif(not os.path.isdir("/proc/sys/fs/inotify"), reason="inotify is Linux's")

EVENTS_AT_ONCE = "/proc/sys/fs/inotify/max_queued_events"
WITHIN_S = 60.0


def write_burst(folder: Path, first: int, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (folder / f"{number}.jpg").write_bytes(tiny(number))


@linux
@pytest.mark.timeout(600)
def test_a_burst_that_overflows_the_queue_is_recorded_whole(
    tmp_path: Path, figure: Callable[[str], int], measured: Measured, guarded: Photos
) -> None:
    """Half of it arrives while the program reads the events, half while it has no time for them.

    What comes last, when the queue is full, comes to folders of its own, about which the program hears nothing.
    """
    count, last = figure("burst_files"), 1000
    half = count // 2
    folder, library = tmp_path / "photos", tmp_path / "library"
    write_burst(folder / "card", 0, 1)
    write_burst(folder / "known", 1, 1)
    with Recorder(library, folder) as recorder:
        for first in range(2, half, 500):
            write_burst(folder / f"{first}" / "DCIM", first, min(500, half - first))
        recorder.pause()
        write_burst(folder / "card", half, count - last - half)
        write_burst(folder / "known", count - last, last // 2)
        write_burst(folder / "later", count - last // 2, last // 2)
        recorder.go_on()
        ended = time.monotonic()
        guarded.register([folder])
        while (present := count_present(library)) < count and time.monotonic() < ended + WITHIN_S:
            time.sleep(0.1)
        took = time.monotonic() - ended
    assert "queue overflowed" in (library / "clipphotos.log").read_text()
    recorded = {name for (name,) in rows(library, "SELECT name FROM file WHERE state = 'present'")}
    assert present != count or recorded == {b"%d.jpg" % number for number in range(count)}
    measured("burst_files", count, count - present, took)


@linux
def test_what_happened_while_the_program_slept_is_found(tmp_path: Path, released: bool, guarded: Photos) -> None:
    folder, library = tmp_path / "photos", tmp_path / "library"
    write_burst(folder, 0, 30)
    with Recorder(library, folder) as recorder:
        recorder.pause()
        asleep = time.monotonic()
        write_burst(folder / "new", 30, 10)
        for number in range(10):
            (folder / f"{number}.jpg").rename(folder / f"renamed_{number}.jpg")
            (folder / f"{number + 10}.jpg").unlink()
            (folder / f"{number + 20}.jpg").write_bytes(tiny(1000 + number))
        guarded.register([folder])
        time.sleep(max(0.0, asleep + (60 if released else 1) - time.monotonic()))
        recorder.go_on()
        wait_for(lambda: count_present(library) == 30 and _shown(library) == _on_disk(folder), 30, "the changes")
    assert rows(library, "SELECT count(*) FROM photo") == [(40,)]


def _shown(library: Path) -> set[str]:
    return {
        os.path.join(*map(os.fsdecode, row))
        for row in rows(
            library,
            "SELECT root.path, folder, name FROM file JOIN root ON root.id = root_id WHERE file.state = 'present'",
        )
    }


def _on_disk(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*.jpg")}


def _fail(*_: object) -> None:
    raise RuntimeError("put there by the test")


def _watching() -> list[Any]:
    return [thread for thread in threading.enumerate() if isinstance(thread, BaseThread)]


def _kill_observer(folder: Path) -> None:
    _kill([thread for thread in _watching() if isinstance(thread, BaseObserver)], "dispatch_events", folder)


def _kill_emitters(folder: Path) -> None:
    _kill([thread for thread in _watching() if isinstance(thread, EventEmitter)], "queue_events", folder)


def _kill_reader(folder: Path) -> None:
    others = [thread for thread in _watching() if not isinstance(thread, BaseObserver | EventEmitter)]
    _kill(others, "handle_event", folder)


def _kill(threads: list[Any], step: str, folder: Path) -> None:
    """Let threads die at the next step; an event makes them take it."""
    assert threads
    for thread in threads:
        setattr(thread, step, _fail)
    (folder / "event.txt").touch()
    (folder / "event.txt").unlink()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()


def _replace_root(folder: Path) -> None:
    old = folder.with_name("old")
    folder.rename(old)
    shutil.copytree(old, folder)
    shutil.rmtree(old)


DEATHS = (_kill_observer, _kill_emitters, _kill_reader, _replace_root)


@linux
@pytest.mark.timeout(0)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_new_files_are_found_after_the_watcher_died(
    tmp_path: Path, figure: Callable[[str], int], measured: Measured, allowed_log: Callable[[str], None]
) -> None:
    allowed_log("watch|events")
    folder, directory = tmp_path / "photos", tmp_path / "library"
    write_burst(folder, 0, 20)
    library = open_recording(directory)
    times = []
    try:
        library.roots.add(str(folder))
        library.start()
        library.wait_until_done()
        for death in range(figure("watcher_deaths")):
            DEATHS[death % len(DEATHS)](folder)
            write_burst(folder, 100 + death, 1)
            started = time.monotonic()
            while count_present(directory) < 21 + death and time.monotonic() < started + 35:
                time.sleep(0.05)
            times.append(time.monotonic() - started)
    finally:
        library.close()
    late = sum(took > 30 for took in times)
    measured("watcher_deaths", len(times), late, sum(times), f"the slowest after {max(times):.1f} s")


class Drive:
    """A root's folder that goes away and comes back."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self._aside = folder.parent / "attic" / folder.name
        self._aside.parent.mkdir(exist_ok=True)
        self._away = self._aside

    @property
    def ways_to_vanish(self) -> Sequence[Callable[[], RootState]]:
        """What can happen to it; each returns the state that the root is in then."""
        return (self.rename_away, self.leave_empty, self.leave_others, self.leave_anothers, self.rename_nearby)

    def rename_away(self) -> RootState:
        self.folder.rename(self._aside)
        return RootState.OFFLINE

    def leave_empty(self) -> RootState:
        self.rename_away()
        self.folder.mkdir()
        return RootState.OFFLINE

    def leave_others(self) -> RootState:
        """Other photos are in its place, and a copy of one of its own."""
        self.leave_empty()
        write_burst(self.folder, 10**6, 5)
        shutil.copy2(next(self._aside.glob("*.jpg")), self.folder / "copy.jpg")
        return RootState.OFFLINE

    def leave_anothers(self) -> RootState:
        """A drive of another library is in its place, with other photos of the same names."""
        self.leave_empty()
        for number, path in enumerate(self._aside.glob("*.jpg")):
            (self.folder / path.name).write_bytes(tiny(10**6 + number))
        assert marker.write(str(self.folder), uuid.uuid4().hex)
        return RootState.OFFLINE

    def rename_nearby(self) -> RootState:
        """It is there under another name, where the program finds it."""
        self._away = self.folder.with_name(self.folder.name + " of 2024")
        self.folder.rename(self._away)
        return RootState.ONLINE

    def bring_back(self) -> None:
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self._away.rename(self.folder)
        self._away = self._aside

    def close(self) -> None:
        """Do nothing: it is a folder."""


class Mount(Drive):
    """A real file system that is unmounted and mounted again."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._held = -1
        subprocess.run(["mount", "-t", "tmpfs", "photos", folder], check=True, capture_output=True)

    @property
    def ways_to_vanish(self) -> Sequence[Callable[[], RootState]]:
        return (self.unmount,)

    def unmount(self) -> RootState:
        """Hold on to the file system, as a drive that is not mounted holds what is on it."""
        self._held = self._call(428, -100, os.fsencode(self.folder), 1)  # open_tree(AT_FDCWD, ., OPEN_TREE_CLONE)
        subprocess.run(["umount", "--lazy", self.folder], check=True)
        return RootState.OFFLINE

    def bring_back(self) -> None:
        self._call(429, self._held, b"", -100, os.fsencode(self.folder), 4)  # move_mount, from the descriptor itself
        os.close(self._held)

    def _call(self, *arguments: int | bytes) -> int:
        answer = int(self._libc.syscall(*arguments))
        if answer < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return answer

    def close(self) -> None:
        subprocess.run(["umount", "--lazy", self.folder], check=False, capture_output=True)


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Mount | None]:
    """A drive that can be unmounted, where this user may do that."""
    try:
        drive = Mount(tmp_path / "mounted")
        drive.unmount()
        drive.bring_back()
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    yield drive
    drive.close()


DERIVED = {
    *("setting", "volume", "root", "nested_mount", "file", "suggestion", "scorer"),
    *("query_count", "fingerprint", "look_alike"),
}
"""Tables that are not of the user. What was embedded is compared too: nothing may be done twice."""


def everything_of_the_user(library: Path) -> dict[str, list[tuple[object, ...]]]:
    tables = rows(library, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: rows(library, f'SELECT * FROM "{name}" ORDER BY 1, 2') for (name,) in tables if name not in DERIVED}


def decide_much(library: Library, directory: Path) -> None:
    """Give the photos tags, labels and decisions."""
    ids = [photo for (photo,) in rows(directory, "SELECT id FROM photo ORDER BY id")]
    for number in range(5):
        library.tags.add(f"tag {number}", ids[number::5])
        library.photos.rate(ids[number::5], number)
        label = library.labels.add(LabelSpec(f"label {number}"))
        library.review.accept(label.id, ids[number::7])
        library.review.reject(label.id, ids[number + 1 :: 7])
    library.labels.refresh()


@pytest.mark.timeout(0)
def test_roots_that_vanish_and_return_change_nothing_of_the_user(
    tmp_path: Path,
    model_cache: Path,
    mounted: Mount | None,
    figure: Callable[[str], int],
    measured: Measured,
    guarded: Photos,
    allowed_log: Callable[[str], None],
) -> None:
    allowed_log("watch|events|Inotify")
    directory = tmp_path / "library"
    drives = [Drive(tmp_path / "plain"), *([mounted] if mounted else [])]
    for number, drive in enumerate(drives):
        write_photos(drive.folder, 12, first_seed=100 * number)
        write_photos(drive.folder / "below", 12, first_seed=100 * number + 50)
    library = Library(directory, model_cache)
    rng = random.Random(int.from_bytes(os.urandom(4)))
    started = time.monotonic()
    rounds, changed = figure("vanishing_roots"), 0
    try:
        ids = {drive: library.roots.add(str(drive.folder)).id for drive in drives}
        library.start()
        library.wait_until_done()
        decide_much(library, directory)
        guarded.register(drive.folder for drive in drives)
        before, present = everything_of_the_user(directory), _present(directory)
        assert len(present) == 24 * len(drives)
        assert len(before["embedding"]) == len(present)
        for number in range(rounds):
            drive = drives[number % len(drives)]
            off = rng.random() < 0.2  # the program is not running meanwhile
            if off:
                library.close()
            state = rng.choice(drive.ways_to_vanish)()
            if off:
                library = Library(directory, model_cache)
                library.start()
            _scan(library, rng.randrange(1, 3))
            assert [root.state for root in library.roots.list() if root.id == ids[drive]] == [state]
            same = everything_of_the_user(directory) == before
            drive.bring_back()
            _scan(library, rng.randrange(1, 3))
            same &= everything_of_the_user(directory) == before and _present(directory) == present
            changed += not same
    finally:
        library.close()
    measured("vanishing_roots", rounds, changed, time.monotonic() - started)


def _scan(library: Library, times: int) -> None:
    for _ in range(times):
        library.rescan()
        library.wait_until_done()


def _present(directory: Path) -> list[tuple[object, ...]]:
    return rows(
        directory,
        "SELECT root.path, folder, name, photo_id FROM file JOIN root ON root.id = root_id WHERE file.state = ?"
        " ORDER BY 1, 2, 3",
        FileState.PRESENT.value,
    )


@pytest.mark.timeout(0)
@pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")  # watchdog's, on folders that come and go
def test_no_tag_is_lost_whatever_happens_to_the_files(
    figure: Callable[[str], int], measured: Measured, allowed_log: Callable[[str], None]
) -> None:
    allowed_log("called when the thread is inactive")  # watchdog's, where a program ends right after its start
    count = figure("random_operations")
    started = time.monotonic()
    Moving.steps_done = 0
    while Moving.steps_done < count:
        run_state_machine_as_test(
            Moving,
            settings=settings(
                max_examples=max(1, (count - Moving.steps_done) // 50),
                stateful_step_count=50,
                deadline=None,
                database=None,
                print_blob=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
    measured("random_operations", Moving.steps_done, 0, time.monotonic() - started)


@pytest.mark.timeout(0)
def test_no_tag_is_lost_where_files_move_in_the_middle_of_a_look(
    figure: Callable[[str], int], measured: Measured
) -> None:
    rng = random.Random(int.from_bytes(os.urandom(4)))
    started = time.monotonic()
    looks = 0
    while looks < figure("meddled_looks"):
        machine = Meddling(rng)
        try:
            looks += machine.play()
        finally:
            machine.teardown()
    measured("meddled_looks", looks, 0, time.monotonic() - started)
