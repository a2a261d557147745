"""Converted models on disk: written whole or not at all, and checked before they are read.

One folder per model and runtime; its `manifest.json` is written last. It is a cache: anything that does not check
out is as if it were not there, and the model is converted again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clipphotos.core.errors import KnownError
from clipphotos.core.preprocessing import Interpolation, Preprocessing, ResizeMode
from clipphotos.core.scoring import Background
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.embedding.source import file_sha256
from clipphotos.embedding.tokenizer import TokenizerSpec

_log = logging.getLogger(__name__)

_MANIFEST = "manifest.json"
_FORMAT = 3
"""Of the manifest: raise it when fields come or go."""
_STALE_S = 24 * 3600


@dataclass(frozen=True)
class CachedModel:
    """What a runtime needs to start without the model's source."""

    folder: Path
    info: EncoderInfo
    tokenizer: TokenizerSpec


def folder_of(cache_dir: Path, model_id: str) -> Path:
    """Return where a model is kept; the id's readable part is for people, its hash makes it unique."""
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", model_id).strip("-.")[-60:]
    return cache_dir / f"{readable}-{hashlib.sha256(model_id.encode()).hexdigest()[:8]}"


def read(cache_dir: Path, model_id: str, identity: str) -> CachedModel | None:
    """Return a model that was written with this identity and whose files are intact; otherwise None."""
    folder = folder_of(cache_dir, model_id)
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != _FORMAT:
            return None
        if manifest["identity"] != identity or manifest["info"]["id"] != model_id:
            return None
        damaged = [name for name, sha256 in manifest["files"].items() if file_sha256(folder / name) != sha256]
        if damaged:
            _log.warning("converted model %s is damaged (%s): converting it again", folder.name, ", ".join(damaged))
            return None
        return CachedModel(folder, _info_from_json(manifest["info"]), TokenizerSpec(**manifest["tokenizer"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("converted model %s cannot be read (%s): converting it again", folder.name, error)
        return None


def write(
    cache_dir: Path,
    identity: str,
    info: EncoderInfo,
    tokenizer: TokenizerSpec,
    made_by: dict[str, str],
    save: Callable[[Path], None],
) -> CachedModel:
    """Keep a converted model, in place of what was there.

    Args:
        cache_dir: the folder of all models; made if need be.
        identity: see `read`.
        info: the model's facts.
        tokenizer: the model's tokenizer.
        made_by: versions of what made the files, for whoever looks into the folder.
        save: writes the runtime's files into the folder that it is given.

    Raises:
        KnownError: the disk is full or the folder is not writable; nothing is left behind.
    """
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        _remove_stale(cache_dir)
        return _write(cache_dir, identity, info, tokenizer, made_by, save)
    except OSError as error:
        raise KnownError(f"The model cannot be written to {cache_dir}: {error.strerror or error}.") from error


def _write(
    cache_dir: Path,
    identity: str,
    info: EncoderInfo,
    tokenizer: TokenizerSpec,
    made_by: dict[str, str],
    save: Callable[[Path], None],
) -> CachedModel:
    folder = folder_of(cache_dir, info.id)
    temporary = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".tmp", dir=cache_dir))
    try:
        save(temporary)
        manifest = {
            "format": _FORMAT,
            "identity": identity,
            "info": asdict(info),
            "tokenizer": asdict(tokenizer),
            "made_by": made_by,
            "files": {path.name: file_sha256(path) for path in sorted(temporary.iterdir())},
        }
        (temporary / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _replace_folder(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return CachedModel(folder, info, tokenizer)


def _replace_folder(new: Path, old: Path) -> None:
    """Rename a folder over another; a crash in between leaves no folder, which is a missing cache."""
    grave = old.with_name(f"{new.name}.old.tmp")
    with suppress(FileNotFoundError):
        os.rename(old, grave)
    try:
        os.rename(new, old)
    except OSError:
        if not (old / _MANIFEST).is_file():
            raise
        # Another process converted the same model at the same time: its folder is as good.
        _log.info("another process wrote %s first", old.name)
    shutil.rmtree(grave, ignore_errors=True)


def _remove_stale(cache_dir: Path) -> None:
    """Remove what conversions that were killed left behind."""
    for path in cache_dir.glob("*.tmp"):
        try:
            if time.time() - path.stat().st_mtime > _STALE_S:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError as error:
            _log.info("cannot remove %s: %s", path, error)


def _info_from_json(data: dict[str, Any]) -> EncoderInfo:
    preprocessing = data["preprocessing"]
    return EncoderInfo(
        id=data["id"],
        fingerprint=data["fingerprint"],
        dim=data["dim"],
        preprocessing=Preprocessing(
            **preprocessing
            | {
                "mode": ResizeMode(preprocessing["mode"]),
                "interpolation": Interpolation(preprocessing["interpolation"]),
            }
        ),
        languages=tuple(data["languages"]),
        background=Background(**data["background"]),
        image_background=Background(**data["image_background"]),
        prompt_ensembling=data["prompt_ensembling"],
        logit_scale=data["logit_scale"],
    )
