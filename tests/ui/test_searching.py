"""Searches put together, narrowed, sorted and kept, in the real window over a real library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QTextBrowser, QToolButton

from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import Field
from clipphotos.ui.dialogs.help_dialog import HelpDialog
from clipphotos.ui.dialogs.name_dialog import NameDialog
from clipphotos.ui.dialogs.query_dialog import QueryDialog
from clipphotos.ui.panels.search_bar import SearchBar
from clipphotos.ui.panels.sidebar_rows import ROW_ROLE, Row
from clipphotos.ui.panels.sidebar_tree import SidebarTree
from clipphotos.ui.panels.sort_button import SortButton
from clipphotos.ui.sources import AllPhotos, InAlbum, InFolder, TextSearch
from tests.ui.desk import Desk


@pytest.fixture
def full(desk: Desk, photos: Path) -> Desk:
    """A window over six photos: two of five stars, one of three; three are tagged."""
    desk.add(photos, 6)
    ids = [PhotoId(int(it)) for it in desk.library.photos.ids()]
    desk.library.photos.rate(ids[:2], 5)
    desk.library.photos.rate(ids[2:3], 3)
    desk.library.tags.add("Holiday", ids[1:4])
    desk.wait(lambda: desk.window.overview.facts.tags == (("Holiday", 3),))
    return desk


def _bar(desk: Desk) -> SearchBar:
    return desk.window.parts.search


def _found(desk: Desk, text: str) -> list[int]:
    """Search and return what is shown."""
    _bar(desk).set_text(text)
    desk.wait(lambda: desk.window.browser.found is not None and not desk.window.browser.asking)
    assert desk.window.browser.source == TextSearch(text)
    return desk.window.parts.grid.photos.ids.tolist()


def _names(desk: Desk) -> list[str]:
    details = desk.library.photos.details
    return [Path(details(PhotoId(int(it))).paths[0]).name for it in desk.window.parts.grid.photos.ids]


def _dialog(kind: type) -> Callable[[], object]:
    return lambda: next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def test_filters_and_chips_find_the_same(full: Desk) -> None:
    assert len(_found(full, "rating:5")) == 2
    assert full.window.parts.grid.photos.scores is None
    assert len(_found(full, "rating:5 tag:Holiday")) == 1
    chip = _bar(full).chips.chips[0]
    QTest.mouseClick(
        next(b for b in chip.findChildren(QToolButton) if b.accessibleName().startswith("Remove")),
        Qt.MouseButton.LeftButton,
    )
    full.wait(lambda: full.count == 3)
    assert full.window.browser.source == TextSearch("tag:Holiday")


def test_a_mistake_leaves_the_last_good_results(full: Desk) -> None:
    found = _found(full, "rating:5")
    _bar(full).set_text("rating:9")
    assert _bar(full).mistake.text
    assert full.window.parts.grid.photos.ids.tolist() == found
    assert full.window.browser.source == TextSearch("rating:5")


def test_what_cannot_be_answered_is_said_below_the_field(full: Desk, tmp_path: Path) -> None:
    found = _found(full, "rating:5")
    _bar(full).set_text(f'like:"{tmp_path / "nowhere.jpg"}"')
    full.wait(lambda: _bar(full).mistake.text != "")
    assert full.window.parts.grid.photos.ids.tolist() == found
    assert full.window.parts.header.accessibleName() == "Search results, 2 photo(s)"
    _found(full, "tag:Holiday")
    assert _bar(full).mistake.text == ""


def test_names_that_there_are_not_are_told_below_the_field(full: Desk) -> None:
    assert _found(full, "album:nope -tag:nobody rating:5") == []
    assert _bar(full).unknown.text == "There is no album “nope”. There is no tag “nobody”."
    _bar(full).field.setText("tag:nobody")
    assert _bar(full).unknown.text == "", "still said while something else is typed"
    assert len(_found(full, "tag:Holiday -place:nowhere")) == 3
    assert _bar(full).unknown.text == "No place “nowhere” is known."
    _found(full, "label:" + "o" * 1000)
    assert len(_bar(full).unknown.text) < 100
    _found(full, "tag:Holiday")
    assert _bar(full).unknown.text == ""


def test_nonsense_says_so_and_offers_the_nearest(full: Desk) -> None:
    assert _found(full, "xqzt blorf wug") == []
    assert full.window.parts.message.title == "Nothing here matches “xqzt blorf wug”"
    offer = next(
        b for b in full.window.parts.message.findChildren(QPushButton) if b.text() == "Show the nearest anyway"
    )
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    grid = full.window.parts.grid
    assert full.count == 6
    assert grid.isVisible()
    assert [(section.start, section.title) for section in grid.photos.sections] == [(0, "Nearest photos")]
    assert not full.window.menu_actions.show_more.isEnabled()
    assert _found(full, "xqzt blorf wugs") == [], "another search ends where it ends"


def test_sorting_is_written_into_the_search(full: Desk) -> None:
    _found(full, "rating:>=3")
    button = full.window.findChild(SortButton)
    choices = {action.text(): action for action in button.menu().actions() if action.isVisible()}
    assert list(choices) == ["Newest first", "Oldest first", "Best rating first", "By name", "Largest first"]
    choices["By name"].trigger()
    full.wait(lambda: full.window.browser.found is not None)
    assert _bar(full).text() == "rating:>=3 sort:name"
    files = [
        Path(full.library.photos.details(PhotoId(int(it))).paths[0]).name for it in full.window.parts.grid.photos.ids
    ]
    assert files == sorted(files)
    choices["Oldest first"].trigger()
    full.wait(lambda: _bar(full).text() == "rating:>=3 sort:-date" and not full.window.browser.asking)
    assert button.text() == "Oldest first"
    choices["Newest first"].trigger()
    assert _bar(full).text() == "rating:>=3"
    full.window.commands._show_all()
    assert not button.isVisible()


def test_searches_within_what_is_shown(full: Desk) -> None:
    actions, facts = full.window.menu_actions, full.window.overview.facts
    assert not actions.find_within.isEnabled(), "all photos are searched anyway"
    _found(full, "rating:5 or rating:3")
    actions.find_within.trigger()
    QTest.keyClicks(_bar(full).field, "tag:Holiday")
    full.wait(lambda: full.window.browser.source == TextSearch("(rating:5 or rating:3) tag:Holiday"))
    full.wait(lambda: full.count == 2)
    full.window.commands._choose(InFolder(facts.roots[0].id, facts.roots[0].path))
    actions.find_within.trigger()
    QTest.keyClicks(_bar(full).field, "rating:3")
    full.wait(lambda: isinstance(full.window.browser.source, TextSearch) and full.count == 1)


def test_completes_what_there_is_while_typing(full: Desk) -> None:
    field = _bar(full).field
    field.setFocus()
    QTest.keyClicks(field, "tag:h")
    full.wait(lambda: [it.text for it in _bar(full).field.completions.offered] == ["Holiday"])
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "tag:Holiday"
    full.wait(lambda: isinstance(full.window.browser.source, TextSearch) and full.count == 3)


def test_remembers_searches_that_were_meant(full: Desk) -> None:
    bar, history = _bar(full), full.library.search.history
    _found(full, "rating:5")
    assert history() == [], "not every letter on the way"
    full.window.parts.grid.select_row(0)
    full.wait(lambda: history() == ["rating:5"])
    bar.field.setFocus()
    bar.field.clear()
    QTest.keyClicks(bar.field, "rating:3")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    full.wait(lambda: history() == ["rating:3", "rating:5"])
    bar.field.clear()
    full.window.parts.grid.setFocus()
    bar.field.setFocus()
    full.wait(lambda: [it.text for it in bar.field.completions.offered] == ["rating:3", "rating:5"])
    QTest.keyClick(bar.field, Qt.Key.Key_Down)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    full.wait(lambda: full.window.browser.source == TextSearch("rating:3"))


def test_an_example_shows_itself_on_its_chip(full: Desk) -> None:
    photo_id = full.window.parts.grid.photos.photo_id(0)
    _found(full, f"like:#{photo_id}")
    body = _bar(full).chips.chips[0].findChild(QToolButton)
    full.wait(lambda: body.iconSize().width() == 20)
    middle = body.icon().pixmap(20, 20).toImage().pixelColor(10, 3)
    assert middle.alpha() == 255


def _album_rows(desk: Desk) -> list[tuple[str, str, str]]:
    rows: list[Row] = [item.data(0, ROW_ROLE) for item in desk.window.findChild(SidebarTree).items()]
    return [(row.text, row.icon, row.count) for row in rows if isinstance(row.source, InAlbum)]


def test_a_search_is_saved_as_an_album_that_keeps_itself_up_to_date(full: Desk) -> None:
    assert not full.window.menu_actions.save_search.isEnabled()
    _found(full, "rating:5")
    full.window.menu_actions.save_search.trigger()
    dialog = _dialog(NameDialog)()
    field = dialog.findChild(QLineEdit)
    QTest.keyClicks(field, "Best")
    QTest.keyClick(field, Qt.Key.Key_Return)
    full.wait(lambda: _album_rows(full) == [("Best", "album-smart", "2")])
    album = full.window.overview.facts.albums[0]
    full.window.commands._choose(InAlbum(album.id, album.name))
    full.wait(lambda: full.count == 2)
    full.window.parts.grid.select_row(0)
    assert not full.window.menu_actions.take_from_album.isEnabled()
    last = PhotoId(int(full.library.photos.ids()[-1]))
    full.library.photos.rate([last], 5)
    full.wait(lambda: _album_rows(full) == [("Best", "album-smart", "3")])
    full.wait(lambda: full.count == 3)
    full.window.parts.sidebar.menu_asked.emit(InAlbum(album.id, album.name), QPoint(5, 5))
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    entries: dict[str, QAction] = {action.text(): action for action in menu.actions()}
    entries["&Edit search…"].trigger()
    menu.close()
    edit = _dialog(QueryDialog)()
    save = next(b for b in edit.findChildren(QPushButton) if b.text() == "Save")
    assert edit.bar.text() == "rating:5"
    edit.bar.set_text("rating:9")
    assert not save.isEnabled()
    edit.bar.set_text("rating:3")
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    full.wait(lambda: _album_rows(full) == [("Best", "album-smart", "1")])
    full.wait(lambda: full.count == 1)
    full.window.menu_actions.album_menu.aboutToShow.emit()
    assert "Best" not in [action.text() for action in full.window.menu_actions.album_menu.actions()]


def test_answers_for_a_dialog_that_is_gone_are_dropped(desk: Desk) -> None:
    dialog = QueryDialog("Best", "like:#1", desk.window)
    desk.window.commands.searching._completing.serve(dialog.bar)
    dialog.bar.completions_asked.emit("t", 1)
    dialog.bar.choices_asked.emit(Field.TAG, "")
    dialog.bar.picture_wanted.emit("#1", None)
    answers: list[object] = []
    shiboken6.delete(dialog)
    desk.bridge.run(lambda: desk.library.search.complete("t", 1), answers.append)
    desk.wait(lambda: len(answers) == 1)


def test_help_is_a_page_of_its_own(desk: Desk) -> None:
    desk.window.menu_actions.search_help.trigger()
    page = _dialog(HelpDialog)()
    assert "tag:" in page.findChild(QTextBrowser).toPlainText()
    page.reject()


def test_leaving_a_search_shows_what_was_there(full: Desk) -> None:
    _found(full, "rating:5")
    _bar(full).field.setFocus()
    QTest.keyClick(_bar(full).field, Qt.Key.Key_Escape)
    full.wait(lambda: full.count == 6)
    assert full.window.browser.source == AllPhotos()
