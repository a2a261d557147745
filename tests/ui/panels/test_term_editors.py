"""What an editor is opened with it writes again; what is changed in it is what the term then says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Days, Field, Node, Not, Span
from clipphotos.ui.panels.query_terms import Term, terms_of
from clipphotos.ui.panels.stars import Stars
from clipphotos.ui.panels.term_editor import TermEditor
from clipphotos.ui.panels.term_editors import editor_for, filter_editor


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def _term(text: str) -> Term:
    (term,) = terms_of(parse(text))
    return term


def _meaning(text: str) -> str:
    """Return what a text asks for, whatever its places are."""
    query = parse(text)
    assert query.mistakes == ()
    return f"{_bare(query.root)} {query.sort}"


def _bare(node: Node | None) -> str:
    if isinstance(node, Not):
        return f"Not({_bare(node.node)})"
    return repr(node).replace(repr(node.span), "") if node is not None else ""


@pytest.mark.parametrize(
    "text",
    [
        "tag:Holiday",
        'tag:"New York"',
        '-album:"Best ""of"" 2020"',
        "label:dog",
        "folder:/home/anna",
        "name:IMG_20",
        "place:Paris",
        'camera:"EOS R6"',
        "type:jpeg",
        "date:2019",
        "date:2019..2021",
        "date:2019-07-04..2019-07-08",
        "date:2019..",
        "-date:..2020-03-01",
        "date:summer",
        "date:december",
        "rating:>=3",
        "rating:4",
        "rating:<=2",
        "rating:none",
        "-rating:5",
        "size:>=12MP",
        "size:<=5MB",
        "orientation:portrait",
        "-orientation:square",
        "is:favourite",
        "-is:screenshot",
        "-people",
        "-(two people)",
        "2:snow",
        '2.5:"deep snow"',
        '-2:"deep snow"',
        "like:#12",
        "-like:#12",
        "2:like:#12@10,20,50,40",
        'like:"/a/b c.jpg"',
        "(a dog) or (a cat)",
        "sort:-date",
        "sort:rating",
    ],
)
def test_an_editor_writes_what_it_was_opened_with(text: str, parent: QWidget, qtbot: QtBot) -> None:
    editor = editor_for(_term(text), text, parent)
    editor.pop_up(parent)
    written: list[str] = []
    editor.written.connect(written.append)
    with qtbot.waitSignal(editor.closed):
        editor._on_apply()
    assert [_meaning(piece) for piece in written] == [_meaning(text)]


def _written(editor: TermEditor, qtbot: QtBot) -> str:
    with qtbot.waitSignal(editor.written) as written:
        editor._on_apply()
    return written.args[0]


def test_days_from_and_to(parent: QWidget, qtbot: QtBot) -> None:
    editor = filter_editor(Field.DATE, None, False, parent)
    editor.pop_up(parent)
    first, last = editor.findChildren(QDateEdit)
    boxes = {box.text(): box for box in editor.findChildren(QCheckBox)}
    assert not last.isEnabled(), "open until it is wanted"
    boxes["To"].setChecked(True)
    first.setDate(QDate(2020, 5, 4))
    last.setDate(QDate(2020, 5, 2))
    assert _written(editor, qtbot) == "date:2020-05-02..2020-05-04"


def test_a_whole_year_and_an_exclusion(parent: QWidget, qtbot: QtBot) -> None:
    editor = filter_editor(Field.DATE, None, False, parent)
    editor.pop_up(parent)
    years = next(box for box in editor.findChildren(QComboBox) if box.accessibleName() == "Year")
    years.setCurrentIndex(3)
    years.activated.emit(3)
    next(box for box in editor.findChildren(QCheckBox) if box.text() == "Exclude").setChecked(True)
    assert _written(editor, qtbot) == f"-date:{QDate.currentDate().year() - 2}"


def test_a_season_stands_for_days(parent: QWidget, qtbot: QtBot) -> None:
    editor = filter_editor(Field.DATE, None, False, parent)
    editor.pop_up(parent)
    seasons = next(box for box in editor.findChildren(QComboBox) if box.accessibleName() == "Time of the year")
    seasons.setCurrentIndex(seasons.findText("Summer"))
    assert not any(day.isEnabled() for day in editor.findChildren(QDateEdit))
    assert _written(editor, qtbot) == "date:summer"


def test_stars(parent: QWidget, qtbot: QtBot) -> None:
    editor = filter_editor(Field.RATING, None, False, parent)
    editor.pop_up(parent)
    QTest.keyClick(editor.findChild(Stars), Qt.Key.Key_4)
    assert _written(editor, qtbot) == "rating:>=4"


def test_a_click_on_a_choice_is_enough(parent: QWidget, qtbot: QtBot) -> None:
    editor = filter_editor(Field.IS, None, False, parent)
    editor.pop_up(parent)
    choices = editor.findChild(QListWidget)
    place = choices.visualItemRect(choices.item(1)).center()
    with qtbot.waitSignal(editor.written) as written:
        QTest.mouseClick(choices.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert written.args == ["is:untagged"]


def test_escape_changes_nothing(parent: QWidget, qtbot: QtBot) -> None:
    editor = filter_editor(Field.RATING, None, False, parent)
    editor.pop_up(parent)
    with qtbot.assertNotEmitted(editor.written), qtbot.waitSignal(editor.closed):
        QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_choices_of_another_filter_are_not_taken(parent: QWidget) -> None:
    editor = filter_editor(Field.TAG, None, False, parent)
    editor.show_choices(Field.ALBUM, ["Rome"])
    assert editor.findChild(QListWidget).count() == 0
    editor.show_choices(Field.TAG, ["Holiday"])
    assert editor.findChild(QListWidget).item(0).text() == "Holiday"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("date:2019", "2019"),
        ("date:2019..2021", "2019 – 2021"),
        ("date:2019..", "from 2019"),
        ("date:..2019", "up to 2019"),
        ("date:2019-07", "July 2019"),
        ("date:summer", "Summer"),
        ("date:december", "December"),
        ("rating:3", "3 star(s)"),
        ("rating:>=3", "3 star(s) or more"),
        ("rating:2..4", "2 – 4 star(s)"),
        ("rating:none", "No rating"),
        ("size:>=12MP", "from 12 MP"),
        ("is:screenshot", "Screenshot"),
        ("orientation:portrait", "Portrait"),
        ('"exact words"', "“exact words”"),
        ("like:/a/b/cat.jpg", "like cat.jpg"),
        ("(a dog or a cat)", "(a dog or a cat)"),
        ("sort:size", "Largest first"),
    ],
)
def test_a_chip_says_what_is_meant(text: str, shown: str, qapp: object) -> None:
    assert _term(text).text == shown


def test_what_is_plain_or_wrong_has_no_chip(qapp: object) -> None:
    assert terms_of(parse("a dog in the snow")) == ()
    assert [term.text for term in terms_of(parse("a dog raiting:3 tag:Sea"))] == ["Sea"]
    assert terms_of(parse("a dog tag:Sea"))[0].span == Span(6, 13)
    assert isinstance(terms_of(parse("date:2019"))[0].node.value, Days)
