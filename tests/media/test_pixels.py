from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from clipphotos.media.pixels import coarsen, to_rgb


def rgb(image, factor=1):
    result = to_rgb(coarsen(image, factor))
    assert result.mode == "RGB"
    return np.asarray(result)


def test_every_mode_of_pillow_becomes_rgb():
    colours = Image.new("RGB", (8, 8), (200, 100, 50))
    for mode in ("1", "L", "P", "RGBA", "CMYK", "YCbCr", "HSV", "LAB", "I", "F", "LA", "La", "RGBa", "RGBX"):
        if mode == "LAB":
            image = Image.new("LAB", (8, 8), (140, 160, 170))
        elif mode in ("LA", "La"):
            image = Image.new("LA", (8, 8), (120, 255)).convert(mode)
        elif mode == "RGBa":
            image = colours.convert("RGBA").convert("RGBa")
        else:
            image = colours.convert(mode)
        assert image.mode == mode
        for factor in (1, 3):
            result = rgb(image, factor)
            assert result.std(axis=(0, 1)).max() < 1 or mode in ("1", "P"), mode
            if mode in ("RGBA", "CMYK", "YCbCr", "HSV", "RGBa", "RGBX", "P"):
                assert np.abs(result.mean(axis=(0, 1)) - (200, 100, 50)).max() < 26, mode


@pytest.mark.parametrize("mode", ["I;16", "I;16B", "I"])
def test_16_bit_grey_is_scaled_not_clipped(mode):
    values = np.linspace(0, 65535, 64 * 64).reshape(64, 64)
    if mode == "I;16":
        image = Image.fromarray(values.astype(np.uint16))
    elif mode == "I;16B":
        image = Image.frombytes("I;16B", (64, 64), values.astype(">u2").tobytes())
    else:
        image = Image.fromarray(values.astype(np.int32))
    assert image.mode == mode
    assert np.abs(rgb(image)[..., 1] - values / 257).max() <= 1


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 255), (0, 65535), (-3, 5), (0, 1e6)])
def test_float_grey_is_scaled_to_its_full_range(low, high):
    values = np.linspace(low, high, 64 * 64, dtype=np.float32).reshape(64, 64)
    expected = (values - low) / (high - low) * 255
    assert np.abs(rgb(Image.fromarray(values))[..., 0] - expected).max() <= 1


def test_highlights_of_floats_are_cut_at_white():
    values = np.array([[0.0, 0.5, 1.0, 4.0]], np.float32)
    assert rgb(Image.fromarray(values))[0, :, 0].tolist() == [0, 128, 255, 255]


def test_floats_that_are_no_numbers_are_black():
    values = np.full((4, 4), 0.5, np.float32)
    values[0, :3] = (np.nan, np.inf, -np.inf)
    result = rgb(Image.fromarray(values))
    assert result[0, :3].max() == 0
    assert result[2, 2].tolist() == [128, 128, 128]


def test_constant_and_black_numbers_do_not_divide_by_zero():
    assert rgb(Image.new("F", (2, 2), 0.0)).max() == 0
    assert rgb(Image.new("F", (2, 2), -1.0)).max() == 0
    assert rgb(Image.new("I", (2, 2), 255)).min() == 255


def test_transparency_is_shown_on_white():
    image = Image.new("RGBA", (3, 1), (255, 0, 0, 255))
    image.putpixel((1, 0), (255, 0, 0, 128))
    image.putpixel((2, 0), (0, 0, 0, 0))
    assert rgb(image)[0].tolist() == [[255, 0, 0], [255, 127, 127], [255, 255, 255]]
    grey = Image.new("LA", (2, 1), (0, 255))
    grey.putpixel((1, 0), (0, 0))
    assert rgb(grey)[0].tolist() == [[0, 0, 0], [255, 255, 255]]


def test_transparent_colours_of_palette_grey_and_rgb_are_white():
    palette = Image.new("P", (2, 1), 0)
    palette.putpalette([10, 20, 30, 40, 50, 60])
    palette.putpixel((1, 0), 1)
    assert rgb(palette)[0].tolist() == [[10, 20, 30], [40, 50, 60]]
    palette.info["transparency"] = 1
    assert rgb(palette)[0].tolist() == [[10, 20, 30], [255, 255, 255]]
    for mode, colour in (("L", 90), ("RGB", (10, 20, 30))):
        image = Image.new(mode, (1, 1), colour)
        image.info["transparency"] = colour
        assert rgb(image)[0].tolist() == [[255, 255, 255]]


def test_hidden_colours_do_not_bleed_when_coarsened():
    image = Image.new("RGBA", (2, 2), (0, 255, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 1, 2))
    assert rgb(image, 2)[0, 0].tolist() == [255, 127, 127]


def test_coarsening_averages_and_small_factors_change_nothing():
    image = Image.fromarray(np.arange(36, dtype=np.uint8).reshape(6, 6))
    assert coarsen(image, 3).size == (2, 2)
    assert coarsen(image, 3).getpixel((0, 0)) == 7
    assert coarsen(image, 1).size == coarsen(image, 0).size == (6, 6)
