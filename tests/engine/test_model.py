"""Changing the model: decisions stay, embeddings of both models stay, and what cannot be had changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelMode, LabelSpec
from clipphotos.core.photo import PhotoId, Tag
from clipphotos.engine.library import Library
from tests.engine.conftest import Opened
from tests.photos import write_photos
from tests.tiny_model import TinyModel

Fill = Callable[..., Library]


def test_another_model_and_back(tmp_path: Path, filled: Fill, open_library: Opened, tiny: TinyModel) -> None:
    first, second, *_ = write_photos(tmp_path / "photos", 12)
    library = filled()
    one, two = library.photos.at(str(first)), library.photos.at(str(second))
    glass = LabelSpec("glass", ("stained glass",), threshold=0.031)
    label = library.labels.add(glass)
    automatic = library.labels.add(replace(glass, name="window", mode=LabelMode.AUTO))
    assert automatic.tagged == 12
    library.review.accept(label.id, [one])
    library.review.reject(label.id, [two])
    library.labels.refresh()
    before = {s.photo_id: s.score for s in library.review.suggestions(label.id)}
    assert before

    library.use_model(tiny.id)
    library.wait_until_done()
    assert (library.status().model, library.status().embedded) == (tiny.id, 12)
    assert library.model_title() == tiny.id
    after = {s.photo_id: s.score for s in library.review.suggestions(label.id)}
    assert after != before
    assert not {one, two} & after.keys(), "a decision was forgotten"
    assert {tag.model for photo in library.photos.ids(tag="window") for tag in tags_of(library, photo, "window")} <= {
        tiny.id
    }
    assert [(tag.model, tag.by_label) for tag in tags_of(library, one, "glass")] == [("starter", False)]
    assert len(library.search.query("anything").photo_ids) == 12

    open_library.close(library)
    library = open_library()
    library.start(watch=False)
    library.wait_until_done()
    assert library.model.name == tiny.id
    library.use_model("starter")
    library.wait_until_done()
    assert {s.photo_id: s.score for s in library.review.suggestions(label.id)} == pytest.approx(before, abs=1e-3)
    assert library.labels.named("window").tagged == 12


def tags_of(library: Library, photo: int, name: str) -> list[Tag]:
    return [tag for tag in library.photos.details(PhotoId(int(photo))).tags if tag.name == name]


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
        assert len(library.search.query("anything").photo_ids) == 3


def test_a_checkpoint_is_found_from_every_folder(
    tmp_path: Path, filled: Fill, tiny: TinyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_photos(tmp_path / "photos", 2)
    library = filled()
    monkeypatch.chdir(tiny.weights.parent)
    library.use_model(tiny.id.replace(str(tiny.weights), tiny.weights.name))
    assert library.model.name == tiny.id
    assert os.path.isabs(library.model.name.partition("/")[2])
