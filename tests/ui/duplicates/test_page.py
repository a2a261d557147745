"""The page of duplicates, by keys and by mouse, for many groups and for none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from clipphotos.core.duplicates import Change, FileCopy, Group, GroupKind, Member, Protection, Reason
from clipphotos.core.photo import PhotoId
from clipphotos.ui.duplicates import wording
from clipphotos.ui.duplicates.choice import Choice
from clipphotos.ui.duplicates.page import DuplicatesPage
from clipphotos.ui.duplicates.tile import keep_rect, tick_rect
from clipphotos.ui.grid.thumbnails import Thumbnails

LEFT = Qt.MouseButton.LeftButton


def groups(count: int, members: int = 3, kind: GroupKind = GroupKind.NEAR, first: int = 1) -> list[Group]:
    return [_group(first + row * members, members, kind) for row in range(count)]


def _group(first: int, members: int, kind: GroupKind) -> Group:
    made = []
    for place in range(members):
        number = first + place
        file = FileCopy(f"/photos/{place}/photo_{number}.jpg", True, 2_000_000 - place, 1_700_000_000 * 10**9)
        made.append(Member(PhotoId(number), (file,), 4000 - 1000 * place, 3000, proposed=place > 0))
    return Group(f"{kind.value}-{first}", kind, tuple(made), (Reason.PIXELS,))


@pytest.fixture
def page(qtbot: QtBot, thumbnails: Thumbnails) -> DuplicatesPage:
    page = DuplicatesPage(thumbnails, QAction("Look"))
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.list.setFocus()
    return page


def test_thousands_of_groups_cost_as_many_cards_as_fit(page: DuplicatesPage, qtbot: QtBot) -> None:
    page.show_groups(groups(5000))
    shown = page.list
    assert len(shown.choices) == 5000
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        QTest.keyClick(shown, key)
    bar = shown.verticalScrollBar()
    for place in range(0, 20_000, 150):
        bar.setValue(place)
    assert len(shown.findChildren(type(shown.card(0) or shown.card(60)))) <= 6
    QTest.keyClick(shown, Qt.Key.Key_End)
    assert shown.current is shown.choices[4999]
    last = shown.card(4999)
    assert last is not None
    assert shown.viewport().rect().contains(last.geometry())


def test_keys_go_through_groups_and_photos_and_choose(page: DuplicatesPage, qtbot: QtBot) -> None:
    page.show_groups(groups(3))
    shown = page.list
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(shown, key)
    assert shown.current is not None
    assert (shown.current.group.id, shown.member) == ("near-4", 2)
    assert "Photo 3 of 3, photo_6.jpg, to the trash, 2000 × 3000" in shown.accessibleDescription()
    QTest.keyClick(shown, Qt.Key.Key_X)
    assert shown.current.go == frozenset({1})
    assert "photo_6.jpg, stays" in shown.accessibleDescription()
    QTest.keyClick(shown, Qt.Key.Key_Left)
    QTest.keyClick(shown, Qt.Key.Key_K)
    assert (shown.current.keep, shown.current.go) == (1, frozenset({0}))
    with qtbot.waitSignal(shown.merge_asked) as asked:
        QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert asked.args is not None
    assert asked.args[0].removed == ("/photos/0/photo_4.jpg",)
    with qtbot.waitSignal(shown.compare_asked) as asked:
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert asked.args == [shown.current, 1]
    with qtbot.waitSignal(shown.dismiss_asked):
        QTest.keyClick(shown, Qt.Key.Key_N)
    QTest.keyClick(shown, Qt.Key.Key_Up)
    assert shown.current.group.id == "near-1"


def test_a_click_chooses_what_is_kept_and_what_goes(page: DuplicatesPage) -> None:
    page.show_groups(groups(2))
    card = page.list.card(1)
    assert card is not None
    strip = card.strip
    QTest.mouseClick(strip, LEFT, pos=keep_rect(strip.rect_of(2)).center())
    assert (page.list.choices[1].keep, page.list.choices[1].go) == (2, frozenset({0, 1}))
    assert page.list.current is page.list.choices[1]
    QTest.mouseClick(strip, LEFT, pos=tick_rect(strip.rect_of(0)).center())
    assert page.list.choices[1].go == frozenset({1})
    assert card.merge.text() == "Keep 2, move 1 to trash"
    QTest.mouseClick(strip, LEFT, pos=tick_rect(strip.rect_of(1)).center())
    assert not card.merge.isEnabled()


def test_choices_stay_when_the_groups_are_read_again(page: DuplicatesPage) -> None:
    page.show_groups(groups(3))
    page.list.go_to(1, 2)
    QTest.keyClick(page.list, Qt.Key.Key_K)
    page.show_groups(groups(4))
    assert page.list.choices[1].keep == 2
    assert (page.list.current, page.list.member) == (page.list.choices[1], 2)
    page.show_groups(groups(3, members=2))
    assert {choice.keep for choice in page.list.choices} == {0}


def test_kinds_are_counted_and_shown_alone(page: DuplicatesPage) -> None:
    page.show_groups([*groups(2, 2, GroupKind.EXACT), *groups(3, 2, GroupKind.NEAR, 100)])
    buttons = {b.text(): b for b in page.findChildren(QToolButton) if b.property("pill")}
    assert list(buttons) == ["All  5", "Exact copies  2", "Look-alikes  3", "Bursts  0"]
    QTest.mouseClick(buttons["Look-alikes  3"], LEFT)
    assert [choice.group.kind for choice in page.list.choices] == [GroupKind.NEAR] * 3
    QTest.mouseClick(buttons["Bursts  0"], LEFT)
    assert page.message == "None of this kind"


def test_many_groups_are_merged_by_one_button(page: DuplicatesPage, qtbot: QtBot) -> None:
    page.show_groups([*groups(3, 2, GroupKind.EXACT), *groups(2, 2, GroupKind.NEAR, 100)])
    bulk = page.bulk_button
    assert bulk.text() == "Merge all exact copies (3)…"
    with qtbot.waitSignal(page.merge_all_asked) as asked:
        bulk.click()
    assert asked.args is not None
    assert [choice.group.kind for choice in asked.args[0]] == [GroupKind.EXACT] * 3
    QTest.keyClick(page.list, Qt.Key.Key_End)
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    assert bulk.text() == "Merge selected (1)…"
    with qtbot.waitSignal(page.merge_all_asked) as asked:
        bulk.click()
    assert asked.args is not None
    assert [choice.group.id for choice in asked.args[0]] == ["near-102"]
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert page.list.ticked == []


def test_says_why_there_is_nothing(page: DuplicatesPage) -> None:
    page.show_groups(())
    assert page.message == "Not looked for yet"
    page.show_looked(320, 900, True)
    assert page.message == "Still looking: 320 of 900"
    page.show_looked(320, 900, False)
    assert page.message == "No duplicates so far"
    page.show_looked(900, 900, False)
    assert page.message == "No duplicates found"
    page.show_groups(groups(1))
    assert page.message == ""


def test_a_group_on_its_way_to_the_trash_is_not_shown(page: DuplicatesPage) -> None:
    page.show_groups(groups(3))
    page.take_out(["near-4"])
    page.show_groups(groups(3))
    assert [choice.group.id for choice in page.list.choices] == ["near-1", "near-7"]
    page.bring_back(["near-4"])
    assert page.count == 3


def test_says_what_tells_photos_apart(page: DuplicatesPage) -> None:
    made = groups(1)[0]
    pair = Member(PhotoId(9), made.members[1].files, 4000, 3000, 0.9, Change.MIRRORED, Protection.RAW_PAIR)
    choice = Choice.proposed(Group(made.id, made.kind, (*made.members, pair), made.reasons))
    assert wording.why(choice) == "Suggested: photo_1.jpg – larger: 4000 × 3000"
    assert wording.why(choice.keeping(2)) == "You chose photo_3.jpg"
    (size, _), (date,), (folder,) = wording.facts(choice, 3)
    assert (size, folder) == (("4000 × 3000", False), ("/photos/1", True))
    assert not date[1]
    assert "stays, Mirrored, Raw pair" in wording.spoken(choice, 3)
    assert wording.merging(choice) == "Keep 2, move 2 to trash"
