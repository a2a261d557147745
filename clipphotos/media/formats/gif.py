"""GIF; of an animation the first frame counts."""

from __future__ import annotations

from clipphotos.media.formats.base import Format

GIF = Format(
    name="GIF",
    extensions=frozenset({".gif"}),
    pillow_name="GIF",
    matches=lambda head: head.startswith((b"GIF87a", b"GIF89a")),
)
