"""The exact index: one matrix, one product. Right up to several hundred thousand photos."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import BugError
from clipphotos.store.vectors.ledger import Ledger
from clipphotos.store.vectors.protocol import (
    Cosines,
    Ids,
    Vectors,
    best_first,
    check_ids,
    check_k,
    check_query,
    check_vectors,
)

_FIRST_CAPACITY = 1024
_MAX_DEAD = 0.2
"""The share of removed rows from which the matrix is written anew."""
_DEAD = -1


@dataclass(frozen=True)
class _Rows:
    """One moment of the index. Nothing that a reader of it sees is ever written to again."""

    matrix: Vectors
    """(N, D)"""
    ids: Ids
    """(N,), -1 where the row was removed."""
    dead: int

    @cached_property
    def _order(self) -> tuple[npt.NDArray[np.intp], Ids]:
        order = np.argsort(self.ids, kind="stable")
        return order, self.ids[order]

    def places(self, ids: Ids) -> npt.NDArray[np.intp]:
        """Return the rows of ids that are all there."""
        order, ascending = self._order
        return order[np.searchsorted(ascending, ids)]

    def ascending(self, values: Cosines) -> tuple[Ids, Cosines]:
        """Return the ids that are there, ascending, and their rows' values."""
        order, ids = self._order  # the removed ones come first
        return ids[self.dead :], values[order[self.dead :]]


class ExactIndex:
    """Scores every vector, in 4 bytes a component.

    A search works on the rows of the moment when it began, without a lock: rows are only written behind the ones that
    it sees, and what has to change otherwise is copied first.
    """

    def __init__(self, dim: int) -> None:
        """Start empty, for vectors of `dim` components."""
        if dim < 1:
            raise BugError(f"Vectors have at least one component, not {dim}.")
        self._dim = dim
        self._lock = threading.Lock()
        self._ledger = Ledger()
        self._matrix = np.empty((_FIRST_CAPACITY, dim), np.float32)
        self._ids = np.empty(_FIRST_CAPACITY, np.int64)
        self._rows = _Rows(self._matrix[:0], self._ids[:0], 0)

    @property
    def dim(self) -> int:
        """The number of components of a vector."""
        return self._dim

    def __len__(self) -> int:
        """Return the number of vectors."""
        with self._lock:
            return len(self._ledger)

    def ids(self) -> Ids:
        """Return the ids of all vectors, ascending."""
        with self._lock:
            return self._ledger.live.copy()

    def contains(self, ids: Ids) -> npt.NDArray[np.bool_]:
        """Return for each id whether it has a vector."""
        with self._lock:
            return self._ledger.contains(ids)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors; see `VectorIndex.add`."""
        check_ids(ids)
        check_vectors(vectors, len(ids), self._dim)
        with self._lock:
            self._ledger.check_new(ids)
            start = len(self._rows.ids)
            end = start + len(ids)
            if end > len(self._ids):
                self._reserve(max(end, 2 * len(self._ids)))
            self._matrix[start:end] = vectors
            self._ids[start:end] = ids
            self._rows = _Rows(self._matrix[:end], self._ids[:end], self._rows.dead)
            self._ledger.add(ids)

    def remove(self, ids: Ids) -> None:
        """Remove vectors; see `VectorIndex.remove`."""
        check_ids(ids)
        with self._lock:
            gone = self._ledger.remove(ids)
            if not gone.size:
                return
            rows = self._rows
            self._ids = self._ids.copy()
            self._ids[rows.places(gone)] = _DEAD
            self._rows = _Rows(rows.matrix, self._ids[: len(rows.ids)], rows.dead + len(gone))
            if self._rows.dead > _MAX_DEAD * len(self._rows.ids):
                self._compact()

    def search(self, query: Vectors, k: int) -> tuple[Ids, Cosines]:
        """Return the nearest vectors' ids and cosines, best first; see `VectorIndex.search`."""
        query = check_query(query, self._dim)
        check_k(k)
        rows = self._rows
        cosines = rows.matrix @ query
        ids = rows.ids
        if rows.dead:
            live = ids != _DEAD
            ids, cosines = ids[live], cosines[live]
        return best_first(ids, cosines, k)

    def score(self, query: Vectors, ids: Ids) -> Cosines:
        """Return exact cosines in the order of the ids; see `VectorIndex.score`."""
        query = check_query(query, self._dim)
        return self.vectors(ids) @ query

    def score_all(self, query: Vectors) -> tuple[Ids, Cosines]:
        """Return all ids, ascending, and their cosines with a query, (D,) float32 of unit length."""
        query = check_query(query, self._dim)
        rows = self._rows
        return rows.ascending(rows.matrix @ query)

    def vectors(self, ids: Ids) -> Vectors:
        """Return a copy of the vectors of ids; see `VectorIndex.vectors`."""
        check_ids(ids)
        with self._lock:
            self._ledger.require(ids)
            rows = self._rows
        found: Vectors = rows.matrix[rows.places(ids)]
        return found

    def sample(self, n: int, seed: int) -> Vectors:
        """Return n different vectors drawn at random; see `VectorIndex.sample`."""
        rows = self._rows
        live = np.flatnonzero(rows.ids != _DEAD)
        chosen = np.random.default_rng(seed).choice(live, min(n, len(live)), replace=False)
        drawn: Vectors = rows.matrix[np.sort(chosen)]
        return drawn

    def _reserve(self, capacity: int) -> None:
        rows = len(self._rows.ids)
        matrix = np.empty((capacity, self._dim), np.float32)
        ids = np.empty(capacity, np.int64)
        matrix[:rows] = self._matrix[:rows]
        ids[:rows] = self._ids[:rows]
        self._matrix, self._ids = matrix, ids

    def _compact(self) -> None:
        live = self._rows.ids != _DEAD
        self._matrix = self._rows.matrix[live]
        self._ids = self._rows.ids[live]
        self._rows = _Rows(self._matrix, self._ids, 0)
