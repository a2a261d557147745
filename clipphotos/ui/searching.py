"""What a person does with searches: put together, narrow, sort, keep, look up how."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from clipphotos.core.query import writer
from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Field, Sort, SortKey
from clipphotos.ui.actions import Actions
from clipphotos.ui.album_editing import AlbumEditing
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.completing import Completing
from clipphotos.ui.dialogs.help_dialog import HelpDialog
from clipphotos.ui.layout import Parts
from clipphotos.ui.panels.term_texts import named, sorted_by
from clipphotos.ui.sources import InAlbum, InFolder, Source, TextSearch, WithTag

if TYPE_CHECKING:
    from clipphotos.engine.library import Library


class Searching(QObject):
    """Connects the search bar with what it finds."""

    def __init__(
        self,
        library: Library,
        bridge: Bridge,
        actions: Actions,
        parts: Parts,
        browser: Browser,
        albums: AlbumEditing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._bridge, self._actions, self._window = library, bridge, actions, window
        self._bar, self._grid, self._header, self._browser = parts.search, parts.grid, parts.header, browser
        self._albums = albums
        self._completing = Completing(library, bridge, self)
        self._completing.serve(parts.search)
        albums.set_completing(self._completing)
        self._remembered = ""
        for action, slot in (
            (actions.find, parts.search.select_all),
            (actions.find_within, self.find_within),
            (actions.save_search, self.save),
            (actions.show_more, browser.show_more),
            (actions.search_help, self.show_help),
        ):
            action.triggered.connect(slot)
        parts.search.add_tools([actions.find_within, actions.save_search, actions.search_help])
        parts.search.searched.connect(self._search)
        parts.search.settled.connect(self._remember)
        parts.search.left.connect(browser.leave_search)
        parts.search.done.connect(self._leave)
        parts.header.sort_asked.connect(self._sort)
        parts.grid.more_asked.connect(browser.show_more)
        parts.grid.opened.connect(self._on_used)
        parts.grid.selection_changed.connect(self._on_used)
        browser.source_changed.connect(self._on_source)
        browser.loaded.connect(self._on_loaded)
        browser.failed.connect(self._on_failed)
        self._on_source(browser.source)

    @Slot()
    def find_within(self) -> None:
        """Begin a search among what is shown."""
        self._bar.begin(_within(self._browser.source))

    @Slot()
    def save(self) -> None:
        """Keep the search as an album that fills itself."""
        source = self._browser.source
        if isinstance(source, TextSearch):
            self._albums.save_search(source.text)

    @Slot()
    def show_help(self) -> None:
        """Explain the language of searches."""
        HelpDialog("search", self.tr("Search help"), self._window).open()

    @Slot(str)
    def _search(self, text: str) -> None:
        self._browser.show(TextSearch(text))

    @Slot()
    def _leave(self) -> None:
        self._grid.setFocus()

    @Slot(object)
    def _sort(self, sort: Sort) -> None:
        """Write the order into the search; the usual one is not said."""
        query, found = parse(self._bar.text()), self._browser.found
        ranked = found is None or found.scores is not None
        usual = sort == Sort(SortKey.RELEVANCE if ranked else SortKey.DATE)
        said = next((term for term in writer.terms(query) if term.kind is writer.Kind.SORT), None)
        if said is None:
            text = query.text if usual else writer.joined(query.text, sorted_by(sort))
        elif usual:
            text = writer.without(query, said.span)
        else:
            text = writer.replaced(query, said.span, sorted_by(sort))
        self._bar.set_text(text)

    @Slot(str)
    def _remember(self, text: str) -> None:
        if text != self._remembered:
            self._remembered = text
            self._bridge.change(partial(self._library.search.remember, text))

    @Slot()
    def _on_used(self) -> None:
        """Remember a search that found what was wanted."""
        source = self._browser.source
        if isinstance(source, TextSearch) and self._grid.selected_count() and not self._browser.asking:
            self._remember(source.text)

    @Slot(object)
    def _on_source(self, source: Source) -> None:
        actions = self._actions
        actions.find_within.setEnabled(bool(_within(source)))
        actions.save_search.setEnabled(isinstance(source, TextSearch))
        self._show_rest()
        if not isinstance(source, TextSearch):
            self._header.set_sort(None)

    @Slot(object)
    def _on_loaded(self, source: Source) -> None:
        self._show_rest()
        found = self._browser.found
        if found is not None and isinstance(source, TextSearch):
            ranked = found.scores is not None
            usual = Sort(SortKey.RELEVANCE if ranked else SortKey.DATE)
            self._header.set_sort(parse(source.text).sort or usual, ranked=ranked)
            self._bar.refuse("")
            if self._bar.text().strip() == source.text:
                self._bar.set_told(found.translated, found.unknown)

    @Slot(object, str)
    def _on_failed(self, source: Source, reason: str) -> None:
        if isinstance(source, TextSearch) and self._grid.photos.rowCount():
            self._bar.refuse(reason)

    def _show_rest(self) -> None:
        rest = self._browser.rest
        self._actions.show_more.setEnabled(rest > 0)
        spoken = self.tr("Show %Ln photo(s) that match less", None, rest)
        self._grid.set_more(self.tr("Show more") if rest and self._grid.photos.rowCount() else "", spoken)


def _within(source: Source) -> str:
    """Return a search for what is shown; "" where that cannot be said or is everything."""
    match source:
        case TextSearch(text):
            return f"({text})"
        case InFolder(_, path):
            return named(Field.FOLDER, path)
        case InAlbum(_, name):
            return named(Field.ALBUM, name)
        case WithTag(name):
            return named(Field.TAG, name)
        case _:
            return ""
