"""The graph against the truth."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from clipphotos.core.errors import BugError
from clipphotos.store.vectors.exact import ExactIndex
from clipphotos.store.vectors.hnsw import HnswIndex
from tests.store.vectors.samples import clip_like, random_units

DIM = 12


class Comparison(RuleBasedStateMachine):
    """The same changes to the graph and to the exact index, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.graph = HnswIndex(DIM, exact_below=0)
        self.exact = ExactIndex(DIM)
        self.next_id = 0

    @rule(n=st.integers(0, 60), seed=st.integers(0, 1000), gap=st.integers(0, 5))
    def add(self, n: int, seed: int, gap: int) -> None:
        """Add vectors."""
        ids = self.next_id + gap + np.random.default_rng(seed).permutation(n).astype(np.int64)
        self.next_id += gap + n
        vectors = random_units(n, DIM, seed)
        self.graph.add(ids, vectors)
        self.exact.add(ids, vectors)

    @rule(seed=st.integers(0, 1000), n=st.integers(0, 4))
    def add_equal(self, seed: int, n: int) -> None:
        """Add one vector under several ids."""
        ids = self.next_id + np.arange(n, dtype=np.int64)
        self.next_id += n
        vectors = np.repeat(random_units(1, DIM, seed), n, axis=0)
        self.graph.add(ids, vectors)
        self.exact.add(ids, vectors)

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """Remove some that are there, and some that are not."""
        ids = np.array(data.draw(st.lists(st.integers(0, self.next_id + 5), unique=True, max_size=40)), np.int64)
        self.graph.remove(ids)
        self.exact.remove(ids)

    @rule(seed=st.integers(1001, 2000), k=st.integers(1, 300))
    def search(self, seed: int, k: int) -> None:
        """Ask both."""
        query = random_units(1, DIM, seed)[0]
        ids, cosines = self.graph.search(query, k)
        _, expected = self.exact.search(query, k)
        np.testing.assert_allclose(cosines, expected, atol=1e-5)
        np.testing.assert_allclose(cosines, self.exact.score(query, ids), atol=1e-5)
        assert len(set(ids.tolist())) == len(ids)

    @invariant()
    def agree(self) -> None:
        """Both have the same."""
        assert len(self.graph) == len(self.exact)
        np.testing.assert_array_equal(self.graph.ids(), self.exact.ids())
        np.testing.assert_array_equal(self.graph.vectors(self.graph.ids()), self.exact.vectors(self.exact.ids()))


TestComparison = Comparison.TestCase
TestComparison.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def library() -> tuple[HnswIndex, ExactIndex]:
    """Twenty thousand photos, in both indexes."""
    vectors = clip_like(20_000, 384, seed=1)
    ids = np.arange(len(vectors), dtype=np.int64)
    graph, exact = HnswIndex(384), ExactIndex(384)
    graph.add(ids, vectors)
    exact.add(ids, vectors)
    return graph, exact


def _recall(graph: HnswIndex, exact: ExactIndex, queries: np.ndarray, k: int) -> float:
    found = 0
    for query in queries:
        found += len(np.intersect1d(graph.search(query, k)[0], exact.search(query, k)[0]))
    return found / (k * len(queries))


def test_finds_ten_nearest_of_a_large_library(library: tuple[HnswIndex, ExactIndex]) -> None:
    graph, exact = library
    reached = graph.tune_ef(target_recall=0.99, k=50)
    assert reached >= 0.99
    assert _recall(graph, exact, clip_like(200, 384, seed=2), 10) >= 0.99
    assert _recall(graph, exact, clip_like(100, 384, seed=3), 50) >= 0.98


def test_tuning_looks_at_more_for_harder_queries(library: tuple[HnswIndex, ExactIndex]) -> None:
    graph, exact = library
    far = random_units(100, 384, seed=4)  # as far from photos as texts are, and farther
    graph.tune_ef(target_recall=0.5, k=50)
    low = graph.ef
    reached = graph.tune_ef(target_recall=0.95, k=50, queries=far)
    assert graph.ef > low
    assert abs(reached - _recall(graph, exact, far, 50)) < 0.01


def test_finds_as_well_when_a_fifth_is_removed() -> None:
    vectors = clip_like(5000, 64, seed=5)
    ids = np.arange(5000, dtype=np.int64)
    graph, exact = HnswIndex(64), ExactIndex(64)
    graph.add(ids, vectors)
    exact.add(ids, vectors)
    assert not graph.worn
    gone = np.random.default_rng(0).choice(ids, 1200, replace=False)
    graph.remove(gone)
    exact.remove(gone)
    assert graph.worn
    assert _recall(graph, exact, clip_like(100, 64, seed=6), 10) >= 0.99


def test_refuses_everything_after_hnswlib_failed() -> None:
    index = HnswIndex(DIM)
    index.add(np.arange(5, dtype=np.int64), random_units(5, DIM, 0))

    class Failing:
        def add_items(self, *_: object) -> None:
            raise RuntimeError("out of memory")

        def get_current_count(self) -> int:
            return 5

        def get_max_elements(self) -> int:
            return 1000

    index._graph = Failing()
    with pytest.raises(BugError, match="out of memory"):
        index.add(np.arange(5, 9, dtype=np.int64), random_units(4, DIM, 0))
    with pytest.raises(BugError, match="of no use"):
        index.search(random_units(1, DIM, 0)[0], 3)


def test_survives_threads_that_do_everything_at_once(tmp_path: Path) -> None:
    """In a process of its own, since what can go wrong ends the process."""
    script = Path(__file__).with_name("stress.py")
    root = Path(__file__).parents[3]
    result = subprocess.run(
        [sys.executable, str(script), str(tmp_path), "10"], cwd=root, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip().endswith("fine")
