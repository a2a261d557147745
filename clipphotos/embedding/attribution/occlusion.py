"""Any encoder: what becomes of the cosine when a part of the picture is hidden (Zeiler and Fergus, arXiv:1311.2901)."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import Floats

CELLS = 7
"""Along a side. A window of several cells is hidden at every place, so that one thing is hidden at once."""
_WINDOW = 3

Encode = Callable[[npt.NDArray[np.uint8]], Floats]


def occluded(encode: Encode, pixels: npt.NDArray[np.uint8], text: Floats) -> Floats:
    """Return how much hiding each cell costs, (CELLS, CELLS) float32, 0 or more.

    Any thread; encodes 82 pictures, a batch at a time.

    Args:
        encode: `Encoder.encode_images`.
        pixels: (S, S, 3) uint8.
        text: (D,) unit length.
    """
    edges = np.linspace(0, len(pixels), CELLS + 1).round().astype(int)
    grey = pixels.mean(axis=(0, 1))
    starts = range(1 - _WINDOW, CELLS)
    windows = [
        tuple(slice(max(start, 0), min(start + _WINDOW, CELLS)) for start in corner)
        for corner in itertools.product(starts, starts)
    ]
    hidden = np.repeat(pixels[np.newaxis], len(windows) + 1, axis=0)
    for picture, (down, across) in zip(hidden, windows, strict=False):
        picture[edges[down.start] : edges[down.stop], edges[across.start] : edges[across.stop]] = grey
    cosines = encode(hidden) @ text
    costs, times = np.zeros((2, CELLS, CELLS), np.float32)
    for window, cosine in zip(windows, cosines, strict=False):
        costs[window] += cosines[-1] - cosine
        times[window] += 1
    mean: Floats = np.maximum(costs / times, 0)
    return mean
