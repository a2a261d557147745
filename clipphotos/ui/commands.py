"""What menus, keys and buttons do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox

from clipphotos import __version__
from clipphotos.core.label import Label, LabelId, LabelMode, QueueOrder, name_key
from clipphotos.core.photo import PhotoId
from clipphotos.ui import texts
from clipphotos.ui.actions import Actions
from clipphotos.ui.album_editing import AlbumEditing
from clipphotos.ui.asking.explaining import Explaining
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.by_example import ByExample
from clipphotos.ui.duplicates.deduplicating import Deduplicating
from clipphotos.ui.editing import Editing
from clipphotos.ui.keeping import Keeping
from clipphotos.ui.label_editing import LabelEditing
from clipphotos.ui.layout import Parts
from clipphotos.ui.overview import Overview
from clipphotos.ui.panels.status_bar import StatusBar
from clipphotos.ui.photo_files import PhotoFiles
from clipphotos.ui.rating import Rating
from clipphotos.ui.review import Review
from clipphotos.ui.searching import Searching
from clipphotos.ui.sources import (
    AllPhotos,
    Automatic,
    Duplicates,
    InAlbum,
    InFolder,
    Queue,
    Source,
    ToReview,
)
from clipphotos.ui.stage import Stage
from clipphotos.ui.trashing import Trashing
from clipphotos.ui.undoing import Undoing

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_ZOOM_STEP_PX = 32


class Commands(QObject):
    """Connects every action and every request of a panel with who does it."""

    def __init__(
        self,
        window: QMainWindow,
        library: Library,
        bridge: Bridge,
        actions: Actions,
        parts: Parts,
        status: StatusBar,
        browser: Browser,
        overview: Overview,
        stage: Stage,
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._bridge = window, library, bridge
        self._actions, self._parts = actions, parts
        self._browser, self._overview, self._stage = browser, overview, stage
        self.editing = Editing(library, bridge, window)
        self.labels = LabelEditing(library, bridge, overview, window)
        self.albums = AlbumEditing(library, bridge, actions, parts, browser, overview, window)
        self.searching = Searching(library, bridge, actions, parts, browser, self.albums, window)
        self.by_example = ByExample(library, bridge, actions, parts, browser, self.editing, window)
        self.explaining = Explaining(library, bridge, actions, parts, browser, overview, window)
        self.rating = Rating(library, bridge, actions, parts, self)
        self.review = Review(library, bridge, browser, parts.grid)
        self.undoing = Undoing(library, bridge, actions, self.review, browser, window)
        self._files = PhotoFiles(library, bridge, self)
        self.keeping = Keeping(library, bridge, actions, parts.notice, overview, self._files, window)
        self._trashing = Trashing(library, bridge, actions, parts.grid, window)
        self.deduplicating = Deduplicating(library, bridge, actions, parts.duplicates, window)
        self._connect_actions(actions)
        self._connect_parts(parts, status)

    def _connect_actions(self, actions: Actions) -> None:
        for action, slot in (
            (actions.add_folder, self.editing.choose_folder),
            (actions.remove_folder, self._remove_folder),
            (actions.pause, self._toggle_pause),
            (actions.failed, self.keeping.show_failed),
            (actions.quit, self._window.close),
            (actions.select_all, self._parts.grid.selectAll),
            (actions.select_none, self._parts.grid.clearSelection),
            (actions.add_tag, self._focus_tags),
            (actions.all_photos, self._show_all),
            (actions.larger, self._zoom_in),
            (actions.smaller, self._zoom_out),
            (actions.open, self._open),
            (actions.reveal, self._reveal),
            (actions.copy_path, self._copy_path),
            (actions.new_label, self.labels.new_label),
            (actions.starters, self.labels.choose_starters),
            (actions.import_labels, self.labels.choose_import),
            (actions.export_labels, self.labels.choose_export),
            (actions.edit_label, self._edit_label),
            (actions.remove_label, self._remove_label),
            (actions.accept, self.review.accept_selected),
            (actions.reject, self.review.reject_selected),
            (actions.skip, self.review.skip_selected),
            (actions.accept_above, self.review.accept_above),
            (actions.accept_all, self.review.accept_all),
            (actions.show_skipped, self.review.show_skipped),
            (actions.take_back, self.review.take_back),
            (actions.review_all, self._review_all),
            (actions.duplicates, self._show_duplicates),
            (actions.show_automatic, self._show_automatic),
            (actions.about, self._about),
        ):
            action.triggered.connect(slot)
        actions.certain_first.toggled.connect(self._set_order)
        actions.crop.toggled.connect(self._parts.grid.set_crop)
        actions.collapse.toggled.connect(self._browser.set_collapse)
        actions.full_screen.toggled.connect(self._set_full_screen)

    def _connect_parts(self, parts: Parts, status: StatusBar) -> None:
        self.labels.label_saved.connect(self._on_label_saved)
        self.editing.folder_added.connect(self._overview.reload)
        parts.sidebar.chosen.connect(self._choose)
        self.deduplicating.counted.connect(parts.sidebar.set_duplicates_count)
        parts.sidebar.add_folder_asked.connect(self.editing.choose_folder)
        parts.sidebar.add_label_asked.connect(self.labels.new_label)
        parts.sidebar.starters_asked.connect(self.labels.choose_starters)
        parts.sidebar.menu_asked.connect(self._sidebar_menu)
        parts.message.add_folder_asked.connect(self.editing.choose_folder)
        parts.notice.label_asked.connect(self._show_tagged)
        parts.header.tile_size_asked.connect(parts.grid.set_tile_px)
        parts.grid.opened.connect(self._files.open)
        parts.grid.customContextMenuRequested.connect(self._grid_menu)
        parts.details.tag_added.connect(self._add_tag)
        parts.details.tag_removed.connect(self._remove_tag)
        parts.details.decided.connect(self._decide)
        parts.details.open_asked.connect(self._open)
        parts.details.reveal_asked.connect(self._reveal)
        status.pause_asked.connect(self._pause)
        status.failed_asked.connect(self.keeping.show_failed)

    # What is shown

    @Slot(object)
    def _choose(self, source: Source) -> None:
        if source != self._browser.source:
            self._parts.search.forget()
            self._browser.show(source)

    @Slot()
    def _show_all(self) -> None:
        self._choose(AllPhotos())

    @Slot(object)
    def _on_label_saved(self, label: Label) -> None:
        self._overview.reload()
        self._browser.show(ToReview(label.id, label.name))  # also if it is shown: it may find other photos now
        self._focus_grid()  # the review goes by keys

    @Slot()
    def _review_all(self) -> None:
        self._choose(Queue())
        self._focus_grid()

    @Slot()
    def _show_duplicates(self) -> None:
        self._choose(Duplicates())
        self._parts.duplicates.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_automatic(self, label_id: LabelId, name: str) -> None:
        """Show what a label tagged by itself."""
        self._choose(Automatic(label_id, name))
        self._focus_grid()

    @Slot()
    def _show_automatic(self) -> None:
        if (label := self._label()) is not None:
            self.show_automatic(label.id, label.name)

    @Slot(str)
    def _show_tagged(self, name: str) -> None:
        label = self._overview.facts.label_named(name)
        if label is not None:
            self.show_automatic(label.id, label.name)

    @Slot(bool)
    def _set_order(self, certain: bool) -> None:
        self.review.set_order(QueueOrder.CERTAIN if certain else QueueOrder.INFORMATIVE)

    @Slot()
    def _zoom_in(self) -> None:
        self._parts.grid.set_tile_px(self._parts.grid.tile_px + _ZOOM_STEP_PX)

    @Slot()
    def _zoom_out(self) -> None:
        self._parts.grid.set_tile_px(self._parts.grid.tile_px - _ZOOM_STEP_PX)

    @Slot(bool)
    def _set_full_screen(self, full: bool) -> None:
        if full:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    # Where the keyboard is

    @Slot()
    def _focus_grid(self) -> None:
        self._parts.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _focus_tags(self) -> None:
        self._actions.details.setChecked(True)
        self._parts.details.focus_tag_field()

    # The selection

    def _one_selected(self) -> PhotoId | None:
        ids = self._parts.grid.selected_ids() if self._parts.grid.selected_count() == 1 else []
        return ids[0] if ids else None

    @Slot()
    def _open(self) -> None:
        if (photo_id := self._one_selected()) is not None:
            self._files.open(photo_id)

    @Slot()
    def _reveal(self) -> None:
        if (photo_id := self._one_selected()) is not None:
            self._files.reveal(photo_id)

    @Slot()
    def _copy_path(self) -> None:
        if (photo_id := self._one_selected()) is not None:
            self._files.copy_path(photo_id)

    @Slot(str)
    def _add_tag(self, name: str) -> None:
        shown = self._browser.reviewed
        if shown is not None and name_key(name) == name_key(shown.name):
            self.review.accept_selected()
        else:
            self.editing.add_tag(name, self._parts.grid.selected_ids())

    @Slot(str)
    def _remove_tag(self, name: str) -> None:
        self.editing.remove_tag(name, self._parts.grid.selected_ids())

    @Slot(str, bool)
    def _decide(self, name: str, fits: bool) -> None:
        """Decide about a suggestion in the details panel; in that label's own review it moves on."""
        shown, label = self._browser.reviewed, self._overview.facts.label_named(name)
        photo_id = self._one_selected()
        if label is None or photo_id is None:
            return
        if shown is not None and shown.label_id == label.id:
            self.review.decide([photo_id], fits)
        else:
            self.labels.decide(label, [photo_id], fits)

    @Slot(QPoint)
    def _grid_menu(self, point: QPoint) -> None:
        if self._parts.grid.selected_count():
            menu = self._actions.photo_menu(self._browser.reviewed is not None)
            self._pop_up(menu, self._parts.grid.viewport().mapToGlobal(point))

    # Folders, labels, background work

    @Slot(object, QPoint)
    def _sidebar_menu(self, source: Source, point: QPoint) -> None:
        menu = QMenu(self._window)
        if isinstance(source, InFolder):
            menu.addAction(self._actions.add_folder)
            root = self._overview.facts.root(source.root_id)
            if root is not None:
                self.keeping.fill_menu(menu, root)
                menu.addAction(self._actions.remove_folder.text()).triggered.connect(
                    partial(self.editing.remove_folder, root)
                )
        elif isinstance(source, InAlbum):
            album = self._overview.facts.album(source.album_id)
            if album is not None:
                self.albums.fill_menu(menu, album)
        elif isinstance(source, ToReview):
            label = self._overview.facts.label(source.label_id)
            if label is not None:
                self._fill_label_menu(menu, label)
        if menu.isEmpty():
            menu.deleteLater()
            return
        self._pop_up(menu, point)

    def _fill_label_menu(self, menu: QMenu, label: Label) -> None:
        """Offer what can be done with a label of the sidebar, which need not be the one that is shown."""
        choose = partial(self._choose, ToReview(label.id, label.name))
        menu.addAction(self.tr("Re&view"), choose).setEnabled(label.mode is not LabelMode.OFF)
        automatic = partial(self._choose, Automatic(label.id, label.name))
        menu.addAction(self._actions.show_automatic.text(), automatic).setEnabled(label.tagged > 0)
        menu.addSeparator()
        menu.addAction(self._actions.edit_label.text(), partial(self.labels.edit_label, label))
        modes = menu.addMenu(self.tr("&When a photo fits"))
        for mode, text in (
            (LabelMode.SUGGEST, self.tr("&Suggest")),
            (LabelMode.AUTO, self.tr("&Tag by itself")),
            (LabelMode.OFF, self.tr("&Off")),
        ):
            entry = modes.addAction(text, partial(self.labels.set_mode, label, mode))
            entry.setCheckable(True)
            entry.setChecked(label.mode is mode)
        menu.addAction(self._actions.remove_label.text(), partial(self.labels.remove_label, label))
        menu.addSeparator()
        menu.addActions([self._actions.new_label, self._actions.starters])

    def _pop_up(self, menu: QMenu, point: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    @Slot()
    def _remove_folder(self) -> None:
        source = self._browser.source
        root = self._overview.facts.root(source.root_id) if isinstance(source, InFolder) else None
        if root is not None:
            self.editing.remove_folder(root)

    def _label(self) -> Label | None:
        source, shown = self._browser.source, self._browser.reviewed
        asks = source if isinstance(source, ToReview | Automatic) else shown
        return None if asks is None or asks.label_id is None else self._overview.facts.label(asks.label_id)

    @Slot()
    def _edit_label(self) -> None:
        if (label := self._label()) is not None:
            self.labels.edit_label(label)

    @Slot()
    def _remove_label(self) -> None:
        if (label := self._label()) is not None:
            self.labels.remove_label(label)

    @Slot()
    def _toggle_pause(self) -> None:
        self._pause(not self._stage.paused)

    @Slot(bool)
    def _pause(self, pause: bool) -> None:
        self._bridge.change(self._library.ingest.pause if pause else self._library.ingest.resume)

    @Slot()
    def _about(self) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Close, self._window)
        box.setWindowTitle(self.tr("About ClipPhotos"))
        box.setIconPixmap(self._window.windowIcon().pixmap(64, 64))
        box.setText(self.tr("ClipPhotos {0}").format(__version__))
        box.setInformativeText(
            self.tr("A photo organizer that understands pictures.\nModel: {0}\nLibrary: {1}").format(
                texts.model(self._overview.facts.model), self._library.directory
            )
        )
        box.finished.connect(box.deleteLater)
        box.open()
