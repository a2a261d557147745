"""What the program knows of one family of picture files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HEAD_SIZE = 64
"""Bytes at the start of a file that `Format.matches` may look at; fewer where the file is shorter."""


def nothing() -> None:
    """Do nothing: the decoder comes with Pillow."""


@dataclass(frozen=True)
class Format:
    """A family of picture files, decoded by one Pillow plugin."""

    name: str
    """What people call it."""
    extensions: frozenset[str]
    """Lower case, with the dot."""
    pillow_name: str
    """The plugin's name in `Image.open(formats=...)`."""
    matches: Callable[[bytes], bool]
    """Whether a file that starts with these bytes is of this family; never raises."""
    register: Callable[[], None] = nothing
    """Make the plugin known to Pillow; called before every use, in the decoding process."""


def brands(head: bytes) -> frozenset[bytes]:
    """Return the brands of an ISO base media file (ISO/IEC 14496-12, `ftyp`), the major one included; empty if none."""
    if head[4:8] != b"ftyp":
        return frozenset()
    box = head[: int.from_bytes(head[:4], "big")]
    compatible = (box[start : start + 4] for start in range(16, len(box), 4))
    return frozenset([head[8:12], *compatible])
