"""Albums made, filled, renamed and deleted in the real window, and taken back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QToolButton

from clipphotos.core.album import Album
from clipphotos.core.photo import PhotoId
from clipphotos.ui.dialogs.name_dialog import NameDialog
from clipphotos.ui.panels.sidebar_rows import ROW_ROLE, Row
from clipphotos.ui.panels.sidebar_tree import SidebarTree
from clipphotos.ui.sources import AllPhotos, InAlbum
from tests.ui.desk import Desk


def _open_dialogs() -> list[NameDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, NameDialog) and w.isVisible()]


def _dialog(desk: Desk) -> NameDialog:
    """Return the dialog once it has the keyboard."""
    desk.wait(lambda: any(dialog.findChild(QLineEdit).hasFocus() for dialog in _open_dialogs()))
    return _open_dialogs()[0]


def _name(desk: Desk, name: str) -> None:
    """Type a name, which replaces the one in the field, and press Enter."""
    field = _dialog(desk).findChild(QLineEdit)
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait(lambda: not _open_dialogs())


def _albums(desk: Desk) -> list[tuple[str, int]]:
    return [(album.name, album.photos) for album in desk.window.overview.facts.albums]


def _rows(desk: Desk) -> list[tuple[str, str]]:
    rows: list[Row] = [item.data(0, ROW_ROLE) for item in desk.window.findChild(SidebarTree).items()]
    return [(row.text, row.count) for row in rows if isinstance(row.source, InAlbum)]


def _select(desk: Desk, *rows: int) -> list[PhotoId]:
    grid = desk.window.parts.grid
    grid.clearSelection()
    for row in rows:
        centre = grid.visualRect(grid.photos.index(row)).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, centre)
    return grid.selected_ids()


def _made(desk: Desk, name: str, photo_ids: list[PhotoId]) -> Album:
    album = desk.library.albums.add(name, photo_ids)
    desk.wait(lambda: (name, len(photo_ids)) in _albums(desk))
    return album


def _show(desk: Desk, album: Album) -> None:
    desk.window.parts.sidebar.chosen.emit(InAlbum(album.id, album.name))
    desk.wait(lambda: desk.count == album.photos and not desk.window.browser.asking)


def _popped_up() -> QMenu:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


def _entries(menu: QMenu) -> dict[str, QAction]:
    return {action.iconText(): action for action in menu.actions() if not action.isSeparator()}


def _choose(desk: Desk, album: Album, entry: str) -> None:
    """Choose an entry of an album's menu in the sidebar."""
    desk.window.parts.sidebar.menu_asked.emit(InAlbum(album.id, album.name), QPoint(5, 5))
    menu = _popped_up()
    _entries(menu)[entry].trigger()
    menu.close()


def test_an_album_of_the_selected_photos_is_made_shown_and_undone(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    assert _rows(desk) == []
    ids = _select(desk, 3, 1)
    desk.window.menu_actions.new_album.trigger()
    _name(desk, "  Trip ")
    desk.wait(lambda: _rows(desk) == [("Trip", "2")])
    assert desk.window.parts.notice.text == "2 photo(s) put into the album “Trip”."
    album = desk.library.albums.named("trip")
    _show(desk, album)
    assert desk.window.parts.grid.photos.ids.tolist() == ids
    assert desk.window.parts.header.findChild(QLabel, "header_title").text() == "Trip"
    desk.wait(lambda: desk.window.menu_actions.undo.text() == "&Undo making the album “Trip”")
    desk.window.menu_actions.undo.trigger()
    desk.wait(lambda: _rows(desk) == [] and desk.window.browser.source == AllPhotos())
    desk.window.menu_actions.redo.trigger()
    desk.wait(lambda: _rows(desk) == [("Trip", "2")])


def test_the_plus_makes_an_empty_album_whatever_is_selected(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    _select(desk, 0)
    plus = next(b for b in desk.window.parts.sidebar.findChildren(QToolButton) if b.accessibleName() == "New album")
    plus.click()
    _name(desk, "Later")
    desk.wait(lambda: _rows(desk) == [("Later", "0")])
    _show(desk, desk.library.albums.named("Later"))
    assert desk.window.parts.message.isVisible()
    assert "“Later” is empty" in desk.window.parts.message.title


def test_a_name_that_is_taken_or_blank_is_refused_while_it_is_typed(desk: Desk) -> None:
    album = _made(desk, "Trip", [])
    desk.window.parts.sidebar.add_album_asked.emit()
    dialog = _dialog(desk)
    field = dialog.findChild(QLineEdit)
    make = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Make album")
    for text, error, possible in (
        *(("", False, False), (" ", False, False)),
        *(("tRIP ", True, False), ("Trips", False, True)),
    ):
        field.setText(text)
        assert (bool(dialog.error), make.isEnabled()) == (error, possible), text
    dialog.reject()
    desk.window.commands.albums.rename(album)
    dialog = _dialog(desk)
    assert dialog.findChild(QLineEdit).text() == "Trip"
    assert not dialog.error, "it may keep its name, or change its capitals"
    dialog.reject()


def test_photos_are_put_into_an_album_from_their_menu(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    first = _select(desk, 2)
    album = _made(desk, "Fish & chips", first)
    _select(desk, 0, 2)
    grid = desk.window.parts.grid
    grid.customContextMenuRequested.emit(QPoint(20, 20))
    menu = _popped_up()
    assert "Remove from album" not in _entries(menu)
    albums = desk.window.menu_actions.album_menu
    albums.aboutToShow.emit()
    offered = [action.text() for action in albums.actions() if not action.isSeparator()]
    assert offered == ["Fish && chips", "&New album…"]
    albums.actions()[0].trigger()
    menu.close()
    desk.wait(lambda: desk.window.parts.notice.text == "1 photo(s) put into the album “Fish & chips”.")
    assert desk.library.albums.photos(album.id).tolist() == [*first, grid.photos.ids[0]]
    desk.window.commands.albums.put_selected(album)
    desk.wait(lambda: desk.window.parts.notice.text == "Already in the album “Fish & chips”.")


def test_photos_are_taken_out_of_the_album_that_is_shown(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    ids = [PhotoId(i) for i in desk.library.photos.ids()[:3].tolist()]
    actions = desk.window.menu_actions
    _select(desk, 0)
    assert not actions.take_from_album.isEnabled()
    _show(desk, _made(desk, "Trip", ids))
    _select(desk, 1)
    desk.window.parts.grid.customContextMenuRequested.emit(QPoint(20, 20))
    menu = _popped_up()
    _entries(menu)["Remove from album"].trigger()
    menu.close()
    desk.wait(lambda: desk.count == 2 and _rows(desk) == [("Trip", "2")])
    assert desk.window.parts.grid.photos.ids.tolist() == [ids[0], ids[2]]
    actions.undo.trigger()
    desk.wait(lambda: desk.window.parts.grid.photos.ids.tolist() == ids)


def test_an_album_that_is_shown_can_be_renamed_there_and_back(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    ids = [PhotoId(i) for i in desk.library.photos.ids()[:2].tolist()]
    album = _made(desk, "Trip", ids)
    _show(desk, album)
    title = desk.window.parts.header.findChild(QLabel, "header_title")
    _choose(desk, album, "Rename album")
    _name(desk, "Rome")
    desk.wait(lambda: title.text() == "Rome")
    assert _rows(desk) == [("Rome", "2")]
    assert desk.window.browser.source == InAlbum(album.id, "")
    desk.window.menu_actions.undo.trigger()
    desk.wait(lambda: title.text() == "Trip" and _rows(desk) == [("Trip", "2")])


def test_a_deleted_album_leaves_the_photos_and_comes_back(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    ids = [PhotoId(i) for i in desk.library.photos.ids()[:2].tolist()]
    album = _made(desk, "Trip", ids)
    _show(desk, album)
    assert desk.window.menu_actions.delete_album.isEnabled()
    _choose(desk, album, "Delete album")
    desk.wait(lambda: desk.window.browser.source == AllPhotos() and desk.count == 6)
    assert _rows(desk) == []
    assert "“Trip” was deleted" in desk.window.parts.notice.text
    assert desk.window.menu_actions.undo.shortcut().toString() in desk.window.parts.notice.text
    assert not desk.window.menu_actions.delete_album.isEnabled()
    desk.window.menu_actions.undo.trigger()
    desk.wait(lambda: _rows(desk) == [("Trip", "2")])
    assert desk.library.albums.photos(album.id).tolist() == ids


def test_the_details_say_which_albums_a_photo_is_in(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    _made(desk, "Trip", _select(desk, 0))

    def said() -> list[str]:
        labels = desk.window.parts.details.findChildren(QLabel)
        return [label.text() for label in labels if label.accessibleName().startswith("Albums")]

    desk.wait(lambda: said() == ["Trip"])
    desk.library.albums.rename(desk.library.albums.named("Trip").id, "Rome")
    desk.wait(lambda: said() == ["Rome"])
