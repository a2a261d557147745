"""An HNSW index on disk: a cache that is whole, or is not there.

A snapshot is a file of the graph, named by its generation, and a manifest that names it and holds its checksum. The
manifest is replaced last, in one step, so a process that dies or a disk that fills leaves the old pair or the new one.
Nothing is handed to hnswlib before its checksum was compared: a file with one wrong bit ends the process.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from clipphotos.core.errors import BugError, KnownError
from clipphotos.store.vectors.hnsw import EF_CONSTRUCTION, EXACT_BELOW, LINKS, SPACE, HnswIndex, Written

log = logging.getLogger(__name__)

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"

_MAX_MANIFEST_BYTES = 64 << 20
_PROBES = 100
_MIN_PROBES_FOUND = 0.95


class _UnusableError(Exception):
    """The snapshot cannot be used; the text says why."""


def save(folder: Path, index: HnswIndex, model: str) -> int:
    """Write a snapshot, and remove the ones before it.

    May run beside searches and changes, but not beside another `save` in the same folder. What was there stays
    loadable until the new one is safe on disk.

    Args:
        folder: made if it is missing; used for nothing else.
        index: what to write.
        model: identifies the model and its weights; `load` takes the snapshot for the same one only.

    Returns:
        The generation: a number that no other snapshot in the folder has.

    Raises:
        KnownError: it could not be written, and the old one is still there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        generation = _last_generation(folder) + 1
        path = folder / f"index-{generation:08d}.hnsw"
        with _temporary(path) as temporary:
            written = index.write(temporary)
            _check_readable(temporary, index.dim, written)
            checksum = _sha256(temporary)
            _sync(temporary)
            os.replace(temporary, path)
        _sync(folder)
        _write_manifest(folder, _manifest(generation, path.name, index.dim, model, checksum, written))
    except (OSError, BugError) as error:
        raise KnownError(f"The search index could not be saved: {error}") from error
    _remove_others(folder, path.name)
    return generation


def load(folder: Path, dim: int, model: str, *, exact_below: int = EXACT_BELOW) -> HnswIndex | None:
    """Return the index of the last snapshot, or None, with the reason in the log, where a new one must be built."""
    try:
        try:
            manifest = _read_manifest(folder)
        except FileNotFoundError:
            log.info("No search index in %s yet", folder)
            return None
        wanted = {"format": FORMAT, "dim": dim, "model": model, "space": SPACE}
        for key, value in wanted.items():
            if manifest.get(key) != value:
                log.info("The search index in %s has %s %r, not %r", folder, key, manifest.get(key), value)
                return None
        path = folder / Path(manifest["file"]).name
        if path.stat().st_size != manifest["size"]:
            raise _UnusableError(f"it has {path.stat().st_size} bytes instead of {manifest['size']}")
        if _sha256(path) != manifest["sha256"]:
            raise _UnusableError("its checksum is wrong")
        written = Written(
            size=manifest["size"],
            count=manifest["count"],
            removed=np.array(manifest["removed"], np.int64),
            max_id=manifest["max_id"],
            ef=manifest["ef"],
        )
        index = HnswIndex.read(path, dim, written, exact_below=exact_below)
        _probe(index)
    except (OSError, BugError, _UnusableError) as error:
        log.warning("The search index in %s is of no use and will be built again: %s", folder, error)
        return None
    return index


def _manifest(generation: int, file: str, dim: int, model: str, sha256: str, written: Written) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "generation": generation,
        "file": file,
        "size": written.size,
        "sha256": sha256,
        "count": written.count,
        "max_id": written.max_id,
        "removed": written.removed.tolist(),
        "dim": dim,
        "space": SPACE,
        "links": LINKS,
        "ef_construction": EF_CONSTRUCTION,
        "ef": written.ef,
        "model": model,
    }


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    path = folder / MANIFEST
    with _temporary(path) as temporary:
        with open(temporary, "wb") as file:
            file.write(_encode({**manifest, "checksum": _checksum(manifest)}))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    _sync(folder)


def _read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest if it is what `_write_manifest` wrote, to the bit."""
    with open(folder / MANIFEST, "rb") as file:
        text = file.read(_MAX_MANIFEST_BYTES)
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _UnusableError(f"its manifest is damaged ({error})") from error
    if not isinstance(manifest, dict) or manifest.pop("checksum", None) != _checksum(manifest):
        raise _UnusableError("its manifest is damaged")
    return manifest


def _encode(manifest: dict[str, Any]) -> bytes:
    return json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()


def _checksum(manifest: dict[str, Any]) -> str:
    return hashlib.sha256(_encode(manifest)).hexdigest()


def _last_generation(folder: Path) -> int:
    numbers = [path.stem.removeprefix("index-") for path in folder.glob("index-*.hnsw")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """Yield the name of a file beside `path`, which is gone afterwards unless it was renamed."""
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _check_readable(path: Path, dim: int, written: Written) -> None:
    """Raise BugError unless a file that was just written can be read: hnswlib does not say when the disk is full."""
    copy = HnswIndex.read(path, dim, written)
    _probe(copy)


def _probe(index: HnswIndex) -> None:
    """Raise BugError unless vectors of the index are found by asking for them."""
    queries = index.sample(_PROBES, seed=0)
    found = sum(float(index.search(query, 1)[1][0]) > 1.0 - 1e-3 for query in queries)
    if found < _MIN_PROBES_FOUND * len(queries):
        raise BugError(f"Only {found} of {len(queries)} vectors of the index are found by themselves.")


def _remove_others(folder: Path, keep: str) -> None:
    for path in folder.glob("index-*"):
        if path.name != keep:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:  # open in another program, on Windows; the next save tries again
                log.info("Could not remove the old search index %s: %s", path, error)


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Wait until a file's or folder's content is on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot, and orders the renames itself
    flags = os.O_RDWR if os.name == "nt" else os.O_RDONLY
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
