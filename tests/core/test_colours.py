from __future__ import annotations

import numpy as np
import pytest

from clipphotos.core import colours
from clipphotos.core.colours import TERMS


def plain(*rgb: int) -> np.ndarray:
    return np.full((40, 60, 3), rgb, np.uint8)


@pytest.mark.parametrize(
    ("rgb", "term"),
    [
        ((10, 10, 10), "black"),
        ((20, 60, 200), "blue"),
        ((110, 65, 30), "brown"),
        ((128, 128, 128), "grey"),
        ((30, 140, 40), "green"),
        ((250, 140, 20), "orange"),
        ((250, 150, 190), "pink"),
        ((120, 40, 150), "purple"),
        ((200, 10, 20), "red"),
        ((250, 250, 250), "white"),
        ((250, 230, 30), "yellow"),
    ],
)
def test_pixels_have_the_basic_terms(rgb: tuple[int, int, int], term: str) -> None:
    shares = colours.shares(plain(*rgb))
    assert TERMS[int(shares.argmax())] == term
    assert shares.sum() == pytest.approx(1)


def test_shares_are_by_area_and_by_weight() -> None:
    picture = plain(200, 10, 20)
    picture[:, :15] = (20, 60, 200)
    red, blue = TERMS.index("red"), TERMS.index("blue")
    assert colours.shares(picture)[[red, blue]] == pytest.approx([0.75, 0.25])
    left = np.zeros((40, 60))
    left[:, :15] = 1
    assert colours.shares(picture, left)[blue] == pytest.approx(1)


def test_the_middle_counts_for_more_and_grey_is_seldom_named() -> None:
    picture = plain(128, 128, 128)
    picture[0] = 255  # white, to see the light by
    picture[12:28, 20:40] = (200, 10, 20)
    assert TERMS[int(colours.odds(picture).argmax())] == "red"
    moved = np.roll(picture[1:], 20, axis=1)
    assert colours.odds(moved)[TERMS.index("red")] < colours.odds(picture)[TERMS.index("red")]


def test_what_is_white_is_so_by_warm_light() -> None:
    picture = plain(200, 170, 120)
    assert TERMS[int(colours.shares(picture).argmax())] != "white"
    assert TERMS[int(colours.odds(picture).argmax())] == "white"


def test_a_black_picture_is_black() -> None:
    assert TERMS[int(colours.odds(plain(0, 0, 0)).argmax())] == "black"
