"""The real window over a real library with the real starter model."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clipphotos.core.changes import Level, Notice
from clipphotos.core.label import LabelSpec
from clipphotos.ui.dialogs.label_dialog import LabelDialog
from clipphotos.ui.panels.chips import TagChip
from clipphotos.ui.sources import AllPhotos, InFolder, TextSearch, ToReview, WithTag
from tests.ui.desk import WAIT_MS, Desk, box, click


def test_welcomes_and_then_shows_the_photos_of_a_folder(desk: Desk, photos: Path) -> None:
    message = desk.window.parts.message
    desk.wait(lambda: message.title == "Welcome to ClipPhotos")
    button = message.findChild(QPushButton)
    assert button.isVisible()
    desk.add(photos, 6)
    assert desk.window.parts.grid.isVisible()
    roots = desk.window.overview.facts.roots
    desk.window.parts.sidebar.chosen.emit(InFolder(roots[0].id, roots[0].path))
    desk.wait(lambda: isinstance(desk.window.browser.source, InFolder) and desk.count == 6)


def test_shows_and_changes_the_tags_of_the_selected_photo(desk: Desk, photos: Path, qtbot: QtBot) -> None:
    desk.add(photos, 6)
    window, grid = desk.window, desk.window.parts.grid
    grid.select_row(0)
    desk.window.menu_actions.add_tag.trigger()
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    desk.wait(field.isVisible)
    QTest.keyClicks(field, "Holiday")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait(lambda: bool(window.parts.details.findChildren(TagChip)))
    desk.wait(lambda: window.overview.facts.tags == (("Holiday", 1),))
    chip = window.parts.details.findChild(TagChip)
    with qtbot.waitSignal(window.overview.updated, timeout=WAIT_MS):
        chip.removed.emit("Holiday")
    desk.wait(lambda: window.overview.facts.tags == ())


def test_tags_several_photos_at_once(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    grid = desk.window.parts.grid
    grid.select_row(1)
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert any(label.text().startswith("3 photo") for label in desk.window.parts.details.findChildren(QLabel))
    desk.window.parts.details.tag_added.emit("Three")
    desk.wait(lambda: desk.window.overview.facts.tags == (("Three", 3),))
    desk.window.parts.sidebar.chosen.emit(WithTag("Three"))
    desk.wait(lambda: desk.count == 3)


def test_searches_and_comes_back(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    search = desk.window.parts.search.field
    QTest.keyClicks(search, "a red circle")
    QTest.keyClick(search, Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.parts.grid.photos.scores is not None)
    assert desk.window.browser.source == TextSearch("a red circle")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    desk.wait(lambda: desk.window.parts.grid.photos.scores is None and desk.count == 6)
    assert desk.window.browser.source == AllPhotos()


def test_a_dropped_photo_is_searched_by_and_a_dropped_folder_added(desk: Desk, photos: Path, tmp_path: Path) -> None:
    def drop(path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        desk.window.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))

    desk.wait(lambda: desk.window.overview.facts.known)
    drop(photos)
    desk.wait(lambda: desk.window.overview.facts.embedded == 6)
    example = tmp_path / "example.jpg"
    shutil.copy(photos / "red.jpg", example)
    drop(example)
    grid = desk.window.parts.grid
    desk.wait(lambda: grid.photos.scores is not None and desk.count > 0)
    first = desk.library.photos.details(grid.photos.photo_id(0))
    assert Path(first.paths[0]).name == "red.jpg"


def test_reviewing_accepts_rejects_and_moves_on(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    window, grid = desk.window, desk.window.parts.grid
    window.menu_actions.new_label.trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, LabelDialog) and w.isVisible())
    QTest.keyClicks(dialog.findChild(QLineEdit), "Circle")
    dialog.submitted.emit(LabelSpec("Circle", ("a circle",), threshold=0.03))
    desk.wait(lambda: isinstance(window.browser.source, ToReview) and grid.photos.scores is not None)
    assert desk.count > 3
    total, first = desk.count, grid.photos.photo_id(0)
    assert grid.selected_ids() == [first]
    grid.setFocus()
    second, third = grid.photos.photo_id(1), grid.photos.photo_id(2)
    window.menu_actions.accept.trigger()
    assert grid.selected_ids() == [second]
    window.menu_actions.reject.trigger()
    assert grid.selected_ids() == [third]
    assert desk.count == total - 2
    desk.wait(lambda: window.overview.facts.tags == (("Circle", 1),))
    desk.wait(lambda: window.overview.facts.labels[0].suggested == total - 2)
    window.browser.reload()
    desk.wait(lambda: desk.count == total - 2)
    window.menu_actions.accept_all.trigger()
    click(box(), "Accept all")
    desk.wait(lambda: window.overview.facts.tags == (("Circle", total - 1),))
    desk.wait(lambda: window.parts.message.title == "Nothing left to review")


def test_removing_a_folder_asks_and_touches_no_file(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    before = {path: path.stat().st_mtime_ns for path in photos.iterdir()}
    desk.window.commands.editing.remove_folder(desk.window.overview.facts.roots[0])
    click(box(), "Cancel")
    desk.window.commands.editing.remove_folder(desk.window.overview.facts.roots[0])
    click(box(), "Stop watching")
    desk.wait(lambda: desk.window.overview.facts.roots == ())
    desk.wait(lambda: desk.count == 0)
    assert {path: path.stat().st_mtime_ns for path in photos.iterdir()} == before


def test_lists_what_could_not_be_read(desk: Desk, photos: Path) -> None:
    (photos / "empty.jpg").touch()
    desk.window.commands.editing.add_folder(str(photos))
    desk.wait(lambda: len(desk.window.overview.facts.failed) == 1)
    assert desk.window.menu_actions.failed.isEnabled()


def test_says_why_a_folder_cannot_be_added(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.bridge.noticed, timeout=WAIT_MS):
        desk.window.commands.editing.add_folder(str(tmp_path / "nowhere"))
    assert desk.window.parts.notice.isVisible()
    desk.bridge.noticed.emit(Notice(Level.ERROR, "Look here."))
    assert desk.window.parts.notice.text == "Look here."
    desk.window.parts.notice.dismiss()
    assert not desk.window.parts.notice.isVisible()


def test_remembers_the_window(tmp_path: Path, model_cache: Path, qtbot: QtBot) -> None:
    for turn in range(2):
        desk = Desk(tmp_path, model_cache, qtbot)
        desk.begin()
        if turn == 0:
            desk.window.menu_actions.sidebar.setChecked(False)
            desk.window.parts.grid.set_tile_px(240)
        else:
            assert not desk.window.parts.sidebar.isVisible()
            assert desk.window.parts.grid.tile_px == 240
        desk.close()


def test_every_control_has_a_name_and_every_shortcut_is_its_own(desk: Desk) -> None:
    for button in desk.window.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
    for field in desk.window.findChildren(QLineEdit):
        assert field.accessibleName() or field.parent().accessibleName()
    shortcuts: list[str] = []
    for action in desk.window.menu_actions.children():
        shortcuts += [keys.toString() for keys in getattr(action, "shortcuts", list)()]
    for menu in desk.window.menuBar().actions():
        for action in menu.menu().actions():
            shortcuts += [keys.toString() for keys in action.shortcuts()]
    assert len(shortcuts) == len(set(shortcuts))
    actions = vars(desk.window.menu_actions).values()
    assert [a.text() for a in actions if isinstance(a, QAction) and a.shortcut().isEmpty()] == []
