"""Changing the model: decisions stay, embeddings of both models stay, and what cannot be had changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelMode
from clipphotos.engine.library import Library
from tests.engine.conftest import Opened
from tests.photos import write_photos
from tests.tiny_model import TinyModel

Fill = Callable[..., Library]


def test_another_model_and_back(tmp_path: Path, filled: Fill, open_library: Opened, tiny: TinyModel) -> None:
    first, second, *_ = write_photos(tmp_path / "photos", 12)
    library = filled()
    one, two = library.photos.at(str(first)), library.photos.at(str(second))
    label = library.labels.add("colour", threshold=0.0)
    automatic = library.labels.add("cloud", threshold=0.0, mode=LabelMode.AUTO)
    library.labels.accept(label.id, [one])
    library.labels.reject(label.id, [two])
    before = {s.photo_id: s.score for s in library.labels.suggestions(label.id)}

    library.use_model(tiny.id)
    library.wait_until_done()
    assert (library.status().model, library.status().embedded) == (tiny.id, 12)
    assert library.model_title() == tiny.id
    after = {s.photo_id: s.score for s in library.labels.suggestions(label.id)}
    assert after.keys() == before.keys()
    assert after != before
    tagged = library.photos.details(two).tags
    assert [(tag.name, tag.model) for tag in tagged] == [("cloud", tiny.id)]
    assert library.labels.named("cloud").tagged == 12
    assert [tag.name for tag in library.photos.details(one).tags] == ["cloud", "colour"]
    assert len(library.search.text("anything").photo_ids) == 12
    assert automatic.tagged == 12

    open_library.close(library)
    library = open_library()
    library.start(watch=False)
    library.wait_until_done()
    assert library.model.name == tiny.id
    library.use_model("starter")
    library.wait_until_done()
    assert {s.photo_id: s.score for s in library.labels.suggestions(label.id)} == pytest.approx(before, abs=1e-4)


def test_a_model_that_cannot_be_had_changes_nothing(tmp_path: Path, filled: Fill) -> None:
    write_photos(tmp_path / "photos", 3)
    library = filled()
    for name, sentence in (
        ("nonsense", "no model"),
        ("open_clip:ViT-B-32/nowhere.safetensors", "nowhere.safetensors"),
        ("open_clip:ViT-B-32/weights.pt", "pickled"),
    ):
        with pytest.raises(KnownError, match=sentence):
            library.use_model(name)
        assert library.model.name == "starter"
        assert len(library.search.text("anything").photo_ids) == 3


def test_a_checkpoint_is_found_from_every_folder(
    tmp_path: Path, filled: Fill, tiny: TinyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_photos(tmp_path / "photos", 2)
    library = filled()
    monkeypatch.chdir(tiny.weights.parent)
    library.use_model(tiny.id.replace(str(tiny.weights), tiny.weights.name))
    assert library.model.name == tiny.id
    assert os.path.isabs(library.model.name.partition("/")[2])
