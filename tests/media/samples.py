"""Picture files that the tests make."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pillow_heif
from PIL import Image

from clipphotos.core.preprocessing import Preprocessing, ResizeMode

SAVERS: dict[str, Callable[[Image.Image, io.BytesIO], None]] = {
    "JPEG": lambda image, out: image.save(out, "JPEG", quality=95, subsampling=0),
    "PNG": lambda image, out: image.save(out, "PNG"),
    "WEBP": lambda image, out: image.save(out, "WEBP", lossless=True),
    "TIFF": lambda image, out: image.save(out, "TIFF", compression="tiff_lzw"),
    "GIF": lambda image, out: image.save(out, "GIF"),
    "BMP": lambda image, out: image.save(out, "BMP"),
    "AVIF": lambda image, out: image.save(out, "AVIF", quality=95),
    "HEIF": lambda image, out: _save_heif(image, out),
}
"""By Pillow's name of the format: how to write a picture of mode RGB."""


def _save_heif(image: Image.Image, out: io.BytesIO, **options: Any) -> None:
    pillow_heif.from_pillow(image).save(out, quality=95, **options)


def encode(image: Image.Image, pillow_name: str) -> bytes:
    """Return the picture as a file's content."""
    out = io.BytesIO()
    SAVERS[pillow_name](image, out)
    return out.getvalue()


def smooth(width: int, height: int, seed: int = 0) -> Image.Image:
    """Return soft coloured blobs: a picture that survives lossy compression nearly unchanged."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (4, 6, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


def identity(size_px: int) -> Preprocessing:
    """Return a geometry that leaves a picture alone whose longer side is `size_px`, and pads with grey 7."""
    return Preprocessing(size_px, size_px, ResizeMode.LONGEST, fill=7)


def save(path: Path, content: bytes) -> str:
    """Write a file; return its path."""
    path.write_bytes(content)
    return str(path)


def pixels_of(image: Image.Image) -> npt.NDArray[np.float64]:
    """Return an RGB picture as (H, W, 3) float64."""
    return np.asarray(image.convert("RGB"), dtype=np.float64)
