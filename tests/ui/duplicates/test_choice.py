"""What becomes of a group's photos while a person chooses."""

from __future__ import annotations

import numpy as np

from clipphotos.core.duplicates import FileCopy, Group, GroupKind, Member, Protection
from clipphotos.core.photo import PhotoId
from clipphotos.ui.duplicates.choice import Choice
from clipphotos.ui.sources import Bands, Shown


def member(number: int, *, proposed: bool = True, online: bool = True, **rest: Protection) -> Member:
    file = FileCopy(f"/photos/{number}.jpg", online, 1000, 0)
    return Member(PhotoId(number), (file,), 400, 300, proposed=proposed, **rest)


def group(*others: Member) -> Group:
    return Group("near-1", GroupKind.NEAR, (member(1, proposed=False), *others), ())


def test_begins_with_what_is_proposed() -> None:
    raw_pair = member(3, proposed=False, protection=Protection.RAW_PAIR)
    choice = Choice.proposed(group(member(2), raw_pair))
    assert (choice.keep, choice.go, choice.stays, choice.changed) == (0, frozenset({1}), 2, False)
    assert choice.removed == ("/photos/2.jpg",)


def test_a_photo_that_was_to_go_changes_places_with_the_one_kept() -> None:
    choice = Choice.proposed(group(member(2), member(3))).keeping(1)
    assert (choice.keep, choice.go, choice.changed) == (1, frozenset({0, 2}), True)
    assert not choice.keeping(0).changed


def test_keeping_one_that_stays_anyway_lets_no_other_go() -> None:
    choice = Choice.proposed(group(member(2, proposed=False))).keeping(1)
    assert (choice.keep, choice.go) == (1, frozenset())


def test_the_one_to_keep_and_what_is_offline_never_go() -> None:
    choice = Choice.proposed(group(member(2), member(3, proposed=False, online=False)))
    assert choice.toggled(0) == choice.toggled(2) == choice
    assert choice.toggled(1).go == frozenset()
    assert choice.toggled(1).toggled(1) == choice


def test_a_keeper_that_is_offline_stays_when_another_is_kept() -> None:
    away = Member(PhotoId(1), (FileCopy("/away/1.jpg", False, 1000, 0),), 400, 300)
    choice = Choice.proposed(Group("near-1", GroupKind.NEAR, (away, member(2)), ())).keeping(1)
    assert (choice.keep, choice.go) == (1, frozenset())


def test_results_are_collapsed_among_those_that_match() -> None:
    ids = np.array([5, 2, 9, 7, 3])
    found = Shown(ids, np.linspace(1, 0, 5, dtype=np.float32), bands=Bands(2, 3))
    kept = found.collapsed(lambda part: [i for i in part.tolist() if i not in (2, 7)])
    assert kept.ids.tolist() == [5, 9, 3]
    assert (kept.bands, kept.hidden) == (Bands(1, 2), 1)
    assert kept.scores is not None
    assert kept.scores.tolist() == [1.0, 0.5, 0.0]
