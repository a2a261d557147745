"""A snapshot is whole, or is not there; killed, damaged and on a full disk it is in tests/faults."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from clipphotos.core.errors import BugError, KnownError
from clipphotos.store.vectors import snapshot
from clipphotos.store.vectors.hnsw import HnswIndex
from tests.store.vectors.samples import random_units

DIM = 32
MODEL = "starter 1"
ROOT = Path(__file__).parents[3]


def _index(n: int = 500, seed: int = 0) -> HnswIndex:
    index = HnswIndex(DIM)
    index.add(np.arange(n, dtype=np.int64) * 2, random_units(n, DIM, seed))
    index.remove(np.arange(0, n // 5, dtype=np.int64) * 2)
    return index


def _assert_equal(one: HnswIndex, other: HnswIndex | None) -> None:
    assert other is not None
    np.testing.assert_array_equal(one.ids(), other.ids())
    np.testing.assert_array_equal(one.vectors(one.ids()), other.vectors(other.ids()))


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_loads_what_was_saved(tmp_path: Path) -> None:
    index = _index(2000)
    index.tune_ef(k=10)
    folder = tmp_path / "new" / "фото \udcff"
    assert snapshot.save(folder, index, MODEL) == 1
    loaded = snapshot.load(folder, DIM, MODEL)
    _assert_equal(index, loaded)
    assert loaded is not None
    assert loaded.ef == index.ef
    for query in random_units(20, DIM, 5):
        assert index.search(query, 10)[0].tolist() == loaded.search(query, 10)[0].tolist()


def test_loaded_index_remembers_removed_ids_and_grows(tmp_path: Path) -> None:
    index = _index()
    snapshot.save(tmp_path, index, MODEL)
    loaded = snapshot.load(tmp_path, DIM, MODEL)
    assert loaded is not None
    with pytest.raises(BugError, match="before"):
        loaded.add(np.array([0], np.int64), random_units(1, DIM, 0))
    for start in range(1001, 6001, 100):
        loaded.add(np.arange(start, start + 100, dtype=np.int64), random_units(100, DIM, start))
    assert len(loaded) == len(index) + 5000


def test_empty_index_can_be_saved(tmp_path: Path) -> None:
    snapshot.save(tmp_path, HnswIndex(DIM), MODEL)
    loaded = snapshot.load(tmp_path, DIM, MODEL)
    assert loaded is not None
    assert len(loaded) == 0


def test_new_snapshot_replaces_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "index-00000007.hnsw.tmp").write_bytes(b"left behind by a process that died")
    for generation in (1, 2, 3):
        index = _index(100 * generation)
        assert snapshot.save(tmp_path, index, MODEL) == generation
        assert _files(tmp_path) == [f"index-{generation:08d}.hnsw", "manifest.json"]
        _assert_equal(index, snapshot.load(tmp_path, DIM, MODEL))


def test_nothing_saved_is_nothing_to_warn_of(tmp_path: Path) -> None:
    assert snapshot.load(tmp_path, DIM, MODEL) is None
    assert snapshot.load(tmp_path / "missing", DIM, MODEL) is None


@pytest.mark.parametrize(("dim", "model"), [(DIM + 1, MODEL), (DIM // 2, MODEL), (DIM, "starter 2")])
def test_snapshot_of_another_model_is_not_loaded(tmp_path: Path, dim: int, model: str) -> None:
    snapshot.save(tmp_path, _index(), MODEL)
    assert snapshot.load(tmp_path, dim, model) is None


def test_save_that_fails_keeps_the_old_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _index()
    snapshot.save(tmp_path, old, MODEL)
    before = _files(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for function in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, function, fail)
            with pytest.raises(KnownError, match="No space left"):
                snapshot.save(tmp_path, _index(50), MODEL)
        assert _files(tmp_path) == before
        _assert_equal(old, snapshot.load(tmp_path, DIM, MODEL))


def test_manifest_of_another_snapshot_is_refused(tmp_path: Path, allowed_log: Callable[[str], None]) -> None:
    allowed_log("is of no use and will be built again")
    for name, seed in (("a", 0), ("b", 1)):
        snapshot.save(tmp_path / name, _index(seed=seed), MODEL)
    shutil.copy(tmp_path / "a" / "manifest.json", tmp_path / "b" / "manifest.json")
    assert snapshot.load(tmp_path / "b", DIM, MODEL) is None


def test_manifest_that_was_edited_is_refused(tmp_path: Path, allowed_log: Callable[[str], None]) -> None:
    allowed_log("is of no use and will be built again")
    snapshot.save(tmp_path, _index(), MODEL)
    path = tmp_path / "manifest.json"
    whole = json.loads(path.read_text())
    for key in whole:
        path.write_text(json.dumps({**whole, key: 7}))
        assert snapshot.load(tmp_path, DIM, MODEL) is None
        path.write_text(json.dumps({other: value for other, value in whole.items() if other != key}))
        assert snapshot.load(tmp_path, DIM, MODEL) is None
    for text in ("[]", "null", "7", "{}", "[" * 100_000):
        path.write_text(text)
        assert snapshot.load(tmp_path, DIM, MODEL) is None


def test_missing_index_file_is_reported(tmp_path: Path, allowed_log: Callable[[str], None]) -> None:
    allowed_log("is of no use and will be built again")
    snapshot.save(tmp_path, _index(), MODEL)
    (tmp_path / "index-00000001.hnsw").unlink()
    assert snapshot.load(tmp_path, DIM, MODEL) is None
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "manifest.json").mkdir()
    assert snapshot.load(tmp_path, DIM, MODEL) is None


_FILL = """
import sys
from pathlib import Path
from clipphotos.core.errors import KnownError
from clipphotos.store.vectors import snapshot
from tests.store.vectors.test_snapshot import DIM, MODEL, _assert_equal, _files, _index
folder = Path(sys.argv[1])
old = _index()
snapshot.save(folder, old, MODEL)
before = _files(folder)
for size in (2000, 3000, 4000):
    try:
        snapshot.save(folder, _index(size), MODEL)
    except KnownError as error:
        print("refused:", error)
    assert _files(folder) == before, _files(folder)
    _assert_equal(old, snapshot.load(folder, DIM, MODEL))
"""


def test_file_size_limit_keeps_the_old_snapshot(tmp_path: Path) -> None:
    limit = 300_000
    result = subprocess.run(
        [sys.executable, "-c", _FILL, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("refused:") == 3
