"""Windows and OS/2 bitmaps."""

from __future__ import annotations

from clipphotos.media.formats.base import Format

_HEADER_SIZES = frozenset({12, 16, 40, 52, 56, 64, 108, 124})


def _matches(head: bytes) -> bool:
    # "BM" alone is too little: any text may start with it. The size of the second header tells.
    return head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _HEADER_SIZES


BMP = Format(
    name="BMP",
    extensions=frozenset({".bmp", ".dib"}),
    pillow_name="BMP",
    matches=_matches,
)
