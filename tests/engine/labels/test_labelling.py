"""Labels propose what fits, adapt when they change, and never touch what a person decided."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clipphotos.core.changes import Digest
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelMode, LabelSpec, Rule, Trade
from clipphotos.engine.labels import scoring
from clipphotos.engine.library import Library
from clipphotos.store import labels, proposals, scorers
from tests.engine.conftest import Opened
from tests.engine.labels.conftest import Things
from tests.engine.labels.helping import (
    NONSENSE,
    PALACE,
    Garden,
    add_palace,
    proposed,
    rescan,
    scorer_of,
    suggested,
    tag_names,
)
from tests.photos import write_photos

Fill = Callable[..., Library]
GLASS = LabelSpec("stained glass", threshold=0.05)
"""Fits every abstract photo a little."""
AUTO = replace(PALACE, mode=LabelMode.AUTO)


def test_a_label_suggests_its_photo_first(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(PALACE)
    found = library.review.suggestions(label.id)
    assert found[0].photo_id == palace
    assert label.cuts is not None
    assert found[0].score >= label.cuts.suggest
    assert label.suggested == len(found) < 20
    assert ("palace", found[0].score) in library.photos.details(palace).suggestions


@pytest.mark.parametrize("mode", [LabelMode.SUGGEST, LabelMode.AUTO])
def test_nonsense_proposes_nothing(garden: Garden, mode: LabelMode) -> None:
    library = garden.library
    label = library.labels.add(LabelSpec(NONSENSE, mode=mode))
    assert proposed(library, label.id) == set()
    trade = library.labels.preview(label.spec)
    assert trade.strange
    assert trade.photo_ids == () or max(trade.scores) < trade.cuts.suggest
    assert not library.labels.preview(PALACE).strange


def test_labels_of_real_photos_find_them(things: Callable[..., Things]) -> None:
    kinds = {"Motorbikes": "motorbike", "grand_piano": "grand piano", "pizza": "pizza", "airplanes": "airplane"}
    library, truth = things((*kinds, "wrench", "starfish", "pyramid", "cup"), 8)
    for kind, words in kinds.items():
        label = library.labels.add(LabelSpec(words))
        found = suggested(library, label.id)
        right = [truth[photo] == kind for photo in found]
        assert all(right[:3]), f"{words}: {[truth[photo] for photo in found]}"
        assert sum(right) >= 0.7 * len(right)
        assert sum(right) >= 4
    for words in (NONSENSE, "the constitution of a distant galaxy's parliament"):
        label = library.labels.add(LabelSpec(words, mode=LabelMode.AUTO))
        assert proposed(library, label.id) == set(), words


def test_counter_prompts_push_lookalikes_down(things: Callable[..., Things]) -> None:
    library, truth = things(("airplanes", "helicopter", "Motorbikes", "cup"), 8)
    plain = library.labels.preview(LabelSpec("aircraft"))
    turned = library.labels.preview(LabelSpec("aircraft", counter_prompts=("helicopter",)))

    def share(trade: Trade) -> float:
        found = zip(trade.photo_ids, trade.scores, strict=True)
        return sum(score for photo, score in found if truth[photo] == "helicopter") / sum(trade.scores)

    assert share(turned) < share(plain) - 0.02


def test_an_automatic_label_tags_by_itself_and_takes_back_only_its_own_tags(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(AUTO)
    assert tag_names(library, palace) == [("palace", True)]
    assert palace not in suggested(library, label.id)
    (tag,) = library.photos.details(palace).tags
    assert (tag.model, tag.label, tag.label_version) == ("starter", "palace", 1)
    assert tag.score is not None
    library.labels.edit(label.id, replace(AUTO, threshold=0.9999))
    assert tag_names(library, palace) == []

    library.labels.edit(label.id, AUTO)
    library.tags.add("palace", [palace])
    assert tag_names(library, palace) == [("palace", False)]
    library.labels.edit(label.id, replace(AUTO, threshold=0.9999))
    assert tag_names(library, palace) == [("palace", False)]


@pytest.mark.parametrize("threshold", [None, 0.05])
def test_a_persons_tag_is_never_overwritten(garden: Garden, threshold: float | None) -> None:
    library, palace, _ = garden
    library.tags.add("palace", [palace])
    (before,) = library.photos.details(palace).tags
    label = library.labels.add(replace(AUTO, threshold=threshold))
    library.labels.edit(label.id, replace(AUTO, prompts=("a temple",)))
    library.labels.take_back(label.id)
    library.labels.edit(label.id, replace(AUTO, mode=LabelMode.OFF))
    library.labels.remove(label.id)
    assert library.photos.details(palace).tags == (before,)
    assert not before.by_label


def test_taking_back_removes_automatic_tags_for_good(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(replace(GLASS, mode=LabelMode.AUTO))
    tagged, confirmed = (photo for _, photo, _ in library.labels.automatic(label.id)[:2])
    library.tags.add(GLASS.name, [confirmed])
    automatic = library.labels.automatic(label.id)
    assert tagged in [photo for _, photo, _ in automatic]
    assert confirmed not in [photo for _, photo, _ in automatic]

    assert library.labels.take_back(label.id) == len(automatic) > 1
    assert library.labels.automatic() == []
    assert library.labels.named(GLASS.name).mode is LabelMode.SUGGEST
    assert tag_names(library, confirmed) == [(GLASS.name, False)]
    assert tagged in suggested(library, label.id)

    library.labels.refresh()
    write_photos(garden.path.parent, 10, first_seed=100)
    rescan(library)
    assert library.labels.automatic() == []


def test_everything_automatic_is_taken_back_at_once(garden: Garden) -> None:
    library = garden.library
    library.labels.add(AUTO)
    library.labels.add(replace(GLASS, mode=LabelMode.AUTO))
    quiet = library.labels.add(LabelSpec(NONSENSE))
    count = len(library.labels.automatic())
    assert count > 1
    assert library.labels.take_back() == count
    assert library.labels.automatic() == []
    assert library.labels.take_back() == 0
    assert library.labels.named(quiet.name).version == 1


def test_a_label_that_is_off_proposes_nothing(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(AUTO)
    off = library.labels.edit(label.id, replace(AUTO, mode=LabelMode.OFF))
    assert proposed(library, label.id) == set()
    assert (off.suggested, off.tagged) == (0, 0)
    write_photos(garden.path.parent, 10, first_seed=100)
    rescan(library)
    assert proposed(library, label.id) == set()
    library.labels.edit(label.id, PALACE)
    assert palace in suggested(library, label.id)


def test_a_threshold_of_a_persons_own_is_kept_to(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(PALACE)
    automatic = label.cuts
    trade = library.labels.preview(PALACE)
    for threshold in (0.04, 0.3, 0.9):
        edited = library.labels.edit(label.id, replace(PALACE, threshold=threshold))
        assert edited.suggested == trade.count(threshold)
        assert all(s.score >= threshold for s in library.review.suggestions(label.id))
        assert edited.version == label.version
    assert library.labels.edit(label.id, PALACE).cuts == automatic


def test_new_words_find_other_photos(things: Callable[..., Things]) -> None:
    library, truth = things(("Motorbikes", "pizza"), 6)
    label = library.labels.add(LabelSpec("it", ("a motorbike",)))
    assert {truth[photo] for photo in suggested(library, label.id)} == {"Motorbikes"}
    edited = library.labels.edit(label.id, LabelSpec("it", ("a pizza",)))
    assert {truth[photo] for photo in suggested(library, label.id)} == {"pizza"}
    assert edited.version == label.version + 1


def test_a_rule_keeps_other_photos_out(garden: Garden) -> None:
    library, palace, path = garden
    outside = replace(PALACE, rule=Rule((str(path.parent / "inner"),)))
    label = library.labels.add(replace(outside, threshold=0.04))
    assert proposed(library, label.id) == set()
    add_palace(path.parent / "more")
    write_photos(path.parent / "inner", 1, first_seed=70)
    rescan(library)
    assert palace not in proposed(library, label.id)
    library.labels.edit(label.id, replace(PALACE, rule=Rule((str(path.parent),))))
    assert palace in suggested(library, label.id)


def test_new_photos_are_scored_as_they_arrive(tmp_path: Path, filled: Fill, open_library: Opened) -> None:
    write_photos(tmp_path / "photos", 40)
    add_palace(tmp_path / "photos", width_px=500)
    library = filled()
    suggesting = library.labels.add(replace(PALACE, name="castle"))
    library.labels.add(AUTO)
    before = len(open_library.events)
    palace_path = add_palace(tmp_path / "photos")
    rescan(library)
    palace = library.photos.at(str(palace_path))
    assert tag_names(library, palace) == [("palace", True)]
    assert palace in suggested(library, suggesting.id)[:2]
    assert [e.tagged for e in open_library.events[before:] if isinstance(e, Digest)] == [(("palace", 1),)]


def test_the_digest_names_what_is_tagged_in_the_end(tmp_path: Path, filled: Fill, open_library: Opened) -> None:
    """Labels made before any photo score only when all are in."""
    (tmp_path / "photos").mkdir()
    library = filled()
    library.labels.add(AUTO)
    library.labels.add(LabelSpec(NONSENSE, mode=LabelMode.AUTO))
    write_photos(tmp_path / "photos", 40)
    add_palace(tmp_path / "photos")
    rescan(library)
    count = len(library.labels.automatic())
    assert count
    digests = [event.tagged for event in open_library.events if isinstance(event, Digest)]
    assert digests == [(("palace", count),)]


def test_a_label_made_before_any_photo_is_calibrated_when_they_come(tmp_path: Path, filled: Fill) -> None:
    (tmp_path / "photos").mkdir()
    library = filled()
    label = library.labels.add(PALACE)
    assert label.cuts is None
    write_photos(tmp_path / "photos", 40)
    palace = add_palace(tmp_path / "photos")
    rescan(library)
    early = library.review.suggestions(label.id)
    library.labels.edit(label.id, PALACE)
    assert library.review.suggestions(label.id) == early
    assert early[0].photo_id == library.photos.at(str(palace))


def test_labels_are_calibrated_again_when_the_library_has_grown(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(PALACE)
    assert scorer_of(library, label.id).library_count == 41
    write_photos(garden.path.parent, 2, first_seed=100)
    rescan(library)
    assert scorer_of(library, label.id).library_count == 41, "each photo would score the library anew"
    write_photos(garden.path.parent, 10, first_seed=200)
    rescan(library)
    # How they are taken in decides how often; it is never more than a tenth behind.
    assert 53 / 1.1 <= scorer_of(library, label.id).library_count <= 53


def test_removing_a_label_keeps_confirmed_tags(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(replace(GLASS, mode=LabelMode.AUTO))
    _, photo, _ = library.labels.automatic(label.id)[0]
    library.review.accept(label.id, [photo])
    assert len(library.labels.automatic()) > 0
    library.labels.remove(label.id)
    assert tag_names(library, photo) == [(GLASS.name, False)]
    assert library.labels.automatic() == []
    assert library.labels.list() == []
    with pytest.raises(KnownError, match="was removed"):
        library.labels.edit(label.id, PALACE)


def test_a_renamed_label_keeps_tags_and_decisions(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(GLASS)
    one, other, *_ = suggested(library, label.id)
    library.review.accept(label.id, [one])
    library.review.reject(label.id, [other])
    renamed = library.labels.edit(label.id, replace(GLASS, name="Château"))
    assert renamed.id == label.id
    assert tag_names(library, one) == [("Château", False)]
    assert other not in proposed(library, label.id)
    with pytest.raises(KnownError, match="no label"):
        library.labels.named(GLASS.name)


def test_a_report_counts_and_estimates(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(GLASS)
    ids = suggested(library, label.id)
    library.review.accept(label.id, ids[:1])
    library.review.reject(label.id, ids[1:3])
    library.labels.edit(label.id, replace(GLASS, mode=LabelMode.AUTO))
    report = library.labels.report(label.id)
    assert (report.accepted, report.rejected) == (1, 2)
    assert report.tagged_by_itself == len(library.labels.automatic(label.id))
    assert report.tagged_precision is None or report.tagged_precision >= 0.05
    assert report.learned
    assert report.loss_before is None
    library.labels.remove(label.id)
    with pytest.raises(KnownError, match="was removed"):
        library.labels.report(label.id)


def test_what_changes_while_labels_score_is_not_lost(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decisions, an edit and another scoring that come between reading and storing."""
    library = garden.library
    library._learner.close()
    label = library.labels.add(GLASS)
    edited = library.labels.add(replace(GLASS, name="edited", prompts=("stained glass",)))
    fit, ids = scoring.fit, suggested(library, label.id)

    def fit_and_be_interrupted(*arguments: object) -> object:
        monkeypatch.setattr(scoring, "fit", fit)
        result = fit(*arguments)  # type: ignore[arg-type]
        library.review.reject(label.id, ids[:2])

        def edit(db: object) -> None:
            labels.put(db, LabelSpec("edited", ("snow",), mode=LabelMode.OFF))  # type: ignore[arg-type]
            proposals.clear(db, [edited.id])  # type: ignore[arg-type]

        library._catalogue.write(edit)
        return result

    library.review.reject(label.id, [ids[2]])
    library._catalogue.write(lambda db: scorers.mark_stale(db, edited.id))
    monkeypatch.setattr(scoring, "fit", fit_and_be_interrupted)
    library.labels.refresh()
    assert not set(suggested(library, label.id)) & set(ids[:3])
    assert suggested(library, edited.id) == []
    assert scorer_of(library, label.id).stale == 1, "the decisions would not be learned from"
    library.labels.refresh()
    assert scorer_of(library, label.id).stale == 0


def test_two_who_score_at_once_lose_no_decision(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both began before the decision: the second to finish must not take it for learned."""
    library = garden.library
    library._learner.close()
    label = library.labels.add(GLASS)
    ids = suggested(library, label.id)
    library.review.reject(label.id, ids[:1])
    fit, began, go_on = scoring.fit, threading.Semaphore(0), threading.Event()

    def slow(*arguments: object) -> object:
        result = fit(*arguments)  # type: ignore[arg-type]
        began.release()
        assert go_on.wait(30)
        return result

    monkeypatch.setattr(scoring, "fit", slow)
    threads = [threading.Thread(target=library.labels.refresh) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert began.acquire(timeout=30)
    began.acquire(timeout=1)  # the other one, unless it waits its turn
    library.review.reject(label.id, ids[1:2])
    go_on.set()
    for thread in threads:
        thread.join()
    monkeypatch.undo()
    learned = scorer_of(library, label.id)
    library._catalogue.write(lambda db: scorers.mark_stale(db, label.id))
    library.labels.refresh()
    assert learned.stale or learned.odds.bias == pytest.approx(scorer_of(library, label.id).odds.bias)


def test_bad_input_is_explained(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(PALACE)
    for call, sentence in (
        (lambda: library.labels.add(LabelSpec("Palace")), "exists already"),
        (lambda: library.labels.add(LabelSpec("  ")), "no name"),
        (lambda: library.labels.add(LabelSpec("x" * 201)), "longer than"),
        (lambda: library.labels.add(LabelSpec("dog", parent="animal")), "no label “animal”"),
        (lambda: library.labels.edit(label.id, replace(PALACE, threshold=2.0)), "below 1"),
        (lambda: library.labels.edit(label.id, replace(PALACE, parent="palace")), "own parent"),
        (lambda: library.labels.named("nothing"), "no label"),
        (lambda: library.labels.group(" ", [label.id]), "no name"),
        (lambda: library.tags.remove("nothing", [palace]), "No photo given"),
        (lambda: library.tags.add(" ", [palace]), "no name"),
        (lambda: library.tags.add("x\udcff", [palace]), "no text"),
    ):
        with pytest.raises(KnownError, match=sentence):
            call()
    assert [known.name for known in library.labels.list()] == ["palace"]
    assert library.history.next_undo() is not None
    assert library.labels.named("palace") == label


def test_labels_can_be_made_and_changed_before_any_photo(open_library: Opened) -> None:
    library = open_library()
    label = library.labels.add(PALACE)
    library.labels.edit(label.id, AUTO)
    library.labels.group("place", [label.id])
    assert library.labels.take_back() == 0
    assert not library.model.loaded, "there is nothing to score"
    library.labels.refresh()
    assert library.labels.named("palace").suggested == 0
