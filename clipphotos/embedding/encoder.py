"""What every encoder can do, whatever its model and runtime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.scoring import Background

_IMAGE_BACKGROUND = Background(mean=0.5, spread=0.12)


@dataclass(frozen=True)
class EncoderInfo:
    """The facts of a model that the catalogue and the window need; the same on every runtime."""

    id: str
    """Stable name, for example "starter" or "open_clip:ViT-B-32/laion2b_s34b_b79k"."""
    fingerprint: str
    """SHA-256 over weights and preprocessing, hex: embeddings of another fingerprint are not comparable."""
    dim: int
    preprocessing: Preprocessing
    languages: tuple[str, ...]
    """ISO 639-1 codes that its text tower reads; ("mul",) for a multilingual one."""
    background: Background
    """Cosines of a text and photos that have nothing to do with it, in general: the prior of calibration."""
    image_background: Background = _IMAGE_BACKGROUND
    """The same between two photos."""
    prompt_ensembling: bool = True
    """Whether it understands a short text better as the mean of that text in several templates."""
    logit_scale: float = 100.0
    """What cosines are multiplied by before a softmax over texts; 100 is where CLIP's training stops it."""


class Encoder(Protocol):
    """One model on one runtime.

    Both methods may be called from any thread, also at the same time; each waits for its own tower only, so that
    a search's text never waits for a batch of photos.
    """

    @property
    def info(self) -> EncoderInfo:
        """Return the model's facts."""

    @property
    def batch_size(self) -> int:
        """Return how many photos this runtime likes at once."""

    def encode_images(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Return unit vectors, (B, dim) float32, of upright RGB pixels, (B, size_px, size_px, 3) uint8."""

    def encode_texts(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Return unit vectors, (N, dim) float32, one per text."""

    def unread(self, text: str) -> str:
        """Return the end of a text that the model does not read because the text is too long; "" if there is none."""

    def close(self) -> None:
        """Free the model."""
