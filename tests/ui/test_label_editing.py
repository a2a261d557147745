"""Labels made, renamed, added from sets, read from files and written to files, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from clipphotos.core.label import LabelMode, LabelSpec
from clipphotos.ui.dialogs.import_dialog import ImportDialog
from clipphotos.ui.dialogs.label_dialog import LabelDialog
from clipphotos.ui.dialogs.starter_dialog import StarterDialog
from clipphotos.ui.sources import ToReview
from tests.ui.desk import WAIT_MS, Desk

W = TypeVar("W", bound=QWidget)


def _opened(desk: Desk, kind: type[W]) -> W:
    """Wait for a dialog and return it."""

    def found() -> list[W]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    desk.wait(lambda: bool(found()))
    return found()[0]


def _save(dialog: LabelDialog) -> None:
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _names(desk: Desk) -> list[str]:
    return [label.name for label in desk.window.overview.facts.labels]


def test_a_label_is_made_and_renamed(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    desk.window.menu_actions.new_label.trigger()
    dialog = _opened(desk, LabelDialog)
    QTest.keyClicks(dialog.findChild(QLineEdit), "Circle")
    desk.wait(lambda: dialog.preview.title != "Preview")
    _save(dialog)
    desk.wait(lambda: isinstance(desk.window.browser.source, ToReview) and _names(desk) == ["Circle"])
    photo = desk.library.photos.ids()[:1].tolist()
    desk.library.tags.add("Circle", photo)
    desk.window.commands.labels.edit_label(desk.window.overview.facts.labels[0])
    dialog = _opened(desk, LabelDialog)
    QTest.keyClicks(dialog.findChild(QLineEdit), "Disc")  # the name is selected
    _save(dialog)
    desk.wait(lambda: _names(desk) == ["Disc"])
    desk.wait(lambda: desk.window.overview.facts.tags == (("Disc", 1),))
    assert desk.library.labels.report(desk.library.labels.named("Disc").id).accepted == 1


def test_what_the_library_refuses_is_said_in_the_dialog(desk: Desk) -> None:
    desk.wait(lambda: desk.window.overview.facts.known)
    desk.window.menu_actions.new_label.trigger()
    dialog = _opened(desk, LabelDialog)
    assert "comes with the photos" in dialog.preview.message
    QTest.keyClicks(dialog.findChild(QLineEdit), "Dog")
    desk.library.labels.add(LabelSpec("dog"))  # by somebody else, meanwhile
    _save(dialog)
    desk.wait(lambda: bool(dialog.error))
    assert dialog.isVisible()
    dialog.reject()


def test_the_mode_is_set_from_the_sidebar(desk: Desk) -> None:
    label = desk.library.labels.add(LabelSpec("Dog", ("a dog",), colour="#112233"))
    desk.window.commands.labels.set_mode(label, LabelMode.OFF)
    desk.wait(lambda: any(known.mode is LabelMode.OFF for known in desk.window.overview.facts.labels))
    assert desk.library.labels.named("Dog").spec == LabelSpec("Dog", ("a dog",), (), LabelMode.OFF, colour="#112233")


def test_ready_made_labels_are_added_with_those_above_them(desk: Desk) -> None:
    desk.library.labels.add(LabelSpec("Cat"))
    desk.wait(lambda: _names(desk) == ["Cat"])
    desk.window.parts.sidebar.starters_asked.emit()
    dialog = _opened(desk, StarterDialog)
    dialog.tick("Puppy")
    dialog.accept_chosen()
    desk.wait(lambda: set(_names(desk)) == {"Animal", "Cat", "Dog", "Puppy"})
    assert desk.library.labels.named("Puppy").spec.parent == "Dog"
    assert desk.library.labels.named("Cat").spec.parent is None


def test_an_imported_file_with_a_bad_label_gives_the_others(desk: Desk, tmp_path: Path) -> None:
    desk.library.labels.add(LabelSpec("Lamp"))
    path = tmp_path / "labels.toml"
    path.write_text(
        '[[label]]\nname = "Lamp"\nprompts = ["a lamp"]\n[[label]]\nname = "Odd"\nmode = "sometimes"\n'
        '[[label]]\nname = "Chair"\n'
    )
    desk.window.commands.labels.import_labels(str(path))
    dialog = _opened(desk, ImportDialog)
    assert "1 label(s) added" in dialog.said
    assert "1 label(s) changed" in dialog.said
    table = dialog.findChild(QTableWidget)
    assert table.rowCount() == 1
    assert table.item(0, 0).text() == "Odd"
    assert "sometimes" in table.item(0, 1).text()
    dialog.reject()
    desk.wait(lambda: _names(desk) == ["Chair", "Lamp"])


def test_says_why_a_file_cannot_be_imported(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "labels.toml").write_text("this is no file of labels")
    with qtbot.waitSignal(desk.bridge.noticed, timeout=WAIT_MS) as noticed:
        desk.window.commands.labels.import_labels(str(tmp_path / "labels.toml"))
    assert "is no file of labels" in noticed.args[0].text


def test_exports_every_label(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("Dog", "Cat"):
        desk.library.labels.add(LabelSpec(name, (f"a {name}",)))
    with qtbot.waitSignal(desk.bridge.noticed, timeout=WAIT_MS) as noticed:
        desk.window.commands.labels.export_labels(str(tmp_path / "out.toml"))
    assert "2 label(s)" in noticed.args[0].text
    text = (tmp_path / "out.toml").read_text()
    assert 'name = "Dog"' in text
    assert 'name = "Cat"' in text


def test_files_are_asked_for_without_blocking(desk: Desk) -> None:
    for ask in (desk.window.menu_actions.import_labels, desk.window.menu_actions.export_labels):
        ask.trigger()
        dialog = _opened(desk, QDialog)
        dialog.reject()


def test_the_dialog_can_be_used_again_after_an_unexpected_error(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, allowed_log: Callable[[str], None]
) -> None:
    def fail(_spec: LabelSpec) -> None:
        raise RuntimeError("a bug")

    allowed_log("An engine call failed unexpectedly")
    monkeypatch.setattr(desk.library.labels, "add", fail)
    desk.window.menu_actions.new_label.trigger()
    dialog = _opened(desk, LabelDialog)
    QTest.keyClicks(dialog.findChild(QLineEdit), "Dog")
    _save(dialog)
    desk.wait(lambda: dialog.isEnabled() and dialog.error == "The label could not be saved.")
    dialog.reject()
