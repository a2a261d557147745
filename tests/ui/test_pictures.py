"""Pictures from elsewhere are kept in the library's folder, the last ones only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from clipphotos.core.errors import KnownError
from clipphotos.engine.library import Library
from clipphotos.paths import pasted
from clipphotos.ui import pictures


@pytest.fixture
def library(qapp: object, tmp_path: Path, model_cache: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library", model_cache)
    yield library
    library.close()


def _image(side: int = 40, colour: str = "red") -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(colour)
    return image


def test_a_picture_is_kept_once(library: Library) -> None:
    first, again, other = (pictures.keep(library, _image(colour=colour)) for colour in ("red", "red", "blue"))
    assert first == again != other
    assert Path(first).parent == pasted(library.directory)
    with Image.open(first) as image:
        assert image.getpixel((20, 20))[:3] == (255, 0, 0)


def test_a_large_one_is_made_smaller(library: Library) -> None:
    with Image.open(pictures.keep(library, _image(3000))) as image:
        assert image.size == (1024, 1024)


def test_what_cannot_be_written_is_explained(library: Library) -> None:
    pasted(library.directory).write_text("no folder")
    with pytest.raises(KnownError, match="cannot be kept"):
        pictures.keep(library, _image())


def test_the_last_ones_stay_and_those_that_albums_look_for(library: Library) -> None:
    paths = [Path(pictures.keep(library, _image(20 + number))) for number in range(pictures.KEPT + 4)]
    for age, path in enumerate(paths):
        os.utime(path, (1e9 - age, 1e9 - age))
    library.albums.add("Like it", query=f'like:"{paths[-1]}"')
    own = pasted(library.directory) / "notes.txt"
    own.write_text("not ours")
    pictures.tidy(library)
    assert set(pasted(library.directory).iterdir()) == {*paths[: pictures.KEPT], paths[-1], own}


def test_files_come_before_the_icon_that_comes_with_them(tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg")), QUrl("https://example.org/b.jpg")])
    data.setImageData(_image())
    assert pictures.local_paths(data) == [str(tmp_path / "a.jpg")]
    assert pictures.image_of(data) is not None
    assert pictures.image_of(QMimeData()) is None
