"""What every index over embeddings does, and the checks that all of them make."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import BugError

Ids = npt.NDArray[np.int64]
"""(N,) int64, not negative."""
Vectors = npt.NDArray[np.float32]
"""(N, D) float32, rows of unit length; a query is (D,)."""
Cosines = npt.NDArray[np.float32]
"""(N,) float32."""

_UNIT_TOLERANCE = 1e-3


class VectorIndex(Protocol):
    """Unit vectors by id. Every method may be called from any thread, at any time.

    An id names one vector for ever: it is never given again to another one, even after the first is removed. All
    methods raise BugError when they are given arrays of another shape, type or length than they say, vectors that are
    not finite and of unit length, or ids that repeat.
    """

    @property
    def dim(self) -> int:
        """The number of components of a vector."""
        ...

    def __len__(self) -> int:
        """Return the number of vectors, without the removed ones."""
        ...

    def ids(self) -> Ids:
        """Return the ids of all vectors, ascending."""
        ...

    def contains(self, ids: Ids) -> npt.NDArray[np.bool_]:
        """Return for each id whether it has a vector."""
        ...

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors.

        Args:
            ids: (N,) int64, none of them ever added before.
            vectors: (N, D) float32, unit length.
        """
        ...

    def remove(self, ids: Ids) -> None:
        """Remove vectors; an id without one is ignored, as what it asks for is so already."""
        ...

    def search(self, query: Vectors, k: int) -> tuple[Ids, Cosines]:
        """Return the ids and cosines of the (at most k) vectors nearest to a query, best first.

        Args:
            query: (D,) float32, unit length.
            k: at least 1; where there are fewer vectors, there are fewer results.
        """
        ...

    def score(self, query: Vectors, ids: Ids) -> Cosines:
        """Return the exact cosines of a query with the vectors of the given ids, in their order.

        Raises:
            KeyError: an id has no vector (any more); see `contains`.
        """
        ...

    def vectors(self, ids: Ids) -> Vectors:
        """Return a copy of the vectors of the given ids, in their order.

        Raises:
            KeyError: an id has no vector (any more).
        """
        ...

    def sample(self, n: int, seed: int) -> Vectors:
        """Return n different vectors drawn at random, or all of them if there are fewer."""
        ...


def check_ids(ids: Ids) -> Ids:
    """Return the ids if they are what an index takes.

    Raises:
        BugError: they are not (N,) int64, one is negative, or one is there twice.
    """
    if ids.dtype != np.int64 or ids.ndim != 1:
        raise BugError(f"Ids must be an array (N,) of int64, not {_kind(ids)}.")
    if ids.size and int(ids.min()) < 0:
        raise BugError(f"Ids must not be negative: {int(ids.min())}.")
    if np.unique(ids).size != ids.size:
        raise BugError("Ids must not repeat.")
    return ids


def check_vectors(vectors: Vectors, count: int, dim: int) -> Vectors:
    """Return the vectors, contiguous, if they are what an index takes.

    Raises:
        BugError: they are not (count, dim) float32, not finite, or not of unit length.
    """
    if vectors.dtype != np.float32 or vectors.shape != (count, dim):
        raise BugError(f"Vectors must be an array ({count}, {dim}) of float32, not {_kind(vectors)}.")
    lengths = np.sqrt(np.einsum("nd,nd->n", vectors, vectors, dtype=np.float64))
    # Written so that NaN fails it.
    if not np.all(np.abs(lengths - 1.0) <= _UNIT_TOLERANCE):
        raise BugError("Vectors must be finite and of unit length.")
    return np.ascontiguousarray(vectors)


def check_query(query: Vectors, dim: int) -> Vectors:
    """Return the query, contiguous, if it is one vector that an index can be asked about.

    Raises:
        BugError: it is not (dim,) float32, not finite, or not of unit length.
    """
    if query.shape != (dim,):
        raise BugError(f"A query must be an array ({dim},) of float32, not {_kind(query)}.")
    row: Vectors = check_vectors(query[np.newaxis], 1, dim)[0]
    return row


def check_k(k: int) -> int:
    """Return the number of results asked for, if it is one.

    Raises:
        BugError: it is less than 1.
    """
    if k < 1:
        raise BugError(f"A search must ask for at least one result, not {k}.")
    return k


def best_first(ids: Ids, cosines: Cosines, k: int) -> tuple[Ids, Cosines]:
    """Return the k ids with the largest cosines and these, descending; ties by ascending id."""
    if k < len(ids):
        top = np.argpartition(-cosines, k - 1)[:k]
        ids, cosines = ids[top], cosines[top]
    order = np.lexsort((ids, -cosines))
    return ids[order], cosines[order]


def _kind(array: npt.NDArray[np.generic]) -> str:
    return f"{array.shape} of {array.dtype}"
