"""Damages index files in every way, and opens what is left: `corrupting FOLDER TIMES`.

Each time the snapshot is either refused, and then the index is built again from the catalogue, or it answers as it did
before. Anything else may end this program.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.scoring import Background
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.engine.index import EmbeddingIndex
from clipphotos.store import embeddings, photos
from clipphotos.store.catalogue import Catalogue, Connection
from clipphotos.store.embeddings import ModelId
from clipphotos.store.vectors import snapshot
from clipphotos.store.vectors.exact import ExactIndex
from clipphotos.store.vectors.hnsw import HnswIndex
from clipphotos.store.vectors.protocol import VectorIndex
from tests.faults.outcome import Outcome
from tests.store.vectors.samples import random_units

DIM = 16
COUNT = 160
REMOVED = 16
_INFO = EncoderInfo("m", "f" * 64, DIM, Preprocessing(8, 8), ("en",), Background(0.0, 0.1))
_QUERIES = random_units(5, DIM, 99)
_K = 10

# How wide a search is takes most of the time to find out, and makes no difference to so few vectors.
HnswIndex.tune_ef = lambda _self: 1.0  # type: ignore[method-assign,assignment,misc]
# So few vectors would be looked at one by one; here the graph is to be asked, which may be damaged.
for _function in (HnswIndex.__init__, HnswIndex.read.__func__, snapshot.load):  # type: ignore[attr-defined]
    _function.__kwdefaults__["exact_below"] = 0

Rng = np.random.Generator
Damage = Callable[[Path, Path, Rng], None]
"""Called with a snapshot's folder and the folder of another one."""


def _in_bytes(change: Callable[[bytearray, Rng], None]) -> Damage:
    """Make damage of a change to the bytes of the graph or of the manifest."""

    def damage(folder: Path, _other: Path, rng: Rng) -> None:
        path = folder / snapshot.MANIFEST if rng.random() < 0.3 else _graph(folder)
        content = bytearray(path.read_bytes())
        change(content, rng)
        path.write_bytes(content)

    damage.__name__ = change.__name__
    return damage


def _page(content: bytearray, rng: Rng) -> slice:
    start = int(rng.integers(max(len(content) // 4096, 1))) * 4096
    return slice(start, min(start + 4096, len(content)))


@_in_bytes
def flip_bits(content: bytearray, rng: Rng) -> None:
    for _ in range(rng.integers(1, 9)):
        content[rng.integers(len(content))] ^= 1 << int(rng.integers(8))


@_in_bytes
def truncate(content: bytearray, rng: Rng) -> None:
    del content[int(rng.integers(len(content))) :]


@_in_bytes
def append(content: bytearray, rng: Rng) -> None:
    content += rng.bytes(int(rng.integers(1, 5000)))


@_in_bytes
def zero_page(content: bytearray, rng: Rng) -> None:
    page = _page(content, rng)
    content[page] = bytes(page.stop - page.start)


@_in_bytes
def random_page(content: bytearray, rng: Rng) -> None:
    page = _page(content, rng)
    content[page] = rng.bytes(page.stop - page.start)


@_in_bytes
def swap_bytes(content: bytearray, rng: Rng) -> None:
    one, other = (int(i) for i in rng.integers(len(content), size=2))
    content[one], content[other] = content[other], content[one]


@_in_bytes
def random_file(content: bytearray, rng: Rng) -> None:
    content[:] = rng.bytes(len(content))


@_in_bytes
def zero_file(content: bytearray, rng: Rng) -> None:
    content[:] = bytes(int(rng.integers(len(content) + 1)))


def swap_manifest(folder: Path, other: Path, _rng: Rng) -> None:
    shutil.copy(other / snapshot.MANIFEST, folder)


def swap_graph(folder: Path, other: Path, _rng: Rng) -> None:
    shutil.copy(_graph(other), _graph(folder))


def older_generation(folder: Path, other: Path, _rng: Rng) -> None:
    """The whole snapshot of another time: what it lacks must come from the catalogue, what it has too much go."""
    shutil.rmtree(folder)
    shutil.copytree(other, folder)


def lose_file(folder: Path, _other: Path, rng: Rng) -> None:
    (folder / snapshot.MANIFEST if rng.random() < 0.5 else _graph(folder)).unlink()


def folder_for_file(folder: Path, _other: Path, _rng: Rng) -> None:
    path = _graph(folder)
    path.unlink()
    path.mkdir()


def other_kind(folder: Path, _other: Path, rng: Rng) -> None:
    """A manifest that is whole, but of another model, dimension, space, program, or number of vectors."""
    key, value = [
        ("dim", DIM * 2),
        ("dim", DIM // 2),
        ("model", "0" * 64),
        ("space", "l2"),
        ("format", 0),
        ("count", COUNT - 1),
        ("max_id", COUNT * 2),
        ("removed", [COUNT * 3]),
        ("size", 7),
        ("sha256", "0" * 64),
    ][rng.integers(10)]
    path = folder / snapshot.MANIFEST
    manifest: dict[str, Any] = json.loads(path.read_text())
    del manifest["checksum"]
    manifest[key] = value
    path.write_text(json.dumps({**manifest, "checksum": snapshot._checksum(manifest)}))


DAMAGES: tuple[Damage, ...] = (
    *(flip_bits, truncate, append, zero_page, random_page, swap_bytes, random_file, zero_file),
    *(swap_manifest, swap_graph, older_generation, lose_file, folder_for_file, other_kind),
)


def _graph(folder: Path) -> Path:
    (path,) = folder.glob("index-*.hnsw")
    return path


def _store(catalogue: Catalogue, count: int, seed: int) -> ModelId:
    """Add embeddings, some of which are removed again."""

    def insert(db: Connection) -> ModelId:
        model = embeddings.model_id(db, _INFO.id, _INFO.fingerprint, DIM)
        for number, vector in enumerate(random_units(count, DIM, seed)):
            digest = bytes([seed]) * 16 + number.to_bytes(16)
            embeddings.insert(db, model, photos.insert(db, digest), digest, vector)
        return model

    return catalogue.write(insert)


def _open(catalogue: Catalogue, model: ModelId, folder: Path) -> EmbeddingIndex:
    return EmbeddingIndex(catalogue, model, _INFO, folder, exact_limit=COUNT // 4)


def _make_snapshot(catalogue: Catalogue, model: ModelId, folder: Path) -> None:
    index = _open(catalogue, model, folder)
    index.wait_built()
    index.close()


def _answers(index: VectorIndex | EmbeddingIndex) -> tuple[list[list[int]], npt.NDArray[np.float32]]:
    found = [index.search(query, _K) for query in _QUERIES]
    return [ids.tolist() for ids, _ in found], np.stack([cosines for _, cosines in found])


def _same(index: VectorIndex | EmbeddingIndex, ids: list[list[int]], cosines: npt.NDArray[np.float32]) -> bool:
    found, how_near = _answers(index)
    return found == ids and bool(np.allclose(how_near, cosines, atol=1e-5))


def _problems(
    catalogue: Catalogue,
    model: ModelId,
    folder: Path,
    whole: HnswIndex,
    truth: tuple[list[list[int]], npt.NDArray[np.float32]],
) -> tuple[list[str], bool]:
    """Return what is wrong after some damage, and whether the snapshot was loaded all the same."""
    problems = []
    loaded = snapshot.load(folder, DIM, _INFO.fingerprint)
    if loaded is not None and np.array_equal(loaded.ids(), whole.ids()):
        if not np.array_equal(loaded.vectors(loaded.ids()), whole.vectors(whole.ids())):
            problems.append("other vectors were loaded")
        if not _same(loaded, *_answers(whole)):
            problems.append("what was loaded answers otherwise")
    index = _open(catalogue, model, folder)
    try:
        if not _same(index, *truth):
            problems.append("the library answers otherwise at once")
        index.wait_built()
        if not _same(index, *truth):
            problems.append("the library answers otherwise when the index was built")
    finally:
        index.close()
    if snapshot.load(folder, DIM, _INFO.fingerprint) is None:
        problems.append("it was not built again")
    return problems, loaded is not None


def main(folder: Path, times: int) -> Outcome:
    """Damage a copy, open it, go on with the next."""
    catalogue = Catalogue(folder / "catalogue.db")
    model = _store(catalogue, COUNT // 2, 1)
    _make_snapshot(catalogue, model, folder / "older")
    _store(catalogue, COUNT // 2, 2)
    catalogue.write(lambda db: embeddings.discard(db, range(1, COUNT, COUNT // REMOVED)))
    shutil.copytree(folder / "older", folder / "whole")
    _make_snapshot(catalogue, model, folder / "whole")
    whole = snapshot.load(folder / "whole", DIM, _INFO.fingerprint)
    assert whole is not None
    exact = ExactIndex(DIM)
    with catalogue.read() as db:
        for chunk in embeddings.chunks(db, model, DIM):
            exact.add(chunk.ids, chunk.vectors)
    truth = _answers(exact)
    assert [len(it) for it in (whole, exact)] == [COUNT - REMOVED] * 2

    failures: list[str] = []
    loaded = 0
    for number in range(times):
        damage = DAMAGES[number % len(DAMAGES)]
        shutil.copytree(folder / "whole", folder / "damaged")
        damage(folder / "damaged", folder / "older", np.random.default_rng(number))
        print(f"{number}: {damage.__name__}", file=sys.stderr)  # the last one is what ended the program
        problems, was_loaded = _problems(catalogue, model, folder / "damaged", whole, truth)
        failures += [f"{number} ({damage.__name__}): {problem}" for problem in problems]
        loaded += was_loaded
        shutil.rmtree(folder / "damaged")
    catalogue.close()
    return Outcome(times, failures, f"{loaded:,} loaded, with the same answers")


if __name__ == "__main__":
    logging.getLogger("clipphotos").setLevel(logging.ERROR)
    main(Path(sys.argv[1]), int(sys.argv[2])).tell()
