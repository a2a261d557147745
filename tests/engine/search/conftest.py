"""A library of generated photos and two real ones, with tags, ratings and dates, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from tests.photos import age, real_photo, write_photos

EVEN, RATED = "even", 4


@dataclass
class Known:
    """An open library, and what a test knows of it."""

    library: Library
    folder: Path
    flower: PhotoId
    china: PhotoId
    everything: list[PhotoId]

    def tagged(self) -> set[PhotoId]:
        """Return the photos with the tag "even"."""
        return {photo for photo in self.everything if photo % 2 == 0}

    def rated(self) -> set[PhotoId]:
        """Return the photos with four stars."""
        return {photo for photo in self.everything if photo % 3 == 0}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """A folder with `photos` and their `library`."""
    folder = tmp_path_factory.mktemp("searched")
    write_photos(folder / "photos", 24)
    for name in ("flower.jpg", "china.jpg"):
        shutil.copy(real_photo(name), folder / "photos" / name)
        age(folder / "photos" / name)
    library = Library(folder / "library", model_cache)
    try:
        library.roots.add(str(folder / "photos"))
        library.start(watch=False)
        library.wait_until_done()
        known = _known(library, folder)
        library.tags.add(EVEN, sorted(known.tagged()))
        library.photos.rate(sorted(known.rated()), RATED)
        library.search.query("anything")  # the first search embeds the concepts, which the copies then have
    finally:
        library.close()
    return folder


@pytest.fixture(scope="module")
def known(made: Path, tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Known]:
    """The library, open, for tests that change nothing and decode nothing: they share it."""
    library = Library(shutil.copytree(made / "library", tmp_path_factory.mktemp("shared") / "library"), model_cache)
    try:
        yield _known(library, made)
    finally:
        library.close()


@pytest.fixture
def own(made: Path, tmp_path: Path, model_cache: Path) -> Iterator[Known]:
    """The library, open, with nothing running in the background."""
    library = Library(shutil.copytree(made / "library", tmp_path / "library"), model_cache)
    try:
        yield _known(library, made)
    finally:
        library.close()


def _known(library: Library, folder: Path) -> Known:
    at = [library.photos.at(str(folder / "photos" / name)) for name in ("flower.jpg", "china.jpg")]
    return Known(library, folder / "photos", *at, [PhotoId(i) for i in sorted(library.photos.ids().tolist())])
