"""HEIC and HEIF, decoded by pillow-heif (libheif)."""

from __future__ import annotations

from clipphotos.media.formats.base import Format, brands

_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"})


def _matches(head: bytes) -> bool:
    found = brands(head)
    # mif1 and msf1 say only "a HEIF container"; AVIF files carry them too.
    return not found.isdisjoint(_BRANDS) and found.isdisjoint({b"avif", b"avis"})


def _register() -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


HEIF = Format(
    name="HEIC",
    extensions=frozenset({".heic", ".heif", ".hif", ".heics", ".heifs"}),
    pillow_name="HEIF",
    matches=_matches,
    register=_register,
)
