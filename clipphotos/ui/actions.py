"""Every action of the window, with its text, shortcut and place in the menus."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from clipphotos.ui.icons import set_icon

_Keys = str | QKeySequence.StandardKey


def plain(text: str) -> str:
    """Return a menu's text as a button shows it: "Accept (&A)…" becomes "Accept"."""
    return re.sub(r"\s*\(&\w\)", "", text).replace("&", "").rstrip("…")


class Actions(QObject):
    """The actions as attributes; the window connects them and says when each can be used."""

    def __init__(self, window: QWidget, grid: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._grid = grid
        keys = QKeySequence.StandardKey

        self.add_folder = self._new(self.tr("&Add folder…"), "folder-add", "Ctrl+O")
        self.remove_folder = self._new(self.tr("&Remove folder…"), "folder", "Ctrl+Shift+Del")
        self.find_example = self._new(self.tr("Find by &example photo…"), "similar", "Ctrl+E")
        self.pause = self._new(self.tr("&Pause indexing"), "pause", "Ctrl+P")
        self.failed = self._new(self.tr("Files that could &not be read…"), "warning", "Ctrl+Shift+E")
        self.quit = self._new(self.tr("&Quit"), "", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

        self.find = self._new(self.tr("&Find"), "search", keys.Find)
        self.select_all = self._new(self.tr("Select &all"), "", keys.SelectAll, in_grid=True)
        self.select_none = self._new(self.tr("Select &none"), "", "Ctrl+Shift+A")
        self.add_tag = self._new(self.tr("Add &tag"), "tag", "Ctrl+T")

        self.all_photos = self._new(self.tr("&All photos"), "photos", "Alt+Home")
        self.larger = self._new(self.tr("&Larger thumbnails"), "grid-large", keys.ZoomIn)
        self.smaller = self._new(self.tr("&Smaller thumbnails"), "grid-small", keys.ZoomOut)
        self.crop = self._new(self.tr("&Crop thumbnails to squares"), "", "Ctrl+Shift+R", checkable=True)
        self.sidebar = self._new(self.tr("Show &sidebar"), "panel-left", "F9", checkable=True)
        self.details = self._new(self.tr("Show &details"), "panel-right", "F10", checkable=True)
        self.full_screen = self._new(self.tr("&Full screen"), "", "F11", checkable=True)

        self.open = self._new(self.tr("&Open"), "open", "Return", in_grid=True)
        self.reveal = self._new(self.tr("Show in its &folder"), "folder", "Ctrl+Shift+O")
        self.similar = self._new(self.tr("Find &similar photos"), "similar", "Ctrl+L")
        self.copy_path = self._new(self.tr("&Copy path"), "", "Ctrl+Shift+C")

        self.new_label = self._new(self.tr("&New label…"), "plus", keys.New)
        self.edit_label = self._new(self.tr("&Edit label…"), "edit", "F2")
        self.remove_label = self._new(self.tr("&Remove label…"), "trash", "Ctrl+Del")
        self.accept = self._new(self.tr("&Accept"), "check", "A", in_grid=True, tone="good")
        self.reject = self._new(self.tr("Re&ject"), "close", "X", "R", in_grid=True, tone="bad")
        self.accept_all = self._new(self.tr("Accept a&ll shown…"), "check-all", "Ctrl+Shift+Return")

        self.about = self._new(self.tr("&About ClipPhotos"), "info", "F1")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    @property
    def review(self) -> tuple[QAction, ...]:
        """Return the tools of a review, in the order of the header."""
        return self.accept, self.reject, self.accept_all, self.edit_label

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into the menus."""
        none = None
        self._menu(
            bar,
            self.tr("&File"),
            [self.add_folder, self.remove_folder, none, self.pause, self.failed, none, self.quit],
        )
        self._menu(
            bar,
            self.tr("&Edit"),
            [self.find, self.find_example, none, self.select_all, self.select_none, none, self.add_tag],
        )
        looks = [self.larger, self.smaller, self.crop]
        self._menu(
            bar,
            self.tr("&View"),
            [self.all_photos, none, *looks, none, self.sidebar, self.details, none, self.full_screen],
        )
        self._menu(bar, self.tr("&Photo"), [self.open, self.reveal, self.copy_path, none, self.similar])
        decisions = [self.accept, self.reject, self.accept_all]
        self._menu(
            bar,
            self.tr("&Label"),
            [self.new_label, self.edit_label, self.remove_label, none, *decisions],
        )
        self._menu(bar, self.tr("&Help"), [self.about])

    def photo_menu(self, reviewing: bool) -> QMenu:
        """Return the context menu of photos; the caller deletes it."""
        menu = QMenu(self._window)
        if reviewing:
            menu.addActions([self.accept, self.reject])
            menu.addSeparator()
        menu.addActions([self.open, self.reveal, self.copy_path])
        menu.addSeparator()
        menu.addActions([self.similar, self.add_tag])
        return menu

    def set_photo_enabled(self, count: int) -> None:
        """Say how many photos are selected."""
        for action in (self.open, self.reveal, self.similar, self.copy_path):
            action.setEnabled(count == 1)
        for action in (self.add_tag, self.select_none):
            action.setEnabled(count > 0)

    def set_review_enabled(self, reviewing: bool, shown: int, selected: int) -> None:
        """Say whether suggestions are reviewed."""
        self.accept.setEnabled(reviewing and selected > 0)
        self.reject.setEnabled(reviewing and selected > 0)
        self.accept_all.setEnabled(reviewing and shown > 0)
        self.edit_label.setEnabled(reviewing)
        self.remove_label.setEnabled(reviewing)

    def set_paused(self, paused: bool) -> None:
        """Say what the pause action would do."""
        set_icon(self.pause, "play" if paused else "pause", "muted")
        self.pause.setText(self.tr("Go on &indexing") if paused else self.tr("&Pause indexing"))

    def _menu(self, bar: QMenuBar, title: str, entries: list[QAction | None]) -> None:
        menu = bar.addMenu(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                menu.addAction(entry)

    def _new(
        self,
        text: str,
        icon: str,
        *shortcuts: _Keys,
        checkable: bool = False,
        in_grid: bool = False,
        tone: str = "muted",
    ) -> QAction:
        action = QAction(text, self._window)
        action.setCheckable(checkable)
        action.setIconText(plain(text))
        if icon:
            set_icon(action, icon, tone)
            action.setIconVisibleInMenu(not checkable)
        action.setShortcuts([QKeySequence(keys) for keys in shortcuts if keys])
        if shortcuts and shortcuts[0]:
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{plain(text)}  ({keys})")
        if in_grid:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._grid.addAction(action)
        return action
