"""A real library with the real starter model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clipphotos.core.changes import Event
from clipphotos.engine.library import Library


class Opened:
    """Opens libraries and closes what a test leaves open."""

    def __init__(self, directory: Path, model_cache: Path) -> None:
        self._directory, self._model_cache = directory, model_cache
        self.events: list[Event] = []
        self._open: list[Library] = []

    def __call__(self, *, read_only: bool = False) -> Library:
        library = Library(self._directory, self._model_cache, read_only=read_only)
        library.subscribe(self.events.append)
        self._open.append(library)
        return library

    def close(self, library: Library) -> None:
        library.close()
        self._open.remove(library)

    def close_all(self) -> None:
        while self._open:
            self._open.pop().close()


@pytest.fixture
def open_library(tmp_path: Path, model_cache: Path) -> Iterator[Opened]:
    opened = Opened(tmp_path / "library", model_cache)
    yield opened
    opened.close_all()


@pytest.fixture
def filled(open_library: Opened, tmp_path: Path) -> Callable[..., Library]:
    """Open a library, add a folder and wait until everything in it is embedded."""

    def fill(folder: Path = tmp_path / "photos") -> Library:
        library = open_library()
        library.roots.add(str(folder))
        library.start(watch=False)
        library.wait_until_done()
        return library

    return fill
