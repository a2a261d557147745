"""A tile shows as many stars as the photo has, in both schemes, beside everything else that it shows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap

from clipphotos.ui.grid.thumbnails import Tile, TileSpec
from clipphotos.ui.grid.tiles import TilePainter, TileState
from clipphotos.ui.theme import DARK, LIGHT, Colours

SIDE = 96  # the smallest


def _painted(colours: Colours, ground: str, state: TileState, score: float | None = None) -> QImage:
    picture = QPixmap(SIDE, SIDE)
    picture.fill(ground)
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    tile = Tile(picture, TileSpec(SIDE))
    TilePainter(colours, QFont(), 1.0).paint(painter, QRect(0, 0, SIDE, SIDE), tile, score, state)
    painter.end()
    return image


def _star_columns(image: QImage) -> list[int]:
    """Where, from the left, the colour of stars is seen in the upper part."""
    star = QColor(DARK.star)

    def is_star(colour: QColor) -> bool:
        near = zip(colour.getRgb(), star.getRgb(), strict=True)
        return all(abs(a - b) < 12 for a, b in near)

    return [x for x in range(SIDE) if any(is_star(image.pixelColor(x, y)) for y in range(SIDE // 3))]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["#ffffff", "#000000", DARK.accent])
def test_the_more_stars_the_more_is_seen(qapp: object, colours: Colours, ground: str) -> None:
    seen = [_star_columns(_painted(colours, ground, TileState(rating=rating))) for rating in range(6)]
    assert seen[0] == []
    for fewer, more in pairwise(seen):
        assert set(fewer) < set(more)
    assert max(seen[5]) < SIDE - 30, "the tick of a selected tile is there"


def test_stars_do_not_hide_score_or_buttons(qapp: object) -> None:
    for state, score in ((TileState(buttons=True), None), (TileState(), 0.5)):
        rated = TileState(buttons=state.buttons, rating=5)
        lower = QRect(0, SIDE // 2, SIDE, SIDE // 2)
        without, with_stars = (_painted(LIGHT, "#808080", it, score).copy(lower) for it in (state, rated))
        assert without == with_stars


def test_a_mark_is_seen_and_hides_nothing_else(qapp: object) -> None:
    plain, more, less = (_painted(DARK, "#808080", TileState(rating=5, mark=mark), 0.5) for mark in (None, True, False))
    corner = QRect(SIDE // 2, SIDE // 2, SIDE // 2, SIDE // 2)
    assert len({bytes(it.copy(corner).constBits()) for it in (plain, more, less)}) == 3
    for other in (QRect(0, 0, SIDE, SIDE // 2), QRect(0, 0, SIDE // 2, SIDE)):
        assert plain.copy(other) == more.copy(other) == less.copy(other)
