"""The list of backups, and what can be asked for when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from clipphotos.engine.backups import Backup
from clipphotos.ui.dialogs.backups_dialog import BackupsDialog

NEWEST = Backup(Path("/library/backups/b.db"), datetime.now(UTC), 45_000_000, 120, 34, 56, whole=False, verified=True)
OLDER = replace(NEWEST, path=Path("/usb/ours/a.db"), made_at=NEWEST.made_at - timedelta(days=40), verified=False)


@pytest.fixture
def dialog(qtbot: QtBot) -> BackupsDialog:
    dialog = BackupsDialog()
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def _enabled(dialog: BackupsDialog) -> set[str]:
    buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
    return {button.text() for button in buttons if button.isEnabled()} - {"Close"}


def _cells(dialog: BackupsDialog, row: int) -> list[str]:
    model = dialog.findChild(QTableView).model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_shows_when_what_and_where(dialog: BackupsDialog) -> None:
    dialog.show_backups([NEWEST, OLDER], Path("/usb/ours"))
    first, second = _cells(dialog, 0), _cells(dialog, 1)
    assert first[0].startswith("Today, ")
    assert first[1:] == ["120", "34", "56", "45.0 MB", "Compact", "Library"]
    assert str(OLDER.made_at.astimezone().year) in second[0]
    assert second[-1] == "Other disk"
    model = dialog.findChild(QTableView).model()
    tips = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert "Verified" in tips[0]
    assert "Not verified" in tips[1]


def test_says_quietly_which_ones_a_person_asked_for(dialog: BackupsDialog) -> None:
    dialog.show_backups([NEWEST, replace(NEWEST, asked=True)], None)
    assert ["made by you" in _cells(dialog, row)[0] for row in range(2)] == [False, True]


def test_shows_how_far_it_is(dialog: BackupsDialog) -> None:
    bar = dialog.findChild(QProgressBar)
    assert bar.isVisible()
    assert bar.maximum() == 0
    dialog.show_report(("Verifying", 3 << 32, 4 << 32))
    assert bar.value() / bar.maximum() == 0.75
    dialog.set_busy("Making a backup…")
    assert bar.maximum() == 0


def test_nothing_but_looking_is_offered_while_busy(dialog: BackupsDialog) -> None:
    assert dialog.busy
    assert _enabled(dialog) == set()
    dialog.show_backups([NEWEST], None)
    dialog.tell("")
    everything = {"Back up now", "Save a copy…", "Choose a folder…", "Show in folder", "Restore…", "Restore a file…"}
    assert _enabled(dialog) == everything
    dialog.set_busy("Making a backup…")
    assert _enabled(dialog) == {"Show in folder"}
    dialog.show_error("The disk is full.")
    assert (dialog.busy, dialog.said, _enabled(dialog)) == (False, "The disk is full.", everything)


def test_says_when_the_first_one_is_made(dialog: BackupsDialog) -> None:
    dialog.show_backups([], None)
    dialog.tell("")
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "There is no backup yet" in texts
    assert any("The first one is made" in text for text in texts)
    assert _enabled(dialog) == {"Back up now", "Save a copy…", "Choose a folder…", "Restore a file…"}


def test_tells_which_backup_it_is_about_and_keeps_it_selected(dialog: BackupsDialog, qtbot: QtBot) -> None:
    dialog.show_backups([NEWEST, OLDER], Path("/usb/ours"))
    dialog.tell("")
    dialog.findChild(QTableView).selectRow(1)
    newer = replace(NEWEST, path=Path("/library/backups/c.db"))
    dialog.show_backups([newer, NEWEST, OLDER], Path("/usb/ours"))
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    with qtbot.waitSignal(dialog.restore_asked) as asked:
        buttons["Restore…"].click()
    assert asked.args == [OLDER]
    with qtbot.waitSignal(dialog.reveal_asked) as asked:
        buttons["Show in folder"].click()
    assert asked.args == [str(OLDER.path)]
    with qtbot.waitSignal(dialog.file_asked):
        buttons["Restore a file…"].click()
    with qtbot.waitSignal(dialog.no_place_asked):
        buttons["Stop"].click()
    assert buttons["Change…"].isVisible()


def test_enter_closes_it_and_does_nothing_else(dialog: BackupsDialog) -> None:
    assert [button.text() for button in dialog.findChildren(QPushButton) if button.isDefault()] == ["Close"]


def test_gives_the_keyboard_back_when_it_is_done(dialog: BackupsDialog, qtbot: QtBot) -> None:
    dialog.show_backups([NEWEST], None)
    dialog.tell("")
    make = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Back up now")
    make.setFocus()
    dialog.set_busy("Making a backup…")
    assert dialog.focusWidget() is not make
    dialog.tell("Done.")
    assert dialog.focusWidget() is make
