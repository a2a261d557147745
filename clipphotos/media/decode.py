"""From a file to upright pixels, a thumbnail and the capture facts: the only place that trusts Pillow with a file.

A decoder can crash, hang or eat the memory on a hostile file, so the program calls this in worker processes only
(`pool.py`). What this module itself promises is that nothing but `UnreadableFileError` comes out of it.
"""

from __future__ import annotations

import errno
import math
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from clipphotos.core.errors import UnavailableFileError, UnreadableFileError
from clipphotos.core.photo import CaptureFacts
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.query.records import Region
from clipphotos.media import thumbnails
from clipphotos.media.exif import read_exif, read_facts, read_orientation
from clipphotos.media.files import cannot_read, open_regular
from clipphotos.media.formats import HEAD_SIZE, identify
from clipphotos.media.pixels import coarsen, to_rgb, upright
from clipphotos.media.preprocess import headroom, prepare

MAX_JPEG_MEGAPIXELS = 300
"""JPEG is decoded at an eighth of its size where that is enough, so a large one costs time but little memory."""
MAX_MEGAPIXELS = 200
"""Of the other formats: at 4 bytes a pixel and one copy in flight, 1.6 GB."""

_CUT_SHORT = ("truncated", "not enough", "only got", "end of file", "unexpected end", "premature")


@dataclass(frozen=True, eq=False)
class Decoded:
    """One photo as the model, the grid and the catalogue need it."""

    pixels: npt.NDArray[np.uint8]
    """(size_px, size_px, 3) uint8, upright RGB: the model's input."""
    width: int
    """Of the original, upright, in pixels."""
    height: int
    facts: CaptureFacts
    thumbnail_written: bool = False
    """Whether the thumbnail that was asked for is on the disk; False too where the disk is full."""


def decode(
    path: str, preprocessing: Preprocessing, thumbnail: Path | None = None, region: Region | None = None
) -> Decoded:
    """Decode a picture file.

    Of several frames the first counts; transparency is shown on white; 16-bit and float grey are scaled to 8 bits.

    Args:
        path: surrogate-escaped where it is not UTF-8.
        preprocessing: the model's geometry.
        thumbnail: where to write the thumbnail, see `thumbnails.path_of`; None: nowhere.
        region: what the model is to see of the picture; None: all of it.

    Raises:
        UnreadableFileError: it cannot be decoded; the text is a plain sentence.
        UnavailableFileError: its content cannot be had now.

    Threads:
        One at a time in a process: warning filters and Pillow's pixel limit are the process's.
    """
    with open_regular(path) as file, _pillow_on_our_terms():
        try:
            return _decode(file, preprocessing, thumbnail, region)
        except UnreadableFileError:
            raise
        except Exception as error:  # Pillow raises SyntaxError, struct.error, zlib.error, MemoryError, ...
            # A damaged file can make Pillow seek to nowhere; other numbers are the disk's or the network's.
            if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
                raise UnavailableFileError(cannot_read(error)) from error
            raise UnreadableFileError(_reason(error)) from error


def _decode(
    file: BufferedReader, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None
) -> Decoded:
    if os.fstat(file.fileno()).st_size == 0:
        raise UnreadableFileError("It is empty.")
    format_ = identify(file.read(HEAD_SIZE))
    if format_ is None:
        raise UnreadableFileError("It is not a picture of a supported format.")
    format_.register()
    # Naming the one plugin keeps all others, Ghostscript among them, away from the file.
    with Image.open(file, formats=(format_.pillow_name,)) as image:
        size = image.size
        is_jpeg = format_.pillow_name == "JPEG"
        _check_size(size, MAX_JPEG_MEGAPIXELS if is_jpeg else MAX_MEGAPIXELS)
        # Also where no thumbnail is asked for: a photo's embedding must not depend on it.
        factor = min(headroom(size, preprocessing), max(size) / thumbnails.THUMBNAIL_PX)
        if region is not None:
            factor *= min(region.width, region.height)
        if is_jpeg and factor >= 2:
            image.draft(None, (math.ceil(size[0] / factor), math.ceil(size[1] / factor)))
        image.load()
        if not is_jpeg:
            size = image.size  # libheif may find another one while decoding
        # After loading: a PNG may have its EXIF at the end, and Pillow turns TIFFs by itself and drops the tag.
        exif = read_exif(image)
        orientation = read_orientation(exif)
        facts = read_facts(exif)
        # A draft has already taken a part of the factor.
        rest = int(factor * max(image.size) / max(size))
        rgb = upright(to_rgb(coarsen(image, rest)), orientation)
    width, height = size[::-1] if orientation >= 5 else size
    return Decoded(
        pixels=_seen(rgb, preprocessing, (width, height), region),
        width=width,
        height=height,
        facts=facts,
        thumbnail_written=thumbnail is not None and _write_thumbnail(rgb, thumbnail),
    )


def _seen(
    rgb: Image.Image, preprocessing: Preprocessing, full_size: tuple[int, int], region: Region | None
) -> npt.NDArray[np.uint8]:
    if region is None:
        return prepare(rgb, preprocessing, full_size)
    left, upper = (min(int(at * side), side - 1) for at, side in zip((region.x, region.y), rgb.size, strict=True))
    right = max(left + 1, min(round((region.x + region.width) * rgb.width), rgb.width))
    lower = max(upper + 1, min(round((region.y + region.height) * rgb.height), rgb.height))
    return prepare(rgb.crop((left, upper, right, lower)), preprocessing)


def _check_size(size: tuple[int, int], limit: int) -> None:
    megapixels = size[0] * size[1] / 1e6
    if megapixels > limit:
        raise UnreadableFileError(f"It has {megapixels:,.0f} megapixels; the limit is {limit}.")
    if min(size) < 1:
        raise UnreadableFileError("It has no pixels.")


def _write_thumbnail(image: Image.Image, path: Path) -> bool:
    try:
        thumbnails.write(image, path)
    except OSError:
        return False  # a full disk is not the photo's fault; the result says so
    return True


@contextmanager
def _pillow_on_our_terms() -> Iterator[None]:
    """Silence warnings and lift Pillow's own pixel limit, which knows nothing of drafts; `_check_size` stands in."""
    limit = Image.MAX_IMAGE_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = limit


def _reason(error: Exception) -> str:
    """Return the plain sentence for an error of Pillow's or of a library below it."""
    text = str(error).casefold()
    if isinstance(error, MemoryError):
        return "It needs too much memory to decode."
    if isinstance(error, EOFError) or any(words in text for words in _CUT_SHORT):
        return "It is cut short."
    if isinstance(error, UnidentifiedImageError):
        return "It is damaged, or of a kind that is not supported."
    return "It is damaged."
