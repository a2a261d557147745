"""The index on disk: whole or not there, whatever becomes of it; and searches go on while it is built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.scoring import Background
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.engine.index import EmbeddingIndex
from clipphotos.store import embeddings, photos
from clipphotos.store.catalogue import Catalogue, Connection
from tests.store.vectors.samples import random_units


def test_killed_while_a_snapshot_is_saved(tmp_path: Path, try_out: Callable[..., None]) -> None:
    try_out("snapshot_kills", "killing_snapshots", tmp_path)


def test_damaged_index_files_are_refused_and_built_again(quick_folder: Path, try_out: Callable[..., None]) -> None:
    try_out("corrupt_indexes", "corrupting", quick_folder)


def test_searches_go_on_while_the_index_is_built(
    quick_folder: Path, try_out: Callable[..., None], released: bool
) -> None:
    try_out("rebuild_vectors", "rebuilding", quick_folder, 512 if released else 64)


def test_what_was_committed_while_the_graph_was_built_can_still_be_added(tmp_path: Path) -> None:
    """The builder reads the catalogue, so it may have found by itself what the embedder is about to add."""
    info = EncoderInfo("m", "f" * 64, 16, Preprocessing(8, 8), ("en",), Background(0.0, 0.1))
    vectors = random_units(3100, info.dim, 0)

    def store(db: Connection, start: int, end: int) -> list[int]:
        ids = []
        for number in range(start, end):
            digest = number.to_bytes(32)
            new_id = embeddings.insert(db, model, photos.insert(db, digest), digest, vectors[number])
            assert new_id is not None
            ids.append(new_id)
        return ids

    catalogue = Catalogue(tmp_path / "catalogue.db")
    model = catalogue.write(lambda db: embeddings.model_id(db, info.id, info.fingerprint, info.dim))
    catalogue.write(lambda db: store(db, 0, 3000))
    index = EmbeddingIndex(catalogue, model, info, tmp_path / "index", exact_limit=1000)
    try:
        late = np.array(catalogue.write(lambda db: store(db, 3000, 3100)), np.int64)
        index.wait_built()
        index.add(late, vectors[3000:])
        assert len(index) == 3100
        assert index.search(vectors[3050], 1)[0].tolist() == [late[50]]
    finally:
        index.close()
        catalogue.close()
