"""Real parts of the window, closed after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pytestqt.qtbot import QtBot

from clipphotos.core.photo import PhotoId
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.grid.thumbnails import Thumbnails
from tests.ui.desk import Desk

Draw = Callable[[str, str], Path]


@pytest.fixture
def bridge(qapp: object) -> Iterator[Bridge]:
    """A bridge whose workers are joined."""
    bridge = Bridge()
    yield bridge
    bridge.close()


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Make a small photo of one colour with a shape on it: `draw("red", "a.jpg")`."""

    def make(colour: str, name: str) -> Path:
        path = tmp_path / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image = Image.new("RGB", (320, 240), colour)
        ImageDraw.Draw(image).ellipse((90 + len(name), 50, 230, 190), fill="white")
        image.save(path, quality=90)
        return path

    return make


class Found:
    """Answers where a photo's thumbnail is, and remembers who asked."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.asked: list[PhotoId] = []

    def __call__(self, photo_id: PhotoId) -> Path | None:
        self.asked.append(photo_id)
        return self.path


@pytest.fixture
def found(draw: Draw) -> Found:
    """Every photo has the same thumbnail."""
    return Found(draw("teal", "thumbnail.jpg"))


@pytest.fixture
def thumbnails(qtbot: QtBot, found: Found) -> Iterator[Thumbnails]:
    """A loader whose threads are joined."""
    thumbnails = Thumbnails(found)
    yield thumbnails
    thumbnails.close()


@pytest.fixture
def desk(tmp_path: Path, model_cache: Path, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(tmp_path, model_cache, qtbot)
    desk.begin()
    yield desk
    desk.close()


@pytest.fixture
def photos(draw: Callable[[str, str], Path]) -> Path:
    """A folder of six photos."""
    for number, colour in enumerate(("red", "green", "blue", "yellow", "purple", "orange")):
        path = draw(colour, f"{'x' * number}{colour}.jpg")
    return path.parent
