"""What every fault test gets: how often to try, where to say what came out, and a guard over the photos it uses."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.faults.figures import MEASURES
from tests.faults.outcome import outcome_of


class Measured(Protocol):
    """Fail the test unless nothing failed; in any case add a line to the report (see `tests.faults.report`).

    A test says it once for each measure; `seen` is for what else is worth knowing.
    """

    def __call__(self, name: str, tried: int, failed: int, seconds: float | None = None, seen: str = "") -> None: ...


class Photos:
    """Photo files that nobody may change: not a byte, not the time."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[str, int]] = {}
        self.tried = self.failed = 0

    def register(self, paths: Iterable[Path]) -> None:
        """Guard files, or folders with all that is in them, as they are now; again, where the test changed one."""
        for path in paths:
            for file in path.rglob("*") if path.is_dir() else [path]:
                if file.is_file():
                    self._known[file] = self._look(file)

    def let_go(self, path: Path) -> None:
        """Say that the test itself will change or remove a file."""
        self._known.pop(path, None)

    def check(self) -> list[Path]:
        """Return the files that are not what they were, and start anew."""
        changed = [path for path, before in self._known.items() if not path.is_file() or self._look(path) != before]
        self.tried += len(self._known)
        self.failed += len(changed)
        self._known.clear()
        return changed

    @staticmethod
    def _look(path: Path) -> tuple[str, int]:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_mtime_ns


@pytest.fixture(scope="session")
def released(pytestconfig: pytest.Config) -> bool:
    """Whether the figures of a release are asked for."""
    return bool(pytestconfig.getoption("--release-faults"))


@pytest.fixture(scope="session")
def figure(released: bool) -> Callable[[str], int]:
    """Return how often a fault is to be tried."""
    return lambda name: MEASURES[name].release if released else MEASURES[name].per_commit


@pytest.fixture(scope="session")
def _report(pytestconfig: pytest.Config, released: bool) -> Callable[..., None]:
    target: str | None = pytestconfig.getoption("--fault-report")

    def add(**line: object) -> None:
        if target:
            with open(target, "a", encoding="utf-8") as file:
                file.write(json.dumps({"released": released, **line}) + "\n")

    return add


@pytest.fixture
def measured(request: pytest.FixtureRequest, _report: Callable[..., None]) -> Measured:
    def say(name: str, tried: int, failed: int, seconds: float | None = None, seen: str = "") -> None:
        assert name in MEASURES
        assert tried, "nothing was tried"
        _report(test=request.node.nodeid, name=name, tried=tried, failed=failed, seconds=seconds, seen=seen)
        assert failed == 0, f"{failed} of {tried} failed"

    return say


@pytest.fixture
def try_out(figure: Callable[[str], int], measured: Measured) -> Callable[..., None]:
    """Run a program of the fault tests and report what it says: `try_out(measure, program, argument, ...)`.

    Its last argument is how often, or how many; `through` is another program that runs it.
    """

    def run(measure: str, program: str, *arguments: object, through: tuple[str, ...] = ()) -> None:
        started = time.monotonic()
        outcome = outcome_of(program, *arguments, figure(measure), through=through)
        measured(measure, outcome.tried, len(outcome.failures), time.monotonic() - started, outcome.seen)

    return run


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: syncing takes most of the time of tests that do not need it."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="clipphotos_", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def _photos(pytestconfig: pytest.Config, _report: Callable[..., None]) -> Iterator[Photos]:
    photos = Photos()
    yield photos
    if photos.tried:
        _report(
            test=" ".join(pytestconfig.args),
            name="changed_photos",
            tried=photos.tried,
            failed=photos.failed,
            seconds=None,
            seen="",
        )


@pytest.fixture
def guarded(_photos: Photos) -> Iterator[Photos]:
    """The photos that this test must leave as they are: `guarded.register([folder])`; compared when it ends."""
    yield _photos
    if changed := _photos.check():
        pytest.fail(f"photos were changed: {', '.join(map(str, changed))}", pytrace=False)
