"""Heat maps of an encoder that nothing is known of."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from clipphotos.embedding.attribution.explainer import OCCLUSION, Explainer
from clipphotos.embedding.attribution.occlusion import CELLS, occluded
from clipphotos.embedding.registry import find_source, load_encoder
from tests.tiny_model import TinyModel


def test_what_counts_is_found() -> None:
    """An encoder that sees how light one place is, and nothing else."""
    size = 70

    def encode(pixels: np.ndarray) -> np.ndarray:
        light = pixels[:, 10:20, 50:60].mean(axis=(1, 2, 3)) / 255
        return np.stack([light, 1 - light], axis=1).astype(np.float32)

    picture = np.full((size, size, 3), 20, np.uint8)
    picture[10:20, 50:60] = 250
    values = occluded(encode, picture, np.array([1, 0], np.float32))
    assert values.shape == (CELLS, CELLS)
    assert np.unravel_index(values.argmax(), values.shape) == (1, 5)
    assert values[5, 1] == 0
    # Nothing speaks for darkness there but what hides the light.
    assert occluded(encode, picture, np.array([0, 1], np.float32)).max() == 0


def test_weights_that_are_gone_leave_occlusion(tiny: TinyModel, tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(tiny.weights.read_bytes())
    model_id = tiny.id.replace(str(tiny.weights), str(weights))
    encoder = load_encoder(model_id, tmp_path / "cache")
    explainer = Explainer(find_source(model_id), encoder, tmp_path / "cache")
    weights.unlink()
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    values, method = explainer.explain(pixels, encoder.encode_texts(["a dog"])[0])
    assert method == OCCLUSION
    assert values.shape == (CELLS, CELLS)
    assert (values.min(), values.max()) == (0.0, 1.0)
    explainer.close()
    encoder.close()
