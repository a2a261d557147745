"""The models that are offered, and `load_encoder`: from a model's name to an encoder."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clipphotos.core.errors import KnownError
from clipphotos.embedding import open_clip_backend, runtime_openvino, runtime_torch, starter
from clipphotos.embedding.encoder import Encoder
from clipphotos.embedding.source import ModelSource

_log = logging.getLogger(__name__)

DEFAULT_MODEL = starter.ID


class Speed(StrEnum):
    """Photos a second on two cores of a 2024 computer without a GPU."""

    FAST = "fast"
    """50 or more."""
    MEDIUM = "medium"
    """15 to 50."""
    SLOW = "slow"
    """Fewer than 15."""


_APPLE = "Apple ML Research (research only)"
_ANY = ("mul",)


@dataclass(frozen=True)
class KnownModel:
    """A model that the window offers."""

    id: str
    title: str
    languages: tuple[str, ...]
    download_mb: int
    """0: nothing has to be fetched."""
    licence: str
    speed: Speed


MODELS: tuple[KnownModel, ...] = (
    KnownModel("starter", "Starter (built in)", ("en",), 0, "Apache-2.0", Speed.FAST),
    KnownModel("open_clip:ViT-B-32/laion2b_s34b_b79k", "CLIP ViT-B/32", ("en",), 605, "MIT", Speed.MEDIUM),
    KnownModel("open_clip:ViT-B-16/datacomp_xl_s13b_b90k", "CLIP ViT-B/16", ("en",), 599, "MIT", Speed.SLOW),
    KnownModel("open_clip:MobileCLIP2-S0/dfndr2b", "MobileCLIP2-S0", ("en",), 300, _APPLE, Speed.FAST),
    KnownModel("open_clip:MobileCLIP2-S2/dfndr2b", "MobileCLIP2-S2", ("en",), 397, _APPLE, Speed.MEDIUM),
    KnownModel(
        "open_clip:xlm-roberta-base-ViT-B-32/laion5b_s13b_b90k", "CLIP, multilingual", _ANY, 1465, "MIT", Speed.MEDIUM
    ),
    KnownModel("open_clip:ViT-B-16-SigLIP2/webli", "SigLIP 2, multilingual", _ANY, 1502, "Apache-2.0", Speed.SLOW),
)
"""Adding a model of a known backend is adding its line here.

Speeds of ViT-B/32, MobileCLIP2 and the starter are measured; those of the others follow from their image towers' size.
"""


def canonical_id(model_id: str) -> str:
    """Return a model's name as it is kept: a file that it names is found from every folder.

    Raises:
        KnownError: the name is not one of a model.
    """
    return find_source(model_id).id


def find_source(model_id: str) -> ModelSource:
    """Return where the model comes from; the name's backend is before its first colon.

    Raises:
        KnownError: the name is not one of a model.
    """
    if model_id == starter.ID:
        return starter.StarterSource()
    if model_id.startswith(open_clip_backend.PREFIX):
        return open_clip_backend.parse_id(model_id)
    raise KnownError(f"There is no model {model_id!r}; the known ones are: {', '.join(m.id for m in MODELS)}.")


def load_encoder(model_id: str, cache_dir: Path, *, runtime: str = "auto", allow_download: bool = False) -> Encoder:
    """Return a model, ready to encode.

    Slow: under a second for a model that was converted before, up to a minute or a download the first time. Call it
    in the thread that will own the encoder.

    Args:
        model_id: "starter" or "open_clip:MODEL/PRETRAINED".
        cache_dir: where converted models are kept.
        runtime: "openvino", "torch", or "auto": OpenVINO where it is installed.
        allow_download: whether weights may be fetched from the network; without it nothing here uses the network.

    Raises:
        KnownError: no such model or runtime, damaged weights, or weights that would have to be fetched.
    """
    source = find_source(model_id)
    runtime_torch.prepare_torch()
    if _choose_runtime(runtime) == "openvino":
        try:
            return runtime_openvino.load(source, cache_dir, allow_download)
        except runtime_openvino.ConversionError as error:
            if runtime == "openvino":
                raise KnownError(f"OpenVINO cannot run the model {model_id}: use the torch runtime.") from error
            _log.warning("OpenVINO cannot run the model %s, torch runs it: %s", model_id, error)
    return runtime_torch.load(source, cache_dir, allow_download)


def _choose_runtime(wanted: str) -> str:
    if wanted not in ("auto", "openvino", "torch"):
        raise KnownError(f"There is no runtime {wanted!r}: use auto, openvino or torch.")
    if wanted == "torch":
        return wanted
    try:
        runtime_openvino.import_openvino()
    except ImportError as error:
        if wanted == "openvino":
            raise KnownError(f"OpenVINO cannot be used here ({error}): use the torch runtime.") from error
        return "torch"
    return "openvino"
