"""The dialog for a name: Enter gives it, Escape does not, a name that is taken is refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clipphotos.ui.dialogs.name_dialog import NameDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> NameDialog:
    dialog = NameDialog("Rename album", "Rename", "Name of the album", "Rome", ["Trip"])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def _type(dialog: NameDialog, text: str) -> None:
    field = dialog.findChild(QLineEdit)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_what_is_typed_takes_the_place_of_the_old_name(dialog: NameDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.named) as named:
        _type(dialog, "  Old   Rome ")
    assert named.args == ["Old Rome"]
    assert not dialog.isVisible()


@pytest.mark.parametrize("name", ["trip", "Trip ", " "])
def test_a_name_that_cannot_be_had_is_not_given(dialog: NameDialog, qtbot: QtBot, name: str) -> None:
    with qtbot.assertNotEmitted(dialog.named):
        _type(dialog, name)
    assert dialog.isVisible()
    assert bool(dialog.error) == bool(name.strip())


def test_escape_changes_nothing(dialog: NameDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.named):
        QTest.keyClicks(dialog.findChild(QLineEdit), "Paris")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
