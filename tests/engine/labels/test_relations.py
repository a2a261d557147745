"""Exclusive groups and hierarchies: one of them at most, and the more special one is enough."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clipphotos.core.label import Label, LabelMode, LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from tests.engine.labels.conftest import Things
from tests.engine.labels.helping import proposed, rescan, scorer_of, suggested, tag_names
from tests.photos import age, write_photos

KINDS = {"Motorbikes": "motorbike", "airplanes": "airplane", "pizza": "pizza"}


@pytest.fixture
def kinds(things: Callable[..., Things]) -> Things:
    return things(tuple(KINDS), 6)


def in_group(library: Library, mode: LabelMode = LabelMode.SUGGEST) -> dict[str, Label]:
    found = {
        kind: library.labels.add(LabelSpec(words, group="kind", mode=mode, threshold=0.04))
        for kind, words in KINDS.items()
    }
    return {kind: library.labels.named(label.name) for kind, label in found.items()}


@pytest.mark.parametrize("mode", [LabelMode.SUGGEST, LabelMode.AUTO])
def test_at_most_one_label_of_a_group_is_proposed(kinds: Things, mode: LabelMode) -> None:
    library, truth = kinds
    alone = [library.labels.add(LabelSpec(f"{words}s", (words,), threshold=0.04)) for words in KINDS.values()]
    group = in_group(library, mode)
    found = [photo for label in group.values() for photo in proposed(library, label.id)]
    assert len(found) == len(set(found)) >= len(truth) / 2
    for kind, label in group.items():
        right = [truth[photo] == kind for photo in proposed(library, label.id)]
        assert sum(right) >= 0.8 * len(right) > 0
    assert all(proposed(library, label.id) for label in alone)


def test_an_accepted_label_closes_the_others_at_once(kinds: Things) -> None:
    library, _truth = kinds
    label, *others = in_group(library).values()
    photo = suggested(library, others[0].id)[0]
    library.review.accept(label.id, [photo])
    assert photo not in suggested(library, others[0].id)
    library.labels.refresh()
    assert not any(photo in proposed(library, other.id) for other in others)
    library.history.undo()
    library.labels.refresh()
    assert photo in suggested(library, others[0].id)


def test_an_accepted_label_takes_the_place_of_a_rivals_automatic_tag(kinds: Things) -> None:
    library, _truth = kinds
    label, other, _ = in_group(library, LabelMode.AUTO).values()
    _, photo, _ = library.labels.automatic(other.id)[0]
    library.tags.add(label.name, [photo])
    library.labels.refresh()
    assert tag_names(library, photo) == [(label.name, False)]


def test_a_rejected_label_leaves_the_photo_to_the_others(kinds: Things) -> None:
    library, _truth = kinds
    group = in_group(library)
    photo = suggested(library, group["pizza"].id)[0]
    library.review.reject(group["pizza"].id, [photo])
    library.labels.refresh()
    assert photo not in proposed(library, group["pizza"].id)


def remove(library: Library, label: Label) -> None:
    library.labels.remove(label.id)


def switch_off(library: Library, label: Label) -> None:
    library.labels.edit(label.id, replace(label.spec, mode=LabelMode.OFF))


def take_out(library: Library, label: Label) -> None:
    library.labels.group(None, [label.id])


def edit_out(library: Library, label: Label) -> None:
    library.labels.edit(label.id, replace(label.spec, group="other"))


def undo_making(library: Library, label: Label) -> None:
    library.history.undo()
    library.labels.refresh()


@pytest.mark.parametrize("how", [remove, switch_off, take_out, edit_out, undo_making], ids=lambda how: how.__name__)
def test_a_rival_that_leaves_a_group_no_longer_counts(kinds: Things, how: Callable[[Library, Label], None]) -> None:
    """The one that is left scores as if it had never had a rival."""
    library, _ = kinds
    spec = LabelSpec("motorbike", threshold=0.04)
    label = library.labels.add(spec)
    alone = library.review.suggestions(label.id)
    library.labels.edit(label.id, replace(spec, group="kind"))
    rival = library.labels.add(LabelSpec("scooter", ("motorbike",), group="kind"))
    assert library.review.suggestions(label.id) != alone
    assert scorer_of(library, label.id).rivals == (rival.id,)
    how(library, rival)
    assert scorer_of(library, label.id).rivals == ()
    assert [s.score for s in library.review.suggestions(label.id)] == pytest.approx([s.score for s in alone])

    write_photos(Path(library.roots.list()[0].path), 3)
    rescan(library)
    assert proposed(library, label.id) == {s.photo_id for s in alone}, "new photos are scored as in the group"


def test_labels_are_grouped_and_taken_out_in_one_action(kinds: Things) -> None:
    library, _ = kinds
    labels = [library.labels.add(LabelSpec(words)) for words in KINDS.values()]
    library.labels.group(" kind  of thing ", [label.id for label in labels])
    assert {label.spec.group for label in library.labels.list()} == {"kind of thing"}
    library.history.undo()
    assert {label.spec.group for label in library.labels.list()} == {None}
    library.history.redo()
    library.labels.group(None, [labels[0].id])
    assert [label.spec.group for label in library.labels.list()].count(None) == 1


def tagged_child(library: Library, photos: list[PhotoId], how: str, child: Label) -> None:
    if how == "tag":
        library.tags.add(child.name, photos)
    else:
        library.review.accept(child.id, photos)


@pytest.mark.parametrize("how", ["tag", "accept"])
def test_what_a_label_below_has_is_not_proposed_above(kinds: Things, how: str) -> None:
    library, _truth = kinds
    vehicle = library.labels.add(LabelSpec("vehicle", ("a motorbike", "an airplane"), threshold=0.04))
    bike = library.labels.add(LabelSpec("motorbike", parent="vehicle", threshold=0.04))
    both = [photo for photo in suggested(library, bike.id) if photo in suggested(library, vehicle.id)]
    assert len(both) >= 3
    tagged_child(library, both[:2], how, bike)
    assert not set(both[:2]) & proposed(library, vehicle.id)
    assert both[2] in proposed(library, vehicle.id)
    library.labels.edit(vehicle.id, replace(vehicle.spec, mode=LabelMode.AUTO))
    assert not set(both[:2]) & proposed(library, vehicle.id)
    assert [tag_names(library, photo) for photo in both[:2]] == [[("motorbike", False)]] * 2

    library.history.undo()
    library.history.undo()
    library.labels.refresh()
    assert set(both[:2]) <= proposed(library, vehicle.id)


@pytest.mark.parametrize("names", [("a vehicle", "motorbike"), ("vehicle", "a motorbike")])
@pytest.mark.parametrize("parent_mode", [LabelMode.SUGGEST, LabelMode.AUTO])
def test_what_a_label_below_tags_by_itself_is_not_proposed_above(
    things: Callable[..., Things], shared_data: Path, names: tuple[str, str], parent_mode: LabelMode
) -> None:
    """Whichever of them comes first by name, when they score together and when photos arrive."""
    library, _ = things(("Motorbikes", "cup"), 6)
    above, below = names
    vehicle = library.labels.add(LabelSpec(above, ("a motorbike",), mode=parent_mode, threshold=0.04))
    bike = library.labels.add(LabelSpec(below, ("a motorbike",), mode=LabelMode.AUTO, threshold=0.04, parent=above))
    assert proposed(library, bike.id)

    def twice() -> set[PhotoId]:
        return proposed(library, bike.id) & proposed(library, vehicle.id)

    if parent_mode is LabelMode.SUGGEST:
        assert twice() == set()
    library.labels.edit(vehicle.id, replace(vehicle.spec, prompts=("motorbike",)))
    assert twice() == set()

    source = shared_data / "photos_class" / "files" / "caltech101"
    folder = Path(library.roots.list()[0].path)
    before = proposed(library, bike.id)
    late = sorted(source.glob("Motorbikes__image_*"))[6]
    shutil.copyfile(late, folder / late.name)
    age(folder / late.name)
    rescan(library)
    assert len(proposed(library, bike.id)) == len(before) + 1
    assert twice() == set()
