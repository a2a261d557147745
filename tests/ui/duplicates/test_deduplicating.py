"""Duplicates in the window, over a real library: found, merged, dismissed, hidden, and all of it undone."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from clipphotos.core.duplicates import GroupKind
from clipphotos.ui.duplicates import deduplicating
from clipphotos.ui.duplicates.compare import CompareDialog
from clipphotos.ui.panels.sidebar_rows import ROW_ROLE
from clipphotos.ui.panels.sidebar_tree import SidebarTree, source_of
from clipphotos.ui.sources import AllPhotos, Duplicates, WithTag
from tests.photos import age, real_photo, write_photos
from tests.trashes import contents, use_own_trash
from tests.ui.desk import Desk, box, click

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the trash is the system's there")


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_own_trash(tmp_path, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A palace with a copy and a small version, a flower with a copy, and two photos that are like no other."""
    folder = tmp_path / "photos"
    write_photos(folder, 2)
    for name, source in (
        ("china.jpg", "china"),
        ("china (1).jpg", "china"),
        ("f.jpg", "flower"),
        ("f (1).jpg", "flower"),
    ):
        shutil.copy(real_photo(f"{source}.jpg"), folder / name)
        age(folder / name)
    with Image.open(real_photo("china.jpg")) as image:
        image.reduce(2).save(folder / "small.jpg", quality=90)
    age(folder / "small.jpg")
    return folder


def found(desk: Desk, folder: Path) -> None:
    """Add the folder, find its duplicates, and show them."""
    desk.add(folder, 5)
    desk.library.duplicates.find()
    desk.window.menu_actions.duplicates.trigger()
    desk.wait(lambda: desk.window.parts.duplicates.count == 3)


def shown_count(desk: Desk) -> str:
    tree = desk.window.parts.sidebar.findChild(SidebarTree)
    assert tree is not None
    item = next(item for item in tree.items() if source_of(item) == Duplicates())
    return str(item.data(0, ROW_ROLE).count)


def go_to(desk: Desk, kind: GroupKind) -> None:
    page = desk.window.parts.duplicates
    page.list.go_to([choice.group.kind for choice in page.list.choices].index(kind), 1)


def test_one_group_is_merged_by_keys_and_undone_by_name(desk: Desk, folder: Path, trash: Path) -> None:
    found(desk, folder)
    window, page = desk.window, desk.window.parts.duplicates
    desk.wait(lambda: shown_count(desk) == "3")
    assert not window.parts.details.isVisible()
    assert page.isVisible()
    go_to(desk, GroupKind.NEAR)
    small = desk.library.photos.at(str(folder / "small.jpg"))
    desk.library.tags.add("palace", [small])
    desk.wait(lambda: any(c.group.reasons for c in page.list.choices if c.group.kind is GroupKind.NEAR))
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    desk.wait(lambda: contents(trash) == [str(folder / "small.jpg")])
    desk.wait(lambda: window.menu_actions.undo.text() == "&Undo merging duplicates (1 photo(s) to the trash)")
    desk.wait(lambda: shown_count(desk) == "2")
    assert window.parts.notice.text.endswith(" 1 file(s) moved to the trash.")
    assert len(desk.library.photos.ids(tag="palace")) == 1
    window.menu_actions.undo.trigger()
    desk.wait(lambda: contents(trash) == [])
    desk.wait(lambda: shown_count(desk) == "3")
    window.menu_actions.all_photos.trigger()
    desk.wait(lambda: desk.count == 5)
    assert window.parts.details.isVisible()
    assert not page.isVisible()


def test_another_photo_is_kept_if_the_user_says_so(desk: Desk, folder: Path, trash: Path) -> None:
    found(desk, folder)
    page = desk.window.parts.duplicates
    go_to(desk, GroupKind.NEAR)
    for key in (Qt.Key.Key_K, Qt.Key.Key_Delete):
        QTest.keyClick(page.list, key)
    desk.wait(lambda: len(contents(trash)) == 2)
    assert contents(trash) == [str(folder / "china (1).jpg"), str(folder / "china.jpg")]


def test_no_duplicates_is_remembered_and_undone(desk: Desk, folder: Path, trash: Path) -> None:
    found(desk, folder)
    go_to(desk, GroupKind.NEAR)
    QTest.keyClick(desk.window.parts.duplicates.list, Qt.Key.Key_N)
    desk.wait(lambda: shown_count(desk) == "2")
    undo = desk.window.menu_actions.undo
    desk.wait(lambda: undo.text() == "&Undo taking 2 photo(s) for no duplicates")
    assert all(group.kind is GroupKind.EXACT for group in desk.library.duplicates.groups())
    undo.trigger()
    desk.wait(lambda: shown_count(desk) == "3")


def test_all_exact_copies_go_after_a_question_with_numbers(desk: Desk, folder: Path, trash: Path) -> None:
    found(desk, folder)
    page = desk.window.parts.duplicates
    page.bulk_button.click()
    question = box()
    assert question.text() == "Merge 2 group(s) of duplicates?"
    assert "2 file(s) go to the trash. 2 file(s) stay." in question.informativeText()
    click(question, "Move to trash")
    desk.wait(lambda: desk.window.parts.notice.text == "2 group(s) merged. 2 file(s) moved to the trash.")
    assert contents(trash) == [str(folder / "china (1).jpg"), str(folder / "f (1).jpg")]
    desk.wait(lambda: shown_count(desk) == "1")


def test_merging_many_groups_can_be_stopped(
    desk: Desk, folder: Path, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deduplicating, "_BATCH", 1)
    found(desk, folder)
    page = desk.window.parts.duplicates
    page.bulk_button.click()
    click(box(), "Move to trash")
    assert (page.count, page.stop_button.isVisible()) == (1, True)
    page.stop_button.click()
    assert page.count == 2
    desk.wait(lambda: desk.window.parts.notice.text == "1 group(s) merged. 1 file(s) moved to the trash.")
    assert len(contents(trash)) == 1
    assert not page.stop_button.isVisible()


def test_a_group_that_cannot_be_merged_comes_back_with_the_reason(desk: Desk, folder: Path, trash: Path) -> None:
    found(desk, folder)
    page = desk.window.parts.duplicates
    exact = next(choice for choice in page.list.choices if choice.group.kind is GroupKind.EXACT)
    shutil.copyfile(folder / "photo_0000.jpg", exact.keeper.path)
    page.bulk_button.click()
    click(box(), "Move to trash")
    desk.wait(lambda: "has changed since ClipPhotos looked at it" in desk.window.parts.notice.text)
    assert len(contents(trash)) == 1


def test_only_the_best_is_shown_where_duplicates_are_collapsed(desk: Desk, folder: Path) -> None:
    found(desk, folder)
    window, collapse = desk.window, desk.window.menu_actions.collapse
    small = desk.library.photos.at(str(folder / "small.jpg"))
    desk.library.tags.add("tiny", [small])
    window.browser.show(AllPhotos())
    desk.wait(lambda: desk.count == 5)
    collapse.trigger()
    desk.wait(lambda: desk.count == 4)
    assert small not in window.parts.grid.photos.ids
    said = [label.text() for label in window.parts.header.findChildren(QLabel)]
    assert "4 photo(s), 1 duplicate(s) hidden" in said
    window.browser.show(WithTag("tiny"))
    desk.wait(lambda: desk.count == 1)
    assert window.parts.grid.photos.ids.tolist() == [small]
    window.close()
    assert desk.settings.value("grid/collapse", False, bool)


def test_looks_for_duplicates_when_asked(desk: Desk, folder: Path) -> None:
    desk.add(folder, 5)
    window, page = desk.window, desk.window.parts.duplicates
    window.menu_actions.duplicates.trigger()
    desk.wait(lambda: page.count == 2)  # copies are known by their content
    window.menu_actions.look_for_duplicates.trigger()
    desk.library.duplicates.start()
    desk.wait(lambda: page.count == 3)
    window.menu_actions.look_for_duplicates.trigger()
    desk.wait(lambda: window.parts.notice.text == "All 5 photos are compared; nothing is new.")


def test_photos_are_compared_side_by_side(desk: Desk, folder: Path) -> None:
    found(desk, folder)
    page = desk.window.parts.duplicates
    go_to(desk, GroupKind.NEAR)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CompareDialog))
    before = page.list.current
    assert before is not None
    dialog.keep()
    assert page.list.current == before.keeping(1)
    dialog.toggle()
    assert page.list.current.go == frozenset()
    dialog.done(QDialog.DialogCode.Accepted)
