"""Fills a small disk and goes on working, then makes room and goes on: `full_disk DISK PHOTOS MODELS TIMES`.

DISK is an empty file system of a few dozen megabytes of its own, which this program may fill.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image

from clipphotos.core.errors import KnownError
from clipphotos.engine.library import Library
from clipphotos.media import thumbnails
from clipphotos.store.catalogue import Catalogue
from clipphotos.store.vectors import snapshot
from clipphotos.store.vectors.hnsw import HnswIndex
from tests.faults.indexer import Indexer
from tests.faults.outcome import Outcome
from tests.faults.person import PHOTOS, Person, State, damage_in, facts_in
from tests.store.vectors.samples import random_units

_MOST = 5000
"""More than fit."""
_AFTERWARDS = 20


@contextmanager
def _filled(disk: Path, left: int) -> Iterator[None]:
    """Leave only so many bytes free."""
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    with open(ballast, "wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(free.f_bavail * free.f_frsize - left, 4096))
    try:
        yield
    finally:
        ballast.unlink()


def _until_refused(act: Callable[[], object], error: type[Exception]) -> str:
    """Repeat until the disk is full; return what was said."""
    for _ in range(_MOST):
        try:
            act()
        except error as refusal:
            return str(refusal)
    return "everything fitted"


class _Catalogue:
    """Somebody who tags all the time."""

    def __init__(self, disk: Path) -> None:
        self._path = disk / "catalogue.db"
        self._catalogue = Catalogue(self._path)
        indexer = Indexer(self._catalogue, disk / "small")
        for number in range(2 * PHOTOS // 6):
            indexer.act(number)
        indexer.close()
        self._person, self._state = Person(self._catalogue), State()

    def _act(self) -> None:
        self._state = self._person.act(self._state)

    def _holds(self) -> bool:
        with self._catalogue.read() as db:
            return facts_in(db) == self._state.facts

    def while_full(self) -> list[str]:
        said = _until_refused(self._act, KnownError)
        problems = [] if "no space left" in said else [f"tagging said: {said}"]
        return problems if self._holds() else [*problems, "tags were lost when the disk became full"]

    def with_room(self) -> list[str]:
        for _ in range(_AFTERWARDS):
            self._act()
        return [] if self._holds() else ["tags were lost when there was room again"]

    def close(self) -> list[str]:
        self._catalogue.close()
        self._catalogue = Catalogue(self._path)
        holds = self._holds()
        with self._catalogue.read() as db:
            problems = damage_in(db)
        self._catalogue.close()
        return problems if holds else [*problems, "tags were lost when it was closed"]


class _Index:
    """An index that is saved again and again, larger each time."""

    def __init__(self, disk: Path) -> None:
        self._folder = disk / "index"
        self._index = HnswIndex(64)
        self._grow()
        self._saved = snapshot.save(self._folder, self._index, "m")

    def _grow(self) -> None:
        start = len(self._index)
        self._index.add(np.arange(start, start + 500, dtype=np.int64), random_units(500, 64, start))

    def _save(self) -> None:
        self._grow()
        self._saved = snapshot.save(self._folder, self._index, "m")
        self._count = len(self._index)

    def while_full(self) -> list[str]:
        self._count = len(self._index)
        said = _until_refused(self._save, KnownError)
        loaded = snapshot.load(self._folder, 64, "m")
        problems = [] if "could not be saved" in said else [f"saving said: {said}"]
        return problems if loaded and len(loaded) == self._count else [*problems, "no index is left on the full disk"]

    def with_room(self) -> list[str]:
        self._saved = snapshot.save(self._folder, self._index, "m")
        loaded = snapshot.load(self._folder, 64, "m")
        return [] if loaded and np.array_equal(loaded.ids(), self._index.ids()) else ["the index was not saved again"]


class _Thumbnails:
    """Thumbnails that are made again and again."""

    def __init__(self, disk: Path) -> None:
        self._folder = disk / "thumbnails"
        self._made = 0

    def _make(self) -> None:
        noise = np.random.default_rng(self._made).integers(0, 256, (300, 400, 3), np.uint8)
        thumbnails.write(Image.fromarray(noise), thumbnails.path_of(self._folder, f"{self._made:064x}"))
        self._made += 1

    def while_full(self) -> list[str]:
        said = _until_refused(self._make, OSError)
        return self._halves() if "No space left" in said else [*self._halves(), f"a thumbnail said: {said}"]

    def with_room(self) -> list[str]:
        before = self._made
        self._make()
        for path in self._folder.rglob("*.jpg"):
            path.unlink()
        return [] if self._made > before else ["no thumbnail is made once there is room"]

    def _halves(self) -> list[str]:
        problems = []
        for path in self._folder.rglob("*.*"):
            try:
                with Image.open(path) as image:
                    image.load()
            except OSError as error:
                problems.append(f"{path.name} is left behind: {error}")
        return problems


def _parts(disk: Path, number: int) -> list[str]:
    """Try the catalogue, the index and the thumbnails one by one, each in the room that is left."""
    rng = random.Random(number)
    folder = disk / f"round {number}"
    folder.mkdir()
    catalogue = _Catalogue(folder)
    parts = (catalogue, _Index(folder), _Thumbnails(folder))
    problems: list[str] = []
    for part in rng.sample(parts, len(parts)):
        with _filled(disk, left=rng.randrange(600_000)):
            problems += part.while_full()
        problems += part.with_room()
    problems += catalogue.close()
    shutil.rmtree(folder)
    return [f"round {number}: {problem}" for problem in problems]


def _library(disk: Path, folder: Path, models: Path) -> list[str]:
    """Let photos come in until the disk is full, make room, and let the same program go on."""
    count = len(list(folder.glob("*.jpg")))
    library = Library(disk / "library", models)
    try:
        library.roots.add(str(folder))
        with _filled(disk, left=300_000):
            library.start(watch=False)
            try:
                library.wait_until_done()
                problems = ["the library did not say that the disk is full"]
            except KnownError as error:
                problems = [] if "no space left" in str(error) else [f"the library said: {error}"]
        library.rescan()
        library.ingest.recover()
        library.wait_until_done()
        embedded = library.status().embedded
        return problems if embedded == count else [*problems, f"{embedded} of {count} photos were embedded in the end"]
    finally:
        library.close()


def main(disk: Path, folder: Path, models: Path, times: int) -> Outcome:
    """Do both."""
    problems = _library(disk, folder, models)
    for number in range(times):
        problems += _parts(disk, number)
    return Outcome(3 * times + 1, problems, "catalogue, index, thumbnails, and a library that goes on")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])).tell()
