"""The index is a cache of the catalogue: exact when small, a graph when large, and never out of step for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.scoring import Background
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.engine.index import EmbeddingIndex
from clipphotos.store import embeddings, photos
from clipphotos.store.catalogue import Catalogue, Connection
from clipphotos.store.embeddings import ModelId
from clipphotos.store.vectors.exact import ExactIndex
from clipphotos.store.vectors.hnsw import HnswIndex

DIM = 32
INFO = EncoderInfo("m", "f" * 64, DIM, Preprocessing(8, 8), ("en",), Background(0.0, 0.1))
Vectors = npt.NDArray[np.float32]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.db")
    yield opened
    opened.close()


def unit_vectors(count: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def store(catalogue: Catalogue, vectors: Vectors) -> tuple[ModelId, npt.NDArray[np.int64]]:
    def insert(db: Connection) -> tuple[ModelId, list[int]]:
        model = embeddings.model_id(db, INFO.id, INFO.fingerprint, DIM)
        first = embeddings.count(db, model)
        ids = []
        for number, vector in enumerate(vectors):
            digest = (first + number).to_bytes(32)
            new_id = embeddings.insert(db, model, photos.insert(db, digest), digest, vector)
            assert new_id is not None
            ids.append(new_id)
        return model, ids

    model, ids = catalogue.write(insert)
    return model, np.array(ids, np.int64)


def opened(catalogue: Catalogue, model: ModelId, folder: Path, limit: int) -> EmbeddingIndex:
    return EmbeddingIndex(catalogue, model, INFO, folder, exact_limit=limit)


def make_snapshot(catalogue: Catalogue, model: ModelId, folder: Path) -> None:
    index = opened(catalogue, model, folder, limit=1000)
    index.wait_built()
    index.close()


def kind_of(index: EmbeddingIndex) -> type:
    return type(index._index)


def test_both_kinds_agree(tmp_path: Path, catalogue: Catalogue) -> None:
    model, _ = store(catalogue, unit_vectors(3000, 0))
    exact = opened(catalogue, model, tmp_path / "a", limit=10_000)
    graph = opened(catalogue, model, tmp_path / "b", limit=1000)
    graph.wait_built()
    assert (kind_of(exact), kind_of(graph)) == (ExactIndex, HnswIndex)
    found = 0
    queries = unit_vectors(50, 1)
    for query in queries:
        found += len(np.intersect1d(exact.search(query, 10)[0], graph.search(query, 10)[0]))
    assert found / (10 * len(queries)) >= 0.99
    exact.close()
    graph.close()


def test_scores_are_exact_whatever_the_kind(tmp_path: Path, catalogue: Catalogue) -> None:
    vectors, query = unit_vectors(3000, 0), unit_vectors(1, 1)[0]
    model, ids = store(catalogue, vectors)
    exact = opened(catalogue, model, tmp_path / "a", limit=10_000)
    graph = opened(catalogue, model, tmp_path / "b", limit=1000)
    graph.wait_built()
    wanted = np.random.default_rng(2).permutation(len(ids))[:2500]
    kept = vectors.astype(np.float16).astype(np.float32) @ query  # as the catalogue keeps them
    for index in (exact, graph):
        assert index.score(query, ids[wanted]) == pytest.approx(kept[wanted], abs=1e-3)
        unknown = np.array([ids[-1] + 1, ids[0]], np.int64)
        assert index.score(query, unknown) == pytest.approx([-1.0, kept[0]], abs=1e-3)
        assert index.contains(unknown).tolist() == [False, True]
        index.close()
    assert (exact.exact, graph.exact) == (True, False)
    everything = exact.score_all(query)
    assert everything is not None
    assert everything[0].tolist() == ids.tolist()
    assert everything[1] == pytest.approx(kept, abs=1e-3)
    assert graph.score_all(query) is None


def test_a_graph_is_loaded_and_brought_in_step_with_the_catalogue(tmp_path: Path, catalogue: Catalogue) -> None:
    model, ids = store(catalogue, unit_vectors(2000, 0))
    make_snapshot(catalogue, model, tmp_path / "index")

    late = unit_vectors(1, 7)
    _, (late_id,) = store(catalogue, late)
    catalogue.write(lambda db: embeddings.discard(db, [int(ids[5])]))
    index = opened(catalogue, model, tmp_path / "index", limit=1000)
    try:
        assert kind_of(index) is HnswIndex, "the snapshot was not used"
        assert len(index) == 2000
        assert index.search(late[0], 1)[0].tolist() == [late_id]
        gone = unit_vectors(2000, 0)[5]
        assert ids[5] not in index.search(gone, 10)[0]
    finally:
        index.close()


def test_a_damaged_snapshot_is_built_again(
    tmp_path: Path, catalogue: Catalogue, allowed_log: Callable[[str], None]
) -> None:
    allowed_log("will be built again")
    vectors = unit_vectors(2000, 0)
    model, ids = store(catalogue, vectors)
    make_snapshot(catalogue, model, tmp_path / "index")
    (snapshot,) = (tmp_path / "index").glob("*.hnsw")
    content = bytearray(snapshot.read_bytes())
    content[len(content) // 2] ^= 1
    snapshot.write_bytes(content)

    index = opened(catalogue, model, tmp_path / "index", limit=1000)
    assert index.search(vectors[3], 1)[0].tolist() == [ids[3]]
    index.wait_built()
    assert index.search(vectors[3], 1)[0].tolist() == [ids[3]]
    assert kind_of(index) is HnswIndex
    index.close()


def test_what_is_added_while_the_graph_is_built_is_found(tmp_path: Path, catalogue: Catalogue) -> None:
    model, _ = store(catalogue, unit_vectors(1500, 0))
    index = opened(catalogue, model, tmp_path / "index", limit=1000)
    for seed in range(1, 6):
        new = unit_vectors(20, seed)
        _, ids = store(catalogue, new)
        index.add(ids, new)
        assert index.search(new[0], 1)[0].tolist() == [ids[0]]
    index.wait_built()
    assert kind_of(index) is HnswIndex
    assert len(index) == 1600
    for seed in range(1, 6):
        new = unit_vectors(20, seed)
        assert index.search(new[7], 1)[1][0] > 0.999
    index.close()


def test_a_graph_that_cannot_be_built_is_told_and_searches_stay_exact(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed_log: Callable[[str], None]
) -> None:
    allowed_log("could not be built")

    def fail(_: HnswIndex) -> None:
        raise MemoryError

    monkeypatch.setattr(HnswIndex, "tune_ef", fail)
    vectors = unit_vectors(60, 1)
    model, ids = store(catalogue, vectors)
    told: list[str] = []
    index = EmbeddingIndex(catalogue, model, INFO, tmp_path, exact_limit=50, on_trouble=told.append)
    index.wait_built()
    assert [text.split(":")[0] for text in told] == ["Searches stay slow"]
    assert index.search(vectors[7], 1)[0].tolist() == [ids[7]]
    index.close()
