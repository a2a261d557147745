"""The scanner's thread on a catalogue of its own: files are hashed, and nothing is embedded."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clipphotos.core.changes import Event, Notice
from clipphotos.core.photo import Root
from clipphotos.engine.events import Events
from clipphotos.engine.folders import sync
from clipphotos.engine.folders.roots import Roots
from clipphotos.engine.folders.sync import FolderSync
from clipphotos.engine.progress import ProgressMeter
from clipphotos.store.catalogue import Catalogue
from tests.photos import age


class Folders:
    """A catalogue, its roots, and what keeps it in step with them."""

    def __init__(self, directory: Path, *, watch: bool = False) -> None:
        directory.mkdir(exist_ok=True)
        self.events: list[Event] = []
        self.catalogue = Catalogue(directory / "catalogue.db")
        events = Events()
        events.subscribe(self.events.append)
        self.sync = FolderSync(self.catalogue, events, ProgressMeter(events), on_work=lambda: None)
        self.roots = Roots(self.catalogue, events, on_added=self.sync.rescan, on_removed=self.sync.look_at_roots)
        self._watch = watch

    def start(self) -> None:
        self.sync.start(watch=self._watch)
        self.sync.wait_idle()

    def add(self, path: Path) -> Root:
        """Watch a folder and return its root as it is when it was looked through."""
        root = self.roots.add(str(path))
        self.sync.wait_idle()
        return self.root(root)

    def scan(self) -> None:
        self.sync.rescan()
        self.sync.wait_idle()

    def root(self, known: Root | None = None) -> Root:
        """Return a root as it is now; the only one if none is given."""
        found = [root for root in self.roots.list() if known is None or root.id == known.id]
        (root,) = found
        return root

    def rows(self) -> list[tuple[object, ...]]:
        """Everything that is known of files and photos."""
        with self.catalogue.read() as db:
            files = db.execute("SELECT * FROM file ORDER BY id").fetchall()
            return [*files, *db.execute("SELECT id, hash FROM photo ORDER BY id")]

    def states(self) -> dict[str, int]:
        with self.catalogue.read() as db:
            return dict(db.execute("SELECT state, count(*) FROM file GROUP BY state").fetchall())

    def present(self) -> set[str]:
        """The names of the files that are there."""
        with self.catalogue.read() as db:
            return {os.fsdecode(n) for (n,) in db.execute("SELECT name FROM file WHERE state = 'present'")}

    def told(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Notice)]

    def close(self) -> None:
        self.sync.close()
        self.catalogue.close()


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Folders]:
    opened = Folders(tmp_path / "library")
    opened.start()
    yield opened
    opened.close()


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folders]:
    """Watched as in earnest, but looked after more often."""
    monkeypatch.setattr(sync, "OFFLINE_CHECK_S", 0.3)
    opened = Folders(tmp_path / "library", watch=True)
    opened.start()
    yield opened
    opened.close()


def fill(folder: Path, count: int, name: str = "") -> list[Path]:
    """Write files that nobody decodes here, each of its own content, old enough to be taken at once."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name or folder.name}_{number:04}.jpg" for number in range(count)]
    for path in paths:
        path.write_bytes(str(path).encode() * 3)
        age(path)
    return paths


def wait_for(condition: Callable[[], object], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
