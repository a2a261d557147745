"""One answer of a photo, with what else it might be."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.asking.records import Answered
from clipphotos.ui import texts
from clipphotos.ui.asking import wording
from clipphotos.ui.icons import set_icon, set_label_icon

_MOST = 4
"""Answers that are shown."""
_BAR_PX = 52
_ROW_PX = 25
"""As high as those with a button."""


class AnswerView(QWidget):
    """Shows an answer; another one is another view.

    Signals:
        where_asked(str, str): what is to be looked for in the photo, for the model and for people.
    """

    where_asked = Signal(str, str)

    def __init__(self, answered: Answered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        question = answered.question
        shown = [(wording.answer(it, question.kind), it.probability) for it in answered.candidates[:_MOST]]
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2, 0, 0)
        self._layout.setSpacing(6)
        if answered.sure:
            self._add_best(*shown[0], wording.sought(answered, 0))
        else:
            self._add_note("help", self.tr("Not sure"), strong=True)
        others = QGridLayout()
        others.setHorizontalSpacing(8)
        others.setVerticalSpacing(0)
        others.setColumnStretch(0, 1)
        for number, (text, probability) in enumerate(shown):
            if number or not answered.sure:
                self._add_other(others, number, text, probability, wording.sought(answered, number))
        self._layout.addLayout(others)
        if question.weakness is not None:
            self._add_note("warning", wording.weakness(question.weakness))
        if answered.translated:
            self._add_note("translate", wording.read_as(", ".join(it.text for it in answered.translated)))
        said = [f"{text} {texts.percent(probability)}" for text, probability in shown]
        self.setAccessibleName(", ".join(said if answered.sure else [self.tr("Not sure"), *said]))

    def _add_best(self, text: str, probability: float, sought: tuple[str, str]) -> None:
        best = QLabel(text)
        best.setObjectName("answer")
        best.setTextFormat(Qt.TextFormat.PlainText)
        best.setWordWrap(True)
        best.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        best.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        percent = QLabel(texts.percent(probability))
        percent.setProperty("strong", True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(best, 1)
        line.addWidget(percent)
        if sought[0]:
            line.addWidget(self._where(*sought))
        self._layout.addLayout(line)
        self._layout.addWidget(_bar(probability))

    def _add_other(self, grid: QGridLayout, row: int, text: str, probability: float, sought: tuple[str, str]) -> None:
        name = QLabel(text)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bar = _bar(probability)
        bar.setFixedWidth(_BAR_PX)
        bar.setProperty("muted", True)
        percent = QLabel(texts.percent(probability))
        percent.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        grid.setRowMinimumHeight(row, _ROW_PX)
        for column, part in enumerate((name, bar, percent)):
            part.setProperty("muted", True)
            grid.addWidget(part, row, column)
        if sought[0]:
            grid.addWidget(self._where(*sought), row, 3)

    def _where(self, sought: str, text: str) -> QToolButton:
        button = QToolButton()
        set_icon(button, "eye", "muted")
        button.setIconSize(QSize(15, 15))
        button.setToolTip(self.tr("Show where in the photo: “{0}”").format(text))
        button.setAccessibleName(button.toolTip())
        button.clicked.connect(partial(self._ask_where, sought, text))
        return button

    def _ask_where(self, sought: str, text: str, _checked: bool = False) -> None:
        self.where_asked.emit(sought, text)

    def _add_note(self, icon: str, text: str, *, strong: bool = False) -> None:
        mark = QLabel()
        set_label_icon(mark, icon, 20 if strong else 15, "warning" if strong else "muted")
        said = QLabel(text)
        if strong:
            said.setObjectName("answer")
        said.setProperty("muted", not strong)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter if strong else Qt.AlignmentFlag.AlignTop)
        line.addWidget(said, 1)
        self._layout.addLayout(line)


def _bar(probability: float) -> QProgressBar:
    bar = QProgressBar()
    bar.setRange(0, 1000)
    bar.setValue(round(1000 * probability))
    bar.setTextVisible(False)
    return bar
