"""Albums: photos that a person put together, in an order of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

AlbumId = NewType("AlbumId", int)


@dataclass(frozen=True)
class Album:
    """An album of the library."""

    id: AlbumId
    name: str
    photos: int = 0
    """How many of its photos have a file."""
