"""The sidebar's labels: a tree with colours and modes, quick and in pages where there are thousands."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from clipphotos.core.album import Album, AlbumId
from clipphotos.core.label import Label, LabelId, LabelMode, LabelSpec
from clipphotos.ui.panels.label_rows import rows_of
from clipphotos.ui.panels.sidebar import PAGE, Sidebar
from clipphotos.ui.panels.sidebar_rows import ROW_ROLE, Row, fold_rect
from clipphotos.ui.panels.sidebar_tree import SidebarTree
from clipphotos.ui.sources import InAlbum, ToReview, WithTag

LABELS = (
    Label(LabelId(1), LabelSpec("Animal", colour="#a0652b"), suggested=2),
    Label(LabelId(2), LabelSpec("Cat", mode=LabelMode.OFF, parent="Animal")),
    Label(LabelId(3), LabelSpec("Dog", mode=LabelMode.AUTO, parent="Animal"), suggested=3, tagged=7),
    Label(LabelId(4), LabelSpec("Puppy", parent="Dog", colour="#112233"), suggested=4),
    Label(LabelId(5), LabelSpec("Snow")),
)


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.resize(240, 700)
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    return sidebar


def _tree(sidebar: Sidebar) -> SidebarTree:
    return sidebar.findChild(SidebarTree)


def _item(sidebar: Sidebar, text: str) -> QTreeWidgetItem:
    return next(item for item in _tree(sidebar).items() if item.data(0, ROW_ROLE).text == text)


def _row(sidebar: Sidebar, text: str) -> Row:
    return _item(sidebar, text).data(0, ROW_ROLE)


def _shown(sidebar: Sidebar) -> list[str]:
    labels = [item.data(0, ROW_ROLE) for item in _tree(sidebar).items()]
    return [row.text for row in labels if isinstance(row.source, ToReview)]


def _many(count: int) -> list[Label]:
    return [Label(LabelId(i + 1), LabelSpec(f"Label {i:05}"), suggested=i % 3) for i in range(count)]


def test_labels_are_a_tree_with_colours_and_modes(sidebar: Sidebar) -> None:
    sidebar.set_labels(LABELS)
    assert _shown(sidebar) == ["Animal", "Cat", "Dog", "Puppy", "Snow"]
    assert _item(sidebar, "Puppy").parent() is _item(sidebar, "Dog")
    assert _row(sidebar, "Cat").faint
    assert _row(sidebar, "Cat").dot == "#a0652b"  # its parent's
    assert _row(sidebar, "Dog").badge == "bolt"
    assert _row(sidebar, "Puppy").dot == "#112233"
    assert _row(sidebar, "Snow").dot == ""
    assert _row(sidebar, "Dog").count == "3"
    assert _row(sidebar, "Animal").folded_count == "9"
    assert "Tags by itself" in _item(sidebar, "Dog").toolTip(0)
    assert "7 photo(s) tagged" in _item(sidebar, "Dog").toolTip(0)


def test_a_label_without_a_parent_that_is_known_is_at_the_top() -> None:
    rows, _ = rows_of([Label(LabelId(1), LabelSpec("Dog", parent="Gone"))])
    assert [row.text for row in rows] == ["Dog"]


def test_what_is_folded_away_stays_so(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_labels(LABELS)
    tree, dog = _tree(sidebar), _item(sidebar, "Dog")
    rect = tree.visualItemRect(dog)
    with qtbot.assertNotEmitted(sidebar.chosen):
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=fold_rect(rect, 1).center())
    assert not dog.isExpanded()
    sidebar.set_labels([*LABELS, Label(LabelId(9), LabelSpec("Ant", parent="Animal"))])
    assert not _item(sidebar, "Dog").isExpanded()
    assert _item(sidebar, "Animal").isExpanded()
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        point = tree.visualItemRect(_item(sidebar, "Dog")).center()
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert chosen.args == [ToReview(LabelId(3), "Dog")]


def test_the_keyboard_folds_but_no_heading(sidebar: Sidebar) -> None:
    sidebar.set_labels(LABELS)
    tree = _tree(sidebar)
    tree.setFocus()
    sidebar.mark(ToReview(LabelId(3), "Dog"))
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert not _item(sidebar, "Dog").isExpanded()
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert _item(sidebar, "Dog").isExpanded()
    for number in range(tree.topLevelItemCount()):
        section = tree.topLevelItem(number)
        section.setExpanded(False)
        assert section.isExpanded() or not section.childCount()


def test_marks_without_asking_and_keeps_the_mark(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_labels(LABELS)
    with qtbot.assertNotEmitted(sidebar.chosen):
        sidebar.mark(ToReview(LabelId(4), "Puppy"))
        sidebar.set_labels([Label(LabelId(8), LabelSpec("Aardvark")), *LABELS])
    assert _tree(sidebar).currentItem() is _item(sidebar, "Puppy")


def test_without_labels_ready_made_ones_are_offered(sidebar: Sidebar, qtbot: QtBot) -> None:
    tree, offer = _tree(sidebar), _item(sidebar, "Add ready-made labels…")
    with qtbot.waitSignal(sidebar.starters_asked):
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(offer).center())
    tree.setCurrentItem(offer)
    with qtbot.waitSignal(sidebar.starters_asked):
        QTest.keyClick(tree, Qt.Key.Key_Return)


def test_a_field_finds_labels_where_there_are_many(sidebar: Sidebar) -> None:
    field = sidebar.findChild(QLineEdit)
    sidebar.set_labels(LABELS)
    assert not field.isVisible()
    sidebar.set_labels([*LABELS, *_many(30)])
    assert field.isVisible()
    field.setText("PUP")
    assert _shown(sidebar) == ["Animal", "Dog", "Puppy"]
    sidebar.set_labels([*LABELS, *_many(31)])
    assert _shown(sidebar) == ["Animal", "Dog", "Puppy"]
    field.setText("nothing")
    assert _shown(sidebar) == []
    sidebar.set_labels(LABELS)
    assert not field.isVisible()
    assert len(_shown(sidebar)) == 5


def test_thousands_of_labels_come_in_pages_and_are_quick(sidebar: Sidebar, qtbot: QtBot) -> None:
    labels = _many(5000)
    start = time.perf_counter()
    sidebar.set_labels(labels)
    first_s = time.perf_counter() - start
    assert len(_shown(sidebar)) == PAGE
    changed = [*labels[:-1], Label(LabelId(5000), LabelSpec("Label 04999"), suggested=77)]
    start = time.perf_counter()
    sidebar.set_labels(changed)
    again_s = time.perf_counter() - start
    start = time.perf_counter()
    sidebar.findChild(QLineEdit).setText("4999")
    found_s = time.perf_counter() - start
    assert _shown(sidebar) == ["Label 04999"]
    assert max(first_s, again_s, found_s) < 1.0, (first_s, again_s, found_s)
    sidebar.findChild(QLineEdit).clear()
    tree = _tree(sidebar)
    more = next(item for item in tree.items() if item.data(0, ROW_ROLE).ask == "labels")
    assert "4700" in more.data(0, ROW_ROLE).text.replace(",", "")
    tree.scrollToItem(more)
    with qtbot.assertNotEmitted(sidebar.chosen):
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(more).center())
    assert len(_shown(sidebar)) == 2 * PAGE


def test_pages_count_the_rows_below_others() -> None:
    shown, left_out = rows_of(LABELS, limit=3)
    assert [row.text for row in shown] == ["Animal"]
    assert [row.text for row in shown[0].rows] == ["Cat", "Dog"]
    assert shown[0].rows[1].rows == ()
    assert left_out == 2
    assert rows_of(LABELS)[1] == 0
    assert rows_of(LABELS, "pup", limit=2)[1] == 1


def test_albums_stand_between_folders_and_labels_in_pages(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_labels(LABELS)
    headings = [_tree(sidebar).topLevelItem(i).data(0, Qt.ItemDataRole.AccessibleTextRole) for i in range(3, 7)]
    assert headings == ["Folders", "Albums", "Labels", "Tags"]
    assert _item(sidebar, "No albums yet")
    sidebar.set_albums([Album(AlbumId(i), f"Album {i:03}", i) for i in range(PAGE + 7)])
    rows = [item.data(0, ROW_ROLE) for item in _tree(sidebar).items()]
    albums = [row for row in rows if isinstance(row.source, InAlbum)]
    assert [(row.text, row.count) for row in albums[:2]] == [("Album 000", "0"), ("Album 001", "1")]
    assert len(albums) == PAGE
    more = next(item for item in _tree(sidebar).items() if item.data(0, ROW_ROLE).ask == "albums")
    _tree(sidebar).asked.emit(more.data(0, ROW_ROLE).ask)
    assert _item(sidebar, f"Album {PAGE + 6}")
    sidebar.mark(InAlbum(AlbumId(3), "whatever it is called"))
    assert _tree(sidebar).currentItem() is _item(sidebar, "Album 003")


def test_tells_whose_menu_is_wanted(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_tags([("Garden", 3)])
    tree = _tree(sidebar)
    with qtbot.waitSignal(sidebar.menu_asked) as asked:
        tree.customContextMenuRequested.emit(tree.visualItemRect(_item(sidebar, "Garden")).center())
    assert asked.args[0] == WithTag("Garden")
    with qtbot.assertNotEmitted(sidebar.menu_asked):
        tree.customContextMenuRequested.emit(QPoint(20, 690))
