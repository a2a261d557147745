"""Where a photo is asked, below its suggestions, and where it answers."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.asking.records import Answered, NotUnderstoodError
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.ui.asking.answer_view import AnswerView
from clipphotos.ui.asking.one_at_a_time import OneAtATime
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.panels.flow import FlowLayout

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_LONGEST = 200
_BETWEEN_ANSWERS = re.compile(r"[,;，；、\n]")


class AskSection(QWidget):
    """A field for a question, and the answer.

    Signals:
        where_asked(str, str): what is to be looked for in the photo, for the model and for people.
        said(): there is something else to be read.
    """

    where_asked = Signal(str, str)
    said = Signal()

    def __init__(self, library: Library, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._calls = OneAtATime(bridge, self)
        self._photo_id: PhotoId | None = None
        self._view: AnswerView | None = None
        heading = QLabel(self.tr("Ask this photo"))
        heading.setProperty("heading", True)
        self._field = QLineEdit()
        self._field.setObjectName("question")
        self._field.setMaxLength(_LONGEST)
        self._field.setClearButtonEnabled(True)
        self._field.setPlaceholderText(self.tr("What animal is this?"))
        self._field.setAccessibleName(self.tr("Question about this photo"))
        self._field.returnPressed.connect(self._on_return)
        self._field.textEdited.connect(self._on_edited)
        self._field.textChanged.connect(self._show_examples)
        self._examples = self._make_examples()
        self._busy = QProgressBar()
        self._busy.setObjectName("waiting")
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(self.tr("Waiting for an answer"))
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._choices = QLineEdit()
        self._choices.setObjectName("choices")
        self._choices.setMaxLength(_LONGEST)
        self._choices.setPlaceholderText(self.tr("Choose from: cat, dog, horse"))
        self._choices.setAccessibleName(self.tr("Answers to choose from, with commas between them"))
        self._choices.setToolTip(self._choices.accessibleName())
        self._choices.returnPressed.connect(self._ask)
        self._own = QToolButton()
        self._own.setText(self.tr("Give your own answers…"))
        self._own.setProperty("example", True)
        self._own.clicked.connect(self._offer_choices)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        for part in (heading, self._field, self._examples, self._busy, self._said, self._choices, self._own):
            self._layout.addWidget(part)
        self._layout.setAlignment(self._own, Qt.AlignmentFlag.AlignLeading)
        self._clear()
        self._choices.hide()
        self._examples.hide()
        QApplication.instance().focusChanged.connect(self._show_examples)

    def set_photo(self, photo_id: PhotoId | None) -> None:
        """Let this photo be asked; what another one answered goes, the question stays."""
        self._photo_id = photo_id
        self._clear()

    def focus(self) -> None:
        """Let a question be typed."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def _make_examples(self) -> QWidget:
        examples = QWidget()
        flow = FlowLayout(examples, 5)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        examples.setSizePolicy(policy)
        for text in (
            self.tr("Is there a dog?"),
            self.tr("What colour is the car?"),
            self.tr("Where was this taken?"),
            self.tr("What is the weather like?"),
        ):
            example = QToolButton()
            example.setText(text)
            example.setProperty("example", True)
            example.setAccessibleName(self.tr("Ask: {0}").format(text))
            example.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the focus that shows it
            example.clicked.connect(partial(self._ask_example, text))
            flow.addWidget(example)
        return examples

    @Slot()
    def _show_examples(self, *_: object) -> None:
        """Show examples while the keyboard is at the empty field, or at them."""
        focus = self.window().focusWidget() if self.isVisible() else None
        here = focus is not None and (focus is self._field or self._examples.isAncestorOf(focus))
        self._examples.setVisible(here and not self._field.text())

    def _ask_example(self, text: str, _checked: bool = False) -> None:
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.setText(text)
        self._on_return()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if not text.strip():
            self._clear()
            self._drop_choices()

    @Slot()
    def _on_return(self) -> None:
        if self._field.isModified():
            self._drop_choices()
        self._field.setModified(False)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        photo_id, question = self._photo_id, self._field.text().strip()
        if photo_id is None or not question:
            return
        self._clear()
        self._busy.show()
        choices = [it.strip() for it in _BETWEEN_ANSWERS.split(self._choices.text()) if it.strip()]
        self._calls.ask(partial(_answer, self._library, photo_id, question, choices), self._show, self._refuse)

    def _show(self, answered: Answered) -> None:
        self._clear()
        self._view = AnswerView(answered)
        self._view.where_asked.connect(self.where_asked)
        self._layout.insertWidget(self._layout.indexOf(self._said), self._view)
        before: QWidget = self._field
        for button in self._view.findChildren(QToolButton):  # Tab would find what is new at the end of the window
            self.setTabOrder(before, button)
            before = button
        self._own.setVisible(not answered.sure and self._choices.isHidden())
        self._announce(self._view.accessibleName())

    def _refuse(self, error: KnownError) -> None:
        self._clear()
        said = str(error)
        if isinstance(error, NotUnderstoodError):
            said = self.tr(
                "This question is not understood. You can ask for a thing, an animal, a colour, how many, the place,"
                " the weather, what somebody does, or whether something is there. Or give the answers to choose from:"
            )
            self._choices.show()
        self._said.setText(said)
        self._said.show()
        self._announce(said)

    def _clear(self) -> None:
        """Show no answer, and wait for none."""
        self._calls.forget()
        for part in (self._busy, self._said, self._own):
            part.hide()
        if self._view is not None:
            self._view.hide()
            self._view.deleteLater()
            self._view = None

    @Slot()
    def _offer_choices(self) -> None:
        self._own.hide()
        self._choices.show()
        self._choices.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_choices(self) -> None:
        self._choices.clear()
        self._choices.hide()

    def _announce(self, text: str) -> None:
        """Tell who does not see it, and who may have to scroll to it."""
        self.said.emit()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


def _answer(library: Library, photo_id: PhotoId, question: str, choices: list[str]) -> Answered:
    """Ask. In a worker."""
    return library.asking.ask(f"#{photo_id}", question, choices)
