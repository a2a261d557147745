"""Scorers: kept to the bit, and stale by exactly what changed since they were begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from clipphotos.core.calibration import Linear
from clipphotos.core.label import Cuts, LabelId, LabelSpec, Rule, Verdict
from clipphotos.store import labels, rules, scorers
from clipphotos.store.catalogue import Catalogue
from clipphotos.store.scorers import Scorer
from tests.store.filling import add_label, add_model, add_photos, decide, label_of


def scorer_of(catalogue: Catalogue, label_id: LabelId) -> Scorer:
    with catalogue.read() as db:
        found = scorers.of_label(db, label_id)
    assert found is not None
    return found


def example(catalogue: Catalogue, label_id: LabelId, stale: int = 0) -> Scorer:
    vector = np.array([0.1, -2, 3, 1e-7], np.float32)
    odds, cuts = Linear(vector, -1.5), Cuts(0.3, 0.8)
    return Scorer(label_id, add_model(catalogue), 1, 7, odds, cuts, (LabelId(9),), True, 0.5, 0.25, stale)


def put(catalogue: Catalogue, scorer: Scorer) -> None:
    catalogue.write(lambda db: scorers.put(db, scorer))


def test_a_scorer_is_kept_to_the_bit(catalogue: Catalogue) -> None:
    dog = add_label(catalogue, "dog")
    with catalogue.read() as db:
        assert scorers.of_label(db, dog) is None
    scorer = example(catalogue, dog)
    put(catalogue, scorer)
    found = scorer_of(catalogue, dog)
    np.testing.assert_array_equal(found.odds.vector, scorer.odds.vector)
    assert replace(found, odds=scorer.odds) == scorer
    assert label_of(catalogue, dog).cuts == scorer.cuts


def test_labels_with_decisions_about_photos_are_stale(catalogue: Catalogue) -> None:
    photos = add_photos(catalogue, 2)
    dog, cat = add_label(catalogue, "dog"), add_label(catalogue, "cat")
    for label_id in (dog, cat):
        put(catalogue, example(catalogue, label_id))
    model, other = add_model(catalogue), add_model(catalogue, "other")
    decide(catalogue, dog, photos[:1], Verdict.REJECTED)
    for model_id, photo_ids in ((model, photos), (model, photos[1:]), (other, photos)):
        catalogue.write(lambda db, m=model_id, p=photo_ids: scorers.mark_decided_stale(db, m, p))  # type: ignore[misc]
    assert [scorer_of(catalogue, label_id).stale for label_id in (dog, cat)] == [1, 0]
    catalogue.write(scorers.mark_all_stale)
    assert [scorer_of(catalogue, label_id).stale for label_id in (dog, cat)] == [2, 1]


def test_labels_with_folders_are_stale_when_files_move(catalogue: Catalogue) -> None:
    day = date(2024, 1, 1)
    found = [
        add_label(catalogue, f"{number}", LabelSpec("", rule=rule))
        for number, rule in enumerate((Rule(("/a",)), Rule(), Rule((), day), Rule(("/a", "/b"), day)))
    ]
    for label_id in found:
        put(catalogue, example(catalogue, label_id))
    catalogue.write(rules.mark_folders_stale)
    assert [scorer_of(catalogue, label_id).stale for label_id in found] == [1, 0, 0, 1]


def test_scorers_belong_to_a_model(catalogue: Catalogue) -> None:
    dog = add_label(catalogue, "dog")
    put(catalogue, example(catalogue, dog))
    other = add_model(catalogue, "other")
    with catalogue.read() as db:
        assert scorers.all_scorers(db, other) == {}
        assert scorers.all_scorers(db, add_model(catalogue)).keys() == {dog}
    put(catalogue, replace(example(catalogue, dog), model_id=other))
    with catalogue.read() as db:
        assert scorers.all_scorers(db, other).keys() == {dog}
        assert scorers.all_scorers(db, add_model(catalogue)) == {}


def test_what_changes_while_it_is_made_anew_keeps_it_stale(catalogue: Catalogue) -> None:
    dog = add_label(catalogue, "dog")
    put(catalogue, example(catalogue, dog))
    for _ in range(2):
        catalogue.write(lambda db: scorers.mark_stale(db, dog))
    begun = scorer_of(catalogue, dog)
    assert begun.stale == 2
    catalogue.write(lambda db: scorers.mark_stale(db, dog))
    put(catalogue, begun)
    assert scorer_of(catalogue, dog).stale == 1
    put(catalogue, scorer_of(catalogue, dog))
    assert scorer_of(catalogue, dog).stale == 0


def test_other_labels_do_not_become_stale(catalogue: Catalogue) -> None:
    dog, cat = add_label(catalogue, "dog"), add_label(catalogue, "cat")
    for label_id in (dog, cat):
        put(catalogue, example(catalogue, label_id))
    catalogue.write(lambda db: scorers.mark_stale(db, dog))
    assert (scorer_of(catalogue, dog).stale, scorer_of(catalogue, cat).stale) == (1, 0)


def test_a_removed_label_keeps_its_scorer_until_it_is_gone(catalogue: Catalogue) -> None:
    dog = add_label(catalogue, "dog")
    put(catalogue, example(catalogue, dog))
    catalogue.write(lambda db: labels.remove(db, dog))
    assert scorer_of(catalogue, dog).label_version < label_of(catalogue, add_label(catalogue, "dog")).version
