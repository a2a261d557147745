"""PNG."""

from __future__ import annotations

from clipphotos.media.formats.base import Format

PNG = Format(
    name="PNG",
    extensions=frozenset({".png", ".apng"}),
    pillow_name="PNG",
    matches=lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
)
