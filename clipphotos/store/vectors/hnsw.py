"""The approximate index: hnswlib behind a wrapper that lets nothing through that it crashes on.

Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical Navigable Small World
graphs", arXiv:1603.09320. hnswlib ends the process when it is resized, saved or queried while something is added, when
a query has another dimension, and when it is used after a load that failed; it answers wrongly, without a word, once a
vector with NaN is in it. So there is one lock around it, and everything is checked before it is asked.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import hnswlib
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

SPACE: Final = "ip"
"""Inner product: on unit vectors, the cosine."""
LINKS: Final = 16
"""hnswlib's M."""
EF_CONSTRUCTION: Final = 200

EXACT_BELOW = 1000
"""With fewer vectors a search looks at all of them."""

_FIRST_CAPACITY = 1024
_FIRST_EF = 200
_MAX_EF = 6400
_ADD_CHUNK = 64
"""Vectors added per hold of the lock: a search waits for no more than these, some 40 ms."""
_READ_CHUNK = 8192
_WORN_SHARE = 0.2
_TUNING_QUERIES = 200


@dataclass(frozen=True)
class Written:
    """What `HnswIndex.write` wrote, as needed to read it again."""

    size: int
    """Bytes that the file has if all of it was written."""
    count: int
    """Vectors in the file, the removed ones included."""
    removed: Ids
    max_id: int
    ef: int


class HnswIndex:
    """A graph over the vectors: milliseconds for a million, most of the nearest ones, 2 to 3 kB a vector.

    Removed vectors stay in the graph, out of the results, until the caller builds a new index; `worn` says when.
    """

    def __init__(self, dim: int, *, exact_below: int = EXACT_BELOW) -> None:
        """Start empty, for vectors of `dim` components.

        Args:
            dim: at least 1.
            exact_below: with fewer vectors than this a search looks at all of them.
        """
        if dim < 1:
            raise BugError(f"Vectors have at least one component, not {dim}.")
        self._dim = dim
        self._exact_below = exact_below
        self._lock = threading.Lock()
        self._ledger = Ledger()
        self._ef = _FIRST_EF
        self._failure: str | None = None
        self._graph: Any = hnswlib.Index(space=SPACE, dim=dim)
        self._graph.init_index(_FIRST_CAPACITY, ef_construction=EF_CONSTRUCTION, M=LINKS)

    @classmethod
    def read(cls, path: Path, dim: int, written: Written, *, exact_below: int = EXACT_BELOW) -> HnswIndex:
        """Return the index that `write` wrote.

        The file must be known to be whole and unchanged: hnswlib reads anything else, and ends the process later.

        Raises:
            BugError: it is not what `written` says.
        """
        if os.path.getsize(path) != written.size:
            raise BugError(f"The index has {os.path.getsize(path)} bytes instead of {written.size}.")
        graph: Any = hnswlib.Index(space=SPACE, dim=dim)
        try:
            # Without room for more than it holds, hnswlib overruns its memory.
            graph.load_index(os.fsencode(path), max_elements=_roomy(written.count))
        except RuntimeError as error:
            raise BugError(f"hnswlib cannot read the index: {error}") from error
        everything = np.array(graph.get_ids_list(), np.int64)
        if graph.get_current_count() != written.count or len(everything) != written.count:
            raise BugError(f"The index has {graph.get_current_count()} vectors instead of {written.count}.")
        if not np.isin(written.removed, everything).all():
            raise BugError("The index lacks vectors that were removed from it.")
        index = cls(dim, exact_below=exact_below)
        index._graph = graph
        index._ledger = Ledger(np.setdiff1d(everything, written.removed), written.removed)
        index._ef = written.ef
        if index._ledger.max_id != written.max_id:
            raise BugError(f"The index's largest id is {index._ledger.max_id} instead of {written.max_id}.")
        return index

    def write(self, path: Path) -> Written:
        """Write the index to a file, which is not safe before its size was compared: hnswlib reports no error.

        Searches wait meanwhile.
        """
        with self._using():
            self._graph.save_index(os.fsencode(path))
            return Written(
                size=int(self._graph.index_file_size()),
                count=int(self._graph.get_current_count()),
                removed=self._ledger.removed,
                max_id=self._ledger.max_id,
                ef=self._ef,
            )

    @property
    def dim(self) -> int:
        """The number of components of a vector."""
        return self._dim

    @property
    def ef(self) -> int:
        """How many candidates a search looks at; `tune_ef` sets it."""
        return self._ef

    @property
    def worn(self) -> bool:
        """Whether so many vectors were removed that a new index should be built."""
        with self._using():
            removed = len(self._ledger.removed)
            return removed > _WORN_SHARE * (removed + len(self._ledger))

    def __len__(self) -> int:
        """Return the number of vectors, without the removed ones."""
        with self._using():
            return len(self._ledger)

    def ids(self) -> Ids:
        """Return the ids of all vectors, ascending."""
        with self._using():
            return self._ledger.live.copy()

    def contains(self, ids: Ids) -> npt.NDArray[np.bool_]:
        """Return for each id whether it has a vector."""
        with self._using():
            return self._ledger.contains(ids)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors; see `VectorIndex.add`. Searches run in between, and find those that are in by then."""
        check_ids(ids)
        vectors = check_vectors(vectors, len(ids), self._dim)
        with self._using():
            self._ledger.check_new(ids)
        for start in range(0, len(ids), _ADD_CHUNK):
            part = slice(start, start + _ADD_CHUNK)
            with self._using():
                self._ledger.check_new(ids[part])
                self._reserve(len(ids[part]))
                self._graph.add_items(vectors[part], ids[part])
                self._ledger.add(ids[part])

    def remove(self, ids: Ids) -> None:
        """Remove vectors; see `VectorIndex.remove`."""
        check_ids(ids)
        with self._using():
            for gone in self._ledger.remove(ids).tolist():
                self._graph.mark_deleted(gone)

    def search(self, query: Vectors, k: int) -> tuple[Ids, Cosines]:
        """Return the nearest vectors' ids and cosines, best first; see `VectorIndex.search`."""
        query = check_query(query, self._dim)
        check_k(k)
        with self._using():
            return self._search(query, k, self._ef)

    def score(self, query: Vectors, ids: Ids) -> Cosines:
        """Return exact cosines in the order of the ids; see `VectorIndex.score`."""
        query = check_query(query, self._dim)
        return self.vectors(ids) @ query

    def vectors(self, ids: Ids) -> Vectors:
        """Return a copy of the vectors of ids; see `VectorIndex.vectors`."""
        check_ids(ids)
        with self._using():
            self._ledger.require(ids)
            return self._vectors(ids)

    def sample(self, n: int, seed: int) -> Vectors:
        """Return n different vectors drawn at random; see `VectorIndex.sample`."""
        with self._using():
            live = self._ledger.live
            chosen = np.random.default_rng(seed).choice(live, min(n, len(live)), replace=False)
            return self._vectors(np.sort(chosen))

    def tune_ef(self, target_recall: float = 0.99, k: int = 50, queries: Vectors | None = None) -> float:
        """Set how many candidates a search looks at, by doubling it until enough of the true nearest are found.

        Args:
            target_recall: the share of the k nearest that is to be found.
            k: the number of results that is measured.
            queries: (Q, D) float32, unit length; None takes the index's own vectors. Texts lie farther from photos
                than photos do, so an index that is asked with texts is better tuned with some.

        Returns:
            The recall that was reached, below the target only if the largest ef does not reach it.
        """
        if queries is None:
            queries = self.sample(_TUNING_QUERIES, seed=0)
        check_vectors(queries, len(queries), self._dim)
        if not len(queries) or not len(self):
            return 1.0
        truth = [set(ids.tolist()) for ids in self._nearest(queries, k)]
        ef = k
        while True:
            found = 0
            for query, nearest in zip(queries, truth, strict=True):
                with self._using():
                    found += len(nearest.intersection(self._search(query, k, ef)[0].tolist()))
            recall = found / max(sum(map(len, truth)), 1)
            if recall >= target_recall or ef >= min(_MAX_EF, 2 * len(self)):
                break
            ef *= 2
        self._ef = ef
        return recall

    @contextmanager
    def _using(self) -> Iterator[None]:
        """Hold the lock; after hnswlib failed inside, refuse, for what it left behind may end the process."""
        with self._lock:
            if self._failure is not None:
                raise BugError(f"The index is of no use since hnswlib failed: {self._failure}")
            try:
                yield
            except (RuntimeError, MemoryError) as error:
                self._failure = repr(error)
                raise BugError(f"hnswlib failed: {error}") from error

    def _reserve(self, more: int) -> None:
        needed = int(self._graph.get_current_count()) + more
        if needed > self._graph.get_max_elements():
            self._graph.resize_index(_roomy(needed))

    def _vectors(self, ids: Ids) -> Vectors:
        if not ids.size:
            return np.empty((0, self._dim), np.float32)
        found: Vectors = self._graph.get_items(ids)
        return found

    def _search(self, query: Vectors, k: int, ef: int) -> tuple[Ids, Cosines]:
        live = len(self._ledger)
        k = min(k, live)
        if live < self._exact_below or 2 * k >= live:
            return self._search_all(query, k)
        self._graph.set_ef(max(ef, k))
        try:
            labels, distances = self._graph.knn_query(query[np.newaxis], k=k, num_threads=1)
        except RuntimeError:
            # It found fewer than k: the graph has parts that no edge leads to, as among many equal vectors.
            return self._search_all(query, k)
        return best_first(labels[0].astype(np.int64), np.float32(1.0) - distances[0], k)

    def _search_all(self, query: Vectors, k: int) -> tuple[Ids, Cosines]:
        ids = self._ledger.live
        parts = [self._vectors(ids[i : i + _READ_CHUNK]) @ query for i in range(0, len(ids), _READ_CHUNK)]
        cosines = np.concatenate(parts) if parts else np.empty(0, np.float32)
        return best_first(ids, cosines, k)

    def _nearest(self, queries: Vectors, k: int) -> list[Ids]:
        """Return the k ids nearest to each query, by looking at every vector."""
        best = [(np.empty(0, np.int64), np.empty(0, np.float32)) for _ in queries]
        everything = self.ids()
        for start in range(0, len(everything), _READ_CHUNK):
            with self._using():
                ids = everything[start : start + _READ_CHUNK]
                ids = ids[self._ledger.contains(ids)]
                vectors = self._vectors(ids)
            for i, cosines in enumerate(queries @ vectors.T):
                best[i] = best_first(np.concatenate([best[i][0], ids]), np.concatenate([best[i][1], cosines]), k)
        return [ids for ids, _ in best]


def _roomy(count: int) -> int:
    return max(_FIRST_CAPACITY, count + count // 2)
