"""The main window: makes its parts, takes drops, remembers its geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from clipphotos.ui import icons
from clipphotos.ui.actions import Actions
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.commands import Commands
from clipphotos.ui.dialogs.questions import tell_broken
from clipphotos.ui.duplicates.page import DuplicatesPage
from clipphotos.ui.grid.model import PhotoGridModel
from clipphotos.ui.grid.thumbnails import Thumbnails
from clipphotos.ui.grid.tile_view import USUAL_PX
from clipphotos.ui.grid.view import PhotoGridView
from clipphotos.ui.layout import Body, Parts
from clipphotos.ui.overview import Overview
from clipphotos.ui.panels.details import DetailsPanel
from clipphotos.ui.panels.drop_overlay import DropOverlay
from clipphotos.ui.panels.header import Header
from clipphotos.ui.panels.message import MessagePage
from clipphotos.ui.panels.notice_bar import NoticeBar
from clipphotos.ui.panels.review_bar import ReviewBar
from clipphotos.ui.panels.search_bar import SearchBar
from clipphotos.ui.panels.sidebar import Sidebar
from clipphotos.ui.panels.status_bar import StatusBar
from clipphotos.ui.stage import Stage

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_SIZE_PX = (1280, 820)
_DUPLICATES_BYTES = 48 << 20
"""Pictures that the page of duplicates keeps in memory."""


class MainWindow(QMainWindow):
    """The window of one library. Call `shut` before it goes.

    Signals:
        closing(): the user closed the window; it is hidden.
    """

    closing = Signal()

    def __init__(self, library: Library, bridge: Bridge, settings: QSettings) -> None:
        super().__init__()
        self._bridge, self._settings = bridge, settings
        self.setWindowTitle("ClipPhotos")
        self.setWindowIcon(icons.application_icon())
        self.setAcceptDrops(True)
        self._thumbnails = Thumbnails(library.photos.thumbnail, self)
        self._duplicate_thumbnails = Thumbnails(library.photos.thumbnail, self, _DUPLICATES_BYTES)
        model = PhotoGridModel(self._thumbnails.pixmap, self)
        grid = PhotoGridView(model, self._thumbnails)
        grid.setObjectName("grid")
        self.menu_actions = Actions(self, grid)
        self.parts = Parts(
            SearchBar(),
            Sidebar(),
            Header(self.menu_actions.label_tools, self.menu_actions.order),
            grid,
            MessagePage(),
            NoticeBar(),
            DetailsPanel(library, bridge),
            ReviewBar(self.menu_actions.decisions),
            DuplicatesPage(self._duplicate_thumbnails, self.menu_actions.look_for_duplicates),
        )
        self.status = StatusBar()
        self._body = Body(self.parts, self.menu_actions.sidebar, self.menu_actions.details)
        self.setCentralWidget(self._body)
        self.setStatusBar(self.status)
        self.menu_actions.fill(self.menuBar())
        self._overlay = DropOverlay(self)
        self.browser = Browser(library, bridge, model, self)
        self.overview = Overview(library, bridge, self)
        self.stage = Stage(
            self,
            self.parts,
            self._body,
            self.status,
            self.menu_actions,
            bridge,
            self.browser,
            self.overview,
            self._thumbnails,
        )
        self.commands = Commands(
            self,
            library,
            bridge,
            self.menu_actions,
            self.parts,
            self.status,
            self.browser,
            self.overview,
            self.stage,
        )
        self.menu_actions.sidebar.toggled.connect(self.parts.sidebar.setVisible)
        self.menu_actions.details.toggled.connect(self.parts.details.setVisible)
        bridge.broke.connect(self._on_broke)
        self._restore()

    def begin(self) -> None:
        """Ask for what is shown first."""
        self.overview.reload()
        self.browser.reload()
        self.commands.deduplicating.reload()
        self.parts.grid.setFocus()

    def shut(self) -> None:
        """Join the window's own threads."""
        self.commands.labels.close()
        self.commands.keeping.close()
        self._thumbnails.close()
        self._duplicate_thumbnails.close()

    @Slot()
    def come_forward(self) -> None:
        """Raise the window."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot()
    def refresh_icons(self) -> None:
        """Draw every icon in the colours of now."""
        icons.refresh(self)
        self.parts.sidebar.refresh_icons()

    @Slot(str)
    def _on_broke(self, trace: str) -> None:
        tell_broken(self, trace)

    # What is remembered

    def _restore(self) -> None:
        settings, actions = self._settings, self.menu_actions
        geometry = settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(*_SIZE_PX)
        splitter = settings.value("window/splitter")
        if isinstance(splitter, QByteArray):
            self._body.splitter.restoreState(splitter)
        for action, key in self._remembered():
            action.setChecked(bool(settings.value(key, action is not actions.collapse, bool)))
        actions.informative_first.setChecked(not actions.certain_first.isChecked())
        self.parts.sidebar.setVisible(actions.sidebar.isChecked())
        self.parts.details.setVisible(actions.details.isChecked())
        self.parts.grid.set_crop(actions.crop.isChecked())
        self.parts.grid.set_tile_px(int(str(settings.value("grid/tile_px", USUAL_PX, int))))

    def _remember(self) -> None:
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._settings.setValue("window/splitter", self._body.splitter.saveState())
        self._settings.setValue("grid/tile_px", self.parts.grid.tile_px)
        for action, key in self._remembered():
            self._settings.setValue(key, action.isChecked())
        self._settings.sync()

    def _remembered(self) -> tuple[tuple[QAction, str], ...]:
        actions = self.menu_actions
        return (
            (actions.sidebar, "window/sidebar"),
            (actions.details, "window/details"),
            (actions.crop, "grid/crop"),
            (actions.collapse, "grid/collapse"),
            (actions.certain_first, "review/certain_first"),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window is, hide it, and let the application end."""
        self._remember()
        super().closeEvent(event)
        self.closing.emit()

    # Drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what a drop would do."""
        if self.commands.by_example.can_take(event.mimeData()):
            event.acceptProposedAction()
            self._overlay.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show the window again."""
        self._overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add dropped folders, or look for what is similar to a dropped picture."""
        self._overlay.hide()
        event.acceptProposedAction()
        self.commands.by_example.take(event.mimeData())
