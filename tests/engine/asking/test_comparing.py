"""Labels and descriptions beside pictures, by real models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from clipphotos.core.errors import KnownError
from clipphotos.core.query.records import Translated
from clipphotos.embedding.registry import load_encoder
from clipphotos.engine.library import Library
from clipphotos.media.decode import decode
from tests.engine.conftest import Opened
from tests.photos import age, real_photo, write_photos
from tests.tiny_model import TINY, TinyModel

LABELS = ["flower", "temple", "computer keyboard"]
TEMPLATES = ["a photo of a {}.", "a drawing of the {}, and of the {}"]


def zero_shot(image_f: npt.ArrayLike, text_f: npt.ArrayLike, exp_t: float) -> npt.NDArray[np.float64]:
    """Figure 3 of arXiv:2103.00020 up to the logits, and the softmax of 3.1.2; in double precision, one by one."""
    rows = []
    for i_f in np.asarray(image_f, np.float64):
        i_e = i_f / np.sqrt((i_f**2).sum())
        logits = []
        for prompts in np.asarray(text_f, np.float64):  # (templates, D): 3.1.4, the mean of unit vectors
            t_e = sum(prompt / np.sqrt((prompt**2).sum()) for prompt in prompts)
            logits.append(exp_t * float(i_e @ (t_e / np.sqrt((t_e**2).sum()))))
        powers = [np.exp(logit - max(logits)) for logit in logits]
        rows.append([power / sum(powers) for power in powers])
    return np.array(rows)


def prompts() -> list[list[str]]:
    return [[template.replace("{}", label) for template in TEMPLATES] for label in LABELS]


@pytest.fixture
def flower() -> str:
    return str(real_photo("flower.jpg"))


@pytest.fixture
def china() -> str:
    return str(real_photo("china.jpg"))


@pytest.fixture
def library(tmp_path: Path, filled: Callable[..., Library]) -> Library:
    """A few drawings and a photo of a palace."""
    write_photos(tmp_path / "photos", 6)
    palace = tmp_path / "photos" / "palace.jpg"
    palace.write_bytes(real_photo("china.jpg").read_bytes())
    age(palace)
    return filled()


def test_classify_is_the_papers_formula_for_the_starter(
    open_library: Opened, model_cache: Path, flower: str, china: str
) -> None:
    encoder = load_encoder("starter", model_cache)
    pixels = [decode(path, encoder.info.preprocessing).pixels for path in (flower, china)]
    image_f = np.stack([encoder.encode_images(one[None])[0] for one in pixels])
    text_f = [encoder.encode_texts(texts) for texts in prompts()]
    found = open_library().asking.classify([flower, china], LABELS, TEMPLATES)
    assert encoder.info.logit_scale != 1.0
    np.testing.assert_allclose(found.probabilities, zero_shot(image_f, text_f, encoder.info.logit_scale), atol=1e-5)
    assert (found.pictures, found.labels) == ((flower, china), tuple(LABELS))
    assert [found.labels[best] for best in found.probabilities.argmax(axis=1)] == ["flower", "temple"]
    encoder.close()


def test_classify_is_the_papers_formula_for_open_clip(open_library: Opened, tiny: TinyModel, tmp_path: Path) -> None:
    """Against open_clip used as its README says, with the logit scale that is in the weights."""
    import open_clip
    import torch

    noise = np.random.default_rng(0).integers(0, 256, (2, 64, 64, 3), dtype=np.uint8)
    paths = [tmp_path / "a.png", tmp_path / "b.png"]
    network, _, transform = open_clip.create_model_and_transforms(TINY, pretrained=str(tiny.weights))
    network.eval()
    tokenizer = open_clip.get_tokenizer(TINY)
    with torch.inference_mode():
        for path, pixels in zip(paths, noise, strict=True):
            Image.fromarray(pixels).save(path)
        image_f = network.encode_image(torch.stack([transform(Image.open(path)) for path in paths])).numpy()
        text_f = [network.encode_text(tokenizer(texts)).numpy() for texts in prompts()]
        scale = float(network.logit_scale.exp())
    assert abs(scale - 1.0) > 1.0
    library = open_library()
    library.use_model(tiny.id)
    found = library.asking.classify(list(map(str, paths)), LABELS, TEMPLATES)
    assert library.model.get().info.logit_scale == pytest.approx(scale, rel=1e-6)
    np.testing.assert_allclose(found.probabilities, zero_shot(image_f, text_f, scale), atol=1e-5)
    assert np.ptp(found.probabilities, axis=1).min() > 1e-3  # or every formula would do


def test_chinese_labels_are_translated(open_library: Opened, flower: str) -> None:
    asking = open_library().asking
    found = asking.classify([flower], ["花", "keyboard"])
    assert found.labels == ("花", "keyboard")
    assert found.translated == (Translated("花", "flower"),)
    np.testing.assert_allclose(
        found.probabilities, asking.classify([flower], ["flower", "keyboard"]).probabilities, atol=1e-6
    )


def test_the_same_label_twice_counts_once(open_library: Opened, flower: str) -> None:
    found = open_library().asking.classify([flower], [" flower", "keyboard", "", "flower "])
    assert found.labels == ("flower", "keyboard")
    assert found.probabilities.sum() == pytest.approx(1.0, abs=1e-6)


def test_what_cannot_be_classified_gets_a_sentence(open_library: Opened, flower: str, tmp_path: Path) -> None:
    asking = open_library().asking
    for pictures, labels, templates, sentence in (
        ([], LABELS, TEMPLATES, "no photo"),
        ([flower], [" "], TEMPLATES, "no label"),
        ([flower], LABELS, [], "no template"),
        ([flower], LABELS, ["a photo"], "“a photo” has no {}"),
        ([str(tmp_path / "gone.jpg")], LABELS, TEMPLATES, "gone.jpg cannot be read"),
        ([flower], ["花がきれいです"], TEMPLATES, "in English"),
    ):
        with pytest.raises(KnownError, match=sentence):
            asking.classify(pictures, labels, templates)
    with pytest.raises(KnownError, match="no description"):
        asking.match([flower], [])


def test_a_match_is_as_probable_as_in_a_search(library: Library) -> None:
    texts = ["a palace in China", "two people who are walking past an old temple with a green roof"]
    ids = [int(photo_id) for photo_id in library.photos.ids()]
    found = library.asking.match([f"#{photo_id}" for photo_id in ids], texts)
    for column, text in enumerate(texts):
        result = library.search.query(text)
        assert result.scores is not None
        by_search = dict(zip(result.photo_ids.tolist(), result.scores.tolist(), strict=True))
        assert by_search.keys() == set(ids)
        np.testing.assert_allclose(found.fits[:, column], [by_search[photo_id] for photo_id in ids], atol=1e-4)


def test_texts_and_pictures_compete(library: Library, flower: str, china: str) -> None:
    palace = next(f"#{i}" for i in library.photos.ids().tolist() if library.photos.best_path(i).endswith("palace.jpg"))
    found = library.asking.match([flower, palace, china], ["a flower", "a temple", "a computer keyboard"])
    np.testing.assert_allclose(found.of_texts.sum(axis=1), 1.0, atol=1e-6)
    np.testing.assert_allclose(found.of_pictures.sum(axis=0), 1.0, atol=1e-6)
    assert found.of_texts.argmax(axis=1).tolist() == [0, 1, 1]
    assert found.of_pictures[:, 0].argmax() == 0
    np.testing.assert_allclose(found.fits[1], found.fits[2], atol=1e-3)  # the same picture, by number and by path
    assert found.fits.argmax(axis=1).tolist() == found.of_texts.argmax(axis=1).tolist()


def test_a_photo_that_is_offline_is_compared_by_its_embedding(library: Library, tmp_path: Path) -> None:
    picture = f"#{library.photos.ids()[0]}"
    before = library.asking.match([picture], ["a temple"])
    (tmp_path / "photos").rename(tmp_path / "elsewhere")
    library.rescan()
    library.wait_until_done()
    np.testing.assert_array_equal(library.asking.match([picture], ["a temple"]).fits, before.fits)
    assert library.asking.classify([picture], LABELS).probabilities.shape == (1, 3)
