"""The real window over a real library with the real starter model."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from clipphotos.core.changes import Level, Notice
from clipphotos.core.label import LabelMode
from clipphotos.engine.library import Library
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.label_dialog import LabelDialog
from clipphotos.ui.main_window import MainWindow
from clipphotos.ui.panels.chips import TagChip
from clipphotos.ui.sources import AllPhotos, InFolder, TextSearch, ToReview, WithTag

WAIT_MS = 30_000
"""Converting the model, once, is the slowest thing that a test may wait for."""


class Desk:
    """A window and what is behind it."""

    def __init__(self, directory: Path, model_cache: Path, qtbot: QtBot) -> None:
        self.library = Library(directory / "library", model_cache)
        self.bridge = Bridge()
        self.settings = QSettings(str(directory / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(self.library, self.bridge, self.settings)
        self.bridge.listen(self.library.subscribe)
        self._qtbot = qtbot

    def begin(self) -> None:
        with self._qtbot.waitExposed(self.window):
            self.window.show()
        self.library.start(watch=False)
        self.window.begin()

    def add(self, folder: Path, photos: int) -> None:
        """Add a folder and wait until the grid shows its photos and all are indexed."""
        self.window.commands.editing.add_folder(str(folder))
        self.wait(lambda: self.window.overview.facts.embedded == photos and self.count == photos)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=WAIT_MS)

    @property
    def count(self) -> int:
        return self.window.parts.grid.photos.rowCount()

    def close(self) -> None:
        self.window.close()
        self.window.shut()
        self.bridge.retire()
        self.library.close()
        self.bridge.close()
        self.window.deleteLater()


@pytest.fixture
def desk(tmp_path: Path, model_cache: Path, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(tmp_path, model_cache, qtbot)
    desk.begin()
    yield desk
    desk.close()


@pytest.fixture
def photos(draw: Callable[[str, str], Path]) -> Path:
    """A folder of six photos."""
    for number, colour in enumerate(("red", "green", "blue", "yellow", "purple", "orange")):
        path = draw(colour, f"{'x' * number}{colour}.jpg")
    return path.parent


def _box() -> QMessageBox:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible())


def _click(box: QMessageBox, text: str) -> None:
    button = next(b for b in box.buttons() if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


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
    search = desk.window.parts.search
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
    dialog.submitted.emit(type(dialog.draft())("Circle", ("a circle",), LabelMode.SUGGEST, 0.001))
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
    _click(_box(), "Accept all")
    desk.wait(lambda: window.overview.facts.tags == (("Circle", total - 1),))
    desk.wait(lambda: window.parts.message.title == "Nothing left to review")


def test_a_label_that_exists_is_refused_in_the_dialog(desk: Desk) -> None:
    desk.library.labels.add("Dog")
    desk.window.menu_actions.new_label.trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, LabelDialog) and w.isVisible())
    QTest.keyClicks(dialog.findChild(QLineEdit), "Dog")
    dialog.submitted.emit(dialog.draft())
    desk.wait(lambda: bool(dialog.error))
    assert dialog.isVisible()
    dialog.reject()


def test_removing_a_folder_asks_and_touches_no_file(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    before = {path: path.stat().st_mtime_ns for path in photos.iterdir()}
    desk.window.commands.editing.remove_folder(desk.window.overview.facts.roots[0])
    _click(_box(), "Cancel")
    desk.window.commands.editing.remove_folder(desk.window.overview.facts.roots[0])
    _click(_box(), "Stop watching")
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
