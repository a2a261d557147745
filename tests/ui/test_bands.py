"""How much of an answer is shown, and under which headings."""

from __future__ import annotations

import numpy as np
import pytest

from clipphotos.ui.bands import cut, rest, sections
from clipphotos.ui.sources import Bands, Shown


def _shown(count: int, bands: Bands | None) -> Shown:
    return Shown(np.arange(count, dtype=np.int64), np.linspace(1, 0, count, dtype=np.float32), bands=bands)


@pytest.mark.parametrize(
    ("strong", "matching", "more", "headings"),
    [
        (2, 5, False, [(0, "Strong matches", "2"), (2, "Possible matches", "3")]),
        (2, 5, True, [(0, "Strong matches", "2"), (2, "Possible matches", "3"), (5, "Less likely", "7")]),
        (0, 5, False, [(0, "Possible matches", "5")]),
        (5, 5, False, [(0, "Strong matches", "5")]),
        (5, 5, True, [(0, "Strong matches", "5"), (5, "Less likely", "7")]),
        (0, 0, False, []),
        (0, 0, True, [(0, "Nearest photos", "12")]),
        (12, 12, False, [(0, "Strong matches", "12")]),
    ],
)
def test_bands(strong: int, matching: int, more: bool, headings: list[tuple[int, str, str]], qapp: object) -> None:
    answer = _shown(12, Bands(strong, matching))
    first = cut(answer, more)
    assert len(first.ids) == len(first.scores) == (12 if more else matching)
    assert [(section.start, section.title, section.count) for section in sections(first)] == headings
    assert rest(answer) == 12 - matching


def test_what_has_no_order_of_its_own_has_no_headings(qapp: object) -> None:
    answer = _shown(12, None)
    assert cut(answer, False) is answer
    assert (rest(answer), sections(answer)) == (0, ())
