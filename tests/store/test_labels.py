"""Labels as they are kept: versions, hierarchy, names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.label import MOST_LEVELS, LabelId, LabelMode, LabelSpec, Rule, Verdict, clean_name
from clipphotos.store import labels, tags
from clipphotos.store.catalogue import Catalogue
from tests.store.filling import add_label, add_photos, decide, label_of, suggest, tag, tag_names

FULL = LabelSpec(
    "Pup",
    prompts=("a puppy", "a young dog"),
    counter_prompts=("a wolf", "a fox"),
    mode=LabelMode.AUTO,
    threshold=0.7,
    parent="Dog",
    group="animal",
    colour="#aabbcc",
    rule=Rule(("/photos/a", "/photos/b\udcff"), date(2024, 1, 1), date(2024, 12, 31)),
)


def rename(catalogue: Catalogue, label_id: LabelId, name: str) -> None:
    catalogue.write(lambda db: labels.rename(db, label_id, name))


def remove(catalogue: Catalogue, label_id: LabelId) -> None:
    catalogue.write(lambda db: labels.remove(db, label_id))


def parent_of(catalogue: Catalogue, label_id: LabelId) -> str | None:
    return label_of(catalogue, label_id).spec.parent


def test_a_definition_is_kept_whole(catalogue: Catalogue) -> None:
    add_label(catalogue, "Dog")
    assert label_of(catalogue, add_label(catalogue, "Pup", FULL)).spec == FULL


@pytest.mark.parametrize(
    ("change", "newer"),
    [
        ({"prompts": ("a puppy",)}, True),
        ({"prompts": ("a young dog", "a puppy")}, True),
        ({"counter_prompts": ()}, True),
        ({"rule": Rule()}, True),
        ({"group": None}, True),
        ({"threshold": None}, False),
        ({"mode": LabelMode.OFF}, False),
        ({"parent": None}, False),
        ({"colour": None}, False),
        ({}, False),
    ],
)
def test_the_version_counts_changes_of_what_it_looks_for(
    catalogue: Catalogue, change: dict[str, object], newer: bool
) -> None:
    add_label(catalogue, "Dog")
    label_id = add_label(catalogue, "Pup", FULL)
    changed = replace(FULL, **change)  # type: ignore[arg-type]
    assert add_label(catalogue, "Pup", changed) == label_id
    label = label_of(catalogue, label_id)
    assert label.spec == changed
    assert label.version == (2 if newer else 1)


def test_a_new_name_is_a_new_version_only_where_the_name_says_what_it_looks_for(catalogue: Catalogue) -> None:
    by_name, by_prompts = add_label(catalogue, "Dog"), add_label(catalogue, "Pup", replace(FULL, parent=None))
    rename(catalogue, by_name, "Cat")
    rename(catalogue, by_prompts, "Young dog")
    assert label_of(catalogue, by_name).version == 2
    assert label_of(catalogue, by_prompts).version == 1


def test_a_removed_label_comes_back_as_it_is_defined_now(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 2)
    add_label(catalogue, "Dog")
    label_id = add_label(catalogue, "Pup", FULL)
    decide(catalogue, label_id, photos[:1], Verdict.REJECTED)
    remove(catalogue, label_id)
    with catalogue.read() as db:
        assert labels.with_name(db, "pup") is None
        assert [label.name for label in labels.all_labels(db)] == ["Dog"]

    assert add_label(catalogue, "PUP") == label_id
    assert label_of(catalogue, label_id).spec == LabelSpec("PUP")
    assert label_of(catalogue, label_id).version == 2
    with catalogue.read() as db:
        assert tags.decided(db, label_id) == [(photos[0], False)]


def test_loops_of_parents_are_refused(catalogue: Catalogue) -> None:
    animal = add_label(catalogue, "animal")
    add_label(catalogue, "dog", LabelSpec("", parent="animal"))
    add_label(catalogue, "pup", LabelSpec("", parent="Dog"))
    for name in ("dog", "pup", "animal"):
        with pytest.raises(KnownError, match=f"“animal” cannot be below “{name}”"):
            add_label(catalogue, "animal", LabelSpec("", parent=name))
    assert parent_of(catalogue, animal) is None


def chain(catalogue: Catalogue, letter: str, length: int) -> list[LabelId]:
    """Add labels "a1", "a2" and so on, each below the one before."""
    return [
        add_label(catalogue, f"{letter}{i}", LabelSpec("", parent=f"{letter}{i - 1}" if i > 1 else None))
        for i in range(1, length + 1)
    ]


def test_labels_too_deep_are_refused(catalogue: Catalogue) -> None:
    chain(catalogue, "a", MOST_LEVELS)
    with pytest.raises(KnownError, match=f"“pup” cannot be below “a{MOST_LEVELS}”: .* {MOST_LEVELS} levels"):
        add_label(catalogue, "pup", LabelSpec("", parent=f"a{MOST_LEVELS}"))
    with catalogue.read() as db:
        assert labels.with_name(db, "pup") is None


def test_labels_with_too_many_levels_below_them_are_refused(catalogue: Catalogue) -> None:
    chain(catalogue, "a", MOST_LEVELS - 5)
    top, *_, last = chain(catalogue, "b", 6)
    with pytest.raises(KnownError, match="“b1” cannot be below"):
        add_label(catalogue, "b1", LabelSpec("", parent=f"a{MOST_LEVELS - 5}"))
    remove(catalogue, last)
    assert add_label(catalogue, "b1", LabelSpec("", parent=f"a{MOST_LEVELS - 5}")) == top


def test_a_parent_that_does_not_exist_or_was_removed_is_refused(catalogue: Catalogue) -> None:
    remove(catalogue, add_label(catalogue, "animal"))
    for name in ("animal", "plant"):
        with pytest.raises(KnownError, match=f"no label “{name}” that “dog” could be below"):
            add_label(catalogue, "dog", LabelSpec("", parent=name))
    with catalogue.read() as db:
        assert labels.all_labels(db) == [], "the label is there although it was refused"


def test_descendants_are_found_at_any_depth(catalogue: Catalogue) -> None:
    animal = add_label(catalogue, "animal")
    dog = add_label(catalogue, "dog", LabelSpec("", parent="animal"))
    pup = add_label(catalogue, "pup", LabelSpec("", parent="dog"))
    add_label(catalogue, "car")
    with catalogue.read() as db:
        assert labels.descendants(db, animal) == {dog, pup}
        assert labels.descendants(db, pup) == set()
    remove(catalogue, pup)
    with catalogue.read() as db:
        assert labels.descendants(db, animal) == {dog}


def test_the_children_of_a_removed_label_move_up(catalogue: Catalogue) -> None:
    animal = add_label(catalogue, "animal")
    dog = add_label(catalogue, "dog", LabelSpec("", parent="animal"))
    pup = add_label(catalogue, "pup", LabelSpec("", parent="dog"))
    remove(catalogue, dog)
    assert parent_of(catalogue, pup) == "animal"
    remove(catalogue, animal)
    assert parent_of(catalogue, pup) is None
    add_label(catalogue, "animal", LabelSpec("", parent="pup"))


def test_a_label_takes_its_tag_along_to_a_new_name(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 1)
    dog = add_label(catalogue, "dog")
    tag(catalogue, "dog", photos)
    decide(catalogue, dog, photos, Verdict.ACCEPTED)
    rename(catalogue, dog, "Hound")
    assert tag_names(catalogue, photos[0]) == [("Hound", False)]
    assert label_of(catalogue, dog).name == "Hound"
    with catalogue.read() as db:
        assert tags.decided(db, dog) == [(photos[0], True)]
        assert labels.with_name(db, "dog") is None


def test_the_case_of_a_name_can_be_changed(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 1)
    dog = add_label(catalogue, "dog")
    tag(catalogue, "dog", photos)
    rename(catalogue, dog, "DOG")
    assert label_of(catalogue, dog).name == "DOG"
    assert tag_names(catalogue, photos[0]) == [("DOG", False)]


@pytest.mark.parametrize("removed", [False, True])
def test_a_label_made_again_in_another_case_takes_its_tag_along(catalogue: Catalogue, removed: bool) -> None:
    photos = add_photos(catalogue, 1)
    dog = add_label(catalogue, "dog")
    tag(catalogue, "dog", photos)
    if removed:
        remove(catalogue, dog)
    assert add_label(catalogue, "DOG") == dog
    assert tag_names(catalogue, photos[0]) == [("DOG", False)]


def test_a_name_in_use_is_refused(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 1)
    dog = add_label(catalogue, "dog")
    add_label(catalogue, "cat")
    tag(catalogue, "holiday", photos)
    for name in ("Cat", "Holiday"):
        with pytest.raises(KnownError, match=f"already a label or tag “{name}”"):
            rename(catalogue, dog, name)
    assert label_of(catalogue, dog).name == "dog"


def test_a_tag_that_no_photo_has_is_no_obstacle(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 2)
    dog = add_label(catalogue, "dog")
    tag(catalogue, "dog", photos[:1])
    tag(catalogue, "cat", photos[1:])
    catalogue.write(lambda db: tags.take(db, photos[1], tags.tag_id(db, "cat")))
    rename(catalogue, dog, "Cat")
    assert tag_names(catalogue, photos[0]) == [("Cat", False)]
    assert tag_names(catalogue, photos[1]) == []


def test_the_name_of_a_removed_label_is_free_and_its_decisions_stay_apart(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 2)
    dog, cat = add_label(catalogue, "dog"), add_label(catalogue, "cat")
    decide(catalogue, cat, photos[:1], Verdict.REJECTED)
    decide(catalogue, dog, photos[1:], Verdict.REJECTED)
    remove(catalogue, cat)
    rename(catalogue, dog, "cat")
    with catalogue.read() as db:
        assert tags.decided(db, dog) == [(photos[1], False)]
        assert tags.decided(db, cat) == [(photos[0], False)]
    rename(catalogue, dog, "wolf")
    again = add_label(catalogue, "cat")
    assert again not in (dog, cat)


def test_no_name_is_taken_by_a_removed_label_whose_name_was_given_away(catalogue: Catalogue) -> None:
    dog, cat = add_label(catalogue, "dog"), add_label(catalogue, "cat")
    remove(catalogue, cat)
    rename(catalogue, dog, "cat")
    parked = str(catalogue.write(lambda db: db.execute("SELECT key FROM label WHERE id = ?", (cat,)).get))
    for name in (f"cat #{cat}", clean_name(parked, "label")):
        assert add_label(catalogue, name) not in (dog, cat)


def test_photos_without_a_file_are_not_counted(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 3)
    dog = add_label(catalogue, "dog")
    suggest(catalogue, dog, [(photos[0], 0.9), (photos[1], 0.8)])
    tag(catalogue, "dog", photos[1:])
    catalogue.write(lambda db: db.execute("UPDATE file SET state = 'missing' WHERE photo_id = ?", (photos[1],)))
    with catalogue.read() as db:
        (label,) = labels.all_labels(db, counted=True)
    assert (label.suggested, label.tagged) == (1, 1)
