"""Asks photos, shows why they match, and compares descriptions, for menus and keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import And, Description, Node, Or
from clipphotos.ui.actions import Actions
from clipphotos.ui.asking.one_at_a_time import OneAtATime
from clipphotos.ui.asking.why_dialog import WhyDialog
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.by_example import load_photo
from clipphotos.ui.dialogs.compare_texts_dialog import CompareTextsDialog
from clipphotos.ui.layout import Parts
from clipphotos.ui.overview import Overview
from clipphotos.ui.panels.details import load_preview
from clipphotos.ui.sources import InAlbum, TextSearch

if TYPE_CHECKING:
    from clipphotos.engine.library import Library


class Explaining(QObject):
    """Opens what asks about the selected photos."""

    def __init__(
        self,
        library: Library,
        bridge: Bridge,
        actions: Actions,
        parts: Parts,
        browser: Browser,
        overview: Overview,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._bridge, self._actions, self._window = library, bridge, actions, window
        self._grid, self._details, self._browser, self._overview = parts.grid, parts.details, browser, overview
        self._calls = OneAtATime(bridge, self)
        actions.ask.triggered.connect(self.ask)
        actions.why.triggered.connect(self._on_why)
        actions.compare_texts.triggered.connect(self.compare)
        parts.details.why_asked.connect(self.explain)

    @Slot()
    def ask(self) -> None:
        """Let a question about the selected photo be typed."""
        self._actions.details.setChecked(True)
        self._details.focus_question()

    @Slot(str)
    def explain(self, text: str) -> None:
        """Show in large what in the selected photo speaks for a text; "": for what was searched for."""
        if self._grid.selected_count() != 1:
            return
        photo_id = self._grid.selected_ids()[0]
        offered = dict.fromkeys([text, *self._sought()] if text else self._sought())
        dialog = WhyDialog(self._library, self._calls, photo_id, list(offered), self._window)
        bound = dialog.screen().size() * dialog.devicePixelRatioF()
        whole = partial(load_photo, self._library, photo_id, QSize(bound))
        ask_for_more = partial(self._bridge.run, whole, partial(_show, dialog))
        self._bridge.run(partial(load_preview, self._library, photo_id), partial(_show_thumbnail, dialog, ask_for_more))
        dialog.open()

    @Slot()
    def compare(self) -> None:
        """Let descriptions be compared on the selected photos."""
        ids = self._grid.selected_ids()
        if ids:
            CompareTextsDialog(self._library, self._bridge, ids, self._window).open()

    @Slot()
    def _on_why(self) -> None:
        self.explain(self._details.sought)

    def _sought(self) -> list[str]:
        """Return what the photos that are shown were looked for by, in words."""
        source, reviewed = self._browser.source, self._browser.reviewed
        if reviewed is not None and reviewed.name:
            return [reviewed.name]
        query = source.text if isinstance(source, TextSearch) else ""
        album = self._overview.facts.album(source.album_id) if isinstance(source, InAlbum) else None
        if album is not None and album.smart:
            query = album.query
        return list(descriptions(parse(query).root))


def descriptions(node: Node | None) -> Iterator[str]:
    """Return what a search describes and wants, in order."""
    match node:
        case Description():
            yield node.text
        case And() | Or():
            for part in node.nodes:
                yield from descriptions(part)


# The dialog may be gone when an answer comes.


def _show_thumbnail(dialog: WhyDialog, ask_for_more: partial[None], image: QImage | None) -> None:
    if isValid(dialog):
        dialog.show_thumbnail(image)
        ask_for_more()


def _show(dialog: WhyDialog, loaded: tuple[bool, QImage | None]) -> None:
    if isValid(dialog):
        dialog.show_photo(*loaded)
