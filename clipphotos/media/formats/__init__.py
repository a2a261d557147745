"""The picture formats that the program reads: one module and one line here per family."""

from __future__ import annotations

import os
from importlib import metadata

from clipphotos.media.formats.avif import AVIF
from clipphotos.media.formats.base import HEAD_SIZE, Format
from clipphotos.media.formats.bmp import BMP
from clipphotos.media.formats.gif import GIF
from clipphotos.media.formats.heif import HEIF
from clipphotos.media.formats.jpeg import JPEG
from clipphotos.media.formats.png import PNG
from clipphotos.media.formats.tiff import TIFF
from clipphotos.media.formats.webp import WEBP

__all__ = ["FORMATS", "HEAD_SIZE", "Format", "decoders", "identify", "known_extension", "sniff"]

FORMATS: tuple[Format, ...] = (JPEG, PNG, WEBP, TIFF, GIF, BMP, AVIF, HEIF)

_EXTENSIONS = frozenset(os.fsencode(extension) for format_ in FORMATS for extension in format_.extensions)


def decoders() -> str:
    """Return what can be decoded, and by which versions of the libraries; another text calls for another try."""
    versions = [f"{name} {metadata.version(name)}" for name in ("pillow", "pillow-heif")]
    return ", ".join([*versions, *(format_.name for format_ in FORMATS)])


def known_extension(name: bytes | str) -> bool:
    """Return whether a file of this name (or path) should be a picture of a supported format.

    >>> known_extension("IMG_0001.JPG"), known_extension(b"notes.txt")
    (True, False)
    """
    return os.path.splitext(os.fsencode(name))[1].lower() in _EXTENSIONS


def identify(head: bytes) -> Format | None:
    """Return the format of a file that starts with `head` (its first `HEAD_SIZE` bytes), whatever its name says."""
    return next((format_ for format_ in FORMATS if format_.matches(head)), None)


def sniff(head: bytes) -> bool:
    """Return whether a file that starts with `head` is a picture of a supported format: for files without extension."""
    return identify(head) is not None
