"""Typing searches once, after a pause; Enter at once; Escape clears, then leaves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clipphotos.ui.panels.search_bar import SearchBar


@pytest.fixture
def bar(qtbot: QtBot) -> SearchBar:
    bar = SearchBar()
    qtbot.addWidget(bar)
    bar.show()
    return bar


def test_searches_once_after_a_pause(bar: SearchBar, qtbot: QtBot) -> None:
    seen: list[str] = []
    bar.searched.connect(seen.append)
    with qtbot.waitSignal(bar.searched):
        QTest.keyClicks(bar, " a  dog ")
    assert seen == ["a dog"]


def test_enter_searches_at_once_and_only_once(bar: SearchBar, qtbot: QtBot) -> None:
    seen: list[str] = []
    bar.searched.connect(seen.append)
    QTest.keyClicks(bar, "snow")
    with qtbot.waitSignal(bar.done):
        QTest.keyClick(bar, Qt.Key.Key_Return)
    QTest.keyClick(bar, Qt.Key.Key_Return)
    assert seen == ["snow"]


def test_escape_clears_then_leaves(bar: SearchBar, qtbot: QtBot) -> None:
    QTest.keyClicks(bar, "snow")
    QTest.keyClick(bar, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.left), qtbot.assertNotEmitted(bar.done):
        QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.text() == ""
    with qtbot.waitSignal(bar.done):
        QTest.keyClick(bar, Qt.Key.Key_Escape)


def test_forgetting_says_nothing(bar: SearchBar, qtbot: QtBot) -> None:
    QTest.keyClicks(bar, "snow")
    QTest.keyClick(bar, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(bar.left):
        bar.forget()
    with qtbot.waitSignal(bar.searched):
        QTest.keyClicks(bar, "snow")
