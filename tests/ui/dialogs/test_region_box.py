"""A box stays within the picture, whatever is done to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Example, Region
from clipphotos.ui.dialogs.region_box import LEAST, grown, moved, region_of, stretched
from clipphotos.ui.panels.term_texts import like

HALF = QRectF(0.25, 0.25, 0.5, 0.5)
_PART = st.floats(0, 1)
_STEP = st.floats(-2, 2)
_GRIPS = st.tuples(st.sampled_from((-1, 0, 1)), st.sampled_from((-1, 0, 1)))


def _edges(box: QRectF) -> list[float]:
    return [round(it, 6) for it in (box.left(), box.top(), box.right(), box.bottom())]


def test_moves_and_stops_at_the_edge() -> None:
    assert _edges(moved(HALF, 0.1, -0.05)) == [0.35, 0.2, 0.85, 0.7]
    assert _edges(moved(HALF, 5, -5)) == [0.5, 0, 1, 0.5]


def test_a_corner_is_pulled_and_the_opposite_one_stays() -> None:
    assert _edges(stretched(HALF, (1, 1), QPointF(0.9, 0.6))) == [0.25, 0.25, 0.9, 0.6]
    assert _edges(stretched(HALF, (-1, 0), QPointF(0.1, 0.9))) == [0.1, 0.25, 0.75, 0.75]
    assert _edges(stretched(HALF, (-1, -1), QPointF(0.9, 0.8))) == [0.75, 0.75, 0.9, 0.8]


def test_grows_and_shrinks_to_the_least() -> None:
    assert _edges(grown(HALF, 0.1, -0.1)) == [0.25, 0.25, 0.85, 0.65]
    assert _edges(grown(HALF, 2, -2)) == [0.25, 0.25, 1, 0.25 + LEAST]


@given(st.lists(st.one_of(st.tuples(_STEP, _STEP), st.tuples(_GRIPS, _PART, _PART)), max_size=8))
def test_whatever_is_done_the_search_for_it_is_understood(steps: list[tuple]) -> None:
    box = QRectF(HALF)
    for turn, step in enumerate(steps):
        if len(step) == 3:
            box = stretched(box, step[0], QPointF(step[1], step[2]))
        else:
            box = (moved if turn % 2 else grown)(box, *step)
        assert box.left() >= -1e-9
        assert box.top() >= -1e-9
        assert box.right() <= 1 + 1e-9
        assert box.bottom() <= 1 + 1e-9
        assert min(box.width(), box.height()) >= LEAST - 1e-9
    region = region_of(box)
    query = parse(like("#12", region))
    assert not query.mistakes
    assert isinstance(query.root, Example)
    written = query.root.region or Region(0, 0, 1, 1)
    for side, exact in zip((written.x, written.y, written.width, written.height), box.getRect(), strict=True):
        assert side == pytest.approx(exact, abs=0.0011)


def test_all_of_it_is_no_region() -> None:
    assert region_of(QRectF(0, 0.0002, 1, 0.9998)) is None
    assert region_of(QRectF(0, 0.002, 1, 0.998)) == Region(0, 0.002, 1, 0.998)
