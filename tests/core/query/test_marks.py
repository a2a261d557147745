"""Photos marked in a search are a part of its text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipphotos.core.photo import PhotoId
from clipphotos.core.query.marks import marked, marks, only_marked
from clipphotos.core.query.parser import parse
from tests.core.query.test_parser import TEXTS


@pytest.mark.parametrize(
    ("text", "ids", "wanted", "after"),
    [
        ("a dog", (12,), True, "a dog like:#12"),
        ("a dog like:#12", (12, 15), True, "a dog like:#12 like:#15"),
        ("a dog like:#12", (12,), False, "a dog -like:#12"),
        ("-like:#12 a dog", (12,), True, "a dog like:#12"),
        ("a dog like:#12@10,10,50,50", (12,), False, "a dog like:#12@10,10,50,50 -like:#12"),
        ("a dog or a cat", (3,), False, "(a dog or a cat) -like:#3"),
        ("like:#3", (3,), False, "-like:#3"),
        ("a like:#1 -like:#1", (1,), False, "a -like:#1"),
        ("a 2:like:#1", (1,), True, "a 2:like:#1"),
    ],
)
def test_marking(text: str, ids: tuple[int, ...], wanted: bool, after: str) -> None:
    assert marked(text, map(PhotoId, ids), wanted) == after


def test_what_counts_as_a_mark() -> None:
    text = 'a like:#1 -like:#2 NOT like:#3 like:#4@0,0,50,50 like:"/a/b.jpg" (b like:#5) "like:#6"'
    assert marks(parse(text)) == {1: True, 2: False, 3: False}


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.lists(st.integers(1, 9).map(PhotoId), min_size=1, max_size=3), st.booleans())
def test_what_was_marked_is_marked_and_the_rest_stays(text: str, ids: list[PhotoId], wanted: bool) -> None:
    query = parse(text)
    if query.mistakes:
        return
    after = marked(text, ids, wanted)
    before, now = marks(query), marks(parse(after))
    assert now == {**before, **dict.fromkeys(ids, wanted)}
    assert not parse(after).mistakes


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("a dog", "a dog like:#1", True),
        ("a dog like:#1", "a dog -like:#1", True),
        ("a dog like:#1 -like:#2", "a dog like:#1", True),
        ("a or b", "(a or b) like:#1", True),
        ("like:#1", "like:#1 like:#2", True),
        ("like:#1", "like:#2", False),
        ("a dog", "a cat like:#1", False),
        ("a dog like:#1", "a dog like:#1@10,10,20,20", False),
    ],
)
def test_searches_that_differ_by_their_marks_only(before: str, after: str, same: bool) -> None:
    assert only_marked(before, after) is same
