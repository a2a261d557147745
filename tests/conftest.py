"""What every test gets: an off-screen window system, the caches to reuse, and a check that nothing is left behind."""

from __future__ import annotations

import logging
import multiprocessing
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ("tests.tiny_model",)

REPOSITORY = Path(__file__).resolve().parent.parent

EXPECTED_LOGS: tuple[tuple[str, str], ...] = ()
"""(logger, pattern of the message) of what other libraries warn about in any test, each with its reason."""

_GRACE_S = 5.0
"""How long a thread or process that was told to end may take."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of tests/faults; here, since pytest reads the options of no conftest further down."""
    parser.addoption("--release-faults", action="store_true", help="try each fault as often as before a release")
    parser.addoption("--fault-report", metavar="FILE", help="add what the fault tests measure to a file, JSON lines")


@pytest.fixture(scope="session")
def model_cache() -> Path:
    """The folder of converted models, kept between runs: converting one takes longer than a test may."""
    folder = Path(os.environ.get("CLIPPHOTOS_CACHE") or REPOSITORY / ".cache" / "models")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real photos beside the repository."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"needs the real photos of {folder}, which are not part of the repository")
    return folder


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _unexpected(record: logging.LogRecord, allowed: list[str]) -> bool:
    message = record.getMessage()
    by_test = any(re.search(pattern, message) for pattern in allowed)
    return not by_test and not any(
        record.name.startswith(logger) and re.search(pattern, message) for logger, pattern in EXPECTED_LOGS
    )


@pytest.fixture(autouse=True)
def allowed_log() -> Iterator[Callable[[str], None]]:
    """Fail a test that logs a warning or worse, unless it says before that it expects it: `allowed_log(pattern)`."""
    recorder = _Recorder()
    allowed: list[str] = []
    root = logging.getLogger()
    root.addHandler(recorder)
    try:
        yield allowed.append
    finally:
        root.removeHandler(recorder)
    unexpected = [record for record in recorder.records if _unexpected(record, allowed)]
    if unexpected:
        lines = "\n".join(f"{r.levelname} {r.name}: {r.getMessage()}" for r in unexpected)
        pytest.fail(f"logged what the test does not expect (see allowed_log):\n{lines}", pytrace=False)


def _alive(known: set[object]) -> list[object]:
    everything: list[object] = [*threading.enumerate(), *multiprocessing.active_children()]
    return [it for it in everything if it not in known]


@pytest.fixture(autouse=True)
def no_leftovers(allowed_log: Callable[[str], None]) -> Iterator[None]:
    """Fail a test whose threads or processes outlive it: whoever starts one joins it."""
    known: set[object] = {*threading.enumerate(), *multiprocessing.active_children()}
    yield
    deadline = time.monotonic() + _GRACE_S
    while (left := _alive(known)) and time.monotonic() < deadline:
        time.sleep(0.01)
    if left:
        pytest.fail(f"left behind: {', '.join(map(repr, left))}", pytrace=False)
