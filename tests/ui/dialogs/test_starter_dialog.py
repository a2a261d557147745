"""Ready-made labels: what the library has is ticked, a label brings those above it, sets are ticked as a whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from clipphotos.core.label import LabelSpec
from clipphotos.engine.labels.files import LabelSet, starter_sets
from clipphotos.ui.dialogs.starter_dialog import StarterDialog

SETS = (
    LabelSet("Animals", (LabelSpec("Animal"), LabelSpec("Dog", parent="Animal"), LabelSpec("Puppy", parent="Dog"))),
    LabelSet("Food", (LabelSpec("Pizza"), LabelSpec("Cake", ("a birthday cake",)))),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> StarterDialog:
    dialog = StarterDialog(SETS, ["animal"])
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _item(dialog: StarterDialog, name: str) -> QTreeWidgetItem:
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    return dialog.findChild(QTreeWidget).findItems(name, flags)[0]


def _chosen(dialog: StarterDialog) -> list[str]:
    return [spec.name for spec in dialog.specs()]


def test_what_exists_is_ticked_and_cannot_be_chosen(dialog: StarterDialog) -> None:
    animal = _item(dialog, "Animal")
    assert animal.checkState(0) == Qt.CheckState.Checked
    assert not animal.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert _item(dialog, "Dog").flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not _item(dialog, "Dog").isDisabled()
    assert _item(dialog, "Animals").checkState(0) == Qt.CheckState.PartiallyChecked
    assert _chosen(dialog) == []


def test_a_label_brings_those_above_it_and_takes_those_below_it_away(dialog: StarterDialog) -> None:
    dialog.tick("Puppy")
    assert _chosen(dialog) == ["Dog", "Puppy"]
    assert _item(dialog, "Animals").checkState(0) == Qt.CheckState.Checked
    _item(dialog, "Dog").setCheckState(0, Qt.CheckState.Unchecked)
    assert _chosen(dialog) == []


def test_a_set_is_ticked_as_a_whole(dialog: StarterDialog, qtbot: QtBot) -> None:
    dialog.tick("Food")
    assert _chosen(dialog) == ["Pizza", "Cake"]
    assert any("2 label" in button.text() for button in dialog.findChild(QDialogButtonBox).buttons())
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept_chosen()
    assert [spec.name for spec in chosen.args[0]] == ["Pizza", "Cake"]


def test_finds_labels_by_name_and_by_what_they_show(dialog: StarterDialog) -> None:
    field = dialog.findChild(QLineEdit)
    field.setText("birthday")
    assert not _item(dialog, "Cake").isHidden()
    assert _item(dialog, "Pizza").isHidden()
    assert _item(dialog, "Animals").isHidden()
    dialog.tick("Food")  # only what is shown
    assert _chosen(dialog) == ["Cake"]
    field.setText("puppy")
    assert not _item(dialog, "Dog").isHidden()
    field.clear()
    assert not _item(dialog, "Pizza").isHidden()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_offers_every_set_of_the_program(qtbot: QtBot, language: str) -> None:
    sets = starter_sets(language)
    dialog = StarterDialog(sets, [])
    qtbot.addWidget(dialog)
    for label_set in sets:
        dialog.tick(label_set.title)
    assert len(dialog.specs()) == sum(len(label_set.specs) for label_set in sets)
