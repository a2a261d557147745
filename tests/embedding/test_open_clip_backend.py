"""open_clip's models: names, files, preprocessing and tokenizers."""

from __future__ import annotations

import pickle
import socket
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.preprocessing import Interpolation, Preprocessing, ResizeMode
from clipphotos.embedding.open_clip_backend import parse_id, to_preprocessing
from clipphotos.embedding.open_clip_tokenizer import tokenizer_spec
from clipphotos.embedding.registry import load_encoder
from clipphotos.embedding.tokenizer import TextTokenizer
from tests.tiny_model import TINY, TinyModel


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".bin", ".PT"])
def test_pickled_checkpoint_is_refused_unread(suffix: str, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (tmp_path / "exploded",))

    checkpoint = tmp_path / f"model{suffix}"
    checkpoint.write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(KnownError, match=r"pickled checkpoint, which can run any program.*safetensors"):
        load_encoder(f"open_clip:ViT-B-32/{checkpoint}", tmp_path)
    assert not (tmp_path / "exploded").exists()


def test_pickle_in_safetensors_clothing_is_refused(tmp_path: Path, tiny: TinyModel) -> None:
    checkpoint = tmp_path / "model.safetensors"
    checkpoint.write_bytes(pickle.dumps({"a": 1}))
    with pytest.raises(KnownError, match=r"do not fit|cannot be read"):
        load_encoder(f"open_clip:{TINY}/{checkpoint}", tmp_path)


def test_weights_of_another_model_are_refused(tmp_path: Path, tiny: TinyModel) -> None:
    with pytest.raises(KnownError, match="do not fit the model ViT-S-32-alt"):
        load_encoder(f"open_clip:ViT-S-32-alt/{tiny.weights}", tmp_path)


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"gone\.safetensors cannot be read: No such file"):
        load_encoder(f"open_clip:ViT-B-32/{tmp_path}/gone.safetensors", tmp_path)


@pytest.mark.parametrize(
    "model_id",
    [
        "open_clip:ViT-B-32/laion2b_s34b_b79k",
        "open_clip:RN50/yfcc15m",
        "open_clip:hf-hub:timm/ViT-B-16-SigLIP",
    ],
)
def test_model_that_would_have_to_be_fetched_is_said(
    model_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    from huggingface_hub import constants

    def no_network(*arguments: object, **named: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    with pytest.raises(KnownError, match="cannot be fetched without your permission"):
        load_encoder(model_id, tmp_path / "cache")
    assert not constants.HF_HUB_OFFLINE


def test_unknown_architecture_lists_close_ones(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"no model 'ViT-B32'. Did you mean .*ViT-B-32"):
        load_encoder("open_clip:ViT-B32/openai", tmp_path)


def test_unknown_tag_lists_close_ones(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"no weights 'laion2b'. Did you mean .*laion2b_e16"):
        load_encoder("open_clip:ViT-B-32/laion2b", tmp_path)


@pytest.mark.parametrize("model_id", ["open_clip:", "open_clip:ViT-B-32", "open_clip:/openai", "open_clip:ViT-B-32/"])
def test_malformed_id_is_refused(model_id: str) -> None:
    with pytest.raises(KnownError, match="is not a model"):
        parse_id(model_id)


@pytest.mark.parametrize("mode", ["shortest", "squash", "longest"])
@pytest.mark.parametrize("interpolation", ["bicubic", "bilinear"])
def test_preprocessing_is_open_clips(mode: str, interpolation: str) -> None:
    """Reads the facts back from the transform that open_clip itself makes of the configuration."""
    import open_clip.transform
    import torchvision.transforms as tv

    config = open_clip.transform.PreprocessCfg(size=64, interpolation=interpolation, resize_mode=mode, fill_color=7)
    spec = to_preprocessing(vars(config))
    resize, *rest = open_clip.transform.image_transform_v2(config, is_train=False).transforms
    assert resize.interpolation.value == spec.interpolation.value
    match mode:
        case "shortest":
            assert isinstance(resize, tv.Resize)
            assert resize.size == spec.resize_px
            assert rest[0].size == (spec.size_px, spec.size_px)
        case "squash":
            assert resize.size == (spec.resize_px, spec.resize_px)
        case _:
            assert isinstance(resize, open_clip.transform.ResizeKeepRatio)
            assert resize.longest == 1
            assert resize.size == (spec.resize_px, spec.resize_px)
            assert (rest[0].size, rest[0].fill) == ((spec.size_px, spec.size_px), spec.fill)
    assert spec == Preprocessing(64, 64, ResizeMode(mode), Interpolation(interpolation), 7)


def test_input_that_is_no_square_is_refused() -> None:
    config = {"size": (64, 32), "interpolation": "bicubic", "resize_mode": "shortest", "fill_color": 0}
    with pytest.raises(KnownError, match="not a square"):
        to_preprocessing(config)


def test_vectors_are_open_clips(tiny: TinyModel, tmp_path: Path) -> None:
    """The whole way, pixels and words to vectors, against open_clip used as its README says."""
    import open_clip
    import torch
    from PIL import Image

    network, _, transform = open_clip.create_model_and_transforms(TINY, pretrained=str(tiny.weights))
    network.eval()
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    texts = ["a dog", "Two PEOPLE &amp; a cat's tail"]
    with torch.inference_mode():
        image = network.encode_image(transform(Image.fromarray(pixels))[None], normalize=True).numpy()
        words = network.encode_text(open_clip.get_tokenizer(TINY)(texts), normalize=True).numpy()
    encoder = load_encoder(tiny.id, tmp_path)
    np.testing.assert_allclose(encoder.encode_images(pixels[None]), image, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_texts(texts), words, atol=1e-5)


def test_tokenizer_needs_no_torch_and_agrees() -> None:
    import open_clip

    spec = tokenizer_spec("ViT-B-32")
    assert not spec.open_clip_name
    texts = [
        "I'LL be 3 DOGS'",
        "𝕏 ﬁne — “quoted” naïve",
        "a\tb\nc",
        "日本語の写真",
        "!!!???",
        "<start_of_text>",
        "x" * 500,
    ]
    np.testing.assert_array_equal(TextTokenizer(spec)(texts), open_clip.get_tokenizer("ViT-B-32")(texts).numpy())


def test_tokenizer_that_cannot_be_copied_is_open_clips(monkeypatch: pytest.MonkeyPatch) -> None:
    import open_clip

    own = open_clip.SimpleTokenizer(reduction_mask="simple")
    monkeypatch.setattr(open_clip, "get_tokenizer", lambda name: own)
    spec = tokenizer_spec("any")
    assert (spec.json, spec.open_clip_name) == ("", "any")
    assert TextTokenizer(spec)(["a dog"]).shape == (1, 77)


def test_no_network_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    looked_up: list[object] = []

    def no_network(host: object, *_: object, **__: object) -> None:
        looked_up.append(host)
        raise OSError("no network")

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    with pytest.raises(KnownError, match="check the connection"):
        load_encoder("open_clip:ViT-B-32/laion2b_s34b_b79k", tmp_path, allow_download=True)
    assert len(looked_up) == 1
