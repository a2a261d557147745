"""The photos for which the facts of a search hold."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from clipphotos.core.query.records import Field, Filter, Node, Text, Unknown
from clipphotos.engine.search.evaluate import leaves
from clipphotos.media import places
from clipphotos.store import albums, filters
from clipphotos.store.catalogue import Catalogue

Ids = npt.NDArray[np.int64]


def unknown(catalogue: Catalogue, node: Node) -> tuple[Unknown, ...]:
    """Return every tag, label, album or place in a tree that there is not."""
    elsewhere = filters.Elsewhere(place=places.find)
    with catalogue.read() as db:
        strange = [it for it in leaves(node) if isinstance(it, Filter) and not filters.is_known(db, it, elsewhere)]
    return tuple(dict.fromkeys(Unknown(it.field, it.value.text) for it in strange if isinstance(it.value, Text)))


class Facts:
    """Answers trees of facts, each once: for one search."""

    def __init__(self, catalogue: Catalogue, found_by: Callable[[str, str], Ids]) -> None:
        """Take the catalogue, and what a smart album finds, given its name and query."""
        self._catalogue, self._found_by = catalogue, found_by
        self._elsewhere = filters.Elsewhere(place=places.find, album=self._smart_album)
        self._known: dict[tuple[Node, bool], Ids] = {}

    def __call__(self, node: Node, among: Ids | None = None) -> Ids:
        """Return the photos that have a file and for which a tree of facts holds; (N,) ascending.

        Args:
            node: the tree.
            among: if only some photos matter, these, ascending: all have a file. The same ones for the whole search.
        """
        key = node, among is None
        if key not in self._known:
            with self._catalogue.read() as db:
                self._known[key] = filters.matching(db, node, self._elsewhere, among)
        return self._known[key]

    def search_albums(self, node: Node) -> None:
        """Search in the smart albums of a tree before it is gone down: both together would be too deep for Python."""
        for leaf in list(leaves(node)):
            if isinstance(leaf, Filter) and leaf.field is Field.ALBUM and isinstance(leaf.value, Text):
                self._smart_album(leaf.value.text)

    def _smart_album(self, name: str) -> Ids | None:
        with self._catalogue.read() as db:
            album = albums.with_name(db, name)
        return self._found_by(album.name, album.query) if album is not None and album.smart else None
