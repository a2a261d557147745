"""AVIF, decoded by Pillow's own plugin."""

from __future__ import annotations

from clipphotos.media.formats.base import Format, brands

AVIF = Format(
    name="AVIF",
    extensions=frozenset({".avif", ".avifs"}),
    pillow_name="AVIF",
    matches=lambda head: not brands(head).isdisjoint({b"avif", b"avis"}),
)
