"""WebP."""

from __future__ import annotations

from clipphotos.media.formats.base import Format

WEBP = Format(
    name="WebP",
    extensions=frozenset({".webp"}),
    pillow_name="WEBP",
    matches=lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP",
)
