"""What a check says while it goes on, and what it says in the end."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from clipphotos.engine.backups import Report
from clipphotos.store.backups.check import Findings
from clipphotos.ui.dialogs.check_dialog import CheckDialog
from clipphotos.ui.reporter import GivenUpError, Reporter


@pytest.fixture
def reporter(qapp: object) -> Reporter:
    return Reporter()


@pytest.fixture
def dialog(reporter: Reporter, qtbot: QtBot) -> CheckDialog:
    dialog = CheckDialog(reporter)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def _report(findings: Findings, *problems: str, index_usable: bool | None = None) -> Report:
    return Report(problems, ("The newest backup is verified.",), findings, index_usable, None, ())


def _mend(dialog: CheckDialog) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == "Mend…")


def test_says_that_everything_is_in_order(dialog: CheckDialog, reporter: Reporter) -> None:
    assert (dialog.title, dialog.done) == ("Checking the library…", False)
    reporter("Reading the catalogue", 1, 2)
    dialog.show_report(_report(Findings()))
    assert (dialog.title, dialog.done) == ("Everything is in order", True)
    assert dialog.sentences == ["The newest backup is verified."]
    assert not _mend(dialog).isVisible()


def test_offers_to_mend_what_is_damaged(dialog: CheckDialog, qtbot: QtBot) -> None:
    dialog.show_report(_report(Findings(integrity=("row 3 missing",)), "The catalogue is damaged: row 3 missing"))
    assert dialog.title == "Problems were found"
    assert dialog.sentences == ["The catalogue is damaged: row 3 missing", "The newest backup is verified."]
    area = dialog.findChild(QScrollArea)
    qtbot.waitUntil(lambda: all(label.isVisible() for label in area.findChildren(QLabel)))
    assert area.minimumHeight() >= area.widget().layout().totalHeightForWidth(area.width())
    assert dialog.focusWidget() is not _mend(dialog)  # nothing is mended by a key pressed too late
    with qtbot.waitSignal(dialog.mend_asked):
        _mend(dialog).click()
    assert not dialog.isVisible()


@pytest.mark.parametrize(("index_usable", "offered"), [(False, True), (True, False), (None, False)])
def test_offers_nothing_where_only_a_backup_is_bad(
    dialog: CheckDialog, index_usable: bool | None, offered: bool
) -> None:
    dialog.show_report(_report(Findings(), "The newest backup is damaged.", index_usable=index_usable))
    assert _mend(dialog).isVisible() == offered


def test_a_reporter_that_was_stopped_ends_the_call_that_reports() -> None:
    reporter = Reporter()
    reporter("Reading", 0, 0)
    reporter.stop()
    with pytest.raises(GivenUpError):
        reporter("Reading", 0, 0)
