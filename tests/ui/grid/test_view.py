"""The grid with 100,000 photos: what it paints, asks for and does with keys is bounded by what is visible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clipphotos.ui.grid.model import PhotoGridModel, Section
from clipphotos.ui.grid.thumbnails import Thumbnails
from clipphotos.ui.grid.tiles import TilePainter, accept_rect, reject_rect
from clipphotos.ui.grid.view import PhotoGridView

MANY = 100_000


class CountingModel(PhotoGridModel):
    """Counts the calls of `data`."""

    calls = 0

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        self.calls += 1
        return super().data(index, role)


@pytest.fixture
def view(qtbot: QtBot, thumbnails: Thumbnails) -> Iterator[PhotoGridView]:
    """A shown grid of many photos, ids descending from 100,000."""
    model = CountingModel(thumbnails.pixmap)
    view = PhotoGridView(model, thumbnails)
    qtbot.addWidget(view)
    view.resize(900, 700)
    with qtbot.waitExposed(view):
        view.show()
    model.replace(np.arange(MANY, 0, -1, dtype=np.int64))
    view.setFocus()
    yield view
    view.hide()


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every tile that is painted."""
    calls: list[object] = []
    paint = TilePainter.paint

    def count(self: TilePainter, *args: Any) -> None:
        calls.append(args[1].getRect())
        paint(self, *args)

    monkeypatch.setattr(TilePainter, "paint", count)
    return calls


def test_paints_only_what_is_visible(view: PhotoGridView, painted: list[object]) -> None:
    model = view.model()
    assert isinstance(model, CountingModel)
    view.grab()
    assert set(painted) == {view.visualRect(view.photos.index(row)).getRect() for row in view.visible_rows()}
    assert len(painted) <= 3 * len(view.visible_rows()) <= 120
    painted.clear()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.grab()
    assert 0 < len(painted) <= 3 * len(view.visible_rows())
    assert model.calls == 0


def test_loads_only_what_is_near(view: PhotoGridView, thumbnails: Thumbnails, qtbot: QtBot, found: Any) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    rows = view.visible_rows()
    first = view.photos.photo_id(rows.start)
    qtbot.waitUntil(lambda: thumbnails.tile(first) is not None)
    qtbot.waitUntil(lambda: all(thumbnails.tile(view.photos.photo_id(r)) is not None for r in rows))
    assert len(set(found.asked)) <= 6 * len(rows)


def test_the_scroll_bar_reaches_the_last_line(view: PhotoGridView) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.visible_rows().stop == MANY
    assert view.viewport().rect().contains(view.visualRect(view.photos.index(MANY - 1)))


def test_arrows_and_pages_move_the_selection(view: PhotoGridView) -> None:
    columns = next(i for i in range(1, 50) if view.visualRect(view.photos.index(i)).top() > 40)
    for key, row in (
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, columns + 1),
        (Qt.Key.Key_Left, columns),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, MANY - 1),
        (Qt.Key.Key_Down, MANY - 1),
    ):
        QTest.keyClick(view, key)
        assert view.currentIndex().row() == row, key
        assert view.selected_ids() == [MANY - row]
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    paged = view.currentIndex().row()
    assert paged >= columns
    assert paged % columns == 0


def test_shift_selects_in_reading_order_and_ctrl_adds(view: PhotoGridView) -> None:
    def click(row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        centre = view.visualRect(view.photos.index(row)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, centre)

    click(1)
    click(6, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_ids() == [MANY - row for row in range(1, 7)]
    click(3, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_count() == 5
    click(9)
    assert view.selected_ids() == [MANY - 9]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
    assert view.selected_count() == 0


def test_select_all_selects_every_row(view: PhotoGridView) -> None:
    view.selectAll()
    assert view.selected_count() == MANY


def test_letters_do_not_search_the_rows(view: PhotoGridView) -> None:
    model = view.model()
    assert isinstance(model, CountingModel)
    QTest.keyClicks(view, "abc")
    assert model.calls == 0


def test_enter_and_double_click_open(view: PhotoGridView, qtbot: QtBot) -> None:
    view.select_row(2)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [MANY - 2]
    with qtbot.waitSignal(view.opened) as opened:
        centre = view.visualRect(view.photos.index(4)).center()
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert opened.args == [MANY - 4]


def test_buttons_decide_only_while_reviewing(view: PhotoGridView, qtbot: QtBot) -> None:
    rect = view.visualRect(view.photos.index(1))
    with qtbot.assertNotEmitted(view.accepted):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=accept_rect(rect).center())
    view.set_reviewing(True)
    with qtbot.waitSignal(view.accepted) as accepted:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=accept_rect(rect).center())
    with qtbot.waitSignal(view.rejected) as rejected:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=reject_rect(rect).center())
    assert accepted.args == rejected.args == [MANY - 1]


@pytest.mark.parametrize("reorder", [False, True])
def test_a_refresh_keeps_selection_and_place(view: PhotoGridView, reorder: bool) -> None:
    view.select_row(500)
    place = view.verticalOffset()
    ids = view.photos.ids
    new = np.concatenate((ids[::-1][:1], ids[:-1])) if reorder else np.delete(ids, 3)
    view.photos.refresh(new)
    assert view.selected_ids() == [MANY - 500]
    assert view.current_id() == MANY - 500
    assert view.verticalOffset() == place


def test_something_new_begins_at_the_top(view: PhotoGridView, qtbot: QtBot) -> None:
    view.select_row(5000)
    with qtbot.waitSignal(view.selection_changed):
        view.photos.replace(np.arange(MANY, 0, -1, dtype=np.int64))
    assert (view.selected_count(), view.verticalOffset()) == (0, 0)


def test_zoom_keeps_the_photo_at_the_top(view: PhotoGridView) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 3)
    top = view.visible_rows().start
    view.set_tile_px(view.tile_px + 96)
    assert top in view.visible_rows()
    view.set_tile_px(10_000)
    assert view.tile_px <= 384


# Sections


@pytest.fixture
def banded(view: PhotoGridView) -> PhotoGridView:
    """The same photos in three sections, the first of which fills no line."""
    sections = (Section(0, "Strong", "2"), Section(2, "Possible", "5"), Section(7, "Rest", "99,993"))
    view.photos.replace(view.photos.ids, None, sections)
    return view


def _lines(view: PhotoGridView, rows: range) -> list[list[int]]:
    tops = {row: view.visualRect(view.photos.index(row)).top() for row in rows}
    return [[row for row in rows if tops[row] == top] for top in sorted(set(tops.values()))]


def test_a_section_begins_a_line(banded: PhotoGridView) -> None:
    lines = _lines(banded, range(9))
    assert [line[0] for line in lines] == [0, 2, *([] if len(lines[1]) == 5 else [6]), 7]


def test_keys_go_through_the_sections(banded: PhotoGridView) -> None:
    columns = len(_lines(banded, range(7, 40))[0])
    assert columns >= 4
    for key, row in (
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Down, 3),
        (Qt.Key.Key_Right, 4),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_End, MANY - 1),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(banded, key)
        assert banded.currentIndex().row() == row, key
        assert banded.viewport().rect().contains(banded.visualRect(banded.currentIndex()))


def test_a_drag_selects_across_sections(banded: PhotoGridView) -> None:
    def at(row: int) -> QPoint:
        return banded.visualRect(banded.photos.index(row)).center()

    QTest.mouseClick(banded.viewport(), Qt.MouseButton.LeftButton, pos=at(1))
    QTest.mouseClick(banded.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, at(8))
    assert banded.selected_ids() == [MANY - row for row in range(1, 9)]


def test_a_click_on_a_heading_selects_nothing(banded: PhotoGridView) -> None:
    banded.select_row(0)
    place = banded._geometry.heading(1).center()
    QTest.mouseClick(banded.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert banded.selected_count() == 0


def test_headings_are_painted_where_they_are(banded: PhotoGridView) -> None:
    image = banded.viewport().grab().toImage()

    def inks(y: int) -> int:
        return len({image.pixelColor(x, y).name() for x in range(16, 200)})

    ys = [banded._geometry.heading(number).center().y() for number in range(3)]
    assert all(max(inks(y + step) for step in range(-6, 7)) > 3 for y in ys)
    banded.photos.refresh(banded.photos.ids)
    assert banded._geometry.headings_between(0, 5000) == range(0)


def test_more_is_offered_below_the_last_photo(view: PhotoGridView, qtbot: QtBot) -> None:
    button = view.findChild(QPushButton)
    assert not button.isVisible()
    view.set_more("Show more", "Show 12 photos that match less")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = view.visualRect(view.photos.index(MANY - 1))
    assert button.isVisible()
    assert button.geometry().top() > last.bottom()
    assert view.viewport().rect().contains(button.geometry())
    assert button.accessibleName() == "Show 12 photos that match less"
    with qtbot.waitSignal(view.more_asked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    view.set_more("")
    assert not button.isVisible()
    assert view.visualRect(view.photos.index(MANY - 1)).bottom() < view.viewport().height()
