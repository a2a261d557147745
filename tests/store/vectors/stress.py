"""Adds, searches, removes, saves and loads in threads, all at once: `stress.py FOLDER SECONDS`."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[3]))

from clipphotos.store.vectors import snapshot
from clipphotos.store.vectors.exact import ExactIndex
from clipphotos.store.vectors.hnsw import HnswIndex
from tests.store.vectors.samples import clip_like, random_units

DIM = 64


def main(folder: Path, seconds: float) -> None:
    """Do everything for a while; raise if anything came out wrong."""
    graph, exact = HnswIndex(DIM), ExactIndex(DIM)
    vectors = clip_like(200_000, DIM, seed=1)
    end = time.monotonic() + seconds
    added = 0
    errors: list[BaseException] = []
    counts = dict.fromkeys(("add", "remove", "search", "save"), 0)

    def add() -> None:
        nonlocal added
        ids = np.arange(added, added + 50, dtype=np.int64)
        graph.add(ids, vectors[ids])
        exact.add(ids, vectors[ids])
        added += 50

    def remove() -> None:
        rng = np.random.default_rng(counts["remove"])
        ids = np.unique(rng.integers(0, max(added, 1), 5))
        graph.remove(ids)
        exact.remove(ids)
        time.sleep(0.002)

    def search() -> None:
        query = random_units(1, DIM, seed=counts["search"])[0]
        for index in (graph, exact):
            ids, cosines = index.search(query, 20)
            assert len(set(ids.tolist())) == len(ids)
            assert (np.diff(cosines) <= 0).all()
            np.testing.assert_allclose(cosines, vectors[ids] @ query, atol=1e-5)

    def save() -> None:
        snapshot.save(folder, graph, "stress")
        loaded = snapshot.load(folder, DIM, "stress")
        assert loaded is not None
        np.testing.assert_array_equal(loaded.vectors(loaded.ids()), vectors[loaded.ids()])

    def repeat(action: Callable[[], None]) -> None:
        try:
            while time.monotonic() < end and not errors:
                action()
                counts[action.__name__] += 1
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=repeat, args=(action,)) for action in (add, remove, search, search, save)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    np.testing.assert_array_equal(graph.ids(), exact.ids())
    assert all(counts.values()), counts
    print(counts, "fine")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
