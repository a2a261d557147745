"""The bar above the grid gives way in order: the count before the title."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clipphotos.ui.panels.header import Header

TITLE, COUNT = "Is this “A dog that runs on a beach”?", "1,204 suggestions to review"


def test_the_title_is_whole_before_the_count_is_shown(qtbot: QtBot) -> None:
    header = Header([QAction("Edit label")], [QAction("Most certain first")])
    qtbot.addWidget(header)
    header.show()
    header.set_shown(TITLE, COUNT)
    header.set_tools([button.defaultAction() for button in header._buttons], order=True)
    title = header.findChild(QLabel, "header_title")
    count = next(label for label in header.findChildren(QLabel) if label.text() == COUNT)
    assert title is not None
    shown = []
    for width in range(1200, 340, -20):
        header.resize(width, header.height())
        QApplication.processEvents()
        shown.append(count.isVisible())
        assert not count.isVisible() or title.width() >= title.sizeHint().width()
    assert shown == sorted(shown, reverse=True)
    assert shown[0]
    assert not shown[-1]


def test_a_short_title_leaves_room_for_the_count(qtbot: QtBot) -> None:
    header = Header([])
    qtbot.addWidget(header)
    header.resize(600, header.height())
    header.set_shown(TITLE * 3, COUNT)
    header.set_shown("Cat", COUNT)
    assert not next(label for label in header.findChildren(QLabel) if label.text() == COUNT).isHidden()
