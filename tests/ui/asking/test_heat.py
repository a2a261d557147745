"""A heat map is painted where the model looked, lighter where it is hotter."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from clipphotos.core.asking.records import HeatMap
from clipphotos.core.query.records import Region, Translated
from clipphotos.ui.asking.heat import Heat, Legend, heat_of, paint

WHOLE = Region(0.0, 0.0, 1.0, 1.0)


def _heat(region: Region = WHOLE) -> Heat:
    """Return a map of 2 × 4 cells whose last cell in the upper line is hot."""
    values = np.zeros((2, 4), np.float32)
    values[0, 3] = 1.0
    return heat_of(HeatMap(values, region, "cam", 0.7, Translated("狗", "dog")))


def _painted(heat: Heat, photo: str, strength: float = 1.0) -> QImage:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(photo)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, 400, 200), heat, strength)
    painter.end()
    return image


@pytest.mark.parametrize("photo", ["black", "gray", "white"])
def test_what_is_hot_is_lighter_whatever_the_photo(photo: str) -> None:
    image = _painted(_heat(), photo)
    hot, cold = image.pixelColor(370, 30), image.pixelColor(30, 170)
    assert hot.lightness() > cold.lightness() + 60
    assert hot.red() > hot.blue() + 60, "yellow, not blue"


def test_a_coarse_map_has_no_steps(qapp: object) -> None:
    image = _painted(_heat(), "black")
    line = [image.pixelColor(x, 40).lightness() for x in range(10, 390)]
    assert max(abs(a - b) for a, b in pairwise(line)) < 8
    assert line[-1] == max(line)


def test_without_strength_the_photo_is_as_it_was() -> None:
    assert _painted(_heat(), "white", 0.0).pixelColor(370, 30) == Qt.GlobalColor.white


def test_what_the_model_did_not_see_is_only_dimmed() -> None:
    image = _painted(_heat(Region(0.25, 0.0, 0.5, 1.0)), "white")
    for x in (40, 360):
        unseen = image.pixelColor(x, 100)
        assert unseen.lightness() < 120
        assert unseen.hsvSaturation() < 30
    assert image.pixelColor(285, 30).red() > 200, "the map is in its place"


def test_it_says_what_was_read_instead() -> None:
    assert _heat().read_as == "dog"


def test_the_legend_goes_in_reading_direction(qtbot: QtBot) -> None:
    for direction, light in ((Qt.LayoutDirection.LeftToRight, True), (Qt.LayoutDirection.RightToLeft, False)):
        legend = Legend()
        qtbot.addWidget(legend)
        legend.setLayoutDirection(direction)
        legend.show()
        scale = legend.layout().itemAt(1).widget()
        image = scale.grab().toImage()
        left, right = (image.pixelColor(x, 4).lightness() for x in (5, image.width() - 6))
        assert (left < right) is light
        assert legend.accessibleName()
