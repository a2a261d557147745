"""Runs models with OpenVINO on the CPU: several times torch's speed, and a fraction of its start.

A model is converted from its torch modules once and kept; from then on neither torch nor the model's source is
imported. Everything is float32: OpenVINO's own default on CPUs with bf16 is lossy (worst cosine 0.983 on photos).
"""

from __future__ import annotations

import logging
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from clipphotos.embedding import model_cache
from clipphotos.embedding.model_cache import CachedModel
from clipphotos.embedding.source import Model, ModelSource
from clipphotos.embedding.tokenizer import TextTokenizer
from clipphotos.embedding.two_towers import TwoTowerEncoder

if TYPE_CHECKING:
    import torch

_log = logging.getLogger(__name__)

BATCH_SIZE = 8
_RECIPE = 1
"""Raise it when the conversion changes, so that what was converted before is converted again."""
_IMAGE_FILE = "image.xml"
_TEXT_FILE = "text.xml"
_CONFIG = {"INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"}
_MIN_COSINE = 0.9999


class ConversionError(Exception):
    """OpenVINO cannot run a model that torch can."""


def load(source: ModelSource, cache_dir: Path, allow_download: bool) -> TwoTowerEncoder:
    """Return the source's model on this runtime, converting it if it is not in the cache.

    Raises:
        KnownError: the model cannot be had.
        ConversionError: OpenVINO cannot run this model.
    """
    identity = f"{_RECIPE}:{source.identity()}"
    cached = model_cache.read(cache_dir, source.id, identity)
    if cached is None:
        _log.info("converting model %s", source.id)
        cached = _convert(source.build(cache_dir, allow_download), identity, cache_dir)
    core = import_openvino().Core()
    run_images = _Tower(core, cached.folder / _IMAGE_FILE)
    run_texts = _Tower(core, cached.folder / _TEXT_FILE)
    return TwoTowerEncoder(cached.info, TextTokenizer(cached.tokenizer), run_images, run_texts, BATCH_SIZE)


def import_openvino() -> Any:
    """Return the package, with its telemetry off.

    Raises:
        ImportError: it is not installed, or not for this machine.
    """
    # OpenVINO reports its import to Google Analytics unless the user opted out; without this package it has a stub.
    if "openvino_telemetry" not in sys.modules:
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino

    return openvino


class _Tower:
    """A compiled tower with one request, so one call at a time."""

    def __init__(self, core: Any, path: Path) -> None:
        self._request = core.compile_model(core.read_model(path), "CPU", _CONFIG).create_infer_request()

    def __call__(self, array: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        """Map a batch; the result is a copy, since the request's own buffer is used again."""
        self._request.infer([array], share_inputs=True)
        return np.array(self._request.get_output_tensor().data, dtype=np.float32)


def _convert(model: Model, identity: str, cache_dir: Path) -> CachedModel:
    openvino = import_openvino()
    size = model.info.preprocessing.size_px
    noise = np.random.default_rng(0).integers(0, 256, (3, size, size, 3), dtype=np.uint8)
    # Of several lengths: a length that the conversion took for a constant would show.
    ids = model.tokenizer(["a dog", "two people on a beach at sunset", "a very long text " * 20])
    image = _convert_tower(openvino, model.image_tower, noise[:2], [-1, size, size, 3])
    text = _convert_tower(openvino, model.text_tower, model.tokenizer(["a cat", "a red car"]), [-1, -1])

    def save(folder: Path) -> None:
        for converted, name, tower, sample in (
            (image, _IMAGE_FILE, model.image_tower, noise),
            (text, _TEXT_FILE, model.text_tower, ids),
        ):
            openvino.save_model(converted, folder / name, compress_to_fp16=False)
            _check_agreement(_Tower(openvino.Core(), folder / name), tower, sample, f"{model.info.id} {name}")

    made_by = {"openvino": openvino.__version__}
    return model_cache.write(cache_dir, identity, model.info, model.tokenizer.spec, made_by, save)


def _convert_tower(openvino: Any, tower: torch.nn.Module, example: npt.NDArray[Any], shape: list[int]) -> Any:
    import torch

    # The fused attention kernel has no counterpart in OpenVINO.
    fastpath = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        with warnings.catch_warnings(), torch.inference_mode():
            # OpenVINO traces, which torch calls deprecated; what tracing warns of is checked by _check_agreement.
            warnings.filterwarnings("ignore", message=r".*torch\.jit\..*", category=Warning)
            warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)
            return openvino.convert_model(
                tower, example_input=torch.from_numpy(example), input=openvino.PartialShape(shape)
            )
    except Exception as error:  # the converter raises its own errors, torch's and plain ones
        raise ConversionError(f"{type(error).__name__}: {error}") from error
    finally:
        torch.backends.mha.set_fastpath_enabled(fastpath)


def _check_agreement(converted: _Tower, tower: torch.nn.Module, sample: npt.NDArray[Any], name: str) -> None:
    """Compare with the original on inputs of another shape than it was traced with.

    Raises:
        ConversionError: they differ.
    """
    import torch

    with torch.inference_mode():
        expected = tower(torch.from_numpy(sample)).numpy()
    worst = float((converted(sample) * expected).sum(axis=1).min())
    if not worst >= _MIN_COSINE:
        raise ConversionError(f"{name} does not agree with the original: cosine {worst:.5f}")
