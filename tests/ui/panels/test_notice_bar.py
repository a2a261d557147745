"""One sentence at a time, and what labels tagged by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from clipphotos.core.changes import Digest, Level, Notice
from clipphotos.ui.panels.notice_bar import NoticeBar


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


def test_names_the_labels_that_tagged_most_and_adds_up(bar: NoticeBar) -> None:
    bar.show_digest(Digest((("Dog", 8), ("Beach", 4))))
    assert bar.text == "12 tag(s) were set automatically: Dog 8, Beach 4"
    bar.show_digest(Digest((("Beach", 5), ("Cat", 1), ("Bird", 1), ("Fish", 1))))
    assert bar.text == "20 tag(s) were set automatically: Beach 9, Dog 8, Cat 1, Bird 1, 1 more label(s)"
    bar.dismiss()
    bar.show_digest(Digest((("Dog", 1),)))
    assert bar.text == "1 tag(s) were set automatically: Dog 1"


def test_shows_what_a_label_tagged(bar: NoticeBar, qtbot: QtBot) -> None:
    show = bar.findChild(QPushButton)
    bar.show_digest(Digest((("Dog", 8),)))
    with qtbot.waitSignal(bar.label_asked) as asked:
        show.click()
    assert asked.args == ["Dog"]
    assert not bar.isVisible()
    bar.show_digest(Digest((("Dog", 8), ("Black & white", 4))))
    show.click()
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    with qtbot.waitSignal(bar.label_asked) as asked:
        menu.actions()[1].trigger()
    assert asked.args == ["Black & white"]
    menu.close()


def test_a_digest_does_not_cover_an_error(bar: NoticeBar) -> None:
    bar.show_notice(Notice(Level.ERROR, "The disk is full."))
    bar.show_digest(Digest((("Dog", 8),)))
    assert bar.text == "The disk is full."
    assert not bar.findChild(QPushButton).isVisible()


def _buttons(bar: NoticeBar) -> list[QPushButton]:
    return [button for button in bar.findChildren(QPushButton) if button.isVisibleTo(bar) and button.text() != "Show"]


def test_a_standing_notice_comes_back_after_others_and_goes_when_it_is_withdrawn(bar: NoticeBar) -> None:
    done: list[str] = []
    bar.stand("a", Notice(Level.WARNING, "Some photos are gone."), [("Look again", lambda: done.append("looked"))])
    assert (bar.text, [button.text() for button in _buttons(bar)]) == ("Some photos are gone.", ["Look again"])
    bar.stand("b", Notice(Level.INFO, "And another thing."))
    assert bar.text == "Some photos are gone."
    bar.show_notice(Notice(Level.INFO, "Passing by."))
    assert (bar.text, _buttons(bar)) == ("Passing by.", [])
    bar.dismiss()
    _buttons(bar)[0].click()
    assert (bar.text, done) == ("Some photos are gone.", ["looked"])
    bar.withdraw("a")
    assert (bar.text, _buttons(bar)) == ("And another thing.", [])
    bar.dismiss()
    assert not bar.isVisibleTo(None)


def test_a_standing_notice_that_is_closed_or_withdrawn_meanwhile_does_not_come_back(bar: NoticeBar) -> None:
    bar.stand("a", Notice(Level.WARNING, "Gone."))
    bar.dismiss()
    bar.show_notice(Notice(Level.ERROR, "The disk is full."))
    bar.stand("b", Notice(Level.WARNING, "Look at this."))
    assert bar.text == "The disk is full."
    bar.withdraw("b")
    assert bar.text == "The disk is full."
    bar.dismiss()
    assert bar.isHidden()


def test_a_standing_notice_says_what_it_was_told_last(bar: NoticeBar) -> None:
    bar.stand("a", Notice(Level.WARNING, "12 are gone."), [("Look again", list)])
    bar.stand("a", Notice(Level.WARNING, "13 are gone."), [("Look again", list)])
    assert (bar.text, len(_buttons(bar))) == ("13 are gone.", 1)
