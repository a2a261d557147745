"""What is offered for a damaged library, and that it says what it does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clipphotos.engine.backups import Backup
from clipphotos.ui.dialogs.damaged_dialog import DamagedDialog
from clipphotos.ui.reporter import Reporter

BACKUP = Backup(Path("/l/backups/a.db"), datetime(2026, 11, 21, 12, tzinfo=UTC), 1, 120, 34, 56, True, True)


@pytest.fixture
def reporter(qapp: object) -> Reporter:
    return Reporter()


@pytest.fixture
def dialog(reporter: Reporter, qtbot: QtBot) -> DamagedDialog:
    dialog = DamagedDialog(Path("/home/somebody/library"), reporter)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def _button(dialog: DamagedDialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == text)


def test_offers_the_newest_backup_with_what_is_in_it(dialog: DamagedDialog, qtbot: QtBot) -> None:
    assert any("/home/somebody/library" in text for text in dialog.said)
    assert not _button(dialog, "Restore").isEnabled()
    dialog.show_backup(BACKUP)
    said = " ".join(dialog.said)
    assert "November 21, 2026" in said or "21 November 2026" in said
    assert "120 photo(s), 34 tag(s) and 56 decision(s)" in said
    with qtbot.waitSignal(dialog.restore_asked) as asked:
        _button(dialog, "Restore").click()
    assert asked.args == [BACKUP]
    assert not any(button.isDefault() or button.autoDefault() for button in dialog.findChildren(QPushButton))


def test_without_a_backup_only_a_repair_is_offered(dialog: DamagedDialog) -> None:
    dialog.show_backup(None)
    assert "There is no backup to bring back" in dialog.said
    assert not _button(dialog, "Restore").isVisible()
    assert _button(dialog, "Repair").isEnabled()


def test_cannot_be_left_while_it_works_and_says_why_it_failed(
    dialog: DamagedDialog, reporter: Reporter, qtbot: QtBot
) -> None:
    dialog.show_backup(BACKUP)
    dialog.begin("Saving what can be read…")
    reporter("Reading photos", 1, 2)
    assert "Reading photos" in dialog.said
    dialog.reject()
    dialog.close()
    assert dialog.isVisible()
    dialog.show_error("The disk is full.")
    assert "The disk is full." in dialog.said
    assert _button(dialog, "Restore").isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


def test_every_text_is_shown_in_full_whatever_it_says(dialog: DamagedDialog, qtbot: QtBot) -> None:
    dialog.show_backup(BACKUP)
    dialog.show_error("A long sentence about what happened. " * 12)

    def in_full() -> bool:
        labels = [label for label in dialog.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
        return all(label.height() >= label.heightForWidth(label.width()) for label in labels)

    qtbot.waitUntil(in_full)
