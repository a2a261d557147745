"""Runs models with torch: on CUDA and Apple GPUs, and wherever OpenVINO is not to be had."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from clipphotos.embedding.source import ModelSource
from clipphotos.embedding.two_towers import TwoTowerEncoder

if TYPE_CHECKING:
    import torch

_CPU_BATCH_SIZE = 8
_GPU_BATCH_SIZE = 64


def load(source: ModelSource, cache_dir: Path, allow_download: bool) -> TwoTowerEncoder:
    """Return the source's model on this runtime, on the best device there is.

    Raises:
        KnownError: the model cannot be had.
    """
    prepare_torch()
    model = source.build(cache_dir, allow_download)
    device = _best_device()
    batch_size = _CPU_BATCH_SIZE if device == "cpu" else _GPU_BATCH_SIZE
    run_images = _Tower(model.image_tower, device, channels_last=True)
    run_texts = _Tower(model.text_tower, device, channels_last=False)
    return TwoTowerEncoder(model.info, model.tokenizer, run_images, run_texts, batch_size)


def prepare_torch() -> None:
    """Set what must be set before torch is imported; call it first."""
    # OpenMP's threads otherwise spin between operations and take the cores from decoding and from the window.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _best_device() -> str:
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


class _Tower:
    """A tower on its device."""

    def __init__(self, module: torch.nn.Module, device: str, *, channels_last: bool) -> None:
        import torch

        self._device = device
        layout = torch.channels_last if channels_last else torch.preserve_format
        self._module = module.to(device=device, memory_format=layout)

    def __call__(self, array: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        """Map a batch."""
        import torch

        with torch.inference_mode():
            result = self._module(torch.from_numpy(array).to(self._device))
        return np.asarray(result.float().cpu().numpy(), dtype=np.float32)
