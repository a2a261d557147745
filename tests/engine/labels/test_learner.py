"""Labels learn from decisions at once, in the background, and get better by it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from clipphotos.core.changes import Changes, Event, Kind
from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import PhotoId
from tests.engine.conftest import Opened
from tests.engine.labels.conftest import Things
from tests.engine.labels.helping import Garden, average_precision, scorer_of, suggested

KINDS = ("pizza", "sunflower", "lotus", "wrench", "starfish", "cup", "pyramid", "Faces", "soccer_ball", "strawberry")
WORDS = {"sunflower": "flower that follows the sun", "starfish": "sea creature", "cup": "vessel", "pizza": "dish"}
"""Words that are not quite right, so that there is something to learn."""


def test_decisions_by_the_truth_improve_what_nobody_reviewed(things: Callable[..., Things]) -> None:
    library, truth = things(KINDS, 10)
    before, after, kept = [], [], 0
    for kind, words in WORDS.items():
        label = library.labels.add(LabelSpec(words, threshold=0.031))
        everything = sorted(truth)
        right = [photo for photo in everything if truth[photo] == kind]
        reviewed = right[:5] + [photo for photo in everything if truth[photo] != kind][::18]
        held_back = [photo for photo in everything if photo not in reviewed]

        def ranked(shown: dict[PhotoId, float], held: list[PhotoId] = held_back, kind: str = kind) -> list[bool]:
            return [truth[photo] == kind for photo in sorted(held, key=lambda photo: -shown.get(photo, 0.0))]

        trade = library.labels.preview(label.spec, label.id)
        before.append(average_precision(ranked(dict(zip(trade.photo_ids, trade.scores, strict=True)))))
        library.review.accept(label.id, right[:5])
        library.review.reject(label.id, [photo for photo in reviewed if photo not in right])
        library.labels.refresh()
        trade = library.labels.preview(label.spec, label.id)
        after.append(average_precision(ranked(dict(zip(trade.photo_ids, trade.scores, strict=True)))))
        kept += library.labels.report(label.id).learned
    assert sum(after) / len(after) > 1.3 * sum(before) / len(before), (before, after)
    assert kept >= 3


def test_undoing_decisions_undoes_what_was_learned(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(LabelSpec("stained glass", threshold=0.031))
    before, scorer = library.review.suggestions(label.id), scorer_of(library, label.id)
    ids = [s.photo_id for s in before]
    library.review.accept(label.id, ids[:4])
    library.review.reject(label.id, ids[-4:])
    library.labels.refresh()
    assert scorer_of(library, label.id).odds.bias != scorer.odds.bias
    library.history.undo()
    library.history.undo()
    library.labels.refresh()
    assert [(s.photo_id, s.score) for s in library.review.suggestions(label.id)] == [
        (s.photo_id, pytest.approx(s.score, abs=1e-5)) for s in before
    ]


def test_labels_learn_in_the_background(garden: Garden, open_library: Opened) -> None:
    library = garden.library
    label = library.labels.add(LabelSpec("stained glass", threshold=0.031))
    ids = suggested(library, label.id)
    learned = threading.Event()

    def listen(event: Event) -> None:
        if isinstance(event, Changes) and event.photo_ids is None and Kind.SUGGESTIONS in event.kinds:
            learned.set()

    unsubscribe = library.subscribe(listen)
    library.review.reject(label.id, ids[:5])
    assert learned.wait(30)
    unsubscribe()
    assert scorer_of(library, label.id).stale == 0
    bias = scorer_of(library, label.id).odds.bias
    library.labels.edit(label.id, LabelSpec("stained glass", threshold=0.031, colour="#aabbcc"))
    assert scorer_of(library, label.id).odds.bias == pytest.approx(bias)
