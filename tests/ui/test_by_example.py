"""Searches by pictures in the real window: similar photos, parts of photos, marks, the clipboard and drops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget

from clipphotos.core.photo import PhotoId
from clipphotos.paths import pasted
from clipphotos.ui.dialogs.region_dialog import RegionDialog
from clipphotos.ui.grid.model import MARK_ROLE
from clipphotos.ui.panels.drop_overlay import DropOverlay
from clipphotos.ui.panels.preview import Preview
from clipphotos.ui.panels.search_bar import SearchBar
from clipphotos.ui.sources import AllPhotos, TextSearch
from tests.ui.desk import Desk


@pytest.fixture
def full(desk: Desk, photos: Path) -> Iterator[Desk]:
    desk.add(photos, 6)
    yield desk
    QGuiApplication.clipboard().clear()


def _bar(desk: Desk) -> SearchBar:
    return desk.window.parts.search


def _answered(desk: Desk, text: str) -> None:
    desk.wait(lambda: desk.window.browser.source == TextSearch(text) and desk.window.browser.found is not None)


def _ids(desk: Desk) -> list[PhotoId]:
    return [PhotoId(int(it)) for it in desk.window.parts.grid.photos.ids]


def _name(desk: Desk, photo_id: PhotoId) -> str:
    return Path(desk.library.photos.details(photo_id).paths[0]).name


def _dialog() -> RegionDialog | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, RegionDialog) and w.isVisible()), None)


def _select(desk: Desk, *photo_ids: PhotoId) -> None:
    grid = desk.window.parts.grid
    grid.clearSelection()
    for photo_id in photo_ids:
        centre = grid.visualRect(grid.photos.index(grid.photos.row_of(photo_id))).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, centre)
    assert set(grid.selected_ids()) == set(photo_ids)


def _menu(desk: Desk) -> list[str]:
    menu = desk.window.menu_actions.photo_menu(False)
    texts = [action.text() for action in menu.actions()]
    menu.deleteLater()
    return texts


def _picture(path: Path) -> QImage:
    return QImage(str(path))


def _drop(desk: Desk, data: QMimeData, over: QWidget | None = None) -> bool:
    """Drag over a part of the window, or itself, then drop; return whether it is the window that takes it."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    overlay = desk.window.findChild(DropOverlay)
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(over or desk.window, enter)
    assert enter.isAccepted()
    is_for_window = overlay.isVisible()
    target = desk.window if is_for_window else over
    QApplication.sendEvent(target, QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert not overlay.isVisible()
    return is_for_window


def test_similar_photos_are_a_search_without_the_photo_itself(full: Desk) -> None:
    photo = full.window.parts.grid.photos.photo_id(2)
    _select(full, photo)
    assert not full.window.menu_actions.more_like.isEnabled(), "there is no search to say it in"
    full.window.menu_actions.similar.trigger()
    _answered(full, f"like:#{photo}")
    assert _bar(full).text() == f"like:#{photo}"
    assert [chip.term.text for chip in _bar(full).chips.chips] == [f"like #{photo}"]
    assert full.window.parts.header.accessibleName().startswith("Similar photos")
    assert photo not in _ids(full)
    assert _ids(full)
    _bar(full).field.clear()
    full.wait(lambda: full.window.browser.source == AllPhotos() and full.count == 6)


def test_a_part_of_a_photo_is_searched_by(full: Desk, photos: Path) -> None:
    grid, actions = full.window.parts.grid, full.window.menu_actions
    assert not actions.region.isEnabled()
    photo = grid.photos.photo_id(0)
    _select(full, photo)
    assert "Search by a p&art of the photo…" in _menu(full)
    preview = full.window.parts.details.findChild(Preview)
    button = preview.findChild(QToolButton)
    full.wait(button.isVisible)
    assert button.accessibleName()
    assert preview.rect().contains(button.geometry())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = _dialog()
    assert dialog is not None
    full.wait(lambda: dialog.picker.image_size.toTuple() == (320, 240))
    dialog.picker.set_box(QRectF(0.1, 0.2, 0.3, 1 / 3))
    QTest.keyClick(dialog.picker, Qt.Key.Key_Return)
    text = f"like:#{photo}@10,20,30,33.3"
    _answered(full, text)
    assert _bar(full).text() == text
    assert full.window.parts.header.accessibleName().startswith("Photos like a part of another")
    body = _bar(full).chips.chips[0].findChild(QToolButton)
    full.wait(lambda: body.iconSize().width() == 20)


def test_a_part_of_an_offline_photo_waits_for_its_file(full: Desk, photos: Path) -> None:
    photo = full.window.parts.grid.photos.photo_id(0)
    (photos.parent / "kept").mkdir()
    photos.rename(photos.parent / "kept" / "away")  # not beside it: there it is found again
    full.library.rescan()
    full.library.wait_until_done()
    full.wait(lambda: full.library.photos.path(photo) is None)
    _select(full, photo)
    full.window.menu_actions.region.trigger()
    dialog = _dialog()
    assert dialog is not None
    full.wait(lambda: "offline" in dialog.hint)
    assert dialog.picker.image_size.toTuple() == (320, 240), "the thumbnail is there"
    dialog.reject()
    _bar(full).set_text(f"like:#{photo}@10,10,50,50")
    labels = full.window.parts.message.findChildren(QLabel)
    full.wait(lambda: any("folder is offline" in label.text() for label in labels))


def test_marks_rank_results_anew_and_are_chips(full: Desk) -> None:
    grid, actions = full.window.parts.grid, full.window.menu_actions
    _bar(full).set_text("a circle")
    _answered(full, "a circle")
    full.window.menu_actions.show_more.trigger()
    full.wait(lambda: full.count == 6)
    scores = dict(zip(_ids(full), grid.photos.scores.tolist(), strict=True))
    good, bad = _ids(full)[4], _ids(full)[0]
    _select(full, good)
    assert "&More like this one" in _menu(full)
    QTest.keyClick(grid, Qt.Key.Key_Plus)
    _answered(full, f"a circle like:#{good}")
    assert full.count == 6, "what was shown besides what matches stays"
    assert grid.selected_ids() == [good], "the place in the results stays"
    row = grid.photos.row_of(good)
    assert grid.photos.score(row) != scores[good]
    assert grid.photos.data(grid.photos.index(row), MARK_ROLE) is True
    assert "more like it" in grid.photos.data(grid.photos.index(row), Qt.ItemDataRole.AccessibleTextRole)
    _select(full, bad)
    QTest.keyClick(grid, Qt.Key.Key_Minus)
    _answered(full, f"a circle like:#{good} -like:#{bad}")
    assert grid.photos.mark(bad) is False
    assert _ids(full).index(good) < _ids(full).index(bad)
    _select(full, bad, good)
    actions.less_like.trigger()
    _answered(full, f"a circle -like:#{bad} -like:#{good}")
    chip = _bar(full).chips.chips[0]
    close = next(b for b in chip.findChildren(QToolButton) if b.accessibleName().startswith("Remove"))
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    _answered(full, f"a circle -like:#{good}")
    assert (grid.photos.mark(bad), grid.photos.mark(good)) == (None, False)
    full.window.commands._choose(AllPhotos())
    assert grid.photos.mark(good) is None
    assert not actions.less_like.isEnabled()


def test_more_marks_than_a_search_can_hold_are_refused(full: Desk) -> None:
    long = " ".join(f"-like:#{number}" for number in range(1000, 1130))
    _bar(full).set_text(f"rating:0 {long} {'x' * 400}")
    source = full.window.browser.source
    assert isinstance(source, TextSearch)
    full.wait(lambda: full.window.browser.shown is None or not full.window.browser.asking)
    before = _bar(full).text()
    full.window.parts.grid.photos.replace(full.library.photos.ids())
    full.window.parts.grid.selectAll()
    full.window.commands.by_example.mark_selected(True)
    assert "so many examples" in full.window.parts.notice.text
    assert _bar(full).text() == before


@pytest.mark.parametrize("focus", ["grid", "search"])
def test_a_picture_is_pasted_anywhere(full: Desk, photos: Path, focus: str) -> None:
    QGuiApplication.clipboard().setImage(_picture(photos / "red.jpg"))
    if focus == "grid":
        full.window.menu_actions.find_pasted.trigger()
    else:
        _bar(full).field.setFocus()
        QTest.keySequence(_bar(full).field, "Ctrl+V")
    full.wait(lambda: full.window.browser.found is not None and full.count > 0)
    (kept,) = pasted(full.library.directory).iterdir()
    assert _bar(full).text() == f"like:{kept}"
    assert full.window.parts.header.accessibleName().startswith("Photos like a pasted picture")
    assert _name(full, _ids(full)[0]) == "red.jpg"
    body = _bar(full).chips.chips[0].findChild(QToolButton)
    full.wait(lambda: body.iconSize().width() == 20)


def test_a_copied_file_is_pasted_into_the_search(full: Desk, photos: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photos / "xxblue.jpg"))])
    data.setText(str(photos / "xxblue.jpg"))
    QGuiApplication.clipboard().setMimeData(data)
    _bar(full).field.setFocus()
    QTest.keySequence(_bar(full).field, "Ctrl+V")
    full.wait(lambda: full.window.browser.found is not None and full.count > 0)
    assert _bar(full).text() == f"like:{photos / 'xxblue.jpg'}"
    assert _name(full, _ids(full)[0]) == "xxblue.jpg"


def test_text_is_pasted_as_text(full: Desk, photos: Path) -> None:
    data = QMimeData()
    data.setText("a red circle")
    data.setImageData(_picture(photos / "red.jpg"))  # as a table is copied, with its looks
    QGuiApplication.clipboard().setMimeData(data)
    field = _bar(full).field
    field.setFocus()
    QTest.keySequence(field, "Ctrl+V")
    assert field.text() == "a red circle"
    full.window.menu_actions.add_tag.trigger()
    tag = full.window.focusWidget()
    assert isinstance(tag, QLineEdit)
    QGuiApplication.clipboard().setText("nothing to see")
    full.window.menu_actions.find_pasted.trigger()
    assert full.window.parts.notice.text == "There is no picture in the clipboard."


def test_what_is_dragged_over_the_search_field_is_the_windows(full: Desk, photos: Path, draw: Callable) -> None:
    field, text = _bar(full).field, QMimeData()
    text.setText("circle")
    assert not _drop(full, text, field)
    assert field.text() == "circle"
    picture = QMimeData()
    picture.setUrls([QUrl.fromLocalFile(str(photos / "red.jpg"))])
    assert _drop(full, picture, field)
    full.wait(lambda: _bar(full).text() == f"like:{photos / 'red.jpg'}")
    folder = QMimeData()
    folder.setUrls([QUrl.fromLocalFile(str(draw("black", "../more/a.jpg").parent))])
    assert _drop(full, folder, field)
    full.wait(lambda: len(full.window.overview.facts.roots) == 2)


def test_a_picture_is_dropped_from_a_browser(full: Desk, photos: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/red.jpg")])
    assert _drop(full, data)
    assert "fetches nothing" in full.window.parts.notice.text
    assert _bar(full).text() == ""
    data.setImageData(_picture(photos / "red.jpg"))
    assert _drop(full, data)
    full.wait(lambda: full.window.browser.found is not None and full.count > 0)
    assert _name(full, _ids(full)[0]) == "red.jpg"


def test_every_new_action_is_in_a_menu(full: Desk) -> None:
    listed: set[QAction] = set()
    for menu in full.window.menuBar().actions():
        listed |= set(menu.menu().actions())
    actions = full.window.menu_actions
    assert {*actions.likes, actions.find_pasted} <= listed
