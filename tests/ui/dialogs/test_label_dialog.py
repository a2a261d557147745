"""The label dialog says what was entered, and stays open until it could be saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QSlider
from pytestqt.qtbot import QtBot

from clipphotos.core.label import DEFAULT_THRESHOLD, Label, LabelId, LabelMode
from clipphotos.ui.dialogs.label_dialog import LabelDialog, LabelDraft


def _save(dialog: LabelDialog) -> QPushButton:
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)


def test_submits_what_is_entered(qtbot: QtBot) -> None:
    dialog = LabelDialog()
    qtbot.addWidget(dialog)
    assert not _save(dialog).isEnabled()
    QTest.keyClicks(dialog.findChild(QLineEdit), "  Our   dog ")
    dialog.findChild(QPlainTextEdit).setPlainText("a brown dog\n\n  a dog in a basket \n")
    dialog.findChildren(QRadioButton)[1].setChecked(True)
    dialog.findChild(QSlider).setValue(72)
    with qtbot.waitSignal(dialog.submitted) as submitted:
        QTest.mouseClick(_save(dialog), Qt.MouseButton.LeftButton)
    draft = LabelDraft("Our dog", ("a brown dog", "a dog in a basket"), LabelMode.AUTO, 0.72)
    assert submitted.args == [draft]


def test_stays_open_with_the_reason(qtbot: QtBot) -> None:
    dialog = LabelDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.findChild(QLineEdit), "Dog")
    QTest.mouseClick(_save(dialog), Qt.MouseButton.LeftButton)
    assert not dialog.isEnabled()
    dialog.show_error("A label named “Dog” exists already.")
    assert dialog.isVisible()
    assert dialog.isEnabled()
    assert dialog.error == "A label named “Dog” exists already."


def test_shows_the_label_that_is_edited(qtbot: QtBot) -> None:
    label = Label(LabelId(3), "Dog", ("a dog", "a puppy"), 0.35, LabelMode.AUTO)
    dialog = LabelDialog(label)
    qtbot.addWidget(dialog)
    assert dialog.draft() == LabelDraft("Dog", ("a dog", "a puppy"), LabelMode.AUTO, 0.35)
    assert dialog.findChild(QLineEdit).isReadOnly()


def test_a_new_label_suggests_at_the_usual_threshold(qtbot: QtBot) -> None:
    dialog = LabelDialog()
    qtbot.addWidget(dialog)
    assert dialog.draft() == LabelDraft("", (), LabelMode.SUGGEST, DEFAULT_THRESHOLD)
