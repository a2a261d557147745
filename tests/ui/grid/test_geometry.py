"""Arithmetic of the grid."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint

from clipphotos.ui.grid.geometry import MARGIN_PX, Geometry

geometries = st.builds(Geometry, st.integers(1, 200_000), st.integers(40, 4000), st.integers(96, 384))


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


def test_gaps_and_margins_belong_to_no_row() -> None:
    geometry = Geometry(10, 800, 160)
    assert geometry.row_at(QPoint(2, 2)) is None
    assert geometry.row_at(geometry.rect(0).topRight() + QPoint(3, 3)) is None
    assert geometry.nearest_row(QPoint(5000, 5000)) == 9
    assert Geometry(0, 800, 160).nearest_row(QPoint(0, 0)) is None
    assert Geometry(0, 800, 160).height_px == 0
