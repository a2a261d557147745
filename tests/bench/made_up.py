"""Large libraries of made-up photos: embeddings that mix a few concepts each, in a real catalogue."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from clipphotos.core.photo import PhotoId, Place, Signature
from clipphotos.engine.library import Library
from clipphotos.store import embeddings, files, roots
from clipphotos.store.catalogue import Connection

CONCEPTS = (Path(__file__).parents[2] / "resources/concepts.txt").read_text("utf-8").splitlines()


def over(cache: Path, fill_library: Callable[[Library], None], measure: Callable[[Library], None]) -> None:
    """Measure a library that was filled; the index learns the embeddings when it is opened again.

    Args:
        cache: the folder of converted models.
        fill_library: puts photos into an empty one.
        measure: prints what it finds.
    """
    with tempfile.TemporaryDirectory() as directory:
        for step in (fill_library, measure):
            library = Library(Path(directory), cache)
            try:
                step(library)
            finally:
                library.close()


def fill(library: Library, count: int, describe: Callable[[Connection, PhotoId, np.random.Generator], None]) -> None:
    """Put photos into the catalogue whose embeddings are each near one to three concepts; `describe` says the rest."""
    info, rng = library.model.get().info, np.random.default_rng(0)
    concepts = library.model.get().encoder.encode_texts(CONCEPTS)
    concepts = concepts - concepts.mean(axis=0)

    def write(db: Connection) -> None:
        root = roots.add(db, "/photos")
        model = embeddings.model_id(db, info.id, info.fingerprint, info.dim)
        for number in range(count):
            chosen = rng.integers(len(concepts), size=rng.integers(1, 4))
            vector = rng.dirichlet(np.ones(len(chosen))) @ concepts[chosen] + rng.normal(0, 0.02, info.dim)
            vector = (vector / np.linalg.norm(vector)).astype(np.float32)
            digest = hashlib.sha256(str(number).encode()).digest()
            place = Place(root, b"folder%d" % (number // 500), b"%d.jpg" % number)
            photo: PhotoId = files.record_content(db, place, Signature(1, number * 10**9, number), digest, ())
            embeddings.insert(db, model, photo, digest, vector)
            describe(db, photo, rng)

    library._catalogue.write(write)
