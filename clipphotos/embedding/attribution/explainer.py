"""Explains one model's cosines: chooses the method that fits the model, and builds what the method needs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import Floats
from clipphotos.core.errors import KnownError
from clipphotos.embedding.attribution import feature_map, legrad
from clipphotos.embedding.attribution.occlusion import occluded
from clipphotos.embedding.encoder import Encoder
from clipphotos.embedding.runtime_torch import prepare_torch
from clipphotos.embedding.source import ModelSource

if TYPE_CHECKING:
    import torch

_log = logging.getLogger(__name__)

CAM, LEGRAD, OCCLUSION = "cam", "legrad", "occlusion"

_VIEWS = 8
_PATCHES = 4
"""What is hidden is about so many times smaller than the picture."""

Relevance = Callable[["torch.Tensor", "torch.Tensor"], "torch.Tensor | None"]
"""What pixels, (1, S, S, 3) uint8, add to the cosine with a text, (D,); None: it cannot be told."""


@dataclass(frozen=True)
class Method:
    """How an image tower is explained."""

    name: str
    relevance: Relevance
    views: int = 0
    """Of the picture with parts hidden, whose maps are added."""


class Explainer:
    """Says what in a picture speaks for a text. Thread-safe; one call at a time uses gradients.

    Photos are encoded by a runtime without gradients, so the first call builds the model again in torch, which takes
    seconds and as much memory as the model. Where that cannot be done, hiding parts of the picture tells, with the
    encoder alone.
    """

    def __init__(self, source: ModelSource, encoder: Encoder, cache_dir: Path) -> None:
        """Take where the encoder's model comes from, and the folder of what models keep; nothing is built yet."""
        self._source, self._encoder, self._cache_dir = source, encoder, cache_dir
        self._lock = threading.Lock()
        self._tried = False
        self._closed = threading.Event()
        self._method: Method | None = None

    def explain(self, pixels: npt.NDArray[np.uint8], text: Floats) -> tuple[Floats, str]:
        """Return how much each part of a picture speaks for a text, (H, W) float32, 0 to 1, and the method's name.

        Any thread; takes a part of a second, the first call and occlusion seconds.

        Args:
            pixels: (S, S, 3) uint8, as the model sees it.
            text: (D,) float32, unit length.
        """
        with self._lock:
            if not (self._tried or self._closed.is_set()):
                built, self._tried = self._build(), True
                self._method = None if self._closed.is_set() else built
            method = self._method
            found = None if method is None else run(method, pixels, text)
            if method is not None and found is not None:
                return found, method.name
        return _scaled(occluded(self._encoder.encode_images, pixels, text)), OCCLUSION

    def close(self) -> None:
        """Let go of the torch model; a call that is under way keeps it until it returns, and is not waited for."""
        self._closed.set()
        self._method = None

    def _build(self) -> Method | None:
        try:
            self._source.identity()  # says without noise that a file is gone
            prepare_torch()
            model = self._source.build(self._cache_dir, False)
        except (ImportError, KnownError) as error:
            _log.info("%s cannot be built for heat maps: %s", self._source.id, error)
            return None
        if model.info.fingerprint != self._encoder.info.fingerprint:
            _log.info("the weights of %s changed since it was loaded", self._source.id)
            return None
        return choose(model.image_tower)


def choose(tower: Any) -> Method | None:
    """Return the method for an image tower (`source.Model.image_tower`); None: only occlusion fits."""
    tower.requires_grad_(False)  # the methods ask for the gradients that they need; all would take much memory
    network = getattr(tower, "network", None)
    if network is None:  # the starter's
        return Method(CAM, lambda pixels, text: feature_map.class_activation(tower, tower.net, pixels, text), _VIEWS)
    visual = network.visual
    parts = legrad.parts_of(visual)
    if parts is not None:
        return Method(LEGRAD, lambda pixels, text: legrad.sensitivity(tower, parts, pixels, text))
    pooled = getattr(visual, "trunk", visual)
    if feature_map.pool_of(pooled) is not None:
        return Method(CAM, lambda pixels, text: feature_map.class_activation(tower, pooled, pixels, text), _VIEWS)
    return None


def run(method: Method, pixels: npt.NDArray[np.uint8], text: Floats) -> Floats | None:
    """Return how much each part of a picture speaks for a text, see `Explainer.explain`; None: it cannot be told.

    The mean over the picture and some of it with parts hidden: a network that is sure of a thing by one part of it says
    nothing of the others.
    """
    import torch

    total = None
    with torch.enable_grad():
        for view in _views(pixels, method.views):
            found = method.relevance(torch.from_numpy(view[np.newaxis]), torch.from_numpy(text.copy()))
            if found is None:
                return None
            total = found.detach() if total is None else total + found.detach()
    assert total is not None
    return _scaled(total.numpy())


def _views(pixels: npt.NDArray[np.uint8], hidden: int) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield a picture, and so many times half of it, in soft-edged patches of chance, the rest grey."""
    yield pixels.copy()  # torch warns of arrays that cannot be written
    chance = np.random.default_rng(0)  # the same picture has the same map every time
    grey = pixels.mean(axis=(0, 1)).astype(np.uint8)
    at = np.linspace(0, _PATCHES - 1, len(pixels))
    for _ in range(hidden):
        rough = chance.random((_PATCHES, _PATCHES))
        rows = np.stack([np.interp(at, range(_PATCHES), row) for row in rough])
        smooth = np.stack([np.interp(at, range(_PATCHES), column) for column in rows.T], axis=1)
        yield np.where((smooth > 0.5)[..., np.newaxis], pixels, grey)


def _scaled(relevance: Floats) -> Floats:
    """Return a map that reaches from 0 to 1; all 0 where nothing speaks for the text."""
    low, high = float(relevance.min()), float(relevance.max())
    if not high > low:
        return np.zeros_like(relevance, np.float32)
    return ((relevance - low) / (high - low)).astype(np.float32)
