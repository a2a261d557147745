"""An open_clip model that the tests write: a real architecture with random weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

TINY = "clipphotos-tiny"
"""The architecture of a CLIP with random weights, known to open_clip while the tests run."""

_TINY_CONFIG = {
    "embed_dim": 32,
    "vision_cfg": {"image_size": 64, "layers": 2, "width": 64, "head_width": 16, "patch_size": 16},
    "text_cfg": {"context_length": 24, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 2},
}


class TinyModel(NamedTuple):
    """A checkpoint that this test run wrote."""

    id: str
    weights: Path


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyModel]:
    """An open_clip model with random weights in a safetensors file."""
    import open_clip
    import torch
    from open_clip import factory
    from safetensors.torch import save_file

    folder = tmp_path_factory.mktemp("tiny")
    (folder / f"{TINY}.json").write_text(json.dumps(_TINY_CONFIG), encoding="utf-8")
    open_clip.add_model_config(folder / f"{TINY}.json")
    torch.manual_seed(0)
    network = open_clip.factory.CLIP(**_TINY_CONFIG)
    weights = folder / "tiny.safetensors"
    save_file(network.state_dict(), weights)
    yield TinyModel(f"open_clip:{TINY}/{weights}", weights)
    factory._MODEL_CONFIG_PATHS.remove(folder / f"{TINY}.json")
    factory._MODEL_CONFIGS.pop(TINY)
