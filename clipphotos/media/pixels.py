"""Any kind of Pillow picture to upright 8-bit RGB."""

from __future__ import annotations

import numpy as np
from PIL import Image

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation to what undoes it."""

_MAX_HIGHLIGHT = 16
"""Floats up to here are of a picture whose white is 1 and whose highlights are brighter; they are cut at white."""


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return the picture turned as EXIF's orientation (1 to 8) asks for."""
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def coarsen(image: Image.Image, factor: int) -> Image.Image:
    """Return the picture `factor` times smaller (box average), in a mode that averages rightly.

    Going first, it keeps the conversions of `to_rgb` small. Transparent pixels do not bleed: Pillow averages
    alpha pictures premultiplied.

    Args:
        image: loaded, any mode.
        factor: 0 and 1 leave the size alone.
    """
    image = _averageable(image)
    return image.reduce(factor) if factor >= 2 else image


def to_rgb(image: Image.Image) -> Image.Image:
    """Return a picture of mode RGB; transparency is shown on white.

    Args:
        image: of a mode that `coarsen` returns.
    """
    if image.mode in ("I", "F"):
        image = _from_numbers(image)
    if image.has_transparency_data:
        alpha = image.convert("RGBA")
        white = Image.new("RGBA", alpha.size, "white")
        return Image.alpha_composite(white, alpha).convert("RGB")
    return image.convert("RGB")


def _averageable(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        # Pillow's own conversion clips at 255 instead of scaling.
        return image.convert("I").point([(value + 128) // 257 for value in range(65536)], "L")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("La", "RGBa"):
        return image.convert(image.mode[:-1] + "A")
    if image.mode in ("P", "PA") or (image.mode in ("L", "RGB") and image.has_transparency_data):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _from_numbers(image: Image.Image) -> Image.Image:
    """Return 32-bit integers or floats as 8-bit grey: by the usual full scale (1, 255, 65535), else by their range."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float32), posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if low < 0 or high > 65535:
        values, full = values - low, (high - low) or 1.0
    elif high > 255:
        full = 65535.0
    elif high > _MAX_HIGHLIGHT or image.mode == "I":
        full = 255.0
    else:
        full = 1.0
    return Image.fromarray((values * (255.0 / full)).round().clip(0, 255).astype(np.uint8))
