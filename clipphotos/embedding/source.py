"""What a model gives to a runtime: two towers, a tokenizer and facts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.embedding.tokenizer import TextTokenizer

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Model:
    """A model in memory, before any runtime; the towers are in eval mode, float32, on the CPU.

    Normalisation, channel order and unit length are inside the towers, so a runtime only maps arrays.
    """

    info: EncoderInfo
    image_tower: torch.nn.Module
    """(B, size_px, size_px, 3) uint8 -> (B, dim) float32, unit length."""
    text_tower: torch.nn.Module
    """(N, L) int64 token ids -> (N, dim) float32, unit length."""
    tokenizer: TextTokenizer


class ModelSource(Protocol):
    """Where one model comes from."""

    @property
    def id(self) -> str:
        """Return the stable name."""

    def identity(self) -> str:
        """Return what tells, without reading the weights, whether a converted copy is of the same model.

        Raises:
            KnownError: there is no such model.
        """

    def build(self, cache_dir: Path, allow_download: bool) -> Model:
        """Read, check and return the model; slow (seconds), imports torch.

        Raises:
            KnownError: weights are missing, damaged, unsafe to read, or would have to be downloaded.
        """


def file_sha256(path: Path) -> str:
    """Return a file's SHA-256, hex.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
