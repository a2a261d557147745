"""Arithmetic of the grid."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint

from clipphotos.ui.grid.geometry import FOOTER_PX, HEADING_PX, MARGIN_PX, Geometry


@st.composite
def _geometries(draw: st.DrawFn) -> Geometry:
    count = draw(st.integers(1, 200_000))
    starts = draw(st.lists(st.integers(0, count - 1), max_size=4, unique=True))
    sections = tuple(sorted({0, *starts})) if starts else ()
    return Geometry(count, draw(st.integers(40, 4000)), draw(st.integers(96, 384)), sections)


geometries = _geometries()


@given(geometries, st.data())
def test_finds_the_row_whose_tile_is_there(geometry: Geometry, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, geometry.count - 1))
    assert geometry.row_at(geometry.rect(row).center()) == row
    assert geometry.nearest_row(geometry.rect(row).topLeft()) == row


@given(geometries)
def test_tiles_fit_between_the_margins(geometry: Geometry) -> None:
    last = geometry.rect(geometry.count - 1)
    assert geometry.height_px == last.bottom() + 1 + MARGIN_PX
    if geometry.side_px > 16:
        right = max(geometry.rect(row).right() for row in range(min(geometry.count, geometry.columns)))
        assert right < geometry.width_px - MARGIN_PX


@given(geometries, st.integers(-500, 10**6), st.integers(0, 2000))
def test_the_rows_of_a_band_are_all_that_touch_it(geometry: Geometry, top: int, height: int) -> None:
    rows = geometry.rows_between(top, top + height)
    for row in {rows.start - 1, rows.stop} & set(range(geometry.count)):
        rect = geometry.rect(row)
        assert rect.bottom() < top or rect.top() > top + height or not len(rows)


@given(geometries, st.integers(-500, 10**6), st.integers(0, 2000))
def test_the_headings_of_a_band_are_all_that_touch_it(geometry: Geometry, top: int, height: int) -> None:
    shown = geometry.headings_between(top, top + height)
    for section in range(len(geometry.starts)):
        rect = geometry.heading(section)
        assert section in shown or rect.bottom() < top or rect.top() > top + height


@given(geometries)
def test_a_section_begins_a_line_below_its_heading_and_above_nothing_else(geometry: Geometry) -> None:
    for section, start in enumerate(geometry.starts):
        tile, heading = geometry.rect(start), geometry.heading(section)
        assert tile.left() == MARGIN_PX
        assert heading.bottom() + 1 == tile.top()
        assert start == 0 or geometry.rect(start - 1).bottom() < heading.top()


@given(geometries, st.data())
def test_lines_further_down_keep_the_column(geometry: Geometry, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, geometry.count - 1))
    here, below = geometry.rect(row), geometry.below(row, 1)
    there = geometry.rect(below)
    if below == row:
        assert there.top() == geometry.rect(geometry.count - 1).top(), "only the last line has none below it"
    else:
        steps = there.top() - here.top()
        assert steps - geometry.side_px in (8, 8 + HEADING_PX)
        assert there.left() <= here.left()
        assert there.left() == here.left() or below + 1 in (geometry.count, *geometry.starts)
        if there.left() == here.left():
            assert geometry.below(below, -1) == row


@given(geometries, st.integers(2, 50), st.data())
def test_pages_stop_at_the_ends(geometry: Geometry, lines: int, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, geometry.count - 1))
    assert 0 <= geometry.below(row, -lines) <= row <= geometry.below(row, lines) < geometry.count
    assert geometry.below(0, -lines) == 0
    assert geometry.below(geometry.count - 1, lines) == geometry.count - 1


def test_sections_have_lines_of_their_own() -> None:
    geometry = Geometry(10, 800, 180, (0, 3, 8))
    assert geometry.columns == 4
    tops = [geometry.rect(row).top() for row in range(10)]
    assert [len(list(line)) for _, line in itertools.groupby(tops)] == [3, 4, 1, 2]
    assert geometry.height_px == Geometry(16, 800, 180).height_px + 3 * HEADING_PX
    assert Geometry(10, 800, 180, (0, 3, 8), footer=True).height_px == geometry.height_px + FOOTER_PX


def test_rows_may_be_fewer_than_sections_know_of() -> None:
    geometry = Geometry(3, 800, 180, (0, 3, 8))
    assert geometry.rows_between(0, 5000) == range(3)
    assert geometry.below(2, 1) == 2


def test_gaps_and_margins_belong_to_no_row() -> None:
    geometry = Geometry(10, 800, 160)
    assert geometry.row_at(QPoint(2, 2)) is None
    assert geometry.row_at(geometry.rect(0).topRight() + QPoint(3, 3)) is None
    assert geometry.nearest_row(QPoint(5000, 5000)) == 9
    assert Geometry(0, 800, 160).nearest_row(QPoint(0, 0)) is None
    assert Geometry(0, 800, 160).height_px == 0


def test_headings_belong_to_no_row() -> None:
    geometry = Geometry(10, 800, 160, (0, 5))
    assert geometry.row_at(geometry.heading(1).center()) is None
    assert geometry.nearest_row(geometry.heading(1).topLeft()) == 5
