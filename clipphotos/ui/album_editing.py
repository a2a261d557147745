"""What a person does to albums: make, rename, delete, fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from clipphotos.core.album import Album
from clipphotos.core.changes import Level, Notice
from clipphotos.core.photo import PhotoId
from clipphotos.ui.actions import Actions
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.completing import Completing
from clipphotos.ui.dialogs.name_dialog import NameDialog
from clipphotos.ui.dialogs.query_dialog import QueryDialog
from clipphotos.ui.layout import Parts
from clipphotos.ui.overview import Overview
from clipphotos.ui.sources import InAlbum

if TYPE_CHECKING:
    from clipphotos.engine.library import Library


class AlbumEditing(QObject):
    """Asks the user what is needed, then tells the library."""

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
        self._library, self._bridge, self._actions, self._grid = library, bridge, actions, parts.grid
        self._browser, self._overview, self._window = browser, overview, window
        self._completing: Completing | None = None
        parts.sidebar.add_album_asked.connect(self.new_album)
        actions.new_album.triggered.connect(self.new_album_of_selected)
        actions.rename_album.triggered.connect(self._rename_shown)
        actions.delete_album.triggered.connect(self._delete_shown)
        actions.take_from_album.triggered.connect(self.take_selected)
        actions.album_menu.aboutToShow.connect(self._fill_album_menu)

    @Slot()
    def new_album(self) -> None:
        """Let the user name an empty album."""
        self._ask_new_name(())

    @Slot()
    def new_album_of_selected(self) -> None:
        """Let the user name an album of the selected photos."""
        self._ask_new_name(self._grid.selected_ids())

    def rename(self, album: Album) -> None:
        """Let the user give an album another name."""
        self._ask_name(self.tr("Rename album"), self.tr("Rename"), album, partial(self._rename, album))

    def save_search(self, query: str) -> None:
        """Let the user name an album of what a query finds."""
        title, button = self.tr("Save as smart album"), self.tr("Save")
        self._ask_name(title, button, None, partial(self._save_search, query))

    def edit_search(self, album: Album) -> None:
        """Let the user change what a smart album looks for."""
        dialog = QueryDialog(album.name, album.query, self._window)
        if self._completing is not None:
            self._completing.serve(dialog.bar)
        dialog.written.connect(partial(self._set_query, album))
        dialog.open()

    def set_completing(self, completing: Completing) -> None:
        """Say who knows what can be searched for."""
        self._completing = completing

    def delete(self, album: Album) -> None:
        """Delete an album, and say how it comes back."""
        self._bridge.change(partial(self._library.albums.remove, album.id), partial(self._on_deleted, album))

    def put_selected(self, album: Album) -> None:
        """Put the selected photos into an album."""
        if ids := self._grid.selected_ids():
            self._bridge.change(partial(self._library.albums.put, album.id, ids), partial(self._on_put, album))

    @Slot()
    def take_selected(self) -> None:
        """Take the selected photos out of the album that is shown."""
        source, ids = self._browser.source, self._grid.selected_ids()
        if isinstance(source, InAlbum) and ids:
            self._bridge.change(partial(self._library.albums.take, source.album_id, ids))

    def fill_menu(self, menu: QMenu, album: Album) -> None:
        """Offer what can be done with an album of the sidebar, which need not be the one that is shown."""
        actions = self._actions
        for action, slot in (
            (actions.rename_album, partial(self.rename, album)),
            (actions.delete_album, partial(self.delete, album)),
            (actions.new_album, self.new_album),
        ):
            menu.addAction(action.icon(), action.text(), slot)
        menu.insertSeparator(menu.actions()[-1])
        if album.smart:
            edit = QAction(actions.rename_album.icon(), self.tr("&Edit search…"), menu)
            edit.triggered.connect(partial(self.edit_search, album))
            menu.insertAction(menu.actions()[0], edit)

    @Slot()
    def _fill_album_menu(self) -> None:
        menu = self._actions.album_menu
        menu.clear()
        for album in (album for album in self._overview.facts.albums if not album.smart):
            menu.addAction(album.name.replace("&", "&&"), partial(self.put_selected, album))
        menu.addSeparator()
        menu.addAction(self._actions.new_album)

    def _ask_name(self, title: str, button: str, album: Album | None, then: Callable[[str], None]) -> None:
        dialog = NameDialog(
            title,
            button,
            self.tr("Name of the album"),
            "" if album is None else album.name,
            [other.name for other in self._overview.facts.albums if album is None or other.id != album.id],
            self._window,
        )
        dialog.named.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_new_name(self, photo_ids: Sequence[PhotoId]) -> None:
        self._ask_name(self.tr("New album"), self.tr("Make album"), None, partial(self._make, photo_ids))

    def _make(self, photo_ids: Sequence[PhotoId], name: str) -> None:
        self._bridge.change(partial(self._library.albums.add, name, photo_ids), self._on_made)

    def _save_search(self, query: str, name: str) -> None:
        self._bridge.change(partial(self._library.albums.add, name, query=query), self._on_saved)

    def _on_saved(self, album: Album) -> None:
        self._tell(self.tr("Saved: the smart album “{0}” shows what this search finds.").format(album.name))

    def _set_query(self, album: Album, query: str) -> None:
        self._bridge.change(partial(self._library.albums.set_query, album.id, query))

    def _rename(self, album: Album, name: str) -> None:
        self._bridge.change(partial(self._library.albums.rename, album.id, name))

    def _on_made(self, album: Album) -> None:
        if album.photos:
            self._on_put(album, album.photos)

    def _on_put(self, album: Album, added: int) -> None:
        said = self.tr("%Ln photo(s) put into the album “{0}”.", None, added)
        self._tell((said if added else self.tr("Already in the album “{0}”.")).format(album.name))

    def _on_deleted(self, album: Album, _result: object) -> None:
        undo = self._actions.undo.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        said = self.tr("The album “{0}” was deleted; its photos stay. {1} brings it back.")
        self._tell(said.format(album.name, undo))

    def _tell(self, text: str) -> None:
        self._bridge.noticed.emit(Notice(Level.INFO, text))

    @Slot()
    def _rename_shown(self) -> None:
        if (album := self._shown()) is not None:
            self.rename(album)

    @Slot()
    def _delete_shown(self) -> None:
        if (album := self._shown()) is not None:
            self.delete(album)

    def _shown(self) -> Album | None:
        source = self._browser.source
        return self._overview.facts.album(source.album_id) if isinstance(source, InAlbum) else None
