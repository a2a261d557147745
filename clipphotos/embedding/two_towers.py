"""The encoder that every runtime becomes: locks, checks and chunks around two functions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import BugError
from clipphotos.embedding.encoder import EncoderInfo


class Tokenizer(Protocol):
    """What `tokenizer.TextTokenizer` does."""

    def __call__(self, texts: list[str]) -> npt.NDArray[np.int64]:
        """Return token ids, (N, L) int64."""

    def unread(self, text: str) -> str:
        """Return the end of a text that is cut off."""


ImageFunction = Callable[[npt.NDArray[np.uint8]], npt.NDArray[np.float32]]
TextFunction = Callable[[npt.NDArray[np.int64]], npt.NDArray[np.float32]]

_TEXT_CHUNK = 32


class TwoTowerEncoder:
    """An `Encoder` out of a tokenizer and the two towers of a runtime.

    The towers are called by one thread at a time each, images and texts at the same time.
    """

    def __init__(
        self,
        info: EncoderInfo,
        tokenize: Tokenizer,
        run_images: ImageFunction,
        run_texts: TextFunction,
        batch_size: int,
    ) -> None:
        """Take what a runtime made; `run_images` and `run_texts` map as the towers of `source.Model` do."""
        self._info = info
        self._tokenize = tokenize
        self._run_images: ImageFunction | None = run_images
        self._run_texts: TextFunction | None = run_texts
        self._batch_size = batch_size
        self._image_lock = threading.Lock()
        self._text_lock = threading.Lock()

    @property
    def info(self) -> EncoderInfo:
        """Return the model's facts."""
        return self._info

    @property
    def batch_size(self) -> int:
        """Return how many photos this runtime likes at once."""
        return self._batch_size

    def encode_images(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Return unit vectors, (B, dim) float32, of upright RGB pixels, (B, size_px, size_px, 3) uint8.

        Raises:
            BugError: the pixels have another shape or type, or the encoder is closed.
        """
        size = self._info.preprocessing.size_px
        if pixels.dtype != np.uint8 or pixels.ndim != 4 or pixels.shape[1:] != (size, size, 3):
            raise BugError(f"pixels are {pixels.dtype} {pixels.shape}, not uint8 (B, {size}, {size}, 3)")
        result = np.empty((len(pixels), self._info.dim), dtype=np.float32)
        # Chunked: memory stays flat, and a batch of any size costs the same per photo.
        for start in range(0, len(pixels), self._batch_size):
            # Writable, because torch warns of arrays that are not.
            chunk = np.require(pixels[start : start + self._batch_size], requirements=["C", "W"])
            with self._image_lock:
                if self._run_images is None:
                    raise BugError("the encoder is closed")
                result[start : start + len(chunk)] = self._run_images(chunk)
        return result

    def encode_texts(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Return unit vectors, (N, dim) float32, one per text.

        Raises:
            BugError: the encoder is closed.
        """
        result = np.empty((len(texts), self._info.dim), dtype=np.float32)
        for start in range(0, len(texts), _TEXT_CHUNK):
            ids = self._tokenize(texts[start : start + _TEXT_CHUNK])
            with self._text_lock:
                if self._run_texts is None:
                    raise BugError("the encoder is closed")
                result[start : start + len(ids)] = self._run_texts(ids)
        return result

    def unread(self, text: str) -> str:
        """Return the end of a text that the model does not read because the text is too long; "" if there is none."""
        return self._tokenize.unread(text)

    def close(self) -> None:
        """Free the model, after the calls that are under way."""
        with self._image_lock:
            self._run_images = None
        with self._text_lock:
            self._run_texts = None
