from __future__ import annotations

import numpy as np
import pytest

from clipphotos.core.asking.answering import LIMITS, as_asked, compete, is_sure
from clipphotos.core.asking.records import Question, QuestionKind


def question(kind: QuestionKind, subject: str = "") -> Question:
    return Question("?", kind, ("a {}",), subject)


def test_none_of_these_takes_its_share() -> None:
    odds = np.array([1.0, -2.0], np.float32)
    chances = compete(odds)
    assert chances == pytest.approx(np.exp([1.0, -2.0]) / (np.exp([1.0, -2.0]).sum() + 1), rel=1e-5)
    assert compete(odds, one_is_right=True).sum() == pytest.approx(1)
    assert compete(np.array([-9.0, -9.0], np.float32)).sum() < 0.01


def test_extreme_odds_stay_finite() -> None:
    assert compete(np.array([900.0, -900.0], np.float32)).tolist() == [1.0, 0.0]


def test_sure_needs_probability_and_distance() -> None:
    limits = LIMITS[QuestionKind.OBJECT]
    good = limits.probability + 0.01
    assert is_sure(question(QuestionKind.OBJECT), np.array([0.0, good, good - limits.margin - 0.01], np.float32))
    assert not is_sure(question(QuestionKind.OBJECT), np.array([good, good - limits.margin + 0.01], np.float32))
    assert not is_sure(question(QuestionKind.OBJECT), np.array([limits.probability - 0.01], np.float32))


def test_numbers_and_what_is_somewhere_are_never_sure() -> None:
    assert is_sure(question(QuestionKind.OBJECT), np.array([1.0], np.float32))
    assert not is_sure(question(QuestionKind.OBJECT, "table"), np.array([1.0], np.float32))
    assert not is_sure(question(QuestionKind.COUNT), np.array([1.0], np.float32))


def test_what_is_asked_for_is_likelier_than_what_is_searched_for() -> None:
    odds = np.array([-8.0, -4.0, 0.0, 2.0], np.float32)
    asked = as_asked(odds)
    assert (asked > odds).all()
    assert (np.diff(asked) > 0).all()
    assert asked[0] < 0 < asked[2]


def test_every_kind_has_limits() -> None:
    assert LIMITS.keys() == set(QuestionKind)
