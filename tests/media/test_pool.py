from __future__ import annotations

import csv
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError, wait
from pathlib import Path

import numpy as np
import pytest

from clipphotos.core.errors import BugError, UnreadableFileError
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.media import pool as pool_module
from clipphotos.media import worker
from clipphotos.media.decode import decode
from clipphotos.media.pool import DecodePool
from tests.media import hostile
from tests.media.samples import encode, save, smooth

SPEC = Preprocessing(32, 32)
REPOSITORY = Path(__file__).resolve().parents[2]

needs_proc = pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="reads /proc")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    return save(tmp_path_factory.mktemp("photo") / "a.jpg", encode(smooth(640, 480), "JPEG"))


def lines(path):
    return path.read_text().splitlines() if path.exists() else []


def wait_for_lines(path, count):
    """Wait until workers of `hostile` have written so many lines, here and in what they run."""
    limit = time.monotonic() + 20
    while len(lines(path)) < count:
        assert time.monotonic() < limit
        time.sleep(0.02)
    return lines(path)


def test_decodes_as_decode_does_and_writes_the_thumbnail(photo, tmp_path):
    with DecodePool(2) as pool:
        futures = [pool.submit(photo, SPEC, tmp_path / f"{n}.jpg") for n in range(8)]
        results = [future.result() for future in futures]
    expected = decode(photo, SPEC)
    for result in results:
        assert np.array_equal(result.pixels, expected.pixels)
        assert (result.width, result.height, result.facts) == (640, 480, expected.facts)
        assert result.thumbnail_written
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [f"{n}.jpg" for n in range(8)]


@posix
def test_takes_names_that_are_not_utf8(tmp_path, photo):
    name = os.fsencode(tmp_path) + b"/\xff\n.jpg"
    with open(name, "wb") as file:
        file.write(Path(photo).read_bytes())
    with DecodePool(1) as pool:
        assert pool.submit(os.fsdecode(name), SPEC).result().width == 640


def test_a_bad_file_does_not_stop_its_neighbours(tmp_path, photo):
    bad = save(tmp_path / "bad.jpg", b"text")
    with DecodePool(1) as pool:
        futures = [pool.submit(path, SPEC) for path in (photo, bad, photo)]
        assert str(futures[1].exception()) == "It is not a picture of a supported format."
        assert futures[0].result().width == futures[2].result().width == 640


@posix
def test_a_file_that_kills_its_worker_is_given_up_after_two_deaths(tmp_path):
    path = tmp_path / "a"
    with DecodePool(1, hostile.crash) as pool:
        with pytest.raises(UnreadableFileError, match=r"^It crashes the decoder\.$"):
            pool.submit(str(path), SPEC).result()
        assert lines(path) == ["died"] * 2


@posix
def test_neighbours_of_files_that_kill_their_workers_are_decoded(photo, tmp_path):
    paths = [photo, "crash1", photo, "crash2", photo, "crash3", photo]
    with DecodePool(2, hostile.crash_or_run) as pool:
        futures = [pool.submit(path, SPEC) for path in paths]
        for path, future in zip(paths, futures, strict=True):
            if path == photo:
                assert future.result().width == 640
            else:
                assert str(future.exception()) == "It crashes the decoder."


@posix
def test_one_death_is_forgiven(tmp_path, photo):
    path = save(tmp_path / "a.jpg", Path(photo).read_bytes())
    with DecodePool(1, hostile.crash_the_first_time) as pool:
        assert pool.submit(path, SPEC).result().width == 640
    assert (tmp_path / "a.jpg.died").exists()


@posix
def test_idle_workers_may_die(photo):
    with DecodePool(2) as pool:
        for _ in range(3):
            pool.submit(photo, SPEC).result()
            for process in multiprocessing.active_children():
                os.kill(process.pid, signal.SIGKILL)
                process.join()
            assert pool.submit(photo, SPEC).result().width == 640


@posix
def test_a_worker_that_dies_with_the_lock_of_the_queue_stops_nothing(tmp_path, photo):
    path = tmp_path / "a.jpg"
    shutil.copy(photo, path)
    with DecodePool(2, hostile.die_with_the_lock_once) as pool:
        assert pool.submit(str(path), SPEC).result(timeout=90).width == 640


def test_a_hanging_file_has_a_deadline(tmp_path, photo):
    with DecodePool(1, hostile.hang_or_run, deadline_s=0.5) as pool:
        hanging, good = pool.submit(str(tmp_path / "hang"), SPEC), pool.submit(photo, SPEC)
        with pytest.raises(UnreadableFileError, match=r"^It took longer than 0\.5 seconds to read\.$"):
            hanging.result()
        assert good.result().width == 640


def test_a_clock_that_jumps_is_not_a_deadline(tmp_path, photo, monkeypatch):
    """A sleeping computer's clock jumps; pebble reads that clock."""
    path = tmp_path / "hang"
    with DecodePool(1, hostile.hang_or_run, deadline_s=20) as pool:
        future = pool.submit(str(path), SPEC)
        wait_for_lines(path, 1)
        jumped = time.time() + 3600
        with monkeypatch.context() as patch:
            patch.setattr(time, "time", lambda: jumped)
            wait_for_lines(path, 2)
        assert not future.done()
        future.cancel()
        assert pool.submit(photo, SPEC).result().width == 640


def test_a_mistake_of_ours_is_a_bug_not_a_bad_file(tmp_path):
    with DecodePool(1, hostile.let_an_error_out) as pool, pytest.raises(BugError, match="a mistake of ours"):
        pool.submit("any", SPEC).result()


def test_workers_that_do_not_start_are_a_bug_not_a_loop(photo, monkeypatch):
    monkeypatch.setattr(worker, "initialize", os.abort)
    monkeypatch.setattr(pool_module, "_BREAKS", 2)
    with DecodePool(1) as pool, pytest.raises((BugError, UnreadableFileError)):
        pool.submit(photo, SPEC).result(timeout=30)


def test_cancelling_frees_the_worker(tmp_path, photo):
    path = tmp_path / "hang"
    with DecodePool(1, hostile.hang_or_run) as pool:
        future = pool.submit(str(path), SPEC)
        wait_for_lines(path, 1)
        assert future.cancel()
        assert pool.submit(photo, SPEC).result(timeout=15).width == 640


@pytest.mark.parametrize("hang", [hostile.hang, hostile.hang_in_c])
def test_closing_cancels_what_is_not_done_and_is_quick(tmp_path, hang):
    path = tmp_path / "a"
    pool = DecodePool(2, hang)
    futures = [pool.submit(str(path), SPEC) for _ in range(5)]
    wait_for_lines(path, 2)
    started = time.monotonic()
    pool.close()
    assert time.monotonic() - started < 2.5
    assert wait(futures, timeout=1).not_done == set()
    for future in futures:
        with pytest.raises(CancelledError):
            future.result()
    pool.close()
    with pytest.raises(BugError, match="closed"):
        pool.submit(str(path), SPEC)


def test_a_pool_that_never_worked_starts_nothing():
    children = len(multiprocessing.active_children())
    with DecodePool(2):
        assert len(multiprocessing.active_children()) == children


def test_a_worker_is_what_it_should_be(photo, capfd):
    with DecodePool(1, hostile.look_around) as pool:
        facts = pool.submit(photo, SPEC).result()
    assert facts["pid"] != os.getpid()
    assert "parent-watch" in facts["threads"]
    assert facts["interrupt"] == signal.SIG_IGN
    if sys.platform != "win32":
        assert facts["nice"] == 19
    heavy = {"torch", "open_clip", "PySide6", "apsw", "hnswlib", "pillow_heif", "clipphotos.store", "clipphotos.engine"}
    assert not heavy & facts["modules"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to RLIMIT_AS")
def test_memory_is_capped():
    with DecodePool(1, hostile.eat_memory) as pool:
        got = int(str(pool.submit("any", SPEC).exception()))
    assert worker.MEMORY_BYTES // 1024**2 // 512 - 1 <= got <= worker.MEMORY_BYTES // 1024**2 // 512


def test_a_refused_file_holds_no_memory(tmp_path):
    """Pebble keeps the error while the next file is decoded; its traceback would keep the pixels."""
    path = save(tmp_path / "a.jpg", encode(smooth(400, 300), "JPEG")[:4000])
    with pytest.raises(UnreadableFileError) as caught:
        worker.run(path, SPEC, None)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    names = [entry.name for entry in caught.traceback]
    assert names[-1] == "run"


def _descendants(pid):
    """The processes below `pid`, by /proc."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    found, last = set(), {pid}
    while last:
        last = {child for child, parent in parents.items() if parent in last} - found
        found |= last
    return found


def _running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    except OSError:
        return False


_PARENT = """
import signal, sys, time
from pathlib import Path
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.media.pool import DecodePool
from tests.media import hostile

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # where the tests run in the background, it is ignored
    pool = DecodePool(2, hostile.hang)
    for _ in range(2):
        pool.submit(sys.argv[1], Preprocessing(32, 32))
    try:
        print("submitted", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        pool.close()
        print("closed", flush=True)
"""


def _start_parent(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    return subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "pids")],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@needs_proc
def test_workers_die_with_a_killed_parent(tmp_path):
    with _start_parent(tmp_path) as parent:
        try:
            busy = {int(line) for line in wait_for_lines(tmp_path / "pids", 2)}
            below = _descendants(parent.pid)
            assert busy <= below
            parent.kill()
            limit = time.monotonic() + 2
            while any(map(_running, below)) and time.monotonic() < limit:
                time.sleep(0.02)
            assert [pid for pid in below if _running(pid)] == []
        finally:
            parent.kill()


@posix
@pytest.mark.parametrize("delay_s", [0.0, 0.1, 0.2, 0.4])
def test_ctrl_c_prints_nothing_from_workers(tmp_path, delay_s):
    """The terminal sends it to the whole group, also while the workers are still importing."""
    with _start_parent(tmp_path) as parent:
        try:
            assert parent.stdout.readline() == "submitted\n"
            time.sleep(delay_s)
            os.killpg(parent.pid, signal.SIGINT)
            out, err = parent.communicate(timeout=20)
        finally:
            parent.kill()
    assert (out, err, parent.returncode) == ("closed\n", "", 0)


_REPLACED = """
import multiprocessing, sys, time
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.media.pool import DecodePool
from tests.media import hostile

def workers():
    return {child.pid for child in multiprocessing.active_children()}

if __name__ == "__main__":
    pool = DecodePool(4, hostile.hang)
    jobs = [pool.submit(sys.argv[1], Preprocessing(32, 32)) for _ in range(4)]
    open(sys.argv[1], "a").close()
    while len(open(sys.argv[1]).readlines()) < 4:
        time.sleep(0.01)
    before = workers()
    jobs[0].cancel()
    while not workers() - before:
        time.sleep(0.001)
    pool.close()  # the worker that took the cancelled one's place has only just been started
"""


@posix
def test_workers_that_just_start_end_silently(tmp_path):
    script = tmp_path / "replaced.py"
    script.write_text(_REPLACED)
    for number in range(4):
        done = subprocess.run(
            [sys.executable, str(script), str(tmp_path / f"pids{number}")],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def _judge(pool, paths):
    """Decode all; return how many were, and the reasons of the others."""
    futures = [pool.submit(str(path), SPEC) for path in paths]
    reasons = []
    for future in futures:
        error = future.exception()
        if error is not None:
            assert isinstance(error, UnreadableFileError), error
            reasons.append(str(error))
    return len(futures) - len(reasons), reasons


def test_every_broken_file_is_decoded_or_refused_with_a_reason(shared_data):
    with open(shared_data / "broken" / "manifest.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    good = {row["file"] for row in rows if row["pillow_verdict"].startswith("ok")}
    assert len(rows) > 900
    with DecodePool(2) as pool:
        decoded, reasons = _judge(pool, [shared_data / "broken" / row["file"] for row in rows])
    assert all(reason.startswith("It ") and reason.endswith(".") for reason in reasons)
    assert not {"It crashes the decoder.", "It took longer than 20 seconds to read."} & set(reasons)
    # Pillow alone reads a few of formats that are not ours (PSD, DDS, JPEG 2000).
    assert len(good) - 30 < decoded <= len(good)
