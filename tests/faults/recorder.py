"""A program that keeps a library in step with its folders, without a model.

It embeds nothing, so that what is measured is what the folders cost.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from clipphotos import logs
from clipphotos.engine.library import Library

REPOSITORY = Path(__file__).resolve().parents[2]


class Recorder:
    """The program as a process; `with` starts it, waits until it watches, and ends it."""

    def __init__(self, library: Path, *folders: Path) -> None:
        self._words = [str(library), *map(str, folders)]

    def __enter__(self) -> Recorder:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.recorder", *self._words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=REPOSITORY,
        )
        self.pid = self._process.pid
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"watching\n"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.returncode is None:
            self.go_on()
            self._process.communicate()
            assert kind is not None or self._process.returncode == 0

    def pause(self) -> None:
        """Stop it as it is, as a computer that sleeps, or has no time for it."""
        self._process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOWAIT)

    def go_on(self) -> None:
        """Let it go on."""
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it as a crash would."""
        self._process.kill()
        self._process.communicate()


def open_recording(directory: Path) -> Library:
    """Open a library that will not embed; nothing runs yet."""
    library = Library(directory, directory.parent)
    library.ingest.pause()
    return library


def main() -> None:
    """Watch until standard input ends."""
    directory, *folders = sys.argv[1:]
    library = open_recording(Path(directory))
    logs.write_to(Path(directory))
    for folder in folders:
        library.roots.add(folder)
    library.start()
    library.wait_until_done()
    print("watching", flush=True)
    sys.stdin.buffer.read()
    library.close()


if __name__ == "__main__":
    main()
