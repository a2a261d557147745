"""Deciding by keys in the real window: nothing waits for the library, nothing moves by itself, all can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import Label, LabelMode, LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.ui.refresh_timer import RefreshTimer
from clipphotos.ui.sources import Automatic, Queue, ToReview
from tests.ui.desk import Desk, box, click

_Key = Qt.Key
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Reviewer:
    """Somebody at the keyboard."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.grid, self.actions = desk.window.parts.grid, desk.window.menu_actions
        self.notice, self.message = desk.window.parts.notice, desk.window.parts.message

    def add(self, *names: str, mode: LabelMode = LabelMode.SUGGEST) -> list[Label]:
        """Make labels that propose nearly every photo."""
        added = [self.desk.library.labels.add(LabelSpec(n, ("a circle",), mode=mode, threshold=0.03)) for n in names]
        self.desk.wait(lambda: {label.id for label in self.desk.window.overview.facts.labels} >= {x.id for x in added})
        return added

    def queue(self) -> None:
        """Open the review of all labels."""
        self.actions.review_all.trigger()
        self.settle(lambda: self.desk.window.browser.reviewed is not None and self.desk.count > 0)

    def settle(self, condition: Callable[[], bool]) -> None:
        self.desk.wait(condition)
        self.grid.setFocus()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.grid, key, keys)

    @property
    def ids(self) -> list[int]:
        return self.grid.photos.ids.tolist()

    @property
    def asked_about(self) -> str:
        shown = self.desk.window.browser.reviewed
        return "" if shown is None else shown.name

    def decisions(self, label: Label) -> tuple[int, int]:
        report = self.desk.library.labels.report(label.id)
        return report.accepted, report.rejected


@pytest.fixture
def reviewer(desk: Desk, photos: Path) -> Reviewer:
    desk.add(photos, 6)
    desk.window.activateWindow()
    return Reviewer(desk)


def test_decides_everything_of_several_labels_by_keys(reviewer: Reviewer) -> None:
    labels = reviewer.add("Ball", "Disc", "Ring")
    waiting = sum(label.suggested for label in labels)
    assert waiting > 6
    reviewer.queue()
    asked, pressed = set[str](), 0
    keys = (_Key.Key_A, _Key.Key_R, _Key.Key_Return, _Key.Key_X, _Key.Key_Delete, _Key.Key_Enter)
    while reviewer.message.title != "Nothing waits for a decision":
        reviewer.desk.wait(lambda: not reviewer.desk.window.browser.asking)
        if reviewer.desk.count:
            asked.add(reviewer.asked_about)
            assert reviewer.grid.selected_count() == 1
            before = reviewer.desk.count
            reviewer.press(keys[pressed % len(keys)])
            pressed += 1
            assert reviewer.desk.count == before - 1 or reviewer.desk.window.browser.asking
        assert pressed <= 18
    assert asked == {"Ball", "Disc", "Ring"}
    reviewer.desk.wait(lambda: sum(sum(reviewer.decisions(label)) for label in labels) == pressed)
    reviewer.desk.wait(lambda: not any(label.suggested for label in reviewer.desk.window.overview.facts.labels))
    assert not reviewer.desk.window.parts.review.isVisible()


@pytest.mark.parametrize("one_label", [False, True])
def test_nothing_moves_while_labels_learn(reviewer: Reviewer, one_label: bool) -> None:
    (label,) = reviewer.add("Ball")
    browser, model = reviewer.desk.window.browser, reviewer.grid.photos
    browser.show(ToReview(label.id, label.name) if one_label else Queue())
    reviewer.settle(lambda: browser.reviewed is not None)
    learned: list[Changes] = []
    reviewer.desk.bridge.changed.connect(learned.append)
    moves: list[object] = []
    for signal in (model.modelReset, model.rowsInserted, model.dataChanged):
        signal.connect(lambda *args: moves.append(args))
    before, scores = reviewer.ids, model.scores.tolist()
    reviewer.press(_Key.Key_A)
    reviewer.desk.wait(lambda: any(c.photo_ids is None and c.kinds & Kind.SUGGESTIONS for c in learned))
    assert not browser.findChild(RefreshTimer).isActive()
    assert not browser.asking
    assert reviewer.ids == before[1:]
    assert model.scores.tolist() == scores[1:]
    assert moves == []


def test_what_is_skipped_comes_back_only_when_asked_for(reviewer: Reviewer) -> None:
    (label,) = reviewer.add("Ball")
    reviewer.queue()
    first, second = reviewer.ids[:2]
    reviewer.press(_Key.Key_S)
    assert first not in reviewer.ids
    assert reviewer.grid.selected_ids() == [second]
    assert reviewer.actions.undo.text() == "&Undo skipping 1 photo(s)"
    reviewer.press(_Key.Key_Z, _CTRL)
    assert reviewer.ids[0] == first
    assert reviewer.grid.selected_ids() == [first]
    reviewer.press(_Key.Key_S)
    while reviewer.desk.count:
        reviewer.press(_Key.Key_R)
    reviewer.desk.wait(lambda: reviewer.message.title == "Only skipped photos are left")
    assert reviewer.decisions(label)[0] == 0
    reviewer.actions.show_skipped.trigger()
    reviewer.desk.wait(lambda: first in reviewer.ids)


def test_accepts_from_the_first_to_the_current_one(reviewer: Reviewer) -> None:
    (label,) = reviewer.add("Ball")
    reviewer.desk.window.browser.show(ToReview(label.id, label.name))
    reviewer.settle(lambda: reviewer.desk.window.browser.reviewed is not None)
    before = reviewer.ids
    reviewer.press(_Key.Key_Right)
    reviewer.press(_Key.Key_Right)
    reviewer.press(_Key.Key_A, _SHIFT)
    assert reviewer.ids == before[3:]
    assert reviewer.grid.selected_ids() == [before[3]]
    reviewer.desk.wait(lambda: reviewer.decisions(label) == (3, 0))
    reviewer.desk.wait(lambda: reviewer.desk.window.overview.facts.tags == (("Ball", 3),))


def test_undo_brings_photos_back_to_their_places(reviewer: Reviewer) -> None:
    (label,) = reviewer.add("Ball")
    reviewer.queue()
    before = reviewer.ids
    reviewer.press(_Key.Key_Right)
    reviewer.press(_Key.Key_A)
    assert reviewer.actions.undo.text() == "&Undo accepting “Ball” (1 photo(s))"
    assert reviewer.actions.undo.isEnabled()
    reviewer.press(_Key.Key_R)
    reviewer.press(_Key.Key_Z, _CTRL)
    reviewer.press(_Key.Key_Z, _CTRL)
    reviewer.desk.wait(lambda: reviewer.ids == before)
    assert reviewer.grid.selected_ids() == [before[1]]
    assert reviewer.decisions(label) == (0, 0)
    reviewer.desk.wait(lambda: reviewer.actions.redo.text() == "Re&do accepting “Ball” (1 photo(s))")
    reviewer.press(_Key.Key_Y, _CTRL)
    reviewer.desk.wait(lambda: reviewer.ids == before[:1] + before[2:])
    assert reviewer.decisions(label) == (1, 0)
    assert not reviewer.notice.isVisible()


def test_undo_goes_back_to_the_batch_before(reviewer: Reviewer) -> None:
    reviewer.add("Ball", "Disc")
    reviewer.queue()
    first, before = reviewer.asked_about, reviewer.ids
    reviewer.press(_Key.Key_End)
    reviewer.press(_Key.Key_A, _SHIFT)
    reviewer.desk.wait(lambda: reviewer.asked_about not in (first, "") and reviewer.desk.count > 0)
    reviewer.press(_Key.Key_Z, _CTRL)
    reviewer.desk.wait(lambda: reviewer.asked_about == first)
    assert reviewer.ids == before


def test_undo_elsewhere_says_what_it_did(reviewer: Reviewer) -> None:
    reviewer.desk.library.tags.add("Holiday", [PhotoId(reviewer.ids[0])])
    reviewer.desk.wait(lambda: reviewer.actions.undo.isEnabled())
    reviewer.actions.undo.trigger()
    reviewer.desk.wait(lambda: reviewer.notice.text == "Undone: adding the tag “Holiday” (1 photo(s)).")
    reviewer.desk.wait(lambda: reviewer.desk.window.overview.facts.tags == ())
    reviewer.desk.wait(lambda: reviewer.actions.redo.isEnabled())


def test_a_decision_that_cannot_be_saved_comes_back(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_label: object, _photos: object) -> None:
        raise KnownError("The disk is full.")

    reviewer.add("Ball")
    reviewer.queue()
    before = reviewer.ids
    monkeypatch.setattr(reviewer.desk.library.review, "accept", refuse)
    reviewer.press(_Key.Key_End)
    reviewer.press(_Key.Key_A, _SHIFT)
    assert reviewer.ids == []
    reviewer.desk.wait(lambda: sorted(reviewer.ids) == sorted(before))
    assert reviewer.notice.text == "The disk is full."
    assert reviewer.grid.selected_count() == 1


def test_shows_the_other_order(reviewer: Reviewer) -> None:
    reviewer.add("Ball")
    reviewer.queue()
    assert reviewer.grid.photos.scores.tolist() == sorted(reviewer.grid.photos.scores.tolist(), reverse=True)
    reviewer.actions.informative_first.trigger()
    doubts = lambda: [abs(score - 0.5) for score in reviewer.grid.photos.scores.tolist()]  # noqa: E731
    reviewer.desk.wait(lambda: reviewer.desk.window.browser.reviewed is not None)
    assert doubts() == sorted(doubts())


def test_what_a_label_tagged_by_itself_is_confirmed_removed_and_taken_back(reviewer: Reviewer) -> None:
    (label,) = reviewer.add("Ball", mode=LabelMode.AUTO)
    window = reviewer.desk.window
    reviewer.desk.wait(lambda: window.overview.facts.tags != ())
    window.commands.show_automatic(label.id, label.name)
    reviewer.settle(lambda: window.browser.reviewed is not None and reviewer.desk.count > 2)
    assert isinstance(window.browser.source, Automatic)
    total = reviewer.desk.count
    assert not reviewer.actions.skip.isEnabled()
    reviewer.press(_Key.Key_A)
    reviewer.press(_Key.Key_Delete)
    reviewer.desk.wait(lambda: reviewer.decisions(label) == (1, 1))
    reviewer.actions.take_back.trigger()
    assert f"{total - 2} photo" in box().text()
    click(box(), "Take back all")
    reviewer.desk.wait(lambda: reviewer.message.title == "“Ball” tagged nothing by itself")
    reviewer.desk.wait(lambda: window.overview.facts.tags == (("Ball", 1),))
    assert window.overview.facts.labels[0].mode is LabelMode.SUGGEST


def test_says_what_was_tagged_and_shows_it(reviewer: Reviewer, photos: Path, draw: Callable[[str, str], Path]) -> None:
    reviewer.add("Ball", mode=LabelMode.AUTO)
    draw("pink", "a_new_one.jpg")
    reviewer.desk.library.rescan()
    reviewer.desk.wait(lambda: reviewer.notice.text == "1 tag(s) were set automatically: Ball 1")
    reviewer.notice.label_asked.emit("Ball")
    reviewer.desk.wait(lambda: isinstance(reviewer.desk.window.browser.source, Automatic))


def test_goes_on_after_its_label_was_taken_away(reviewer: Reviewer) -> None:
    reviewer.add("Disc")
    reviewer.add("Ball")
    reviewer.queue()
    while reviewer.asked_about != "Ball":  # whichever came first
        reviewer.press(_Key.Key_End)
        reviewer.press(_Key.Key_A, _SHIFT)
        reviewer.desk.wait(lambda: not reviewer.desk.window.browser.asking)
    (ball,) = (label for label in reviewer.desk.library.labels.list() if label.name == "Ball")
    reviewer.desk.library.labels.remove(ball.id)
    reviewer.desk.wait(lambda: reviewer.asked_about != "Ball")
    reviewer.desk.library.history.undo()
    reviewer.desk.wait(lambda: len(reviewer.desk.window.overview.facts.labels) == 2)


def test_says_so_without_labels(reviewer: Reviewer) -> None:
    reviewer.actions.review_all.trigger()
    reviewer.desk.wait(lambda: reviewer.message.title == "There is no label yet")
