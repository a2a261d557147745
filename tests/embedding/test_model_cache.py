"""The folder of converted models: whole or not there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.preprocessing import Interpolation, Preprocessing, ResizeMode
from clipphotos.core.scoring import Background
from clipphotos.embedding import model_cache
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.embedding.tokenizer import TokenizerSpec

INFO = EncoderInfo(
    id="backend:some/model",
    fingerprint="ab" * 32,
    dim=4,
    preprocessing=Preprocessing(8, 9, ResizeMode.LONGEST, Interpolation.BILINEAR, 127),
    languages=("en", "zh"),
    background=Background(0.1, 0.2),
    image_background=Background(0.3, 0.4),
    prompt_ensembling=False,
    logit_scale=12.5,
)
TOKENIZER = TokenizerSpec("{}", "lower")


def write(cache_dir: Path, identity: str = "one", content: bytes = b"weights") -> model_cache.CachedModel:
    """Keep a model of one file."""
    return model_cache.write(
        cache_dir, identity, INFO, TOKENIZER, {}, lambda folder: (folder / "a.bin").write_bytes(content) and None
    )


def test_reads_what_was_written(tmp_path: Path) -> None:
    written = write(tmp_path / "new" / "folder")
    assert model_cache.read(tmp_path / "new" / "folder", INFO.id, "one") == written
    assert written.info == INFO
    assert (written.folder / "a.bin").read_bytes() == b"weights"


def test_absent_model_is_none(tmp_path: Path) -> None:
    assert model_cache.read(tmp_path, INFO.id, "one") is None


def test_other_identity_is_none(tmp_path: Path) -> None:
    write(tmp_path)
    assert model_cache.read(tmp_path, INFO.id, "two") is None


def test_newer_replaces_older(tmp_path: Path) -> None:
    write(tmp_path)
    written = write(tmp_path, "two", b"others")
    assert model_cache.read(tmp_path, INFO.id, "one") is None
    assert model_cache.read(tmp_path, INFO.id, "two") == written
    assert (written.folder / "a.bin").read_bytes() == b"others"
    assert list(tmp_path.iterdir()) == [written.folder]


@pytest.mark.parametrize("content", [b"", b"weightz", b"weights and more", None])
def test_damaged_file_is_none(content: bytes | None, tmp_path: Path, allowed_log: Callable[[str], None]) -> None:
    allowed_log("converting it again")
    path = write(tmp_path).folder / "a.bin"
    path.unlink() if content is None else path.write_bytes(content)
    assert model_cache.read(tmp_path, INFO.id, "one") is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"format": 1}', "\x00\xff"])
def test_damaged_manifest_is_none(text: str, tmp_path: Path, allowed_log: Callable[[str], None]) -> None:
    allowed_log("converting it again")
    (write(tmp_path).folder / "manifest.json").write_text(text, encoding="latin-1")
    assert model_cache.read(tmp_path, INFO.id, "one") is None


def test_manifest_of_another_version_is_none(tmp_path: Path) -> None:
    path = write(tmp_path).folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    assert model_cache.read(tmp_path, INFO.id, "one") is None


def test_failed_conversion_leaves_the_old_one(tmp_path: Path) -> None:
    old = write(tmp_path)

    def fail(folder: Path) -> None:
        (folder / "a.bin").write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(KnownError, match=r"cannot be written to .*: No space left"):
        model_cache.write(tmp_path, "two", INFO, TOKENIZER, {}, fail)
    assert model_cache.read(tmp_path, INFO.id, "one") == old
    assert list(tmp_path.iterdir()) == [old.folder]


def test_removes_what_killed_conversions_left(tmp_path: Path) -> None:
    stale, running = tmp_path / "model.x.tmp", tmp_path / "model.y.tmp"
    for folder in (stale, running):
        folder.mkdir()
        (folder / "a.bin").write_bytes(b"half")
    os.utime(stale, (0, 0))
    write(tmp_path)
    assert not stale.exists()
    assert running.exists()


def test_ids_that_look_alike_have_their_own_folders(tmp_path: Path) -> None:
    folders = {model_cache.folder_of(tmp_path, name) for name in ("a/b", "a:b", "a b", "../a", "é", "x" * 500)}
    assert len(folders) == 6
    assert all(folder.parent == tmp_path and len(folder.name) < 80 for folder in folders)
