"""What every index does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from clipphotos.core.errors import BugError
from clipphotos.store.vectors.exact import ExactIndex
from clipphotos.store.vectors.hnsw import HnswIndex
from clipphotos.store.vectors.protocol import VectorIndex
from tests.store.vectors.samples import random_units

DIM = 16

INDEXES: dict[str, Callable[[int], VectorIndex]] = {
    "exact": ExactIndex,
    "hnsw": HnswIndex,
    "hnsw-graph": lambda dim: HnswIndex(dim, exact_below=0),
}


@pytest.fixture(params=INDEXES)
def index(request: pytest.FixtureRequest) -> VectorIndex:
    """An empty index of each kind."""
    return INDEXES[request.param](DIM)


def _ids(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def _filled(index: VectorIndex, n: int = 50) -> np.ndarray:
    vectors = random_units(n, DIM, seed=1)
    index.add(np.arange(n, dtype=np.int64) * 3, vectors)
    return vectors


def test_empty_index_finds_nothing(index: VectorIndex) -> None:
    ids, cosines = index.search(random_units(1, DIM, 0)[0], 5)
    assert len(index) == 0
    assert (ids.dtype, ids.shape) == (np.int64, (0,))
    assert (cosines.dtype, cosines.shape) == (np.float32, (0,))
    assert index.sample(5, seed=0).shape == (0, DIM)
    assert index.vectors(_ids()).shape == (0, DIM)
    assert index.score(random_units(1, DIM, 0)[0], _ids()).shape == (0,)
    assert index.ids().shape == (0,)


def test_finds_the_nearest_best_first(index: VectorIndex) -> None:
    vectors = _filled(index)
    query = random_units(1, DIM, seed=2)[0]
    ids, cosines = index.search(query, 7)
    expected = np.argsort(-(vectors @ query))[:7]
    assert ids.tolist() == (expected * 3).tolist()
    np.testing.assert_allclose(cosines, (vectors @ query)[expected], atol=1e-6)
    assert (ids.dtype, cosines.dtype) == (np.int64, np.float32)


def test_gives_what_there_is_when_asked_for_more(index: VectorIndex) -> None:
    _filled(index, 10)
    ids, cosines = index.search(random_units(1, DIM, seed=2)[0], 1000)
    assert sorted(ids.tolist()) == [3 * i for i in range(10)]
    assert (np.diff(cosines) <= 0).all()


def test_removed_vectors_are_gone(index: VectorIndex) -> None:
    vectors = _filled(index)
    index.remove(_ids(0, 6))
    assert len(index) == 48
    assert index.contains(_ids(0, 3, 6, 4)).tolist() == [False, True, False, False]
    assert 0 not in index.ids()
    assert 0 not in index.search(vectors[0], 50)[0]
    with pytest.raises(KeyError):
        index.vectors(_ids(3, 6))


def test_removing_what_is_not_there_does_nothing(index: VectorIndex) -> None:
    _filled(index)
    index.remove(_ids(1, 1_000_000))
    index.remove(_ids(0))
    index.remove(_ids(0, 3))
    index.remove(_ids())
    assert len(index) == 48


def test_scores_given_ids_in_their_order(index: VectorIndex) -> None:
    vectors = _filled(index)
    index.remove(_ids(3))
    query = random_units(1, DIM, seed=2)[0]
    np.testing.assert_allclose(index.score(query, _ids(30, 0, 147)), vectors[[10, 0, 49]] @ query, atol=1e-6)
    for unknown in (_ids(30, 1), _ids(3), _ids(10_000)):
        with pytest.raises(KeyError):
            index.score(query, unknown)


def test_returns_copies_of_vectors_in_the_order_of_the_ids(index: VectorIndex) -> None:
    vectors = _filled(index)
    found = index.vectors(_ids(30, 0))
    np.testing.assert_array_equal(found, vectors[[10, 0]])
    found[:] = 0
    np.testing.assert_array_equal(index.vectors(_ids(30, 0)), vectors[[10, 0]])


def test_ids_come_in_any_order(index: VectorIndex) -> None:
    vectors = random_units(6, DIM, seed=3)
    index.add(_ids(50, 7), vectors[:2])
    index.add(_ids(9, 3, 60, 51), vectors[2:])
    assert index.ids().tolist() == [3, 7, 9, 50, 51, 60]
    np.testing.assert_array_equal(index.vectors(_ids(3, 7, 9, 50, 51, 60)), vectors[[3, 1, 2, 0, 5, 4]])
    index.remove(_ids(9))
    assert index.ids().tolist() == [3, 7, 50, 51, 60]


def test_grows_and_keeps_what_it_has(index: VectorIndex) -> None:
    vectors = random_units(5000, DIM, seed=4)
    ids = np.arange(5000, dtype=np.int64)
    for start in range(0, 5000, 700):
        index.add(ids[start : start + 700], vectors[start : start + 700])
    assert len(index) == 5000
    np.testing.assert_array_equal(index.vectors(ids), vectors)
    for i in range(0, 5000, 499):
        assert index.search(vectors[i], 1)[0].tolist() == [i]


def test_removing_most_keeps_the_rest_right(index: VectorIndex) -> None:
    vectors = random_units(1000, DIM, seed=5)
    index.add(np.arange(1000, dtype=np.int64), vectors)
    index.remove(np.arange(0, 990, dtype=np.int64))
    found, _ = index.search(vectors[995], 10)
    assert sorted(found.tolist()) == list(range(990, 1000))
    np.testing.assert_array_equal(index.vectors(np.arange(990, 1000)), vectors[990:])
    index.add(_ids(1000), vectors[:1])
    assert index.search(vectors[0], 1)[0].tolist() == [1000]


def test_samples_different_vectors(index: VectorIndex) -> None:
    vectors = _filled(index)
    index.remove(_ids(0))
    drawn = index.sample(20, seed=1)
    assert len(np.unique(drawn, axis=0)) == 20
    assert all((vectors[1:] == row).all(axis=1).any() for row in drawn)
    np.testing.assert_array_equal(drawn, index.sample(20, seed=1))
    assert len(index.sample(1000, seed=1)) == 49


def test_equal_vectors_are_all_found(index: VectorIndex) -> None:
    index.add(np.arange(300, dtype=np.int64), np.tile(random_units(1, DIM, 0), (300, 1)))
    ids, cosines = index.search(random_units(1, DIM, 0)[0], 200)
    assert len(set(ids.tolist())) == 200
    np.testing.assert_allclose(cosines, 1, atol=1e-6)


@pytest.mark.parametrize("ids", [(5, 5), (-1, 2), (0, 3), (4, 6)])
def test_refuses_ids_that_repeat_or_were_used(index: VectorIndex, ids: tuple[int, int]) -> None:
    _filled(index, 10)
    index.remove(_ids(6))
    with pytest.raises(BugError):
        index.add(_ids(*ids), random_units(2, DIM, seed=9))
    assert len(index) == 9
    assert index.contains(_ids(4, 5)).tolist() == [False, False]


def _with(value: float) -> np.ndarray:
    vectors = random_units(2, DIM, seed=9)
    vectors[1, 3] = value
    return vectors


@pytest.mark.parametrize(
    "vectors",
    [
        _with(np.nan),
        _with(np.inf),
        _with(7.0),
        np.zeros((2, DIM), np.float32),
        random_units(2, DIM, seed=9).astype(np.float64),
        random_units(2, DIM, seed=9).astype(np.float16),
        random_units(3, DIM, seed=9),
        random_units(2, DIM + 1, seed=9),
        random_units(2, DIM, seed=9)[0],
    ],
)
def test_refuses_vectors_of_another_kind(index: VectorIndex, vectors: np.ndarray) -> None:
    with pytest.raises(BugError):
        index.add(_ids(1, 2), vectors)
    assert len(index) == 0


@pytest.mark.parametrize("ids", [np.array([1, 2], np.int32), np.array([1.0, 2.0]), np.array([[1], [2]], np.int64)])
def test_refuses_ids_of_another_kind(index: VectorIndex, ids: np.ndarray) -> None:
    with pytest.raises(BugError):
        index.add(ids, random_units(2, DIM, seed=9))


@pytest.mark.parametrize(
    "query",
    [random_units(1, DIM - 1, 0)[0], random_units(1, DIM, 0), random_units(1, DIM, 0)[0] * 2, _with(np.nan)[1]],
)
def test_refuses_queries_of_another_kind(index: VectorIndex, query: np.ndarray) -> None:
    _filled(index)
    with pytest.raises(BugError):
        index.search(query, 3)
    with pytest.raises(BugError):
        index.score(query, _ids(3))


def test_refuses_to_look_for_nothing(index: VectorIndex) -> None:
    with pytest.raises(BugError):
        index.search(random_units(1, DIM, 0)[0], 0)


def test_takes_vectors_that_are_not_contiguous(index: VectorIndex) -> None:
    vectors = random_units(20, DIM, seed=1)
    index.add(np.arange(20, dtype=np.int64)[::2], vectors[::2])
    index.add(_ids(1), np.asfortranarray(vectors[1:2]))
    assert index.search(np.repeat(vectors[4], 2)[::2], 1)[0].tolist() == [4]
