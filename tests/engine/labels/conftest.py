"""Libraries to label: abstract photos with one of a palace among them, and real photos of things."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from tests.engine.labels.helping import Garden, add_palace
from tests.photos import age, write_photos

Fill = Callable[..., Library]
Things = tuple[Library, Mapping[PhotoId, str]]


@pytest.fixture
def garden(tmp_path: Path, filled: Fill) -> Garden:
    write_photos(tmp_path / "photos", 40)
    palace = add_palace(tmp_path / "photos")
    library = filled()
    return Garden(library, library.photos.at(str(palace)), palace)


@pytest.fixture
def things(tmp_path: Path, shared_data: Path, filled: Fill) -> Callable[..., Things]:
    """Make a library of photos of things, each by its truth: `things(("sunflower", "Faces"), 10)`."""

    def make(kinds: tuple[str, ...], each: int = 10) -> Things:
        source, target = shared_data / "photos_class" / "files" / "caltech101", tmp_path / "photos"
        target.mkdir(exist_ok=True)
        for kind in kinds:
            for path in sorted(source.glob(f"{kind}__image_*"))[:each]:
                shutil.copyfile(path, target / path.name)  # the originals are read-only
                age(target / path.name)
        library = filled()
        truth = {library.photos.at(str(path)): path.name.partition("__")[0] for path in target.glob("*__image_*")}
        return library, truth

    return make
