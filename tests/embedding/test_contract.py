"""What every encoder promises, on every model and runtime."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from clipphotos.core.errors import BugError
from clipphotos.embedding.encoder import Encoder
from clipphotos.embedding.registry import load_encoder
from tests.tiny_model import TinyModel

TEXTS = ["a dog", "", "two people on a beach at sunset", "在海滩上的日落", "☃️ & <b>bold</b>", "word " * 2000]


@pytest.fixture(scope="module", params=["starter/openvino", "starter/torch", "tiny/openvino", "tiny/torch"])
def encoder(request: pytest.FixtureRequest, model_cache: Path, tiny: TinyModel) -> Iterator[Encoder]:
    """One model on one runtime."""
    model, runtime = request.param.split("/")
    # The tiny model is of this run only.
    cache = model_cache if model == "starter" else tiny.weights.parent / "cache"
    loaded = load_encoder("starter" if model == "starter" else tiny.id, cache, runtime=runtime)
    yield loaded
    loaded.close()


def noise(encoder: Encoder, count: int, seed: int = 0) -> npt.NDArray[np.uint8]:
    """Return pictures that differ, (count, size, size, 3): noise of several grain sizes, as photos have."""
    size = encoder.info.preprocessing.size_px
    random = np.random.default_rng(seed)
    pictures = []
    for index in range(count):
        grain = 2 ** (index % 6)
        cells = random.integers(0, 256, (size // grain + 1, size // grain + 1, 3), dtype=np.uint8)
        pictures.append(cells.repeat(grain, axis=0).repeat(grain, axis=1)[:size, :size])
    return np.stack(pictures)


def test_image_vectors_have_unit_length(encoder: Encoder) -> None:
    vectors = encoder.encode_images(noise(encoder, 3))
    assert vectors.shape == (3, encoder.info.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_text_vectors_have_unit_length(encoder: Encoder) -> None:
    vectors = encoder.encode_texts(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.info.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_nothing_gives_nothing(encoder: Encoder) -> None:
    assert encoder.encode_images(noise(encoder, 1)[:0]).shape == (0, encoder.info.dim)
    assert encoder.encode_texts([]).shape == (0, encoder.info.dim)


def test_different_inputs_give_different_vectors(encoder: Encoder) -> None:
    images = encoder.encode_images(noise(encoder, 6))
    texts = encoder.encode_texts(["a dog", "a cathedral", "sunset"])
    for vectors in (images, texts):
        cosines = vectors @ vectors.T
        assert cosines[~np.eye(len(vectors), dtype=bool)].max() < 0.9999


def test_same_input_gives_same_vector(encoder: Encoder) -> None:
    pixels = noise(encoder, 2)
    np.testing.assert_array_equal(encoder.encode_images(pixels), encoder.encode_images(pixels))
    np.testing.assert_array_equal(encoder.encode_texts(TEXTS), encoder.encode_texts(TEXTS))


def test_vectors_do_not_depend_on_their_batch(encoder: Encoder) -> None:
    pixels = noise(encoder, encoder.batch_size + 2)
    together = encoder.encode_images(pixels)
    for index in (0, encoder.batch_size - 1, encoder.batch_size):
        np.testing.assert_allclose(encoder.encode_images(pixels[index : index + 1])[0], together[index], atol=2e-5)
    each = np.concatenate([encoder.encode_texts([text]) for text in TEXTS])
    np.testing.assert_allclose(encoder.encode_texts(TEXTS), each, atol=2e-5)
    # More than one chunk.
    np.testing.assert_allclose(encoder.encode_texts(TEXTS[:3] * 12), np.tile(each[:3], (12, 1)), atol=2e-5)


def test_takes_read_only_and_strided_pixels(encoder: Encoder) -> None:
    pixels = noise(encoder, 4)
    expected = encoder.encode_images(pixels[::2].copy())
    pixels.flags.writeable = False
    np.testing.assert_array_equal(encoder.encode_images(pixels[::2]), expected)


def test_result_is_the_callers_own(encoder: Encoder) -> None:
    first = encoder.encode_images(noise(encoder, 1))
    kept = first.copy()
    encoder.encode_images(noise(encoder, 1, seed=1))
    np.testing.assert_array_equal(first, kept)


def test_text_beyond_the_context_is_cut(encoder: Encoder) -> None:
    first, second = encoder.encode_texts(["word " * 300, "word " * 4000])
    np.testing.assert_allclose(first, second, atol=1e-6)


def test_takes_text_that_is_not_unicode(encoder: Encoder) -> None:
    assert np.isfinite(encoder.encode_texts(["dog \udcff\udcfe \x00"])).all()


def test_refuses_pixels_of_another_shape(encoder: Encoder) -> None:
    with pytest.raises(BugError, match="pixels are"):
        encoder.encode_images(np.zeros((1, 10, 10, 3), dtype=np.uint8))
    with pytest.raises(BugError, match="pixels are float32"):
        encoder.encode_images(noise(encoder, 1).astype(np.float32))  # type: ignore[arg-type]


def test_threads_get_their_own_results(encoder: Encoder) -> None:
    """Two threads with texts and two with images, at the same time."""
    pixels = [noise(encoder, 2, seed) for seed in range(2)]
    texts = [TEXTS[:3], TEXTS[2:4]]
    expected_images = [encoder.encode_images(p) for p in pixels]
    expected_texts = [encoder.encode_texts(t) for t in texts]
    wrong: list[str] = []

    def images(index: int) -> None:
        for _ in range(3):
            if not np.allclose(encoder.encode_images(pixels[index]), expected_images[index], atol=1e-5):
                wrong.append(f"images {index}")

    def words(index: int) -> None:
        for _ in range(10):
            if not np.allclose(encoder.encode_texts(texts[index]), expected_texts[index], atol=1e-5):
                wrong.append(f"texts {index}")

    threads = [threading.Thread(target=what, args=(index,)) for what in (images, words) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_text_does_not_wait_for_images(encoder: Encoder) -> None:
    """A text is answered while another thread still holds the image tower."""
    image_lock = encoder._image_lock  # type: ignore[attr-defined]
    with image_lock:
        assert len(encoder.encode_texts(["a dog"])) == 1


@pytest.mark.parametrize("model", ["starter", "tiny"])
def test_runtimes_agree(model: str, model_cache: Path, tiny: TinyModel) -> None:
    cache = model_cache if model == "starter" else tiny.weights.parent / "cache"
    model_id = "starter" if model == "starter" else tiny.id
    first, second = (load_encoder(model_id, cache, runtime=runtime) for runtime in ("openvino", "torch"))
    assert first.info == second.info
    pixels = noise(first, 9)
    assert (first.encode_images(pixels) * second.encode_images(pixels)).sum(axis=1).min() >= 0.9999
    assert (first.encode_texts(TEXTS) * second.encode_texts(TEXTS)).sum(axis=1).min() >= 0.9999


def test_closed_encoder_says_so(tiny: TinyModel) -> None:
    encoder = load_encoder(tiny.id, tiny.weights.parent / "cache")
    pixels = noise(encoder, 1)
    encoder.close()
    encoder.close()
    with pytest.raises(BugError, match="closed"):
        encoder.encode_images(pixels)
    with pytest.raises(BugError, match="closed"):
        encoder.encode_texts(["a dog"])
