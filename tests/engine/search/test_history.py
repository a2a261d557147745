"""Past searches of a library."""

from __future__ import annotations

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.engine.search.history import MOST
from tests.engine.conftest import Opened


def test_searches_are_remembered_across_restarts_and_are_no_actions(open_library: Opened) -> None:
    library = open_library()
    for text in ("dog", "  a  cat ", "", "   ", "dog"):
        library.search.remember(text)
    assert library.search.history() == ["dog", "a cat"]
    assert library.history.next_undo() is None
    open_library.close(library)
    library = open_library()
    assert library.search.history(1) == ["dog"]
    library.search.forget("dog")
    assert library.search.history() == ["a cat"]
    library.search.forget()
    assert library.search.history() == []


def test_what_is_no_text_or_endless_is_not_remembered(open_library: Opened) -> None:
    library = open_library()
    for text in ("\udcff", "x" * 20_000):
        library.search.remember(text)
    assert library.search.history() == []


def test_only_the_last_ones_stay(open_library: Opened) -> None:
    library = open_library()
    for number in range(MOST + 3):
        library.search.remember(f"dog {number}")
    assert len(library.search.history()) == MOST
    assert library.search.history()[-1] == "dog 3"


def test_nothing_is_remembered_in_a_library_that_is_open_for_reading(open_library: Opened) -> None:
    library = open_library()
    library.search.remember("dog")
    reading = open_library(read_only=True)
    reading.search.remember("cat")
    assert reading.search.history() == ["dog"]
    with pytest.raises(KnownError, match="reading only"):
        reading.search.forget()
