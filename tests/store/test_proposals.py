"""Proposals are derived, and closed wherever a person has spoken."""

from __future__ import annotations

from clipphotos.core.label import LabelId, LabelSpec, Verdict
from clipphotos.core.photo import PhotoId
from clipphotos.store import labels, proposals
from clipphotos.store.catalogue import Catalogue
from tests.store.filling import (
    add_label,
    add_model,
    add_photos,
    decide,
    label_of,
    suggest,
    suggested,
    tag,
    tag_automatically,
    tag_names,
)


def closed(catalogue: Catalogue, *label_ids: LabelId, only: list[PhotoId] | None = None) -> list[set[PhotoId]]:
    with catalogue.read() as db:
        found = proposals.closed(db, label_ids, only)
    assert found.keys() == set(label_ids)
    return [found[label_id] for label_id in label_ids]


def test_what_was_decided_is_closed_for_that_label_only(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 3)
    dog, cat = add_label(catalogue, "dog"), add_label(catalogue, "cat")
    decide(catalogue, dog, photos[:1], Verdict.ACCEPTED)
    decide(catalogue, dog, photos[1:2], Verdict.REJECTED)
    assert closed(catalogue, dog, cat) == [{photos[0], photos[1]}, set()]


def test_a_photo_that_has_the_tag_is_closed(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 2)
    tag(catalogue, "DOG", photos[:1])
    dog, cat = add_label(catalogue, "dog"), add_label(catalogue, "cat")
    assert closed(catalogue, dog, cat) == [{photos[0]}, set()]


def test_the_tag_of_a_label_below_closes_at_any_depth_but_not_upwards(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 3)
    animal = add_label(catalogue, "animal")
    dog = add_label(catalogue, "dog", LabelSpec("", parent="animal"))
    pup = add_label(catalogue, "pup", LabelSpec("", parent="dog"))
    tag(catalogue, "pup", photos[:1])
    tag(catalogue, "animal", photos[1:2])
    assert closed(catalogue, animal, dog, pup) == [{photos[0], photos[1]}, {photos[0]}, {photos[0]}]
    catalogue.write(lambda db: labels.remove(db, pup))
    assert closed(catalogue, animal, dog) == [{photos[1]}, set()], "a removed label's tag is only a tag"


def test_an_accepted_label_closes_the_others_of_its_group(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 3)
    group = LabelSpec("", group="kind")
    one, two = add_label(catalogue, "one", group), add_label(catalogue, "two", group)
    other = add_label(catalogue, "other", LabelSpec("", group="else"))
    loose = add_label(catalogue, "loose")
    decide(catalogue, one, photos[:1], Verdict.ACCEPTED)
    decide(catalogue, one, photos[1:2], Verdict.REJECTED)
    assert closed(catalogue, one, two, other, loose) == [{photos[0], photos[1]}, {photos[0]}, set(), set()]
    catalogue.write(lambda db: labels.remove(db, one))
    assert closed(catalogue, two) == [set()]


def test_only_the_photos_asked_for_are_answered(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 3)
    dog = add_label(catalogue, "dog")
    decide(catalogue, dog, photos, Verdict.REJECTED)
    assert closed(catalogue, dog, only=photos[1:2]) == [{photos[1]}]
    assert closed(catalogue, dog, only=[]) == [set()]
    assert closed(catalogue) == []


def test_thousands_of_labels_and_photos_can_be_asked_for(catalogue: Catalogue) -> None:
    with catalogue.read() as db:
        found = proposals.closed(db, [LabelId(i) for i in range(1, 40_000)], [PhotoId(i) for i in range(40_000)])
    assert not any(found.values())


def test_automatic_tags_never_replace_a_persons(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 2)
    dog = add_label(catalogue, "dog")
    tag(catalogue, "dog", photos[:1])
    tag_automatically(catalogue, dog, [(photos[0], 0.9), (photos[1], 0.8)])
    assert [tag_names(catalogue, photo) for photo in photos] == [[("dog", False)], [("dog", True)]]
    with catalogue.read() as db:
        assert proposals.automatic(db, dog) == [(dog, photos[1], 0.8)]


def test_clearing_takes_only_what_these_labels_proposed(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 2)
    dog, cat = add_label(catalogue, "dog"), add_label(catalogue, "cat")
    tag(catalogue, "dog", photos[:1])
    for label_id in (dog, cat):
        tag_automatically(catalogue, label_id, [(photo, 0.9) for photo in photos])
        suggest(catalogue, label_id, [(photos[0], 0.5)])
    catalogue.write(lambda db: proposals.clear(db, [dog]))
    assert [tag_names(catalogue, photo) for photo in photos] == [[("cat", True), ("dog", False)], [("cat", True)]]
    assert (suggested(catalogue, dog), suggested(catalogue, cat)) == ({}, {photos[0]: 0.5})


def test_suggestions_are_listed_best_first_or_nearest_to_a_score(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 4)
    dog = add_label(catalogue, "dog")
    suggest(catalogue, dog, list(zip(photos, (0.9, 0.2, 0.45, 0.6), strict=True)))
    with catalogue.read() as db:
        assert [s.score for s in proposals.of_label(db, dog, 3)] == [0.9, 0.6, 0.45]
        assert [s.score for s in proposals.near(db, dog, 0.5, 3)] == [0.45, 0.6, 0.2]


def test_photos_without_a_file_wait_unseen(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 2)
    dog = add_label(catalogue, "dog")
    suggest(catalogue, dog, [(photos[0], 0.9), (photos[1], 0.5)])
    catalogue.write(lambda db: db.execute("UPDATE file SET state = 'missing' WHERE photo_id = ?", (photos[0],)))
    assert suggested(catalogue, dog) == {photos[1]: 0.5}
    with catalogue.read() as db:
        assert proposals.waiting(db)[dog][:2] == (1, 0.5)
        assert [s.photo_id for s in proposals.near(db, dog, 0.5, 5)] == [photos[1]]


def test_what_waits_is_counted_with_the_decisions(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 4)
    dog, cat, car = (add_label(catalogue, name) for name in ("dog", "cat", "car"))
    suggest(catalogue, dog, [(photos[0], 0.9), (photos[1], 0.5)])
    suggest(catalogue, cat, [(photos[0], 0.4)])
    decide(catalogue, dog, photos[2:], Verdict.REJECTED)
    decide(catalogue, car, photos[2:], Verdict.REJECTED)
    with catalogue.read() as db:
        assert proposals.waiting(db) == {dog: (2, 0.9, 2), cat: (1, 0.4, 0)}


def test_a_taken_suggestion_tells_where_it_came_from(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 2)
    dog = add_label(catalogue, "dog")
    suggest(catalogue, dog, [(photos[0], 0.9)])
    origin = catalogue.write(lambda db: proposals.take(db, dog, photos[0]))
    assert (origin.label_id, origin.model_id, origin.label_version, origin.score) == (
        dog,
        add_model(catalogue),
        label_of(catalogue, dog).version,
        0.9,
    )
    assert suggested(catalogue, dog) == {}


def test_precision_is_the_mean_probability(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 4)
    dog = add_label(catalogue, "dog")
    with catalogue.read() as db:
        assert proposals.precision(db, dog) == (0, None, None)
    tag_automatically(catalogue, dog, [(photos[0], 0.9), (photos[1], 0.8)])
    suggest(catalogue, dog, [(photos[2], 0.5), (photos[3], 0.3)])
    with catalogue.read() as db:
        count, tagged, waiting = proposals.precision(db, dog)
    assert (count, round(tagged or 0, 6), round(waiting or 0, 6)) == (2, 0.85, 0.4)
