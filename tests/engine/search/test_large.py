"""In a library too large for exact search the answers are the same, but for what the graph misses without a filter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from clipphotos.core.photo import PhotoId, Place, Signature
from clipphotos.core.query.records import SearchResult
from clipphotos.engine.index import EmbeddingIndex
from clipphotos.engine.library import Library
from clipphotos.store import embeddings, files, photos, roots
from clipphotos.store.catalogue import Connection

_COUNT = 4000
_EXACT = ["dog tag:even", "dog -cat", "dog or snow", "-dog", "2:dog snow tag:even", "like:#7 tag:even", "dog cat"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """A library of embeddings between a few words', and others; every tenth photo has no file any more."""
    folder = tmp_path_factory.mktemp("large") / "library"
    library = Library(folder, model_cache)
    try:
        info = library.model.get().info
        words = library.model.get().encoder.encode_texts(["dog", "cat", "snow", "beach", "car"])
        rng = np.random.default_rng(0)

        def fill(db: Connection) -> None:
            root = roots.add(db, "/photos")
            model = embeddings.model_id(db, info.id, info.fingerprint, info.dim)
            for number in range(_COUNT):
                vector = rng.dirichlet(np.full(5, 0.3)) @ words + rng.normal(0, 0.06, info.dim)
                vector = (vector / np.linalg.norm(vector)).astype(np.float32)
                digest = number.to_bytes(32)
                place = Place(root, b"", b"%d.jpg" % number)
                photo = files.record_content(db, place, Signature(1, number * 10**9, number), digest, ())
                embeddings.insert(db, model, photo, digest, vector)
                photos.rate(db, [photo], 5 if number % 5 == 0 else 0)
            db.execute("UPDATE file SET state = 'missing' WHERE photo_id % 10 = 0")

        library._catalogue.write(fill)
        library.tags.add("even", [PhotoId(i) for i in library.photos.ids().tolist() if i % 2 == 0])
    finally:
        library.close()
    return folder


@pytest.fixture(scope="module")
def both(folder: Path, model_cache: Path) -> Iterator[tuple[Library, Library]]:
    """The library with exact search, and with a graph."""
    with pytest.MonkeyPatch.context() as patch:
        exact = Library(folder, model_cache)
        exact.model.get()
        exact.close()
        patch.setitem(EmbeddingIndex.__init__.__kwdefaults__, "exact_limit", 1000)
        builder = Library(folder, model_cache)
        builder.model.get().index.wait_built()
        builder.close()
        graph = Library(folder, model_cache)
        graph.model.get()
    exact = Library(folder, model_cache, read_only=True)
    try:
        assert exact.model.get().index.exact
        assert not graph.model.get().index.exact
        yield exact, graph
    finally:
        exact.close()
        graph.close()


def scores_of(result: SearchResult) -> dict[int, float]:
    assert result.scores is not None
    return dict(zip(result.photo_ids.tolist(), result.scores.tolist(), strict=True))


@pytest.mark.parametrize("text", _EXACT)
def test_what_is_filtered_or_combined_is_exact(both: tuple[Library, Library], text: str) -> None:
    first, second = (library.search.query(text) for library in both)
    assert (first.strong, first.matching) == (second.strong, second.matching)
    expected, found = scores_of(first), scores_of(second)
    assert set(expected) == set(found)
    assert all(found[photo] == pytest.approx(expected[photo], abs=1e-3) for photo in expected)


@pytest.mark.parametrize("text", ["dog", "a beach", "like:#7"])
def test_a_description_alone_finds_nearly_everything_that_matches(both: tuple[Library, Library], text: str) -> None:
    first, second = (library.search.query(text) for library in both)
    best: npt.NDArray[np.int64] = first.photo_ids[: max(first.matching, 100)]
    assert first.matching or text.startswith("like:"), "no photo is so near to another"
    assert len(np.intersect1d(best, second.photo_ids[: len(best)])) >= 0.98 * len(best)
    assert second.matching == pytest.approx(first.matching, rel=0.03)
    assert not np.any(second.photo_ids % 10 == 0), "photos without a file"
    assert len(np.unique(second.photo_ids)) == len(second.photo_ids)


def test_a_few_are_asked_for(both: tuple[Library, Library]) -> None:
    for library in both:
        assert len(library.search.query("dog", limit=7).photo_ids) == 7
