"""What a photo looks like in a few bytes, from its thumbnail: perceptual hashes, sharpness, colour.

The hashes are ImageHash's `phash` (the signs of 64 low frequencies of the grey picture against their median). Besides
the whole picture's there are three more, for versions that the whole does not find: one of the picture as turned and
mirrored to a standard position, one of its middle (what a light crop leaves), and one of what is inside of a frame.
"""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from clipphotos.core.duplicates import MIDDLE, Fingerprint, Frame
from clipphotos.core.likeness import SIDE, Picture, laid

_LOOK_PX = 256
_DIFFERS = 16
"""Levels of grey from the edge's, beyond which a pixel is no frame."""
_BUSY = 0.25
"""The part of a row's pixels that differ, from which on it is no frame: there may be writing in one."""
_LEAST_INSIDE = 0.2
_THINNEST = 0.008

_OFF_THE_EDGES: Frame = (0.03, 0.03, 0.97, 0.97)
"""Thin borders are left out where pictures are compared."""

_Grey = npt.NDArray[np.uint8]

_log = logging.getLogger(__name__)


def fingerprint(thumbnail: Path) -> Fingerprint | None:
    """Return the fingerprint of an upright thumbnail; None if it cannot be read."""
    colours = _read(thumbnail, "YCbCr", None)
    if colours is None:
        return None
    grey = colours.getchannel("Y")
    frame = _frame(np.asarray(grey))
    inside = _hash(_cut(grey, frame)) if frame else None
    return Fingerprint(
        whole=_packed(whole := _bits(grey)),
        turned=_turned(grey, whole),
        middle=_hash(_cut(grey, MIDDLE)),
        inside=inside,
        frame=frame,
        sharpness=_sharpness(grey),
        colour=_colour(colours),
    )


def picture(thumbnail: Path, frame: Frame | None = None) -> Picture | None:
    """Return an upright thumbnail, or what is inside its frame, to compare; None if it cannot be read."""
    grey = _read(thumbnail, "L", "L")
    if grey is None:
        return None
    grey = _cut(_cut(grey, frame), _OFF_THE_EDGES) if frame else _cut(grey, _OFF_THE_EDGES)
    return np.asarray(grey.resize((SIDE, SIDE), Image.Resampling.BOX), np.float32)


def _read(thumbnail: Path, mode: str, decoded: str | None) -> Image.Image | None:
    """Return a thumbnail in a mode, decoded to another or its own; None if it cannot be read, as it is only a cache."""
    try:
        with Image.open(thumbnail, formats=("JPEG",)) as image:
            image.draft(decoded, (_LOOK_PX, _LOOK_PX))
            return image.convert(mode)
    except (OSError, Image.DecompressionBombError) as error:  # nothing else in 30,000 damaged ones
        _log.warning("the thumbnail %s cannot be read: %s", thumbnail, error)
        return None


def _cut(image: Image.Image, frame: Frame) -> Image.Image:
    width, height = image.size
    left, top, right, bottom = frame
    return image.crop((round(left * width), round(top * height), round(right * width), round(bottom * height)))


def _bits(image: Image.Image) -> npt.NDArray[np.bool_]:
    import imagehash

    bits: npt.NDArray[np.bool_] = imagehash.phash(image).hash
    return bits


def _packed(bits: npt.NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def _hash(image: Image.Image) -> int:
    return _packed(_bits(image))


def _turned(grey: Image.Image, whole: npt.NDArray[np.bool_]) -> int:
    """Return the hash of a picture mirrored so that its left and its top are the brighter halves."""
    small = np.asarray(grey.resize((SIDE, SIDE), Image.Resampling.BOX))
    return _hash(Image.fromarray(laid(small, int(not whole[0, 1]) | int(not whole[1, 0]) << 1)))


def _frame(grey: _Grey) -> Frame | None:
    """Return where the picture within a border of one colour is; None if there is no such border."""
    edges = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    differs = np.abs(grey.astype(np.int16) - int(np.median(edges))) > _DIFFERS
    if np.concatenate([differs[0], differs[-1], differs[:, 0], differs[:, -1]]).mean() > 0.05:
        return None
    rows = np.flatnonzero(differs.mean(axis=1) > _BUSY)
    if not len(rows):
        return None
    columns = np.flatnonzero(differs[rows[0] : rows[-1] + 1].mean(axis=0) > _BUSY)
    if not len(columns):
        return None
    height, width = grey.shape
    frame = (columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height)
    margins = (frame[0], frame[1], 1 - frame[2], 1 - frame[3])
    area = (frame[2] - frame[0]) * (frame[3] - frame[1])
    # Three sides: a dark part of the photo itself may touch the fourth.
    if area < _LEAST_INSIDE or sum(margin >= _THINNEST for margin in margins) < 3:
        return None
    return tuple(round(float(part), 4) for part in frame)  # type: ignore[return-value]


def _sharpness(grey: Image.Image) -> float:
    """Return the variance of the Laplacian at one size for all, so that versions of one photo can be compared."""
    factor = _LOOK_PX / max(grey.size)
    size = max(3, round(grey.width * factor)), max(3, round(grey.height * factor))
    p = np.asarray(grey.resize(size, Image.Resampling.BICUBIC), np.float32)
    laplacian = p[:-2, 1:-1] + p[2:, 1:-1] + p[1:-1, :-2] + p[1:-1, 2:] - 4 * p[1:-1, 1:-1]
    return float(laplacian.var())


def _colour(colours: Image.Image) -> float:
    """Return how far the colours are from grey in the mean, in levels."""
    chroma = np.asarray(colours)[..., 1:].astype(np.float32) - 128
    return float(np.abs(chroma).mean())
