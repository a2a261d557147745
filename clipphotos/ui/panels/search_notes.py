"""What is said below the search field: what was not understood, not known, and searched for in other words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from clipphotos.core.query.records import Field, Mistake, Translated, Unknown
from clipphotos.ui import texts
from clipphotos.ui.icons import set_label_icon

_ICON_PX = 16
_LONGEST_NAME = 60


class _Note(QWidget):
    """An icon, a sentence, and a button.

    Signals:
        clicked(): the button was.
    """

    clicked = Signal()

    def __init__(self, icon: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark = QLabel()
        set_label_icon(mark, icon, _ICON_PX, tone)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QToolButton()
        self._button.setObjectName("note_button")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self.clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(11, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(mark)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        self.hide()

    @property
    def text(self) -> str:
        """Return what is said; "" if nothing is."""
        return "" if self.isHidden() else self._text.text()


class MistakeNote(_Note):
    """Says what is not understood, and offers what may be meant."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", "bad", parent)
        self._text.setProperty("error", True)
        self._mistake: Mistake | None = None

    @property
    def mistake(self) -> Mistake | None:
        """Return what is explained now."""
        return self._mistake

    def show_mistake(self, mistake: Mistake | None) -> None:
        """Explain a mistake, or nothing."""
        self._mistake = mistake
        if mistake is not None:
            self._say(mistake.reason, mistake.instead)
        self.setVisible(mistake is not None)

    def show_refusal(self, reason: str) -> None:
        """Say why a search cannot be done that was understood."""
        self._mistake = None
        self._say(reason, "")
        self.setVisible(bool(reason))

    def _say(self, reason: str, instead: str) -> None:
        self._text.setText(reason)
        self._button.setVisible(bool(instead))
        self._button.setText(self.tr("Use {0}").format(instead).replace("&", "&&"))
        self._button.setAccessibleName(self.tr("Use “{0}” instead").format(instead))
        self._button.setToolTip(self._button.accessibleName())


class TranslationNote(_Note):
    """Says what the model read instead of what was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("translate", "muted", parent)
        self._text.setProperty("muted", True)
        self._translated: tuple[Translated, ...] = ()
        self._button.setText(self.tr("Edit"))
        self._button.setAccessibleName(self.tr("Edit the translation"))
        self._button.setToolTip(self.tr("Put the translation into the search field, to change it"))

    @property
    def translated(self) -> tuple[Translated, ...]:
        """Return what was translated."""
        return self._translated

    def show_translated(self, translated: Sequence[Translated]) -> None:
        """Say what was translated, or nothing."""
        self._translated = tuple(translated)
        said = self.tr("Searched for “{0}” · {1}")
        self._text.setText("\n".join(said.format(words.text, words.source) for words in translated))
        self.setVisible(bool(translated))


class UnknownNote(_Note):
    """Says which names nothing is called by; it has no button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("info", "muted", parent)
        self._text.setProperty("muted", True)
        self._button.hide()

    def show_unknown(self, unknown: Sequence[Unknown]) -> None:
        """Say which tags, labels, albums and places there are not, or nothing."""
        self._text.setText(texts.sentences(map(self._sentence, unknown)))
        self.setVisible(bool(unknown))

    def _sentence(self, it: Unknown) -> str:
        said = {
            Field.TAG: self.tr("There is no tag “{0}”."),
            Field.LABEL: self.tr("There is no label “{0}”."),
            Field.ALBUM: self.tr("There is no album “{0}”."),
            Field.PLACE: self.tr("No place “{0}” is known."),
        }[it.field]
        return said.format(it.name if len(it.name) <= _LONGEST_NAME else it.name[: _LONGEST_NAME - 1] + "…")
