"""What only the exact index can do."""

from __future__ import annotations

import numpy as np
import pytest

from clipphotos.store.vectors.exact import ExactIndex

DIM = 16


@pytest.mark.parametrize("removed", [0, 5, 60])
def test_everything_is_scored_by_ascending_id_without_what_was_removed(removed: int) -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(100, DIM)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = rng.permutation(1000)[:100].astype(np.int64)
    index = ExactIndex(DIM)
    index.add(ids[:50], vectors[:50])
    index.add(ids[50:], vectors[50:])
    gone = rng.permutation(100)[:removed]
    index.remove(ids[gone])
    kept = np.setdiff1d(np.arange(100), gone)
    kept = kept[np.argsort(ids[kept])]

    found, cosines = index.score_all(vectors[3])
    assert found.tolist() == ids[kept].tolist()
    assert cosines == pytest.approx(vectors[kept] @ vectors[3], abs=1e-6)
