"""Versions of one picture are the same, pictures in which something differs are not."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance

from clipphotos.core.likeness import LEAST_SHARED, SIDE, Match, Picture, Sight, compare, laid
from tests.photos import real_photo


@cache
def china() -> Image.Image:
    with Image.open(real_photo("china.jpg")) as image:
        return image.convert("L")


def picture(image: Image.Image) -> Picture:
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX), np.float32)


def compared(one: Image.Image, other: Image.Image, scale: float = 1.0) -> Match:
    return compare(Sight(picture(one)), Sight(picture(other)), scale)


def cropped(part: float, across: float = 0.0) -> Image.Image:
    """Return a part of the picture, moved from its middle by a part of its width."""
    width, height = china().size
    left, top = width * ((1 - part) / 2 + across), height * (1 - part) / 2
    return china().crop((round(left), round(top), round(left + part * width), round(top + part * height)))


@pytest.mark.parametrize(
    "version",
    [
        china().reduce(4),
        ImageEnhance.Brightness(china()).enhance(1.2),
        ImageEnhance.Contrast(china()).enhance(0.6),
        china().rotate(3),
        cropped(0.9),
        cropped(0.92, across=0.03),
    ],
    ids=["small", "bright", "soft", "askew", "cropped", "cropped aside"],
)
def test_versions_are_the_same(version: Image.Image) -> None:
    match = compared(china(), version)
    assert match.same, match
    assert match.turn == 0


@pytest.mark.parametrize("turn", range(8))
def test_turned_and_mirrored_ones_are_the_same_and_it_is_known_how(turn: int) -> None:
    one = picture(china())
    match = compare(Sight(laid(one, turn)), Sight(one))
    assert match.same
    assert match.turn == turn


def test_the_middle_is_found() -> None:
    match = compared(cropped(0.75), china(), scale=0.8)
    assert match.same, match
    assert 0.5 < match.shows < 0.65
    assert not compared(cropped(0.5), china(), scale=0.8).same
    assert LEAST_SHARED > 0.25


def test_a_picture_with_something_else_in_it_is_another() -> None:
    other = china().copy()
    with Image.open(real_photo("flower.jpg")) as flower:
        other.paste(flower.convert("L").resize((320, 240)), (60, 100))
    assert not compared(china(), other).same
    assert compared(china(), other).likeness > 0.3, "most of it is the same"


def test_other_pictures_and_empty_ones_are_not_the_same() -> None:
    with Image.open(real_photo("flower.jpg")) as flower:
        assert not compared(china(), flower.convert("L")).same
    white = Image.new("L", (300, 200), 255)
    assert not compared(white, white).same, "a clear sky is like any other"
    assert not compared(white, china()).same
    assert not compared(china(), white).same


def test_pages_of_writing_are_told_from_each_other() -> None:
    pages = []
    for seed in range(2):
        page = Image.new("L", (600, 800), 255)
        draw = ImageDraw.Draw(page)
        random = np.random.default_rng(seed)
        for line in range(40, 760, 24):
            words = random.integers(20, 90, 8)
            for start, length in zip(np.cumsum(words + 8) - words - 8 + 30, words, strict=True):
                draw.rectangle((int(start), line, int(start + length), line + 10), fill=60)
        pages.append(page)
    assert compared(pages[0], pages[0].reduce(2)).same
    assert not compared(*pages).same
