"""The installed program as a process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest


class Program:
    """Runs `clipphotos` on one library."""

    def __init__(self, library: Path, model_cache: Path) -> None:
        self.library = library
        state = str(library.with_name("state"))
        self.environment = {**os.environ, "CLIPPHOTOS_CACHE": str(model_cache), "XDG_STATE_HOME": state}
        self._running: list[subprocess.Popen[str]] = []

    def start(self, *words: str, through: Sequence[str] = (), **environment: str) -> subprocess.Popen[str]:
        """Start it in a process group of its own, through another program if given."""
        process = subprocess.Popen(
            [*through, str(Path(sys.executable).with_name("clipphotos")), "--library", str(self.library), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**self.environment, **environment},
            start_new_session=True,
            # Tests that run in the background hand an ignored SIGINT down.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )
        self._running.append(process)
        return process

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        process = self.start(*words)
        out, err = process.communicate(timeout=170)
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def json(self, *words: str) -> Any:
        """Run a command that must succeed, and return its document."""
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def end(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.communicate()


@pytest.fixture
def program(tmp_path: Path, model_cache: Path) -> Iterator[Program]:
    running = Program(tmp_path / "library", model_cache)
    yield running
    running.end()


@pytest.fixture
def rows(tmp_path: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """Query the catalogue from outside, read-only."""
    import apsw

    def query(sql: str) -> list[tuple[Any, ...]]:
        db = apsw.Connection(str(tmp_path / "library" / "catalogue.db"), flags=apsw.SQLITE_OPEN_READONLY)
        db.set_busy_timeout(5000)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    return query
