"""The search: a field for its text, and below it the same as chips, what is amiss or unknown, and any translation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from clipphotos.core.query import writer
from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Field, Query, Region, Span, Translated, Unknown
from clipphotos.ui.icons import set_icon
from clipphotos.ui.panels.completing_field import CompletingField
from clipphotos.ui.panels.completion_list import Offered
from clipphotos.ui.panels.filter_menu import FilterMenu
from clipphotos.ui.panels.query_chips import QueryChips
from clipphotos.ui.panels.query_terms import Term, terms_of
from clipphotos.ui.panels.search_notes import MistakeNote, TranslationNote, UnknownNote
from clipphotos.ui.panels.term_editor import TermEditor
from clipphotos.ui.panels.term_editors import editor_for
from clipphotos.ui.panels.term_texts import like

DEBOUNCE_MS = 250
PATIENCE_MS = 900
"""How long a mistake is let be while the cursor is still in it: it may not be finished."""


class SearchBar(QWidget):
    """Where a search is put together: text and chips are the same thing, and editing one changes the other.

    Signals:
        searched(str): the user stopped typing, pressed Enter, or changed a chip; there is no mistake in it.
        settled(str): a search was meant, not only typed on the way to it.
        left(): the search was emptied.
        done(): Escape was pressed in an empty field, or Enter after a search: the grid should have the focus.
        completions_asked(str, int): what may be meant by a text with the cursor at a place; `offer` answers.
        choices_asked(Field, str): which values of a filter there are that contain some letters; `show_choices` answers.
        picture_wanted(str, Region): the picture of an example, or of a part of it; `set_picture` answers.
    """

    searched = Signal(str)
    settled = Signal(str)
    left = Signal()
    done = Signal()
    completions_asked = Signal(str, int)
    choices_asked = Signal(object, str)
    picture_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = ""
        self._query = parse("")
        self._editor: TermEditor | None = None
        self.field = CompletingField()
        self.field.setObjectName("search")
        self.field.setPlaceholderText(self.tr("Describe a photo: “a dog in the snow”"))
        self.field.setAccessibleName(self.tr("Search by description"))
        self.field.setMaxLength(2000)
        self.setFocusProxy(self.field)
        glass = QAction(self)
        set_icon(glass, "search", "muted")
        self.field.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._menu = QMenu(self)
        self._tools = self._tool(self.tr("More for searches"), "more", self._pop_up_menu)
        self._filter = self._tool(self.tr("Add a filter"), "filter", self._pop_up_filters)
        self._clear = self._tool(self.tr("Clear the search"), "close", self.field.clear)
        self._clear.setVisible(False)
        self._tools.setVisible(False)
        self.mistake = MistakeNote()
        self.mistake.clicked.connect(self._correct)
        self.translation = TranslationNote()
        self.translation.clicked.connect(self._edit_translation)
        self.unknown = UnknownNote()
        self.chips = QueryChips()
        self.chips.removed.connect(self._remove)
        self.chips.edit_asked.connect(self._edit)
        self.chips.picture_wanted.connect(self.picture_wanted)
        self.chips.hide()
        self.filters = FilterMenu(self)
        self.filters.chosen.connect(self._add)
        self.filters.example_chosen.connect(self._add_example)
        self.chips.add.setMenu(self.filters)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.field, self.mistake, self.chips, self.unknown, self.translation):
            layout.addWidget(widget)
        self._timer = self._once(DEBOUNCE_MS, self._search)
        self._patience = self._once(PATIENCE_MS, self._explain)
        self.field.textChanged.connect(self._on_text)
        self.field.returnPressed.connect(self._on_return)
        self.field.replaced.connect(self._search)
        self.field.completions_asked.connect(self.completions_asked)
        self.field.done.connect(self.done)

    # What the rest of the window asks

    @property
    def query(self) -> Query:
        """Return what is in the field, as it is understood."""
        return self._query

    @property
    def complete(self) -> bool:
        """Return whether what is in the field can be searched for."""
        query = parse(self.text())
        return query.asks and not query.mistakes

    def text(self) -> str:
        """Return what is in the field."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Search for something else at once."""
        self.field.setText(text)
        self._search()

    def begin(self, text: str) -> None:
        """Let something be typed after a text."""
        self.field.setFocus()
        self.field.setText(f"{text} ")

    def select_all(self) -> None:
        """Let what is typed next replace the search."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def add_tools(self, actions: Sequence[QAction]) -> None:
        """Offer actions in the field's menu."""
        self._menu.addActions(actions)
        self._tools.setVisible(True)

    def forget(self) -> None:
        """Empty the field without saying so: something else is shown."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._last = ""
        self._understand()
        self._timer.stop()

    def offer(self, text: str, offered: Sequence[Offered]) -> None:
        """Show what may be meant by a text, if it still is what is in the field."""
        self.field.offer(text, offered)

    def show_choices(self, field: Field, choices: Sequence[str]) -> None:
        """Say which values of a filter there are."""
        if self._editor is not None:
            self._editor.show_choices(field, choices)

    def set_picture(self, reference: str, region: Region | None, pixmap: QPixmap) -> None:
        """Show an example on its chip."""
        self.chips.set_picture(reference, region, pixmap)

    def set_told(self, translated: Sequence[Translated], unknown: Sequence[Unknown] = ()) -> None:
        """Say what was searched for in other words, and which names nothing is called by."""
        self.translation.show_translated(translated)
        self.unknown.show_unknown(unknown)

    def refuse(self, reason: str) -> None:
        """Say why there is no answer to what was understood; "" if there is one. What is wrong now stays explained."""
        if self.mistake.mistake is None:
            self.mistake.show_refusal(reason)

    # Typing

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.set_told(())
        if text.strip():
            self._clear.setVisible(True)
            self.chips.show()
            self._timer.start()
            if self._query.mistakes and not parse(text).mistakes:
                self._understand()  # an explanation goes as soon as it is no longer true
            return
        self._timer.stop()
        self._understand()
        if self._last:
            self._last = ""
            self.left.emit()

    def _understand(self) -> None:
        """Show what is in the field as chips, without explaining what is not understood."""
        text = self.text()
        self._query = parse(text)
        self._clear.setVisible(bool(text))
        self.chips.setVisible(bool(text.strip()))
        self.chips.set_terms(terms_of(self._query))
        self._patience.stop()
        self.mistake.show_mistake(None)
        self.field.set_marked(())

    @Slot()
    def _search(self) -> None:
        self._timer.stop()
        self._understand()
        query, text = self._query, self.text().strip()
        if query.mistakes:
            if self._is_typing(query.mistakes[0].span):
                self._patience.start()
            else:
                self._explain()
        elif query.asks and text != self._last:
            self._last = text
            self.searched.emit(text)

    def _is_typing(self, span: Span) -> bool:
        return self.field.hasFocus() and span.start <= self.field.cursorPosition() <= span.end

    @Slot()
    def _explain(self) -> None:
        """Say what is not understood, and where it is; not while it is still being helped with."""
        if self.field.completions.offered:
            self._patience.start()
            return
        self.field.set_marked([mistake.span for mistake in self._query.mistakes])
        self.mistake.show_mistake(self._query.mistakes[0] if self._query.mistakes else None)

    @Slot()
    def _correct(self) -> None:
        mistake = self.mistake.mistake
        if mistake is not None:
            self.set_text(writer.replaced(self._query, mistake.span, mistake.instead))
            self.field.setFocus()

    @Slot()
    def _edit_translation(self) -> None:
        """Put the words that the model reads where those are that were typed."""
        text = self.text()
        for words in self.translation.translated:
            text = text.replace(words.source, words.text)
        self.set_text(text)
        self.field.setFocus()

    @Slot()
    def _on_return(self) -> None:
        self._search()
        if self._query.mistakes:
            self._explain()
        elif self._last == self.text().strip() != "":
            self.settled.emit(self._last)
            self.done.emit()

    # Chips

    @Slot(object)
    def _remove(self, term: Term) -> None:
        if (now := self._now(term)) is not None:
            self.set_text(writer.without(self._query, now.span))

    @Slot(object, QWidget)
    def _edit(self, term: Term, chip: QWidget) -> None:
        if (now := self._now(term)) is not None:
            self._open(editor_for(now, self.text(), self), now.span, chip)

    def _now(self, term: Term) -> Term | None:
        """Return a chip's term where it is by now: something may have been typed since the chips were made."""
        self._query = parse(self.text())
        return next((it for it in terms_of(self._query) if it.spoken == term.spoken), None)

    @Slot(object)
    def _add(self, editor: TermEditor) -> None:
        self._open(editor, None, self.chips.add if self.chips.isVisible() else self.field)

    @Slot(str)
    def _add_example(self, path: str) -> None:
        self._write(None, like(path))

    def _open(self, editor: TermEditor, span: Span | None, beside: QWidget) -> None:
        self._editor = editor
        editor.choices_asked.connect(self.choices_asked)
        editor.written.connect(partial(self._write, span))
        editor.closed.connect(self._on_editor_closed)
        editor.pop_up(beside)

    def _write(self, span: Span | None, piece: str) -> None:
        self.set_text(writer.joined(self.text(), piece) if span is None else writer.replaced(self._query, span, piece))

    @Slot()
    def _on_editor_closed(self) -> None:
        self._editor = None

    # Parts

    def _tool(self, text: str, icon: str, slot: object) -> QAction:
        action = QAction(text, self)
        set_icon(action, icon, "muted")
        action.triggered.connect(slot)
        self.field.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        return action

    def _once(self, ms: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(slot)
        return timer

    @Slot()
    def _pop_up_menu(self) -> None:
        self._menu.popup(self.field.mapToGlobal(self.field.rect().bottomRight()))

    @Slot()
    def _pop_up_filters(self) -> None:
        self.filters.popup(self.field.mapToGlobal(self.field.rect().bottomRight()))
