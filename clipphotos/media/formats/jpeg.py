"""JPEG, and MPO (several JPEGs in one file), which Pillow's JPEG plugin recognises by itself.

Pillow 13 registers no opener of its own for MPO: naming "MPO" in `Image.open(formats=...)` raises KeyError.
"""

from __future__ import annotations

from clipphotos.media.formats.base import Format

JPEG = Format(
    name="JPEG",
    extensions=frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"}),
    pillow_name="JPEG",
    matches=lambda head: head.startswith(b"\xff\xd8\xff"),
)
