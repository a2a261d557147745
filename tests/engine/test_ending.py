"""A drive that never answers holds up neither the closing of a library nor the end of the program."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from clipphotos.core.photo import RootState
from clipphotos.engine import ending
from clipphotos.store.lock import LibraryLock
from tests.engine.conftest import Opened
from tests.engine.watched_folders import wait_for
from tests.mounts import Silent, silent
from tests.photos import write_photos

__all__ = ["silent"]

_PROGRAM = """
import sys
from pathlib import Path
from clipphotos.engine import ending
from clipphotos.engine.library import Library

if __name__ == "__main__":
    ending.END_S = 0.5
    library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
    library.start(watch=False)
    sys.stdin.readline()
    library.close()
    print("closed")
"""


def stack_of(thread: threading.Thread) -> list[str]:
    """The functions that a thread is in."""
    frame = sys._current_frames().get(thread.ident or 0)
    names = []
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch, allowed_log: Callable[[str], None]) -> None:
    monkeypatch.setattr(ending, "END_S", 0.3)
    allowed_log("does not end: a drive may not answer")


@pytest.mark.usefixtures("short")
def test_a_library_is_closed_while_a_drive_does_not_answer_the_scanner(
    tmp_path: Path, open_library: Opened, silent: Silent
) -> None:
    write_photos(tmp_path / "nas", 2)
    library = open_library()
    library.roots.add(str(tmp_path / "nas"))
    library.start(watch=True)
    library.wait_until_done()
    scanner = library._sync._thread
    silent.mount(tmp_path / "nas")
    library.rescan()
    wait_for(lambda: "look" in stack_of(scanner))

    open_library.close(library)

    assert scanner.is_alive()
    LibraryLock(library.directory).release()
    said = list(open_library.events)
    silent.end()
    scanner.join(10)
    assert not scanner.is_alive()
    assert open_library.events == said, "nobody listens any more"
    (root,) = open_library().roots.list()
    assert (root.state, root.photos) == (RootState.ONLINE, 2), "nothing was concluded"


@pytest.mark.usefixtures("short")
def test_a_library_is_closed_while_a_drive_does_not_answer_the_embedder(
    tmp_path: Path, open_library: Opened, silent: Silent
) -> None:
    write_photos(tmp_path / "nas", 2)
    library = open_library()
    library.roots.add(str(tmp_path / "nas"))
    library.ingest.pause()
    library.start(watch=False)
    library.wait_until_done()
    embedder = library.ingest._thread
    library._pool._deadline_s = 0.5
    silent.mount(tmp_path / "nas")
    library.ingest.resume()
    wait_for(lambda: "_refuse" in stack_of(embedder), seconds=30)

    open_library.close(library)

    assert embedder.is_alive()
    LibraryLock(library.directory).release()
    silent.end()
    embedder.join(10)
    assert not embedder.is_alive()
    assert open_library().status().failed == ()


def test_the_program_ends_while_a_drive_does_not_answer(
    tmp_path: Path, open_library: Opened, silent: Silent, model_cache: Path
) -> None:
    write_photos(tmp_path / "nas", 1)
    library = open_library()
    library.roots.add(str(tmp_path / "nas"))
    open_library.close(library)
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM)
    silent.mount(tmp_path / "nas")
    arguments = [sys.executable, str(program), str(library.directory), str(model_cache)]
    ended = subprocess.run(arguments, input="\n", capture_output=True, text=True, timeout=20, check=True)
    assert ended.stdout == "closed\n"


def test_closing_waits_for_threads_that_end_by_themselves(
    tmp_path: Path, open_library: Opened, no_leftovers: None
) -> None:
    write_photos(tmp_path / "photos", 3)
    library = open_library()
    library.roots.add(str(tmp_path / "photos"))
    library.start(watch=True)
    open_library.close(library)
    threads = (library._sync._thread, library.ingest._thread, library._learner._thread)
    assert [thread.is_alive() for thread in threads] == [False] * 3
