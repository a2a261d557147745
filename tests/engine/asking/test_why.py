"""What in a photo speaks for a text, by the starter and by a model that a test wrote."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipphotos.core.errors import KnownError
from clipphotos.core.query.records import Region
from clipphotos.engine.asking.why import _cut
from clipphotos.engine.library import Library
from clipphotos.media.decode import decode
from tests.photos import age, real_photo, write_photos
from tests.tiny_model import TinyModel


@pytest.fixture
def library(tmp_path: Path, filled: Callable[..., Library]) -> Library:
    """A few drawings and a photo of a dahlia."""
    write_photos(tmp_path / "photos", 6)
    flower = tmp_path / "photos" / "flower.jpg"
    shutil.copy(real_photo("flower.jpg"), flower)
    age(flower)
    return filled()


def test_hiding_what_is_hot_costs_more_than_hiding_what_is_cold(library: Library) -> None:
    palace = str(real_photo("china.jpg"))
    found = library.asking.why(palace, "a palace")
    assert found.method == "cam"
    assert (found.values.min(), found.values.max()) == (0.0, 1.0)
    model = library.model.get()
    pixels = decode(palace, model.info.preprocessing).pixels
    large = np.asarray(Image.fromarray(found.values).resize(pixels.shape[:2], Image.Resampling.BILINEAR))
    low, high = np.quantile(large, [0.25, 0.75])
    hot, cold = (np.where(part[..., None], np.uint8(128), pixels) for part in (large >= high, large <= low))
    text = model.embed_text("a palace")
    whole, without_hot, without_cold = model.encoder.encode_images(np.stack([pixels, hot, cold])) @ text
    assert whole - without_hot > 0.1
    assert abs(whole - without_cold) < 0.05


def test_a_photo_of_the_library_fits_as_a_search_says(library: Library, tmp_path: Path) -> None:
    flower = library.photos.at(str(tmp_path / "photos" / "flower.jpg"))
    searched = library.search.query("a flower")
    found = library.asking.why(f"#{flower}", "a flower")
    assert searched.scores is not None
    assert found.probability == pytest.approx(float(searched.scores[searched.photo_ids == flower][0]), abs=1e-3)
    assert library.asking.why(f"#{flower}", "a keyboard").probability < found.probability - 0.2
    chinese = library.asking.why(f"#{flower}", "花")
    assert chinese.translated is not None
    assert chinese.translated.source == "花"


def test_without_torch_hiding_parts_tells(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_torch(*_: object) -> None:
        raise ImportError("No module named 'torch'")

    flower = str(tmp_path / "photos" / "flower.jpg")
    explainer = library.model.get().explainer
    by_gradient = library.asking.why(flower, "a flower")
    monkeypatch.setattr(type(explainer._source), "build", no_torch)
    monkeypatch.setattr(explainer, "_tried", False)
    found = library.asking.why(flower, "a flower")
    assert found.method == "occlusion"
    assert found.region == by_gradient.region
    assert found.values.max() == 1.0


def test_another_model_explains_itself(library: Library, tiny: TinyModel, tmp_path: Path) -> None:
    old = library.model.get().explainer
    library.asking.why(str(real_photo("china.jpg")), "a palace")
    assert old._method is not None
    library.use_model(tiny.id)
    assert old._method is None  # freed
    found = library.asking.why(str(real_photo("china.jpg")), "a palace")
    assert (found.method, found.values.shape) == ("legrad", (4, 4))


def test_a_photo_that_is_offline_needs_its_file(library: Library, tmp_path: Path) -> None:
    flower = library.photos.at(str(tmp_path / "photos" / "flower.jpg"))
    (tmp_path / "away").mkdir()
    (tmp_path / "photos").rename(tmp_path / "away" / "photos")
    library.rescan()
    library.wait_until_done()
    with pytest.raises(KnownError, match=r"file of photo #\d+ is needed for this, and its folder is offline"):
        library.asking.why(f"#{flower}", "a flower")


def test_bad_input_is_said(library: Library, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no text"):
        library.asking.why(str(real_photo("china.jpg")), "  ")
    with pytest.raises(KnownError, match="no photo #999"):
        library.asking.why("#999", "a flower")
    with pytest.raises(KnownError, match="cannot be read"):
        library.asking.why(str(tmp_path / "gone.jpg"), "a flower")


def test_padding_is_cut_from_a_map() -> None:
    columns = np.tile(np.arange(8, dtype=np.float32), (8, 1))
    np.testing.assert_allclose(_cut(columns, Region(0, 0, 1, 1)), columns)
    np.testing.assert_allclose(_cut(columns, Region(0.25, 0, 0.5, 1)), columns[:, 2:6])
    # Not at an edge of cells: between them.
    np.testing.assert_allclose(_cut(columns.T, Region(0, 0.3125, 1, 0.375))[:, 0], [2.5, 3.5, 4.5])
    assert _cut(columns, Region(0.49, 0, 0.02, 1)).shape == (8, 1)
