"""A part of a photo is chosen by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clipphotos.core.query.records import Region
from clipphotos.ui.dialogs.region_dialog import RegionDialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(window: QWidget, qtbot: QtBot) -> RegionDialog:
    dialog = RegionDialog(window)
    dialog.show_thumbnail(_picture(256, 192))
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.picker.setFocus()
    return dialog


def _picture(width: int, height: int, lower: str = "white") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    painter.fillRect(0, height * 3 // 4, width, height, lower)
    painter.end()
    return image


def _at(dialog: RegionDialog, x: float, y: float) -> QPoint:
    """Return where a place of the photo is."""
    place = dialog.picker.picture_rect()
    return (place.topLeft() + QPointF(x * place.width(), y * place.height())).toPoint()


def _drag(dialog: RegionDialog, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(dialog.picker, LEFT, pos=start)
    QTest.mouseMove(dialog.picker, (start + end) / 2)
    QTest.mouseMove(dialog.picker, end)
    QTest.mouseRelease(dialog.picker, LEFT, pos=end)


def _box(dialog: RegionDialog) -> tuple[float, ...]:
    return dialog.picker.box.getRect()


def _is(dialog: RegionDialog, *sides: float) -> bool:
    return _box(dialog) == pytest.approx(sides, abs=0.006)


def test_the_mouse_draws_moves_and_stretches_a_box(dialog: RegionDialog) -> None:
    _drag(dialog, _at(dialog, 0.05, 0.1), _at(dialog, 0.2, 0.9))
    assert _is(dialog, 0.05, 0.1, 0.15, 0.8)
    _drag(dialog, _at(dialog, 0.12, 0.5), _at(dialog, 0.52, 0.9))
    assert _is(dialog, 0.45, 0.2, 0.15, 0.8), "it stops at the edge"
    _drag(dialog, _at(dialog, 0.6, 0.2), _at(dialog, 0.9, 0.05))
    assert _is(dialog, 0.45, 0.05, 0.45, 0.95)
    _drag(dialog, _at(dialog, 0.45, 0.5), _at(dialog, 0.3, 0.1))
    assert _is(dialog, 0.3, 0.05, 0.6, 0.95), "an edge moves in one direction"


def test_a_click_draws_nothing(dialog: RegionDialog) -> None:
    QTest.mouseClick(dialog.picker, LEFT, pos=_at(dialog, 0.05, 0.05))
    assert _is(dialog, 0.25, 0.25, 0.5, 0.5)


def test_keys_move_stretch_and_search(dialog: RegionDialog, qtbot: QtBot) -> None:
    described = dialog.picker.accessibleDescription()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Down):
        QTest.keyClick(dialog.picker, key)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(dialog.picker, key, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.picker.accessibleDescription() != described
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(dialog.picker, Qt.Key.Key_Return)
    assert chosen.args == [Region(0.23, 0.26, 0.51, 0.48)]


def test_escape_leaves(dialog: RegionDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.chosen), qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog.picker, Qt.Key.Key_Escape)


def test_a_double_click_in_the_box_searches(dialog: RegionDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.mouseDClick(dialog.picker, LEFT, pos=_at(dialog, 0.05, 0.05))
    with qtbot.waitSignal(dialog.chosen):
        QTest.mouseDClick(dialog.picker, LEFT, pos=_at(dialog, 0.5, 0.5))


def test_the_photo_takes_the_thumbnails_place_where_it_is_the_same_way_up(dialog: RegionDialog) -> None:
    dialog.show_thumbnail(_picture(256, 192, "black"))
    before = dialog.picker.picture_rect()
    upright = _picture(641, 480, "black")
    for other in (_picture(480, 640, "black"), upright.flipped(), None):  # on its side, upside down, not known to Qt
        dialog.show_photo(True, other)
        assert dialog.picker.image_size.toTuple() == (256, 192), "the box would be elsewhere"
    dialog.show_photo(True, upright)
    assert dialog.picker.image_size.toTuple() == (641, 480)
    assert dialog.picker.picture_rect().width() == pytest.approx(before.width(), abs=2)


def test_of_an_offline_photo_it_says_what_is_missing(dialog: RegionDialog, qtbot: QtBot) -> None:
    dialog.show_photo(False, None)
    assert "offline" in dialog.hint
    search = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Search")
    assert not search.isEnabled()
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog.picker, Qt.Key.Key_Return)


def test_what_is_not_searched_by_is_dimmed(dialog: RegionDialog) -> None:
    dialog.picker.set_box(QRectF(0.5, 0.5, 0.4, 0.4))
    image = dialog.picker.grab().toImage()
    assert image.pixelColor(_at(dialog, 0.7, 0.7)).lightness() == 255
    assert image.pixelColor(_at(dialog, 0.2, 0.2)).lightness() < 150
