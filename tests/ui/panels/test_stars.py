"""Stars are given by clicks and keys, taken away by a second click, and can be read out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from clipphotos.ui.panels.stars import Stars


@pytest.fixture
def stars(qtbot: QtBot) -> Stars:
    stars = Stars()
    qtbot.addWidget(stars)
    with qtbot.waitExposed(stars):
        stars.show()
    return stars


def _buttons(stars: Stars) -> list[QToolButton]:
    return stars.findChildren(QToolButton)


def _lit(stars: Stars) -> list[bool]:
    return [button.property("icon_name") == "star-full" for button in _buttons(stars)]


def _click(stars: Stars, number: int) -> None:
    QTest.mouseClick(_buttons(stars)[number - 1], Qt.MouseButton.LeftButton)


def test_a_click_gives_stars_and_the_same_click_takes_them(stars: Stars) -> None:
    said: list[int] = []
    stars.rated.connect(said.append)
    for number, rating in ((3, 3), (5, 5), (5, 0), (1, 1), (2, 2)):
        _click(stars, number)
        assert stars.rating == rating
        assert sum(_lit(stars)) == rating
    assert said == [3, 5, 0, 1, 2]


def test_showing_a_rating_gives_none(stars: Stars, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(stars.rated):
        stars.set_rating(4)
    assert _lit(stars) == [True, True, True, True, False]


def test_keys_give_stars(stars: Stars) -> None:
    said: list[int] = []
    stars.rated.connect(said.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_4, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_0):
        QTest.keyClick(stars, key)
    assert said == [4, 5, 4, 0]
    QTest.keyClick(stars, Qt.Key.Key_6)
    assert stars.rating == 0


def test_the_pointer_shows_what_a_click_would_give(stars: Stars) -> None:
    stars.set_rating(4)
    centre = stars.rect().center().toPointF()
    QApplication.sendEvent(_buttons(stars)[1], QEnterEvent(centre, centre, centre))
    assert sum(_lit(stars)) == 2
    QApplication.sendEvent(_buttons(stars)[1], QEvent(QEvent.Type.Leave))
    assert sum(_lit(stars)) == stars.rating == 4


def test_the_rating_can_be_read_out(stars: Stars) -> None:
    assert stars.accessibleName() == "No rating"
    stars.set_rating(2)
    assert "2" in stars.accessibleName()
    names = [button.accessibleName() for button in _buttons(stars)]
    assert names[1] == "Remove the rating"
    assert len(set(names)) == 5
    assert all("star" in name for name in (*names[:1], *names[2:]))
