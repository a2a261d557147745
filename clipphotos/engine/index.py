"""The index over one model's embeddings: exact while that is fast, HNSW beyond; always rebuildable."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import KnownError
from clipphotos.core.learning import Whitening
from clipphotos.core.scoring import SAMPLE_SIZE
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.store import embeddings
from clipphotos.store.catalogue import Catalogue
from clipphotos.store.embeddings import ModelId
from clipphotos.store.vectors import snapshot
from clipphotos.store.vectors.exact import ExactIndex
from clipphotos.store.vectors.hnsw import HnswIndex
from clipphotos.store.vectors.protocol import VectorIndex

EXACT_LIMIT = 200_000
"""Up to this many photos every search is exact: it takes milliseconds and never misses one."""

_SAMPLE_SEED = 0
_CHUNK = 512
"""So many embeddings are added before the end of the program is heard."""

_READ_CHUNK = 16_384
"""So many are copied out of the graph at a time."""

_log = logging.getLogger(__name__)


class EmbeddingIndex:
    """Answers "which embeddings are nearest" for one model, and owns the structures that do.

    It is a cache of the catalogue: loaded or built when made, brought in step with the catalogue by comparing ids,
    and saved when closed. When the library outgrows exact search, the graph is built in a thread of its own while
    exact search goes on. Thread-safe.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        model_id: ModelId,
        info: EncoderInfo,
        directory: Path,
        *,
        read_only: bool = False,
        exact_limit: int = EXACT_LIMIT,
        on_trouble: Callable[[str], None] = _log.warning,
    ) -> None:
        """Load the index.

        Args:
            catalogue: where the embeddings are.
            model_id: whose.
            info: the model.
            directory: where its snapshots are kept.
            read_only: whether nothing is to be written.
            exact_limit: up to so many embeddings every search is exact.
            on_trouble: told, from any thread, in a sentence for the user, that searches are slower than they could be.
        """
        self._catalogue, self._model_id, self._info = catalogue, model_id, info
        self._directory, self._read_only, self._exact_limit = directory, read_only, exact_limit
        self._on_trouble = on_trouble
        self._lock = threading.Lock()
        self._builder: threading.Thread | None = None
        self._stop = False
        self._unsaved = False
        self._whitening: tuple[int, Whitening] | None = None
        with catalogue.read() as db:
            count = embeddings.count(db, model_id)
        graph = snapshot.load(directory, info.dim, info.fingerprint) if count > exact_limit else None
        self._index: VectorIndex = graph if graph is not None and not graph.worn else ExactIndex(info.dim)
        self._replay(self._index)
        self._grow()

    def __len__(self) -> int:
        """Return how many embeddings can be found."""
        return len(self._index)

    def add(self, ids: npt.NDArray[np.int64], vectors: npt.NDArray[np.float32]) -> None:
        """Add embeddings that were committed: (N,) ids and (N, D) unit vectors."""
        with self._lock:
            new = ~self._index.contains(ids)  # the builder may have read them already
            self._index.add(ids[new], vectors[new])
            self._unsaved = True
        self._grow()

    def search(self, vector: npt.NDArray[np.float32], k: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return ids and cosines of the k nearest embeddings, (K,) each, best first; fewer if there are fewer."""
        return self._index.search(vector, k)

    def contains(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Return for each id, (N,), whether its embedding can be found."""
        return self._index.contains(ids)

    @property
    def exact(self) -> bool:
        """Whether every search looks at every embedding."""
        return isinstance(self._index, ExactIndex)

    def score_all(
        self, vector: npt.NDArray[np.float32]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]] | None:
        """Return all ids, ascending, and their cosines with a vector, (N,) each; None where that would take long."""
        index = self._index
        return index.score_all(vector) if isinstance(index, ExactIndex) else None

    def score(self, vector: npt.NDArray[np.float32], ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Return a vector's exact cosines with embeddings, (N,) in the order of their ids; -1 for what is gone."""
        index = self._index
        cosines = np.full(len(ids), -1.0, np.float32)
        known = np.flatnonzero(index.contains(ids))
        for start in range(0, len(known), _READ_CHUNK):
            rows = known[start : start + _READ_CHUNK]
            cosines[rows] = index.score(vector, ids[rows])
        return cosines

    def sample(self, n: int) -> npt.NDArray[np.float32]:
        """Return at most n embeddings drawn at random, the same ones every time; (N, D)."""
        return self._index.sample(n, _SAMPLE_SEED)

    def whitening(self) -> Whitening:
        """Return the embeddings' moments, from a sample; taken again when there are twice as many."""
        size = len(self._index).bit_length()
        known = self._whitening
        if known is None or known[0] != size:
            known = self._whitening = (size, Whitening(self.sample(SAMPLE_SIZE)))
        return known[1]

    def wait_built(self) -> None:
        """Wait until the graph that is being built, if one is, answers the searches."""
        if self._builder:
            self._builder.join()

    def close(self) -> None:
        """Stop a build, join its thread, and save the graph."""
        self._stop = True
        self.wait_built()
        if isinstance(self._index, HnswIndex) and self._unsaved and not self._read_only:
            self._save(self._index)

    def _replay(self, index: VectorIndex) -> None:
        """Bring an index in step with the catalogue, which is the truth."""
        with self._catalogue.read() as db:
            wanted = embeddings.ids(db, self._model_id)
        known = index.ids()
        index.remove(np.setdiff1d(known, wanted))
        missing = np.setdiff1d(wanted, known)
        if not len(missing):
            return
        self._unsaved = True
        damaged: list[int] = []
        with self._catalogue.read() as db:
            start = int(missing[0]) - 1
            for chunk in embeddings.chunks(db, self._model_id, self._info.dim, after=start, size=_CHUNK):
                new = np.isin(chunk.ids, missing)
                index.add(chunk.ids[new], chunk.vectors[new])
                damaged += chunk.damaged
                if self._stop:
                    return
        if damaged and not self._read_only:
            _log.warning("%d damaged embeddings are made again", len(damaged))
            self._catalogue.write(lambda db: embeddings.discard(db, damaged))

    def _grow(self) -> None:
        """Start to build the graph when exact search has become slow."""
        with self._lock:
            needed = len(self._index) > self._exact_limit and isinstance(self._index, ExactIndex)
            if needed and self._builder is None and not self._read_only:
                self._builder = threading.Thread(target=self._build, name="index-builder")
                self._builder.start()

    def _build(self) -> None:
        try:
            graph = HnswIndex(self._info.dim)
            self._replay(graph)
            if self._stop:
                return
            graph.tune_ef()
            with self._lock:
                self._replay(graph)  # what came while it was built
                self._index = graph
            self._save(graph)
        except Exception:
            _log.exception("The search graph could not be built")
            self._on_trouble("Searches stay slow: what makes them fast could not be built; the log has the details.")

    def _save(self, graph: HnswIndex) -> None:
        try:
            self._unsaved = False
            snapshot.save(self._directory, graph, self._info.fingerprint)
        except KnownError as error:  # it is a cache: the next start builds it again
            _log.warning("%s", error)
