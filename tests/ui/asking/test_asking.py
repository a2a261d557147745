"""Photos are asked, and show why, in the real window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from clipphotos.core.photo import PhotoId
from clipphotos.core.query.parser import parse
from clipphotos.ui.asking import wording
from clipphotos.ui.asking.answer_view import AnswerView
from clipphotos.ui.asking.ask_section import AskSection
from clipphotos.ui.asking.explaining import descriptions
from clipphotos.ui.asking.heat_bar import HeatBar
from clipphotos.ui.asking.one_at_a_time import OneAtATime
from clipphotos.ui.asking.why_dialog import WhyDialog
from clipphotos.ui.dialogs.compare_texts_dialog import CompareTextsDialog
from clipphotos.ui.panels.preview import Preview
from clipphotos.ui.sources import TextSearch
from tests.ui.desk import Desk


@pytest.fixture
def full(desk: Desk, photos: Path) -> Desk:
    desk.add(photos, 6)
    _select(desk, 0)
    return desk


def _select(desk: Desk, row: int) -> PhotoId:
    grid = desk.window.parts.grid
    grid.select_row(row)
    photo_id = grid.photos.photo_id(row)
    desk.wait(lambda: desk.window.parts.details.photo_id == photo_id and _section(desk).isVisible())
    return photo_id


def _part(desk: Desk, kind: type) -> QWidget:
    return desk.window.parts.details.findChild(kind)


def _section(desk: Desk) -> AskSection:
    return _part(desk, AskSection)


def _line(desk: Desk, name: str) -> QLineEdit:
    return _section(desk).findChild(QLineEdit, name)


def _ask(desk: Desk, text: str, name: str = "question") -> None:
    field = _line(desk, name)
    field.setFocus()
    field.selectAll()
    field.insert(text)  # as an input method does
    QTest.keyClick(field, Qt.Key.Key_Return)


def _view(desk: Desk) -> AnswerView | None:
    return next((view for view in _section(desk).findChildren(AnswerView) if view.isVisible()), None)


def _said(desk: Desk) -> str:
    return " ".join(label.text() for label in _section(desk).findChildren(QLabel) if label.isVisible())


def _button(parent: QWidget, text: str) -> QToolButton:
    return next(it for it in parent.findChildren(QToolButton) if text in it.accessibleName() and it.isVisible())


def _take_away(desk: Desk, photos: Path, photo_id: PhotoId) -> None:
    (photos.parent / "kept").mkdir()
    photos.rename(photos.parent / "kept" / "away")  # not beside it: there it is found again
    desk.library.rescan()
    desk.library.wait_until_done()
    desk.wait(lambda: desk.library.photos.path(photo_id) is None)


def _dialog(kind: type[QDialog] = WhyDialog) -> QDialog | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def test_a_question_is_answered_beside_the_photo(full: Desk) -> None:
    _ask(full, "Is it a circle or a dog?")
    full.wait(lambda: _view(full) is not None)
    view = _view(full)
    assert {"circle", "dog"} <= set(view.accessibleName().replace(",", "").split())
    assert "%" in view.accessibleName()
    QTest.keyClick(_line(full, "question"), Qt.Key.Key_Tab)
    assert view.isAncestorOf(full.window.focusWidget()), "the answer is next for the keyboard"
    _ask(full, "How many circles are there?")
    full.wait(lambda: "Counting is a weak point" in _said(full))
    _line(full, "question").selectAll()
    QTest.keyClick(_line(full, "question"), Qt.Key.Key_Delete)
    assert _view(full) is None, "no answer without a question"


def test_a_question_in_chinese_is_answered_in_chinese(full: Desk) -> None:
    _ask(full, "图中的动物是什么？")
    full.wait(lambda: _view(full) is not None)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in _view(full).accessibleName())


def test_a_question_that_fits_no_kind_takes_answers_of_ones_own(full: Desk) -> None:
    assert not _line(full, "choices").isVisible()
    _ask(full, "Why is it so?")
    full.wait(_line(full, "choices").isVisible)
    assert "not understood" in _said(full)
    _ask(full, "a circle， a dog;a house", "choices")
    full.wait(lambda: _view(full) is not None)
    assert "not understood" not in _said(full)
    for choice in ("a circle", "a dog", "a house"):
        assert choice in _view(full).accessibleName()
    _ask(full, "Is it a circle or a dog?")
    full.wait(lambda: _view(full) is not None and "circle" in _view(full).accessibleName())
    assert not _line(full, "choices").isVisible(), "they were another question's"


def test_an_answer_goes_with_its_photo_and_a_late_one_is_dropped(full: Desk) -> None:
    _ask(full, "Is it a circle or a dog?")
    full.wait(lambda: _view(full) is not None)
    _select(full, 1)
    assert _view(full) is None
    assert _line(full, "question").text() == "Is it a circle or a dog?", "another photo can be asked the same"
    _ask(full, "Is it a circle or a dog?")
    _select(full, 2)
    calls = _section(full).findChild(OneAtATime)
    assert calls.running
    full.wait(lambda: not calls.running)
    assert _view(full) is None


def test_examples_are_offered_and_asked(full: Desk) -> None:
    field = _line(full, "question")
    full.window.menu_actions.ask.trigger()
    full.wait(field.hasFocus)
    example = _button(_section(full), "Ask: Is there a dog?")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert example.hasFocus(), "they stay while they are gone through"
    QTest.mouseClick(example, Qt.MouseButton.LeftButton)
    assert field.text() == "Is there a dog?"
    assert not example.isVisible()
    full.wait(lambda: _view(full) is not None)
    assert "Yes" in _view(full).accessibleName()
    field.clear()
    full.window.parts.grid.setFocus()
    assert not example.isVisible()


def test_it_is_shown_where_and_the_photo_alone_again(full: Desk) -> None:
    preview, bar = _part(full, Preview), _part(full, HeatBar)
    _ask(full, "Is it a circle or a dog?")
    full.wait(lambda: _view(full) is not None)
    assert not bar.isVisible()
    QTest.mouseClick(_button(_view(full), "Show where"), Qt.MouseButton.LeftButton)
    assert bar.isVisible(), "at once, as it takes its time"
    full.wait(lambda: preview.heat is not None)
    assert bar.text.startswith(("What speaks for", "Hardly"))
    with_heat = preview.grab().toImage()
    QTest.mouseClick(_button(bar, "Show the photo alone"), Qt.MouseButton.LeftButton)
    assert preview.heat is None
    assert not bar.isVisible()
    assert preview.grab().toImage() != with_heat
    QTest.mouseClick(_button(_view(full), "Show where"), Qt.MouseButton.LeftButton)
    full.wait(lambda: preview.heat is not None)
    _select(full, 3)
    assert preview.heat is None
    assert not bar.isVisible()


def test_an_offline_photo_answers_but_cannot_show_where(full: Desk, photos: Path) -> None:
    _take_away(full, photos, full.window.parts.details.photo_id)
    assert full.window.parts.grid.selected_count() == 1
    _ask(full, "Is there a dog?")
    full.wait(lambda: _view(full) is not None)
    QTest.mouseClick(_button(_view(full), "Show where"), Qt.MouseButton.LeftButton)
    bar, preview = _part(full, HeatBar), _part(full, Preview)
    full.wait(lambda: "offline" in bar.text)
    assert preview.heat is None
    full.window.menu_actions.why.trigger()
    dialog = _dialog()
    full.wait(lambda: "offline" in dialog.text)
    assert dialog.view.image_size.toTuple() == (320, 240), "the thumbnail is there"
    dialog.reject()


def test_a_search_is_explained_in_large(full: Desk) -> None:
    full.window.parts.search.set_text("a white circle or a dog")
    full.wait(lambda: full.window.browser.source == TextSearch("a white circle or a dog"))
    full.wait(lambda: full.window.browser.found is not None and not full.window.browser.asking)
    full.window.menu_actions.show_more.trigger()
    full.wait(lambda: full.count == 6)
    _select(full, 0)
    full.window.menu_actions.why.trigger()
    dialog = _dialog()
    assert "a white circle" in dialog.text
    full.wait(lambda: dialog.view.heat is not None and dialog.view.image_size.toTuple() == (320, 240))
    assert "% that “a white circle” fits" in dialog.text
    first = dialog.view.heat
    QTest.mouseClick(_button(dialog, "“a dog”"), Qt.MouseButton.LeftButton)
    full.wait(lambda: dialog.view.heat not in (None, first))
    assert "% that “a dog” fits" in dialog.text
    shown = dialog.view.grab().toImage()
    QTest.mousePress(dialog.view, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    alone = dialog.view.grab().toImage()
    assert alone != shown
    QTest.mouseRelease(dialog.view, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    assert dialog.view.grab().toImage() == shown
    field = dialog.findChild(QLineEdit)
    field.setText("狗")
    show = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Show where")
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    full.wait(lambda: "Read as" in dialog.text)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    full.wait(lambda: _dialog() is None)


def test_a_double_click_on_the_heat_opens_it_in_large(full: Desk) -> None:
    preview = _part(full, Preview)
    QTest.mouseDClick(preview, Qt.MouseButton.LeftButton)
    assert _dialog() is None, "there is nothing to see why"
    _part(full, HeatBar).show_where("a white circle")
    full.wait(lambda: preview.heat is not None)
    values = np.frombuffer(preview.heat.image.constBits(), np.uint8)
    assert len(np.unique(values)) > 50, "it is no even veil"
    QTest.mouseDClick(preview, Qt.MouseButton.LeftButton)
    dialog = _dialog()
    assert dialog.findChild(QLineEdit).text() == "a white circle"
    full.wait(lambda: dialog.view.heat is not None)
    dialog.reject()


def test_a_dialog_that_was_closed_hears_nothing_more(full: Desk) -> None:
    full.window.commands.explaining.explain("a white circle")
    _dialog().reject()
    answers: list[object] = []
    full.bridge.run(lambda: full.library.asking.why(f"#{full.window.parts.details.photo_id}", "a dog"), answers.append)
    full.wait(lambda: bool(answers))
    full.window.commands.explaining.explain("a white circle")
    full.wait(lambda: _dialog().view.heat is not None)
    _dialog().reject()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("a dog or a cat", ["a dog", "a cat"]),
        ("a dog -snow rating:>=3", ["a dog"]),
        ("(a dog or grass) camera:x", ["a dog", "grass"]),
        ("rating:5", []),
        ("", []),
    ],
)
def test_what_a_search_wants_to_see(query: str, wanted: list[str]) -> None:
    assert list(descriptions(parse(query).root)) == wanted


def test_actions_are_for_the_photos_that_they_can_be_done_with(full: Desk) -> None:
    actions, grid = full.window.menu_actions, full.window.parts.grid
    assert all(action.isEnabled() for action in actions.questions)
    grid.selectAll()
    assert [action.isEnabled() for action in actions.questions] == [False, False, True]
    grid.clearSelection()
    assert not any(action.isEnabled() for action in actions.questions)
    listed = {entry for menu in full.window.menuBar().actions() for entry in menu.menu().actions()}
    assert set(actions.questions) <= listed


def test_descriptions_are_compared_on_what_is_selected(full: Desk) -> None:
    full.window.parts.grid.selectAll()
    full.window.menu_actions.compare_texts.trigger()
    dialog = _dialog(CompareTextsDialog)
    assert dialog is not None
    dialog.reject()
    full.wait(lambda: _dialog(CompareTextsDialog) is None)


def test_a_description_that_hardly_fits_is_not_shown_as_if_it_did(qapp: object) -> None:
    assert wording.fits(0.73, "a dog") == "73% that “a dog” fits"
    assert "nearest" in wording.fits(0.02, "a dog")
    assert wording.shown(0.73, "a dog") == "What speaks for “a dog”"
    assert "nearest" in wording.shown(0.02, "a dog")
