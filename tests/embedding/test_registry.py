"""Finding a model by its name, and starting from what was converted before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from clipphotos.core.errors import KnownError
from clipphotos.embedding import runtime_openvino
from clipphotos.embedding.model_cache import folder_of
from clipphotos.embedding.open_clip_backend import OpenClipSource
from clipphotos.embedding.registry import DEFAULT_MODEL, MODELS, find_source, load_encoder
from tests.tiny_model import TinyModel

_NORMAL_START = """
import json, sys, threading
from pathlib import Path
import socket

def no_network(*arguments, **named):
    raise AssertionError("the network was used")

socket.socket.connect = no_network
socket.getaddrinfo = no_network
from clipphotos.embedding.registry import load_encoder

encoder = load_encoder("starter", Path(sys.argv[1]))
vectors = encoder.encode_texts(["a dog"])
heavy = ["torch", "transformers", "timm", "open_clip", "sentence_transformers", "openvino_telemetry", "PIL"]
print(json.dumps({"shape": vectors.shape, "heavy": [name for name in heavy if sys.modules.get(name)]}))
"""


def test_known_models_have_sources() -> None:
    assert MODELS[0].id == DEFAULT_MODEL
    assert len({model.id for model in MODELS}) == len(MODELS)
    for model in MODELS:
        assert find_source(model.id).id == model.id


def test_known_models_are_open_clips() -> None:
    """A misspelt line of the registry would show only at the download."""
    import open_clip

    for model in MODELS[1:]:
        source = find_source(model.id)
        assert isinstance(source, OpenClipSource)
        assert open_clip.is_pretrained_cfg(source.model, source.pretrained), model.id


def test_unknown_model_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"no model 'starfish'.*starter"):
        load_encoder("starfish", tmp_path)


def test_unknown_runtime_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no runtime 'onnx'"):
        load_encoder("starter", tmp_path, runtime="onnx")


def test_normal_start_imports_neither_torch_nor_its_friends(model_cache: Path) -> None:
    load_encoder("starter", model_cache).close()
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", _NORMAL_START, str(model_cache)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == {"shape": [1, 384], "heavy": []}
    assert result.stderr == ""


def test_damaged_weights_are_converted_again(
    tiny: TinyModel, tmp_path: Path, allowed_log: Callable[[str], None]
) -> None:
    allowed_log("damaged .text.bin.: converting it again")
    expected = load_encoder(tiny.id, tmp_path).encode_texts(["a dog"])
    weights = folder_of(tmp_path, tiny.id) / "text.bin"
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 0xFF
    weights.write_bytes(content)
    for _ in range(2):
        np.testing.assert_array_equal(load_encoder(tiny.id, tmp_path).encode_texts(["a dog"]), expected)


def test_replaced_weights_are_converted_again(tiny: TinyModel, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    weights = tmp_path / "other.safetensors"
    weights.write_bytes(tiny.weights.read_bytes())
    model_id = tiny.id.replace(str(tiny.weights), str(weights))
    first = load_encoder(model_id, tmp_path / "cache")
    state = load_file(weights)
    state["text_projection"] = torch.roll(state["text_projection"], 1, dims=1)
    save_file(state, weights)
    os.utime(weights, ns=(1, 1))
    second = load_encoder(model_id, tmp_path / "cache")
    assert first.info.fingerprint != second.info.fingerprint
    assert not np.allclose(first.encode_texts(["a dog"]), second.encode_texts(["a dog"]))


def test_cache_that_cannot_be_written_is_said(tiny: TinyModel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(KnownError, match="cannot be written"):
        load_encoder(tiny.id, tmp_path / "file" / "cache", runtime="openvino")


def test_torch_runs_what_openvino_cannot(
    tiny: TinyModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed_log: Callable[[str], None]
) -> None:
    # No model is known that OpenVINO cannot convert, so agreement is made unreachable.
    monkeypatch.setattr(runtime_openvino, "_MIN_COSINE", 2.0)
    allowed_log("torch runs it")
    assert load_encoder(tiny.id, tmp_path).encode_texts(["a dog"]).shape == (1, 32)
    with pytest.raises(KnownError, match="use the torch runtime"):
        load_encoder(tiny.id, tmp_path, runtime="openvino")
    assert not list(tmp_path.iterdir())
