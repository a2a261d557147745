"""A heat map over a photo, as a picture file."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from clipphotos.core.asking.records import HeatMap

_STOPS = ((24, 22, 66), (78, 38, 122), (166, 54, 116), (232, 112, 68), (255, 226, 120))
"""From cold to hot, ever lighter: who cannot tell red from green sees dark and light."""
_COLD_SHARE, _HOT_SHARE = 0.5, 0.68
"""How much of the photo is covered where nothing and where everything speaks for the text."""
_UNSEEN = 0.28
"""How bright the part is that the model did not see."""
_BLUR = 0.4
"""Of a cell of the map."""


def blended(pixels: npt.NDArray[np.uint8], heat: HeatMap) -> npt.NDArray[np.uint8]:
    """Return a photo with a heat map over it, (H, W, 3) uint8; what is outside the map is dark.

    Args:
        pixels: the upright photo, (H, W, 3) uint8.
        heat: its coarse map, which is smoothed.
    """
    height, width = pixels.shape[:2]
    region = heat.region
    left, top = (min(round(at * side), side - 1) for at, side in ((region.x, width), (region.y, height)))
    right = min(max(left + 1, round((region.x + region.width) * width)), width)
    lower = min(max(top + 1, round((region.y + region.height) * height)), height)
    values = _smooth(heat.values, (right - left, lower - top))
    at = np.linspace(0.0, 1.0, len(_STOPS))
    colours = np.stack([np.interp(values, at, channel) for channel in zip(*_STOPS, strict=True)], axis=-1)
    share = (_COLD_SHARE + (_HOT_SHARE - _COLD_SHARE) * values)[:, :, np.newaxis]
    result = pixels * np.float32(_UNSEEN)
    result[top:lower, left:right] = (1 - share) * pixels[top:lower, left:right] + share * colours
    whole: npt.NDArray[np.uint8] = result.round().clip(0, 255).astype(np.uint8)
    return whole


def write(pixels: npt.NDArray[np.uint8], path: str) -> None:
    """Write (H, W, 3) uint8 as a PNG file, all or nothing, in place of what is there.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    descriptor, temporary = tempfile.mkstemp(".tmp", f".{os.path.basename(path)}.", os.path.dirname(path) or ".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            Image.fromarray(pixels).save(file, "PNG")
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)  # mkstemp makes files for nobody else
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _smooth(values: npt.NDArray[np.float32], size: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Return a coarse map at a size (width, height), without edges between its cells, and as high as it was."""
    fine = Image.fromarray(values.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
    cell = max(size[0] / values.shape[1], size[1] / values.shape[0])
    # Pillow does not blur floats; 256 steps are as many as the result has.
    grey = Image.fromarray((np.asarray(fine).clip(0, 1) * 255).round().astype(np.uint8))
    blurred = np.asarray(grey.filter(ImageFilter.GaussianBlur(_BLUR * cell)), np.float32) / 255
    highest = float(values.max()) / max(float(blurred.max()), 1e-6)
    return (blurred * np.float32(highest)).clip(0, 1)
