"""Photos get stars in the real window: by keys, by menus, in the details; tiles show them, undo takes them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton

from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.ui.panels.stars import Stars
from clipphotos.ui.sources import AllPhotos, Queue
from tests.ui.desk import Desk


def _select(desk: Desk, *rows: int) -> list[PhotoId]:
    grid = desk.window.parts.grid
    grid.clearSelection()
    for row in rows:
        centre = grid.visualRect(grid.photos.index(row)).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, centre)
    assert grid.selected_count() == len(rows)
    return grid.selected_ids()


def _shown(desk: Desk, photo_ids: list[PhotoId]) -> list[int]:
    """What the tiles say."""
    return [desk.window.parts.grid.photos.rating(photo_id) for photo_id in photo_ids]


def _stars(desk: Desk) -> Stars:
    return next(stars for stars in desk.window.parts.details.findChildren(Stars) if stars.isVisible())


def test_digits_rate_what_is_selected_and_undo_takes_it_back(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    ids, grid, undo = _select(desk, 0, 2), desk.window.parts.grid, desk.window.menu_actions.undo
    QTest.keyClick(grid, Qt.Key.Key_4)
    desk.wait(lambda: _shown(desk, ids) == [4, 4])
    assert desk.library.photos.ratings() == dict.fromkeys(ids, 4)
    desk.wait(lambda: undo.text() == "&Undo rating ★★★★ (2 photo(s))")
    QTest.keyClick(grid, Qt.Key.Key_0)
    desk.wait(lambda: _shown(desk, ids) == [0, 0])
    desk.wait(lambda: undo.text() == "&Undo removing the rating (2 photo(s))")
    undo.trigger()
    desk.wait(lambda: _shown(desk, ids) == [4, 4])
    undo.trigger()
    desk.wait(lambda: _shown(desk, ids) == [0, 0])
    desk.window.menu_actions.redo.trigger()
    desk.wait(lambda: _shown(desk, ids) == [4, 4])
    assert desk.window.parts.notice.text == "Done again: rating ★★★★ (2 photo(s))."


def test_the_details_show_stars_and_take_clicks(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    (photo,) = _select(desk, 1)
    desk.wait(lambda: any(stars.isVisible() for stars in desk.window.parts.details.findChildren(Stars)))
    QTest.mouseClick(_stars(desk).findChildren(QToolButton)[2], Qt.MouseButton.LeftButton)
    desk.wait(lambda: _shown(desk, [photo]) == [3])
    desk.library.photos.rate([photo], 5)  # by somebody else
    desk.wait(lambda: _stars(desk).rating == 5)
    QTest.keyClick(_stars(desk), Qt.Key.Key_Left)
    desk.wait(lambda: desk.library.photos.ratings() == {photo: 4})
    others = _select(desk, 2, 3)
    assert _stars(desk).rating == 0
    QTest.mouseClick(_stars(desk).findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    desk.wait(lambda: _shown(desk, [photo, *others]) == [4, 1, 1])


def test_of_several_photos_the_details_show_the_stars_that_all_have(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    a, b, c = _select(desk, 0, 1, 2)
    desk.library.photos.rate([a, b], 4)
    desk.wait(lambda: _shown(desk, [a, b, c]) == [4, 4, 0])
    assert _stars(desk).rating == 0
    desk.library.photos.rate([c], 4)
    desk.wait(lambda: _stars(desk).rating == 4)
    _select(desk, 2, 3)
    assert _stars(desk).rating == 0
    _select(desk, 1, 2)
    assert _stars(desk).rating == 4


def test_digits_that_are_typed_rate_nothing(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    _select(desk, 0)
    desk.window.menu_actions.add_tag.trigger()
    field = desk.window.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "2024")
    assert field.text() == "2024"
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.overview.facts.tags == (("2024", 1),))
    assert desk.library.photos.ratings() == {}


def test_no_digit_rates_in_a_review(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    desk.library.labels.add(LabelSpec("circle", ("a circle",), threshold=0.03))
    actions, grid = desk.window.menu_actions, desk.window.parts.grid
    _select(desk, 0)
    assert all(action.isEnabled() for action in actions.ratings)
    desk.window.browser.show(Queue())
    desk.wait(lambda: desk.window.browser.reviewed is not None and grid.selected_count() == 1)
    QTest.keyClick(grid, Qt.Key.Key_5)
    assert not any(action.isEnabled() for action in actions.ratings)
    desk.window.browser.show(AllPhotos())
    desk.wait(lambda: desk.count == 6 and desk.window.browser.reviewed is None)
    (photo,) = _select(desk, 0)
    QTest.keyClick(grid, Qt.Key.Key_1)
    desk.wait(lambda: _shown(desk, [photo]) == [1])
    assert desk.library.photos.ratings() == {photo: 1}


def test_undoing_a_rating_does_not_disturb_a_review(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    desk.library.labels.add(LabelSpec("circle", ("a circle",), threshold=0.03))
    photo = PhotoId(int(desk.library.photos.ids()[0]))
    desk.library.photos.rate([photo], 2)
    desk.window.browser.show(Queue())
    desk.wait(lambda: desk.window.browser.reviewed is not None and desk.count > 1)
    desk.window.parts.grid.select_row(1)
    before = desk.window.parts.grid.selected_ids()
    desk.wait(lambda: "★★" in desk.window.menu_actions.undo.text())
    desk.window.menu_actions.undo.trigger()
    desk.wait(lambda: desk.library.photos.ratings() == {} and _shown(desk, [photo]) == [0])
    assert not desk.window.browser.asking
    assert desk.window.parts.grid.selected_ids() == before
