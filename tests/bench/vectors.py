"""How the graph compares with looking at everything, within one run: `python -m tests.bench.vectors [COUNT] [DIM]`.

Seconds depend on the machine and what else it does; the ratios are what counts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from clipphotos.store.vectors import snapshot
from clipphotos.store.vectors.exact import ExactIndex
from clipphotos.store.vectors.hnsw import HnswIndex
from clipphotos.store.vectors.protocol import VectorIndex
from tests.store.vectors.samples import clip_like

K = 50
QUERIES = 200


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _search_ms(index: VectorIndex, queries: np.ndarray) -> float:
    return 1000 * float(np.median([_timed(lambda query=query: index.search(query, K)) for query in queries]))


def main(count: int, dim: int) -> None:
    """Print a line for each thing measured."""
    print(f"{count:,} vectors x {dim}, the {K} nearest")
    vectors = clip_like(count, dim, seed=1)
    ids = np.arange(count, dtype=np.int64)
    queries = clip_like(QUERIES, dim, seed=2)
    exact, graph = ExactIndex(dim), HnswIndex(dim)
    exact_build_s = _timed(lambda: exact.add(ids, vectors))
    graph_build_s = _timed(lambda: graph.add(ids, vectors))
    print(
        f"build: exact {exact_build_s:.2f} s, graph {graph_build_s:.1f} s ({1000 * graph_build_s / count:.2f} ms each)"
    )
    exact_ms = _search_ms(exact, queries)
    print(f"search: exact {exact_ms:.2f} ms")
    truth = [exact.search(query, K)[0] for query in queries]
    for target in (0.9, 0.95, 0.99):
        tune_s = _timed(lambda target=target: graph.tune_ef(target, K))
        graph_ms = _search_ms(graph, queries)
        hits = sum(
            len(np.intersect1d(graph.search(query, K)[0], right)) for query, right in zip(queries, truth, strict=True)
        )
        print(
            f"search: graph {graph_ms:.2f} ms, {exact_ms / graph_ms:.1f} times as fast, recall {hits / K / QUERIES:.3f}"
            f" (wanted {target}, ef {graph.ef}, tuned in {tune_s:.1f} s)"
        )
    subset = np.sort(np.random.default_rng(0).choice(ids, count // 100, replace=False))
    for name, index in (("exact", exact), ("graph", graph)):
        print(f"score 1 % by id: {name} {1000 * _timed(lambda index=index: index.score(queries[0], subset)):.2f} ms")
    with tempfile.TemporaryDirectory() as folder:
        save_s = _timed(lambda: snapshot.save(Path(folder), graph, "bench"))
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        held_s = _timed(lambda: graph.write(Path(folder) / "write"))
        load_s = _timed(lambda: snapshot.load(Path(folder), dim, "bench"))
    print(f"snapshot: saved in {save_s:.2f} s ({held_s:.2f} s of it in the way of searches), loaded in {load_s:.2f} s")
    print(f"          {size / count:.0f} bytes a vector; building takes {graph_build_s / load_s:.0f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 512)
