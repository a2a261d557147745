"""Delete asks with the numbers, the photos go to the trash, and undo brings them back."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.ui.sources import ToReview
from tests.trashes import contents, use_own_trash
from tests.ui.desk import Desk, box, click

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the trash is the system's there")


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_own_trash(tmp_path, monkeypatch)


def asked() -> bool:
    return any(isinstance(w, QMessageBox) and w.isVisible() for w in QApplication.topLevelWidgets())


def test_delete_asks_and_undo_brings_back(desk: Desk, photos: Path, trash: Path) -> None:
    first = sorted(photos.iterdir())[0]
    (photos / "copies").mkdir()
    shutil.copy2(first, photos / "copies" / "copy.jpg")
    desk.add(photos, 6)
    grid, notice = desk.window.parts.grid, desk.window.parts.notice
    grid.setFocus()
    grid.selectAll()
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    desk.wait(asked)
    question = box()
    assert question.text() == "Move 6 photo(s) to the trash?"
    assert "these are 7 file(s)" in question.informativeText()
    assert question.defaultButton() is question.button(QMessageBox.StandardButton.Cancel)
    QTest.keyClick(question, Qt.Key.Key_Return)
    desk.wait(lambda: not asked())
    assert contents(trash) == []

    grid.clearSelection()
    grid.select_row(0)
    desk.window.menu_actions.trash.trigger()
    desk.wait(asked)
    assert box().text() == "Move 1 photo(s) to the trash?"
    click(box(), "Move to trash")
    desk.wait(lambda: desk.count == 5)
    desk.wait(lambda: notice.text == "1 photo(s) moved to the trash.")
    desk.wait(lambda: desk.window.menu_actions.undo.text() == "&Undo moving 1 photo(s) to the trash")
    assert len(contents(trash)) in (1, 2)

    desk.window.menu_actions.undo.trigger()
    desk.wait(lambda: desk.count == 6)
    desk.wait(lambda: notice.text == "Undone: moving 1 photo(s) to the trash.")
    assert contents(trash) == []
    desk.window.menu_actions.redo.trigger()
    desk.wait(lambda: desk.count == 5)
    shutil.rmtree(trash)
    desk.window.menu_actions.undo.trigger()
    desk.wait(lambda: "no longer in the trash" in notice.text)


def test_a_file_that_stays_is_named_with_the_reason(desk: Desk, photos: Path, trash: Path) -> None:
    desk.add(photos, 6)
    os.unlink(photos / "red.jpg")
    desk.window.parts.grid.selectAll()
    desk.window.menu_actions.trash.trigger()
    desk.wait(asked)
    click(box(), "Move to trash")
    desk.wait(lambda: "red.jpg: It is not there any more." in desk.window.parts.notice.text)
    assert desk.window.parts.notice.text.startswith("5 photo(s) moved to the trash. 1 file(s) could not be moved")


def test_undo_asks_whether_to_go_on_when_the_drive_is_away(desk: Desk, photos: Path, trash: Path) -> None:
    desk.add(photos, 6)
    undo, redo = desk.window.menu_actions.undo, desk.window.menu_actions.redo
    ids = [PhotoId(int(photo)) for photo in desk.library.photos.ids()]
    desk.library.tags.add("holiday", ids[1:])
    desk.library.trash.throw(ids[:1])
    desk.wait(lambda: "to the trash" in undo.text())
    away = photos.parent / "away" / "drive"
    away.parent.mkdir()
    photos.rename(away)
    undo.trigger()
    desk.wait(asked)
    assert box().text().endswith("is offline. Connect its drive, then try again.")
    assert box().informativeText() == "Skip it and undo what was done before?"
    QTest.keyClick(box(), Qt.Key.Key_Return)
    desk.wait(lambda: not asked())
    assert "to the trash" in undo.text()
    assert [tag.name for tag in desk.library.photos.details(ids[1]).tags] == ["holiday"]

    undo.trigger()
    desk.wait(asked)
    click(box(), "Skip it")
    desk.wait(lambda: "Undone: adding the tag “holiday”" in desk.window.parts.notice.text)
    assert desk.library.photos.details(ids[1]).tags == ()
    desk.wait(lambda: "holiday" in redo.text())
    redo.trigger()
    desk.wait(lambda: "to the trash" in redo.text())
    redo.trigger()
    desk.wait(asked)
    assert box().informativeText() == "Skip it and redo what was done after it?"
    click(box(), "Skip it")
    desk.wait(lambda: "to the trash" in undo.text() and not redo.isEnabled())
    away.rename(photos)
    undo.trigger()
    desk.wait(lambda: desk.count == 6 and contents(trash) == [])


def test_delete_rejects_in_a_review_and_edits_in_a_text(desk: Desk, photos: Path, trash: Path) -> None:
    desk.add(photos, 6)
    grid, actions = desk.window.parts.grid, desk.window.menu_actions
    grid.select_row(0)
    actions.add_tag.trigger()
    field = desk.window.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    label_id = desk.library.labels.add(LabelSpec("colour", ("a circle",), threshold=0.03)).id
    suggested = desk.library.labels.named("colour").suggested
    assert suggested
    desk.window.browser.show(ToReview(label_id, "colour"))
    desk.wait(lambda: desk.count == suggested and desk.window.browser.reviewed is not None)
    grid.setFocus()
    grid.select_row(0)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    desk.wait(lambda: desk.library.labels.report(label_id).rejected == 1)
    assert not asked()
    assert "Del" not in [keys.toString() for keys in actions.trash.shortcuts()]
    assert actions.trash in actions.photo_menu(True).actions()
    if desk.count:
        desk.wait(lambda: grid.selected_count() == 1)
        before = desk.count
        QTest.keyClick(grid, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
        desk.wait(asked)
        click(box(), "Move to trash")
        desk.wait(lambda: desk.count == before - 1)
