"""Labels propose, a person decides, and decisions win."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelMode
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from tests.photos import age, real_photo, write_photos

Fill = Callable[..., Library]

PALACE = ("a palace in China",)


@pytest.fixture
def garden(tmp_path: Path, filled: Fill) -> tuple[Library, PhotoId]:
    """A library of abstract photos with one of a palace among them."""
    write_photos(tmp_path / "photos", 40)
    add_palace(tmp_path)
    library = filled()
    return library, library.photos.at(str(tmp_path / "photos" / "china.jpg"))


def add_palace(tmp_path: Path) -> None:
    shutil.copy(real_photo("china.jpg"), tmp_path / "photos" / "china.jpg")
    age(tmp_path / "photos" / "china.jpg")


def tag_names(library: Library, photo: PhotoId) -> list[tuple[str, bool]]:
    return [(tag.name, tag.by_label) for tag in library.photos.details(photo).tags]


def test_a_label_suggests_its_photo_first(garden: tuple[Library, PhotoId]) -> None:
    library, palace = garden
    label = library.labels.add("palace", PALACE)
    found = library.labels.suggestions(label.id)
    assert found[0].photo_id == palace
    assert found[0].score >= label.threshold
    assert label.suggested == len(found) < 20
    assert ("palace", found[0].score) in library.photos.details(palace).suggestions


def test_accepting_tags_the_photo_with_its_provenance(garden: tuple[Library, PhotoId]) -> None:
    library, palace = garden
    label = library.labels.add("palace", PALACE)
    library.labels.accept(label.id, [palace])
    (tag,) = library.photos.details(palace).tags
    assert (tag.name, tag.by_label, tag.model) == ("palace", False, "starter")
    assert tag.score is not None
    assert palace not in [s.photo_id for s in library.labels.suggestions(label.id)]


def test_a_rejected_photo_is_never_suggested_again(garden: tuple[Library, PhotoId]) -> None:
    library, palace = garden
    label = library.labels.add("palace", PALACE)
    library.labels.reject(label.id, [palace])
    library.labels.edit(label.id, prompts=PALACE, threshold=0.1)
    assert palace not in [s.photo_id for s in library.labels.suggestions(label.id)]
    library.labels.edit(label.id, mode=LabelMode.AUTO)
    assert tag_names(library, palace) == []
    library.labels.remove(label.id)
    revived = library.labels.add("Palace", PALACE)
    assert palace not in [s.photo_id for s in library.labels.suggestions(revived.id)]


def test_an_automatic_label_tags_by_itself_and_takes_back_only_its_own_tags(garden: tuple[Library, PhotoId]) -> None:
    library, palace = garden
    label = library.labels.add("palace", PALACE, mode=LabelMode.AUTO)
    assert tag_names(library, palace) == [("palace", True)]
    assert library.labels.suggestions(label.id) == []
    library.labels.edit(label.id, threshold=1.0)
    assert tag_names(library, palace) == []

    library.labels.edit(label.id, threshold=0.25)
    library.tags.add("palace", [palace])
    assert tag_names(library, palace) == [("palace", False)]
    library.labels.edit(label.id, threshold=1.0)
    assert tag_names(library, palace) == [("palace", False)]


def test_removing_an_automatic_tag_is_a_decision(garden: tuple[Library, PhotoId]) -> None:
    library, palace = garden
    label = library.labels.add("palace", PALACE, mode=LabelMode.AUTO)
    library.tags.remove("palace", [palace])
    library.labels.edit(label.id, threshold=0.4)
    assert tag_names(library, palace) == []


def test_new_photos_are_scored_as_they_arrive(tmp_path: Path, filled: Fill) -> None:
    write_photos(tmp_path / "photos", 40)
    library = filled()
    suggesting = library.labels.add("castle", PALACE)
    library.labels.add("palace", PALACE, mode=LabelMode.AUTO)
    add_palace(tmp_path)
    library.rescan()
    library.wait_until_done()
    palace = library.photos.at(str(tmp_path / "photos" / "china.jpg"))
    assert tag_names(library, palace) == [("palace", True)]
    assert library.labels.suggestions(suggesting.id)[0].photo_id == palace


def test_a_label_made_before_any_photo_is_calibrated_when_they_come(tmp_path: Path, filled: Fill) -> None:
    (tmp_path / "photos").mkdir()
    library = filled()
    label = library.labels.add("palace", PALACE)
    write_photos(tmp_path / "photos", 40)
    add_palace(tmp_path)
    library.rescan()
    library.wait_until_done()
    early = library.labels.suggestions(label.id)
    library.labels.edit(label.id)
    assert library.labels.suggestions(label.id) == early
    assert early[0].photo_id == library.photos.at(str(tmp_path / "photos" / "china.jpg"))


def test_removing_a_label_keeps_confirmed_tags(garden: tuple[Library, PhotoId]) -> None:
    library, palace = garden
    label = library.labels.add("palace", PALACE)
    library.labels.accept(label.id, [palace])
    library.labels.remove(label.id)
    assert tag_names(library, palace) == [("palace", False)]
    assert library.labels.list() == []


def test_bad_input_is_explained(garden: tuple[Library, PhotoId]) -> None:
    library, palace = garden
    label = library.labels.add("palace", PALACE)
    for call, sentence in (
        (lambda: library.labels.add("Palace"), "exists already"),
        (lambda: library.labels.add("  "), "no name"),
        (lambda: library.labels.add("x" * 201), "longer than"),
        (lambda: library.labels.edit(label.id, threshold=2.0), "between 0 and 1"),
        (lambda: library.labels.named("nothing"), "no label"),
        (lambda: library.tags.remove("nothing", [palace]), "No photo given"),
        (lambda: library.tags.add(" ", [palace]), "no name"),
    ):
        with pytest.raises(KnownError, match=sentence):
            call()
    assert [known.name for known in library.labels.list()] == ["palace"]
