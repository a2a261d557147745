"""Typing searches once, after a pause; text and chips are the same; what is wrong is explained and finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from clipphotos.core.query.records import Span, Translated
from clipphotos.ui.panels.completion_list import Offered
from clipphotos.ui.panels.search_bar import SearchBar
from clipphotos.ui.theme import LIGHT


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[SearchBar]:
    window = QWidget()
    bar = SearchBar(window)
    qtbot.addWidget(window)
    window.resize(700, 400)
    bar.resize(700, 200)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    bar.field.setFocus()
    qtbot.waitUntil(bar.field.hasFocus)
    yield bar
    window.hide()


@pytest.fixture
def seen(bar: SearchBar) -> list[str]:
    """What was searched for."""
    seen: list[str] = []
    bar.searched.connect(seen.append)
    return seen


def _button(parent: QWidget, name: str) -> QAbstractButton:
    return next(button for button in parent.findChildren(QAbstractButton) if button.accessibleName() == name)


def _chips(bar: SearchBar) -> list[str]:
    return [chip.term.spoken for chip in bar.chips.chips]


def test_searches_once_after_a_pause(bar: SearchBar, qtbot: QtBot, seen: list[str]) -> None:
    with qtbot.waitSignal(bar.searched):
        QTest.keyClicks(bar.field, " a dog ")
    assert seen == ["a dog"]


def test_an_order_alone_is_a_search(bar: SearchBar, qtbot: QtBot, seen: list[str]) -> None:
    with qtbot.waitSignal(bar.searched):
        QTest.keyClicks(bar.field, "sort:name")
    assert seen == ["sort:name"]


def test_enter_searches_at_once_and_only_once(bar: SearchBar, qtbot: QtBot, seen: list[str]) -> None:
    QTest.keyClicks(bar.field, "snow")
    with qtbot.waitSignals([bar.settled, bar.done]):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert seen == ["snow"]


def test_escape_clears_then_leaves(bar: SearchBar, qtbot: QtBot) -> None:
    QTest.keyClicks(bar.field, "snow")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.left), qtbot.assertNotEmitted(bar.done):
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.text() == ""
    with qtbot.waitSignal(bar.done):
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)


def test_forgetting_says_nothing(bar: SearchBar, qtbot: QtBot) -> None:
    QTest.keyClicks(bar.field, "snow rating:5")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(bar.left):
        bar.forget()
    assert bar.chips.isHidden()
    with qtbot.waitSignal(bar.searched):
        QTest.keyClicks(bar.field, "snow rating:5")


# Chips


def test_every_term_but_the_description_is_a_chip(bar: SearchBar) -> None:
    bar.set_text("a dog -people tag:Holiday rating:>=3 2:snow like:#12 sort:-date")
    assert _chips(bar) == [
        "without people",
        "Tag: Holiday",
        "Rating: 3 star(s) or more",
        "snow × 2",
        "like #12",
        "Oldest first",
    ]
    assert bar.chips.isVisible()
    bar.set_text("a dog")
    assert _chips(bar) == []


def test_removing_a_chip_takes_its_words_out_of_the_text(bar: SearchBar, seen: list[str]) -> None:
    bar.set_text("a dog tag:Holiday rating:5")
    QTest.mouseClick(_button(bar, "Remove: Tag: Holiday"), Qt.MouseButton.LeftButton)
    assert bar.text() == "a dog rating:5"
    assert _chips(bar) == ["Rating: 5 star(s)"]
    chip = bar.chips.chips[0]
    chip.setFocus()
    QTest.keyClick(chip.focusProxy(), Qt.Key.Key_Delete)
    assert bar.text() == "a dog"
    assert bar.chips.add.hasFocus(), "the keyboard stays where it was"
    assert seen == ["a dog tag:Holiday rating:5", "a dog rating:5", "a dog"]


def test_a_chip_that_is_edited_changes_its_words_only(bar: SearchBar, qtbot: QtBot) -> None:
    bar.set_text("a dog -people rating:5")
    QTest.mouseClick(_button(bar, "Edit: without people"), Qt.MouseButton.LeftButton)
    editor = QApplication.activePopupWidget()
    field = editor.focusWidget()
    QTest.keyClicks(field, "a cat")
    with qtbot.waitSignal(bar.searched):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert bar.text() == "a dog -(a cat) rating:5"
    assert QApplication.activePopupWidget() is None


def test_a_filter_is_added_by_mouse(bar: SearchBar, qtbot: QtBot) -> None:
    bar.set_text("a dog or a cat")
    asked: list[tuple[str, str]] = []
    bar.choices_asked.connect(lambda field, typed: asked.append((field, typed)))
    entry = next(action for action in bar.filters.actions() if action.text() == "Tag")
    entry.trigger()
    assert asked == [("tag", "")]
    bar.show_choices(asked[0][0], ["Holiday", "New York"])
    field = QApplication.activePopupWidget().focusWidget()
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(bar.searched):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert bar.text() == '(a dog or a cat) tag:"New York"'


def test_a_chip_that_is_removed_in_the_middle_of_typing_takes_nothing_else_along(bar: SearchBar) -> None:
    bar.set_text("a dog tag:Holiday")
    bar.field.setCursorPosition(1)
    QTest.keyClicks(bar.field, " big black")
    QTest.mouseClick(_button(bar, "Remove: Tag: Holiday"), Qt.MouseButton.LeftButton)
    assert bar.text() == "a big black dog"


# What is not understood


def test_a_mistake_is_explained_in_place_and_searches_nothing(bar: SearchBar, qtbot: QtBot, seen: list[str]) -> None:
    bar.set_text("a dog raiting:>=3 snow")
    assert seen == []
    assert bar.field.marked == (Span(6, 17),)
    assert bar.mistake.text
    QTest.mouseClick(_button(bar, "Use “rating:>=3” instead"), Qt.MouseButton.LeftButton)
    assert bar.text() == "a dog rating:>=3 snow"
    assert (bar.mistake.text, bar.field.marked) == ("", ())
    assert seen == ["a dog rating:>=3 snow"]


def test_what_is_wrong_is_underlined_in_red(bar: SearchBar) -> None:
    bar.set_text("a dog raiting:>=3 snow")

    def red(image: object) -> list[int]:
        width, height = image.width(), image.height()
        bad = QColor(LIGHT.bad)
        return [
            x
            for x in range(width)
            if any(
                abs(c.red() - bad.red()) + abs(c.green() - bad.green()) + abs(c.blue() - bad.blue()) < 90
                for c in (image.pixelColor(x, y) for y in range(height // 2, height))
            )
        ]

    columns = red(bar.field.grab().toImage())
    metrics, origin = bar.field.fontMetrics(), bar.field.cursorRect().center().x()
    advance = metrics.horizontalAdvance
    whole = advance(bar.text())
    first = origin - whole + advance("a dog ")
    assert columns
    assert abs(columns[0] - first) < 8
    assert abs(columns[-1] - (first + advance("raiting:>=3"))) < 8
    bar.set_text("a dog rating:>=3 snow")
    assert red(bar.field.grab().toImage()) == []


def test_what_is_still_being_typed_is_no_mistake_yet(bar: SearchBar, qtbot: QtBot, seen: list[str]) -> None:
    QTest.keyClicks(bar.field, "a dog date:20")
    qtbot.waitUntil(lambda: not bar._timer.isActive())
    assert bar.mistake.text == ""
    qtbot.waitUntil(lambda: bar.mistake.text != "")
    assert seen == []
    QTest.keyClicks(bar.field, "20")
    assert bar.mistake.text == "", "it goes as soon as it is mended"
    qtbot.waitUntil(lambda: seen == ["a dog date:2020"])


def test_an_answer_to_the_search_before_takes_no_explanation_away(bar: SearchBar) -> None:
    bar.set_text("a dog raiting:3 snow")
    said = bar.mistake.text
    bar.refuse("")
    assert bar.mistake.text == said != ""
    bar.set_text("a dog rating:3")
    bar.refuse("There is no such photo.")
    assert bar.mistake.text == "There is no such photo."
    bar.refuse("")
    assert bar.mistake.text == ""


def test_enter_explains_at_once(bar: SearchBar, qtbot: QtBot) -> None:
    QTest.keyClicks(bar.field, "date:20")
    with qtbot.assertNotEmitted(bar.done):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.mistake.text != ""


# Offereds


def _complete(bar: SearchBar, *texts: str) -> None:
    span = Span(0, len(bar.text()))
    bar.offer(bar.text(), [Offered(text, "tag", "", span, text) for text in texts])


def test_keys_lead_through_the_completeions_and_back_to_the_text(bar: SearchBar, qtbot: QtBot) -> None:
    QTest.keyClicks(bar.field, "ho")
    _complete(bar, "tag:Holiday", "tag:Home")
    assert bar.field.completions.isVisible()
    QTest.keyClick(bar.field, Qt.Key.Key_Down)
    QTest.keyClick(bar.field, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(bar.done):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.text() == "tag:Home"
    assert not bar.field.completions.isVisible()
    assert bar.field.hasFocus()


def test_tab_takes_the_first_completeion_and_escape_closes_them(bar: SearchBar) -> None:
    QTest.keyClicks(bar.field, "ho")
    _complete(bar, "tag:Holiday")
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert (bar.field.completions.isVisible(), bar.text()) == (False, "ho")
    _complete(bar, "tag:Holiday")
    QTest.keyClick(bar.field, Qt.Key.Key_Tab)
    assert bar.text() == "tag:Holiday"


def test_a_click_takes_a_row_of(bar: SearchBar) -> None:
    QTest.keyClicks(bar.field, "ho")
    _complete(bar, "tag:Holiday", "tag:Home")
    view = bar.field.completions._view
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert bar.text() == "tag:Home"


def test_enter_without_a_marked_completeion_searches(bar: SearchBar, seen: list[str]) -> None:
    QTest.keyClicks(bar.field, "ho")
    _complete(bar, "tag:Holiday")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert seen == ["ho"]


def test_completeions_that_come_too_late_are_dropped(bar: SearchBar) -> None:
    QTest.keyClicks(bar.field, "ho")
    bar.offer("h", [Offered("tag:Holiday", "tag", "", Span(0, 1), "tag:Holiday")])
    assert bar.field.completions.offered == ()
    bar.field.clearFocus()
    _complete(bar, "tag:Holiday")
    assert bar.field.completions.offered == ()


def test_nothing_is_offer_over_an_input_methods_own_list(bar: SearchBar) -> None:
    QApplication.sendEvent(bar.field, QInputMethodEvent("gou", []))
    _complete(bar, "tag:Holiday")
    assert bar.field.completions.offered == ()
    done = QInputMethodEvent()
    done.setCommitString("狗")
    QApplication.sendEvent(bar.field, done)
    assert bar.text() == "狗"
    _complete(bar, "tag:Holiday")
    assert bar.field.completions.offered != ()


def test_asks_what_may_be_meant_at_the_cursor(bar: SearchBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.completions_asked) as asked:
        QTest.keyClicks(bar.field, "h")
    assert asked.args == ["h", 1]
    bar.field.clear()
    bar.chips.add.setFocus()
    with qtbot.waitSignal(bar.completions_asked) as asked:
        bar.field.setFocus()
    assert asked.args == ["", 0]


# Translations


def test_a_translation_is_told_and_can_be_edited(bar: SearchBar, seen: list[str]) -> None:
    bar.set_text("海滩上的狗 rating:5")
    bar.set_told([Translated("海滩上的狗", "a dog on the beach")])
    assert "a dog on the beach" in bar.translation.text
    QTest.mouseClick(_button(bar, "Edit the translation"), Qt.MouseButton.LeftButton)
    assert bar.text() == "a dog on the beach rating:5"
    assert seen[-1] == bar.text()
    assert bar.translation.text == ""


def test_everything_has_a_name(bar: SearchBar, qtbot: QtBot) -> None:
    bar.set_text("a dog -people tag:Holiday raiting:3")
    bar.set_told([Translated("a", "b")])
    qtbot.waitUntil(lambda: bar.chips.chips[-1].isVisible())
    reachable: Callable[[QWidget], bool] = lambda it: bool(it.focusPolicy() & Qt.FocusPolicy.TabFocus)  # noqa: E731
    widgets = [it for it in bar.findChildren(QWidget) if reachable(it) and it.isVisible()]
    assert len(widgets) > 5
    assert [it for it in widgets if not it.accessibleName()] == []
    assert bar.chips.chips[0].mapTo(bar, QPoint(0, 0)).y() > bar.field.geometry().bottom()
