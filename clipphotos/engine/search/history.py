"""What people searched for."""

from __future__ import annotations

from clipphotos.core.query.parser import MOST_CHARACTERS
from clipphotos.store import searches
from clipphotos.store.catalogue import Catalogue

MOST = 500
"""So many searches are remembered."""


class SearchHistory:
    """The last searches; no actions that could be undone. Thread-safe."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def remember(self, text: str) -> None:
        """Put a search in front of the others, once; not in a library that is open for reading only."""
        text = " ".join(text.encode(errors="ignore").decode().split())
        if text and len(text) <= MOST_CHARACTERS and not self._catalogue.read_only:
            self._catalogue.write(lambda db: searches.remember(db, text, MOST))

    def list(self, limit: int = MOST) -> list[str]:
        """Return the last searches, newest first."""
        with self._catalogue.read() as db:
            return searches.past(db, limit)

    def forget(self, text: str | None = None) -> None:
        """Forget a search; None: all."""
        self._catalogue.write(lambda db: searches.forget(db, text))
