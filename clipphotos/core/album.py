"""Albums: photos that a person put together in an order of their own, and those that a query finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

AlbumId = NewType("AlbumId", int)


@dataclass(frozen=True)
class Album:
    """An album of the library."""

    id: AlbumId
    name: str
    photos: int | None = 0
    """How many of its photos have a file; of a smart album the last count, None if it was never counted."""
    query: str = ""
    """What a smart album looks for; empty in an ordinary one."""

    @property
    def smart(self) -> bool:
        """Whether it shows what a query finds, and nobody can put photos into it."""
        return bool(self.query)
