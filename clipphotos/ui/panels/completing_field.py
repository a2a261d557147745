"""The search field with completions below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clipphotos.ui.panels.completion_list import CompletionList, Offered
from clipphotos.ui.panels.search_field import SearchField


class CompletingField(SearchField):
    """Asks what may be meant while something is typed, and where nothing is typed yet.

    Signals:
        completions_asked(str, int): what may be meant by a text with the cursor at a place; `offer` answers.
        replaced(): a completion took the place of the whole text.
        done(): Escape was pressed in an empty field, or the key down without completions.
    """

    completions_asked = Signal(str, int)
    replaced = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._take_key, parent)
        self.completions = CompletionList(self)
        self.completions.chosen.connect(self._accept)
        self._asked = ("", 0)
        self.textEdited.connect(self._ask)
        self.cursorPositionChanged.connect(self._on_cursor)
        self.returnPressed.connect(self.completions.hide)
        self.entered.connect(self._on_entered)
        self.left.connect(self.completions.hide)

    def offer(self, text: str, offered: Sequence[Offered]) -> None:
        """Show what may be meant by a text, if it still is what is in the field."""
        if text == self.text() and self.hasFocus() and not self.composing:
            new = [it for it in offered if text[it.replaces.start : it.replaces.end] != it.insert]
            self.completions.offer(new)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Lead through the completions; clear with Escape, then leave; leave with the down key."""
        keys, key = Qt.Key, event.key()
        if self.completions.offered:
            if key in (keys.Key_Down, keys.Key_Up):
                self.completions.move_mark(1 if key == keys.Key_Down else -1)
                return True
            if key == keys.Key_Escape:
                self.completions.hide()
                return True
            if key == keys.Key_Tab and not event.modifiers():
                return self.completions.take(first=True)
            if key in (keys.Key_Return, keys.Key_Enter):
                return self.completions.take()
        elif key == keys.Key_Escape and self.text():
            self.clear()
            return True
        elif key in (keys.Key_Escape, keys.Key_Down):
            self.done.emit()
            return True
        return False

    @Slot()
    def _on_entered(self) -> None:
        if not self.text():
            self._ask()

    @Slot()
    def _on_cursor(self) -> None:
        if self._asked != (self.text(), self.cursorPosition()):
            self.completions.hide()

    @Slot()
    def _ask(self) -> None:
        self._asked = (self.text(), self.cursorPosition())
        self.completions_asked.emit(*self._asked)

    @Slot(object)
    def _accept(self, completion: Offered) -> None:
        self.completions.hide()
        (start, end), text = completion.replaces, self.text()
        self.setText(text[:start] + completion.insert + text[end:])
        self.setCursorPosition(start + len(completion.insert))
        self.setFocus()
        if completion.insert.endswith(":"):
            self._ask()
        elif (start, end) == (0, len(text)):
            self.replaced.emit()
