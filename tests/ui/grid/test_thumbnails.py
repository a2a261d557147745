"""Thumbnails come from threads, the wanted ones first, and stay within their memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import Region
from clipphotos.ui.grid.thumbnails import Thumbnails, TileSpec, decode_tile

IDS = [PhotoId(i) for i in range(1, 9)]


def test_loads_what_is_wanted(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    thumbnails.set_spec(TileSpec(64, 2.0))
    with qtbot.waitSignal(thumbnails.arrived):
        thumbnails.want(IDS[:1])
    pixmap = thumbnails.pixmap(IDS[0])
    assert pixmap is not None
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (64, 2.0)
    assert thumbnails.pixmap(IDS[1]) is None


def test_drops_what_scrolled_out_of_sight(draw: Callable[[str, str], Path], qtbot: QtBot) -> None:
    path, go, busy = draw("navy", "a.jpg"), threading.Event(), threading.Semaphore(0)
    asked: list[PhotoId] = []

    def find(photo_id: PhotoId) -> Path:
        asked.append(photo_id)
        busy.release()
        go.wait(10)
        return path

    thumbnails = Thumbnails(find)
    try:
        thumbnails.want(IDS[:4])
        assert busy.acquire(timeout=10)
        assert busy.acquire(timeout=10)  # both threads are at work on the first two
        thumbnails.want(IDS[6:])
        go.set()
        qtbot.waitUntil(lambda: thumbnails.tile(IDS[6]) is not None and thumbnails.tile(IDS[7]) is not None)
    finally:
        thumbnails.close()
    assert set(asked) == {IDS[0], IDS[1], IDS[6], IDS[7]}


@pytest.mark.parametrize("error", [KnownError("Gone."), None])
def test_remembers_what_could_not_be_loaded_until_told(error: KnownError | None, qtbot: QtBot) -> None:
    asked: list[PhotoId] = []

    def find(photo_id: PhotoId) -> None:
        asked.append(photo_id)
        if error is not None:
            raise error

    thumbnails = Thumbnails(find)
    try:
        with qtbot.waitSignal(thumbnails.arrived):
            thumbnails.want(IDS[:1])
        tile = thumbnails.tile(IDS[0])
        assert tile is not None
        assert tile.pixmap is None
        thumbnails.want(IDS[:1])
        thumbnails.forget()
        with qtbot.waitSignal(thumbnails.arrived):
            thumbnails.want(IDS[:1])
    finally:
        thumbnails.close()
    assert asked == [IDS[0], IDS[0]]


def test_keeps_within_its_memory(found: Callable[[PhotoId], Path | None], qtbot: QtBot) -> None:
    thumbnails = Thumbnails(found, cache_bytes=3 * 32 * 32 * 4)
    try:
        thumbnails.set_spec(TileSpec(32))
        for photo_id in IDS:
            with qtbot.waitSignal(thumbnails.arrived):
                thumbnails.want([photo_id])
        kept = [photo_id for photo_id in IDS if thumbnails.pixmap(photo_id) is not None]
    finally:
        thumbnails.close()
    assert kept == IDS[-3:]


@pytest.mark.parametrize("crop", [True, False])
def test_crops_or_fits(draw: Callable[[str, str], Path], crop: bool) -> None:
    image = decode_tile(draw("red", "wide.jpg"), TileSpec(80, crop=crop))
    assert image is not None
    assert (image.width(), image.height()) == (80, 80)
    assert (image.pixelColor(40, 4).alpha() == 255) is crop
    assert image.pixelColor(4, 40).red() > 200
    assert image.pixelColor(0, 0).alpha() < 30


def test_an_unreadable_file_has_no_tile(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"no picture")
    assert decode_tile(tmp_path / "x.jpg", TileSpec(80)) is None


def test_a_part_of_a_photo_fills_the_tile(qapp: object, tmp_path: Path) -> None:
    photo = Image.new("RGB", (400, 200), "red")
    photo.paste("blue", (300, 0, 400, 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned clockwise by 90 degrees
    photo.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "turned.jpg", quality=95, exif=exif)
    for region, colour in ((Region(0.75, 0, 0.25, 0.5), "blue"), (Region(0, 0, 0.5, 1), "red")):
        tile = decode_tile(tmp_path / "turned.jpg", TileSpec(40), region)
        assert tile is not None
        seen = [tile.pixelColor(x, y) for x in (4, 35) for y in (4, 35)]
        assert all(abs(it.hue() - QColor(colour).hue()) % 355 < 5 for it in seen)
