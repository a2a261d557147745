"""Searches a library of many embeddings while its graph is built: `rebuilding FOLDER DIM COUNT`."""

from __future__ import annotations

import sys
import threading
import time
import zlib
from pathlib import Path

import numpy as np

from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.scoring import Background
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.engine.index import EmbeddingIndex
from clipphotos.store import embeddings
from clipphotos.store.catalogue import Catalogue, Connection
from clipphotos.store.embeddings import ModelId
from tests.faults.outcome import Outcome
from tests.store.vectors.samples import clip_like

_K = 50
_SEARCHES = 100
_CLOSED_S = 3.0
"""The program ends within this time."""
_PAUSE_S = 0.03
"""Between searches, as a person makes them; without it they would hold up what they are measured against."""


def _fill(catalogue: Catalogue, info: EncoderInfo, count: int) -> ModelId:
    blobs = [vector.tobytes() for vector in clip_like(count, info.dim, seed=1).astype("<f2")]

    def insert(db: Connection) -> ModelId:
        model = embeddings.model_id(db, info.id, info.fingerprint, info.dim)
        digests = ((number, number.to_bytes(32)) for number in range(1, count + 1))
        db.executemany("INSERT INTO photo (id, hash) VALUES (?, ?)", digests)
        db.executemany(
            "INSERT INTO embedding (photo_id, model_id, vector, crc32) VALUES (?, ?, ?, ?)",
            ((number, model, blob, zlib.crc32(blob)) for number, blob in enumerate(blobs, 1)),
        )
        return model

    return catalogue.write(insert)


def main(folder: Path, dim: int, count: int) -> Outcome:
    """Compare what is found, and how fast, with an index at rest."""
    info = EncoderInfo("m", "f" * 64, dim, Preprocessing(8, 8), ("en",), Background(0.0, 0.1))
    catalogue = Catalogue(folder / "catalogue.db")
    model = _fill(catalogue, info, count)
    queries = clip_like(_SEARCHES, dim, seed=2)

    def search(index: EmbeddingIndex) -> tuple[list[list[int]], np.ndarray]:
        found, seconds = [], []
        for query in queries:
            time.sleep(_PAUSE_S)
            start = time.perf_counter()
            found.append(index.search(query, _K)[0].tolist())
            seconds.append(time.perf_counter() - start)
        return found, 1000 * np.array(seconds)

    idle = EmbeddingIndex(catalogue, model, info, folder / "idle", exact_limit=count)
    truth, idle_ms = search(idle)
    idle.close()
    building = EmbeddingIndex(catalogue, model, info, folder / "building", exact_limit=count - 1)
    found, building_ms = search(building)
    still = any(thread.name == "index-builder" for thread in threading.enumerate())
    start = time.perf_counter()
    building.close()
    closed_s = time.perf_counter() - start
    catalogue.close()
    wrong = [number for number in range(_SEARCHES) if found[number] != truth[number]]
    failures = [f"searches {wrong} found something else while the index was built"] if wrong else []
    if not still:
        failures.append("the index was built before the searches ended: nothing was measured")
    if closed_s > _CLOSED_S:
        failures.append(f"closing took {closed_s:.1f} s while the index was built")
    seen = (
        f"{count:,} x {dim}: {np.median(building_ms):.0f} ms, at most {building_ms.max():.0f}; at rest "
        f"{np.median(idle_ms):.0f} ms: {np.median(building_ms) / np.median(idle_ms):.1f} times as long; "
        f"closed in {closed_s:.1f} s meanwhile"
    )
    return Outcome(_SEARCHES, failures, seen)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])).tell()
