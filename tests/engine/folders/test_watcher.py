"""Events are hints: when they are lost, or never come, a rescan finds what they would have told."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clipphotos.core.photo import RootState, VolumeKind
from clipphotos.engine.folders import sync
from clipphotos.engine.folders.observer import TellingObserver
from clipphotos.engine.folders.waking import SleepDetector
from clipphotos.media import volumes
from tests.engine.watched_folders import Folders, fill, wait_for, watched
from tests.mounts import Drives, drives

__all__ = ["drives", "watched"]

linux = pytest.mark.skipif(sys.platform != "linux", reason="is about inotify")


@pytest.fixture
def no_rescans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked through for want of better."""
    monkeypatch.setattr(sync, "RESCAN_S", 1e9)


def observer_of(folders: Folders) -> TellingObserver:
    assert folders.sync._watcher is not None
    observer = folders.sync._watcher._observer
    assert observer is not None
    return observer


def appears(folders: Folders, folder: Path, name: str, seconds: float = 5) -> None:
    (path,) = fill(folder, 1, name)
    wait_for(lambda: path.name in folders.present(), seconds)


@linux
def test_what_an_overflow_swallowed_is_found(
    tmp_path: Path, watched: Folders, no_rescans: None, allowed_log: Callable[[str], None]
) -> None:
    allowed_log("Inotify queue overflowed")
    for number in range(20):
        fill(tmp_path / "photos" / f"{number:02}", 1)
    watched.add(tmp_path / "photos")
    inotify = observer_of(watched)._inotify
    heard = threading.Event()
    lost, inotify._on_lost = inotify._on_lost, lambda: (heard.set(), lost())  # type: ignore[assignment]
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    with inotify._lock:  # the reader waits, so that the kernel's queue fills up
        burst = "import sys; [open(f'{sys.argv[1]}/{n % 20:02}/n{n}', 'w').close() for n in range(int(sys.argv[2]))]"
        subprocess.run([sys.executable, "-c", burst, str(tmp_path / "photos"), str(limit)], check=True)
        late = fill(tmp_path / "photos" / "late" / "er", 1)[0]
    assert heard.wait(30)
    wait_for(lambda: late.name in watched.present(), 60)
    appears(watched, tmp_path / "photos" / "late" / "er", "later", 60)  # what came during the overflow is watched


@linux
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("victim", ["observer", "inotify", "emitter"])
def test_a_dead_thread_is_replaced_and_what_it_missed_is_found(
    tmp_path: Path,
    watched: Folders,
    no_rescans: None,
    victim: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(tmp_path / "photos", 2)
    watched.add(tmp_path / "photos")
    observer = observer_of(watched)
    (emitter,) = observer.emitters
    dying = {"observer": observer, "inotify": observer._inotify, "emitter": emitter}[victim]
    method = {"observer": "dispatch_events", "inotify": "handle_event", "emitter": "queue_events"}[victim]
    raised = []

    def die(*args: object, **options: object) -> None:
        raised.append(1)
        raise RuntimeError("The end.")

    monkeypatch.setattr(dying, method, die)
    (tmp_path / "photos" / "last words.jpg").touch()
    (tmp_path / "photos" / "last words.jpg").unlink()
    wait_for(lambda: not dying.is_alive() or (tmp_path / "photos" / "x").touch())
    assert raised
    appears(watched, tmp_path / "photos", "missed", 30)
    appears(watched, tmp_path / "photos", "next")


def test_a_root_that_was_deleted_and_made_again_is_watched_again(
    tmp_path: Path, watched: Folders, no_rescans: None
) -> None:
    (path,) = fill(tmp_path / "photos", 1)
    watched.add(tmp_path / "photos")
    content = path.read_bytes()
    for entry in (tmp_path / "photos").iterdir():
        entry.unlink()
    (tmp_path / "photos").rmdir()
    wait_for(lambda: watched.root().state is RootState.OFFLINE)
    (tmp_path / "photos").mkdir()
    path.write_bytes(content)
    wait_for(lambda: watched.root().state is RootState.ONLINE)
    appears(watched, tmp_path / "photos", "next")


@linux
def test_a_drive_that_was_away_for_a_moment_is_watched_again(
    tmp_path: Path, watched: Folders, no_rescans: None, drives: Drives
) -> None:
    drive = drives("STICK")
    drive.plug(tmp_path / "mnt")
    fill(tmp_path / "mnt" / "photos", 1)
    watched.add(tmp_path / "mnt" / "photos")
    drive.unplug()
    drive.plug(tmp_path / "mnt")  # the same device and inode numbers
    appears(watched, tmp_path / "mnt" / "photos", "missed")
    appears(watched, tmp_path / "mnt" / "photos", "next")


def test_a_network_share_is_polled_and_that_is_told_once(
    tmp_path: Path, watched: Folders, no_rescans: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = volumes.volume_of
    monkeypatch.setattr(volumes, "volume_of", lambda path: replace(real(path), kind=VolumeKind.NETWORK))
    monkeypatch.setattr(sync, "POLL_S", 0.5)
    fill(tmp_path / "photos", 1)
    root = watched.add(tmp_path / "photos")
    assert "network" in root.polled
    assert len(watched.told()) == 1
    assert watched.sync._watcher is not None
    assert watched.sync._watcher._watches == {}
    appears(watched, tmp_path / "photos", "by another computer")
    assert len(watched.told()) == 1


def test_after_a_sleep_everything_is_looked_through(
    tmp_path: Path, no_rescans: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asleep_s = 0.0
    monkeypatch.setattr(sync, "OFFLINE_CHECK_S", 0.2)
    monkeypatch.setattr(sync, "SleepDetector", lambda: SleepDetector(lambda: time.time() + asleep_s))
    (path,) = fill(tmp_path / "photos", 1)
    deaf = Folders(tmp_path / "library", watch=False)
    deaf.start()
    try:
        deaf.add(tmp_path / "photos")
        path.unlink()
        threading.Event().wait(1)  # some turns
        assert deaf.states() == {"present": 1}
        asleep_s = 3600.0
        wait_for(lambda: deaf.states() == {"missing": 1})
    finally:
        deaf.close()


_LIMITED = """
import sys, time
from pathlib import Path
from clipphotos.engine.folders import sync
from tests.engine.watched_folders import Folders, fill
sync.POLL_S, sync.OFFLINE_CHECK_S = 0.5, 0.2
here = Path(sys.argv[1])
for number in range(30):
    fill(here / "photos" / f"{number:02}", 1)
folders = Folders(here / "library", watch=True)
folders.start()
root = folders.add(here / "photos")
print(root.polled)
print(len(folders.told()))
fill(here / "photos" / "29", 1, "late")
fill(here / "photos" / "00", 1, "early")
deadline = time.monotonic() + 20
while folders.states() != {"present": 32} and time.monotonic() < deadline:
    time.sleep(0.05)
print(folders.states())
folders.close()
"""


@linux
@pytest.mark.parametrize("limit", [0, 10])
def test_where_the_system_watches_no_more_the_root_is_polled(tmp_path: Path, limit: int) -> None:
    limited = f'echo {limit} > /proc/sys/user/max_inotify_watches && exec "$@"'
    command = ["unshare", "-Ur", "sh", "-c", limited, "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("limits cannot be set here")
    script = [sys.executable, "-c", _LIMITED, str(tmp_path)]
    done = subprocess.run(
        [*command, *script], cwd=Path(__file__).parents[3], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    polled, told, states = done.stdout.splitlines()
    assert ("a part" in polled) is (limit > 0)
    assert polled
    assert told == "1"
    assert states == "{'present': 32}"


@pytest.mark.slow
def test_ten_thousand_folders_settle_and_then_cost_nothing(
    tmp_path: Path, watched: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # as often as in earnest
    for number in range(10_000):
        (tmp_path / "photos" / f"{number // 100:02}" / f"{number % 100:02}").mkdir(parents=True)
    fill(tmp_path / "photos" / "42", 1)
    watched.add(tmp_path / "photos")
    used = time.process_time()
    waited = time.monotonic()
    threading.Event().wait(2 * sync.OFFLINE_CHECK_S)
    share = (time.process_time() - used) / (time.monotonic() - waited)
    assert share < 0.01, f"{share:.1%} of a core while nothing happens"
    appears(watched, tmp_path / "photos" / "77" / "77", "new", 3)
