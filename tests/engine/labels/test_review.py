"""Decisions: kept for good, whatever happens to the label, the model, the file and the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelMode, LabelSpec, QueueOrder
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from tests.engine.conftest import Opened
from tests.engine.labels.helping import PALACE, Garden, proposed, rescan, suggested, tag_names
from tests.photos import write_photos
from tests.store.filling import add_photos, suggest
from tests.tiny_model import TinyModel

GLASS = LabelSpec("stained glass", threshold=0.031)
"""Fits every abstract photo a little."""


def test_accepting_tags_the_photo_with_its_provenance(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(PALACE)
    (suggestion, *_) = library.review.suggestions(label.id)
    library.review.accept(label.id, [palace])
    (tag,) = library.photos.details(palace).tags
    assert (tag.name, tag.by_label, tag.model, tag.label, tag.label_version) == (
        "palace",
        False,
        "starter",
        "palace",
        1,
    )
    assert tag.score == suggestion.score
    assert tag.tagged_at is not None
    assert palace not in suggested(library, label.id)


def test_a_later_decision_replaces_an_earlier(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(PALACE)
    library.review.accept(label.id, [palace])
    library.review.reject(label.id, [palace])
    assert tag_names(library, palace) == []
    report = library.labels.report(label.id)
    assert (report.accepted, report.rejected) == (0, 1)
    library.review.accept(label.id, [palace])
    assert tag_names(library, palace) == [("palace", False)]


def test_removing_an_automatic_tag_is_a_decision(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(replace(PALACE, mode=LabelMode.AUTO))
    library.tags.remove("palace", [palace])
    library.labels.edit(label.id, replace(PALACE, mode=LabelMode.AUTO, threshold=0.04))
    assert tag_names(library, palace) == []
    assert library.labels.report(label.id).rejected == 1


def test_tags_taken_away_while_the_label_is_gone_are_rejections(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(PALACE)
    library.review.accept(label.id, [palace])
    library.labels.remove(label.id)
    library.tags.remove("palace", [palace])
    again = library.labels.add(PALACE)
    report = library.labels.report(again.id)
    assert (report.accepted, report.rejected, again.tagged) == (0, 1, 0)
    assert palace not in proposed(library, again.id)


def test_tags_set_while_the_label_is_gone_are_examples(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(PALACE)
    library.review.reject(label.id, [palace])
    library.labels.remove(label.id)
    library.tags.add("Palace", [palace])
    assert library.photos.details(palace).tags[0].label is None
    again = library.labels.add(PALACE)
    report = library.labels.report(again.id)
    assert (report.accepted, report.rejected, again.tagged) == (1, 0, 1)


def test_photos_that_are_gone_are_left_out(garden: Garden) -> None:
    library, palace, _ = garden
    label, gone = library.labels.add(PALACE), PhotoId(10_000)
    library.tags.add("palace", [gone, palace])
    library.review.accept(label.id, [gone])
    library.review.reject(label.id, [gone])
    report = library.labels.report(label.id)
    assert (report.accepted, report.rejected) == (1, 0)
    assert library.tags.list() == [("palace", 1)]


def change_definition(library: Library, garden: Garden, opened: Opened, tiny: TinyModel) -> Library:
    label = library.labels.named(GLASS.name)
    library.labels.edit(label.id, replace(GLASS, prompts=("stained glass", "a window"), mode=LabelMode.AUTO))
    return library


def change_model(library: Library, garden: Garden, opened: Opened, tiny: TinyModel) -> Library:
    library.use_model(tiny.id)
    library.wait_until_done()
    return library


def remove_and_add(library: Library, garden: Garden, opened: Opened, tiny: TinyModel) -> Library:
    library.labels.remove(library.labels.named(GLASS.name).id)
    library.labels.add(replace(GLASS, name=GLASS.name.upper(), mode=LabelMode.AUTO))
    return library


def move_files(library: Library, garden: Garden, opened: Opened, tiny: TinyModel) -> Library:
    folder = garden.path.parent
    (folder / "moved").mkdir()
    for number, path in enumerate(sorted(folder.glob("*.jpg"))):
        path.rename(folder / "moved" / f"{number}.jpg")
    rescan(library)
    return library


def take_files_away_and_back(library: Library, garden: Garden, opened: Opened, tiny: TinyModel) -> Library:
    folder = garden.path.parent
    aside = folder.parent / "aside"
    aside.mkdir()
    for path in sorted(folder.glob("photo_*"))[1:]:
        path.rename(aside / path.name)
    rescan(library)
    for path in aside.iterdir():
        path.rename(folder / f"back_{path.name}")
    rescan(library)
    return library


def restart(library: Library, garden: Garden, opened: Opened, tiny: TinyModel) -> Library:
    opened.close(library)
    library = opened()
    library.start(watch=False)
    library.wait_until_done()
    return library


def grow(library: Library, garden: Garden, opened: Opened, tiny: TinyModel) -> Library:
    write_photos(garden.path.parent, 10, first_seed=300)
    rescan(library)
    return library


@pytest.mark.parametrize(
    "what",
    [change_definition, change_model, remove_and_add, move_files, take_files_away_and_back, restart, grow],
    ids=lambda what: what.__name__,
)
def test_a_rejected_photo_never_comes_back(
    garden: Garden, open_library: Opened, tiny: TinyModel, what: Callable[..., Library]
) -> None:
    library = garden.library
    label = library.labels.add(GLASS)
    ids = suggested(library, label.id)
    assert len(ids) > 20
    rejected, accepted = ids[:3], ids[3:5]
    library.review.reject(label.id, rejected)
    library.review.accept(label.id, accepted)

    library = what(library, garden, open_library, tiny)
    library.labels.refresh()

    assert not set(rejected) & proposed(library, label.id)
    assert [tag_names(library, photo) for photo in rejected] == [[]] * 3
    for photo in accepted:
        ((name, by_label),) = tag_names(library, photo)
        assert (name.lower(), by_label) == (GLASS.name, False)
    report = library.labels.report(label.id)
    assert (report.accepted, report.rejected) == (2, 3)


def test_a_label_that_was_removed_cannot_be_decided(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(PALACE)
    library.labels.remove(label.id)
    for decide in (library.review.accept, library.review.reject):
        with pytest.raises(KnownError, match="was removed"):
            decide(label.id, [palace])
    assert library.labels.add(PALACE).suggested > 0


def queue(library: Library, scored: dict[str, list[float]]) -> list[PhotoId]:
    """Fill the queue with suggestions of these labels, without a model."""
    photos = add_photos(library._catalogue, max(len(scores) for scores in scored.values()))
    for name, scores in scored.items():
        label = library.labels.add(LabelSpec(name))
        suggest(library._catalogue, label.id, list(zip(photos, scores, strict=False)))
    return photos


def test_the_queue_begins_with_what_is_most_certain(open_library: Opened) -> None:
    library = open_library()
    a, b, c = queue(library, {"one": [0.5, 0.7], "two": [0.3, 0.9, 0.6]})
    batch = library.review.next_batch()
    assert batch is not None
    assert (batch.label.name, batch.waiting) == ("two", 5)
    assert [s.photo_id for s in batch.suggestions] == [b, c, a]


def test_the_queue_begins_with_what_teaches_most(open_library: Opened) -> None:
    library = open_library()
    a, b, c = queue(library, {"one": [0.5], "two": [0.2, 0.95, 0.55], "three": [0.5, 0.5, 0.5]})
    library.review.reject(library.labels.named("three").id, [a])
    batch = library.review.next_batch(QueueOrder.INFORMATIVE)
    assert batch is not None
    assert batch.label.name == "two", "among the labels without decisions the one with most suggestions"
    assert [s.photo_id for s in batch.suggestions] == [c, a, b]


@pytest.mark.parametrize("order", list(QueueOrder))
def test_what_was_skipped_is_not_shown_until_nothing_else_waits(open_library: Opened, order: QueueOrder) -> None:
    library = open_library()
    queue(library, {"one": [0.5, 0.6, 0.7], "two": [0.8, 0.4]})
    skipped = set()
    seen = []
    while (batch := library.review.next_batch(order, limit=1, skipped=skipped)) is not None:
        (suggestion,) = batch.suggestions
        assert batch.waiting == 5 - len(skipped)
        seen.append((suggestion.label_id, suggestion.photo_id))
        skipped.add(seen[-1])
    assert len(seen) == len(set(seen)) == 5


def test_what_was_skipped_and_decided_is_not_counted_twice(open_library: Opened) -> None:
    library = open_library()
    a, b, _ = queue(library, {"one": [0.5, 0.6, 0.7]})
    label = library.labels.named("one")
    library.review.reject(label.id, [a])
    batch = library.review.next_batch(skipped={(label.id, a), (label.id, b)})
    assert batch is not None
    assert batch.waiting == len(batch.suggestions) == 1


def test_a_batch_has_its_limit_and_one_label(open_library: Opened) -> None:
    library = open_library()
    queue(library, {"one": [0.5] * 30, "two": [0.9] * 2})
    batch = library.review.next_batch()
    assert batch is not None
    assert (batch.label.name, len(batch.suggestions), batch.waiting) == ("two", 2, 32)
    library.review.accept(batch.label.id, [s.photo_id for s in batch.suggestions])
    batch = library.review.next_batch()
    assert batch is not None
    assert (batch.label.name, len(batch.suggestions), batch.waiting) == ("one", 24, 30)


def test_an_empty_queue_has_no_batch(open_library: Opened) -> None:
    assert open_library().review.next_batch() is None
