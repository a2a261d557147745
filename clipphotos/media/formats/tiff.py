"""TIFF and BigTIFF."""

from __future__ import annotations

from clipphotos.media.formats.base import Format

_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")

TIFF = Format(
    name="TIFF",
    extensions=frozenset({".tif", ".tiff"}),
    pillow_name="TIFF",
    matches=lambda head: head.startswith(_MAGIC),
)
