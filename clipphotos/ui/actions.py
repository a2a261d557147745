"""Every action of the window, with its text, shortcut and place in the menus."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from clipphotos.core.photo import MOST_STARS
from clipphotos.ui import texts
from clipphotos.ui.icons import set_icon

MOST_COMPARED = 12
"""Photos that descriptions are compared on, at once: the columns of a table."""

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
        self.find_pasted = self._new(self.tr("Find by &pasted picture"), "paste", keys.Paste)
        self.pause = self._new(self.tr("&Pause indexing"), "pause", "Ctrl+P")
        self.failed = self._new(self.tr("Files that could &not be read…"), "warning", "Ctrl+Shift+E")
        self.quit = self._new(self.tr("&Quit"), "", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

        self.undo = self._new(self.tr("&Undo"), "undo", "Ctrl+Z")
        self.redo = self._new(self.tr("Re&do"), "redo", "Ctrl+Shift+Z", "Ctrl+Y")
        self.find = self._new(self.tr("&Find"), "search", keys.Find)
        self.find_within = self._new(self.tr("Search &within these results"), "filter", "Ctrl+Shift+F")
        self.save_search = self._new(self.tr("Save as &smart album…"), "album-smart", "Ctrl+S")
        self.show_more = self._new(self.tr("Show the &nearest anyway"), "", "Alt+End")
        self.search_help = self._new(self.tr("&Search help"), "help", "Shift+F1")
        self.select_all = self._new(self.tr("Select &all"), "", keys.SelectAll, in_grid=True)
        self.select_none = self._new(self.tr("Select &none"), "", "Ctrl+Shift+A")
        self.add_tag = self._new(self.tr("Add &tag"), "tag", "Ctrl+T")

        self.all_photos = self._new(self.tr("&All photos"), "photos", "Alt+Home")
        self.review_all = self._new(self.tr("Re&view suggestions"), "review", "Ctrl+R")
        self.duplicates = self._new(self.tr("Du&plicates"), "duplicates", "Ctrl+D")
        self.collapse = self._new(self.tr("C&ollapse duplicates"), "", "Ctrl+Shift+D", checkable=True)
        self.larger = self._new(self.tr("&Larger thumbnails"), "grid-large", keys.ZoomIn)
        self.smaller = self._new(self.tr("&Smaller thumbnails"), "grid-small", keys.ZoomOut)
        self.crop = self._new(self.tr("&Crop thumbnails to squares"), "", "Ctrl+Shift+R", checkable=True)
        self.sidebar = self._new(self.tr("Show side&bar"), "panel-left", "F9", checkable=True)
        self.details = self._new(self.tr("Show &details"), "panel-right", "F10", checkable=True)
        self.full_screen = self._new(self.tr("&Full screen"), "", "F11", checkable=True)

        self.open = self._new(self.tr("&Open"), "open", "Return", in_grid=True)
        self.reveal = self._new(self.tr("Show in its &folder"), "folder", "Ctrl+Shift+O")
        self.similar = self._new(self.tr("Find &similar photos"), "similar", "Ctrl+L")
        self.region = self._new(self.tr("Search by a p&art of the photo…"), "crop", "Ctrl+Shift+P")
        self.more_like = self._new(self.tr("&More like this one"), "thumb-up", "+", in_grid=True, tone="good")
        self.less_like = self._new(self.tr("&Less like this one"), "thumb-down", "-", in_grid=True, tone="bad")
        self.ask = self._new(self.tr("As&k this photo"), "ask", "Ctrl+K")
        self.why = self._new(self.tr("&Why this photo?…"), "eye", "Ctrl+Shift+Y")
        self.compare_texts = self._new(self.tr("Compare &descriptions…"), "quote", "Ctrl+Shift+J")
        self.copy_path = self._new(self.tr("&Copy path"), "", "Ctrl+Shift+C")
        self.trash = self._new(self.tr("Move to &trash…"), "trash", "Del", "Ctrl+Backspace", in_grid=True)

        self.new_label = self._new(self.tr("&New label…"), "plus", keys.New)
        self.starters = self._new(self.tr("Add ready-&made labels…"), "sparkle", "Ctrl+Shift+N")
        self.import_labels = self._new(self.tr("Im&port labels…"), "", "Ctrl+Shift+L")
        self.export_labels = self._new(self.tr("E&xport labels…"), "", "Ctrl+Shift+X")
        self.edit_label = self._new(self.tr("&Edit label…"), "edit", "F2")
        self.remove_label = self._new(self.tr("&Remove label…"), "trash", "Ctrl+Del")
        self.accept = self._new(self.tr("&Accept"), "check", "A", in_grid=True, tone="good")
        self.reject = self._new(self.tr("Re&ject"), "close", "R", "X", in_grid=True, tone="bad")
        self.skip = self._new(self.tr("&Skip"), "skip", "S", in_grid=True)
        self.accept_above = self._new(self.tr("Accept &up to here"), "check-all", "Shift+A", in_grid=True, tone="good")
        self.accept_all = self._new(self.tr("Accept a&ll shown…"), "check-all", "Ctrl+Shift+Return")
        self.show_skipped = self._new(self.tr("Sho&w skipped again"), "", "Ctrl+Shift+S")
        self.certain_first = self._new(self.tr("Most &certain first"), "", "Ctrl+Shift+M", checkable=True)
        self.informative_first = self._new(self.tr("Most &informative first"), "", "Ctrl+Shift+I", checkable=True)
        order = QActionGroup(self)
        for action in (self.certain_first, self.informative_first):
            order.addAction(action)
        self.certain_first.setChecked(True)
        self.show_automatic = self._new(self.tr("Show what it &tagged by itself"), "bolt", "Ctrl+Shift+T")
        self.take_back = self._new(self.tr("Ta&ke back all…"), "undo", "Ctrl+Shift+Backspace")

        self.new_album = self._new(self.tr("&New album…"), "plus", "Ctrl+B")
        self.rename_album = self._new(self.tr("Re&name album…"), "edit", "Shift+F2")
        self.delete_album = self._new(self.tr("&Delete album"), "trash", "Alt+Del")
        self.take_from_album = self._new(self.tr("Remove from &album"), "minus", "Ctrl+Shift+B")
        self.album_menu = QMenu(self.tr("Add to al&bum"), window)
        set_icon(self.album_menu.menuAction(), "album", "muted")
        self.ratings = tuple(
            self._new(texts.stars(rating), "star-full" if rating else "star", str(rating), in_grid=True, tone="star")
            for rating in range(MOST_STARS + 1)
        )
        self.rating_menu = QMenu(self.tr("&Rating"), window)
        self.rating_menu.addActions(self.ratings)
        set_icon(self.rating_menu.menuAction(), "star", "muted")

        self.look_again = self._new(self.tr("&Look through the folders again"), "refresh", "F5")
        self.look_for_duplicates = self._new(self.tr("Look for &duplicates now"), "refresh", "Shift+F5")
        self.backups = self._new(self.tr("&Backups…"), "backup", "Ctrl+Shift+U")
        self.check = self._new(self.tr("&Check library…"), "", "Ctrl+Shift+K")

        self.about = self._new(self.tr("&About ClipPhotos"), "info", "F1")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    @property
    def decisions(self) -> tuple[QAction, ...]:
        """Return what is done to photos in a review, in the order of its bar."""
        return self.accept, self.reject, self.skip, self.accept_above, self.undo

    @property
    def label_tools(self) -> tuple[QAction, ...]:
        """Return what a review offers for the label itself, in the order of the header."""
        return self.edit_label, self.take_back

    @property
    def order(self) -> tuple[QAction, ...]:
        """Return what may come first in a review of all labels."""
        return self.certain_first, self.informative_first

    @property
    def likes(self) -> tuple[QAction, ...]:
        """Return what finds photos that are like selected ones."""
        return self.similar, self.region, self.more_like, self.less_like

    @property
    def questions(self) -> tuple[QAction, ...]:
        """Return what is asked about selected photos."""
        return self.ask, self.why, self.compare_texts

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
            [
                *(self.undo, self.redo, none, self.find, self.find_within, self.find_example, self.find_pasted),
                *(self.save_search, none),
                *(self.select_all, self.select_none, none, self.add_tag),
            ],
        )
        looks = [self.larger, self.smaller, self.crop]
        self._menu(
            bar,
            self.tr("&View"),
            [
                *(self.all_photos, self.review_all, self.duplicates, none, *looks, self.collapse, none),
                *(self.sidebar, self.details, none, self.full_screen),
            ],
        )
        files = [self.open, self.reveal, self.copy_path]
        rating, album = self.rating_menu.menuAction(), self.album_menu.menuAction()
        looks_into = [none, *self.likes, none, *self.questions]
        self._menu(bar, self.tr("&Photo"), [*files, *looks_into, none, rating, none, self.trash])
        albums = [self.new_album, self.rename_album, self.delete_album]
        self._menu(bar, self.tr("&Album"), [*albums, none, album, self.take_from_album])
        decisions = [self.accept, self.reject, self.skip, self.accept_above, self.accept_all]
        automatic = [self.show_automatic, self.take_back]
        self._menu(
            bar,
            self.tr("&Label"),
            [
                *(self.new_label, self.starters, self.edit_label, self.remove_label, none, *decisions, none),
                *(self.show_skipped, *self.order, none, *automatic, none),
                *(self.import_labels, self.export_labels),
            ],
        )
        looking = [self.look_again, self.look_for_duplicates]
        self._menu(bar, self.tr("Librar&y"), [*looking, none, self.backups, self.check])
        self._menu(bar, self.tr("&Help"), [self.search_help, none, self.about])

    def photo_menu(self, reviewing: bool) -> QMenu:
        """Return the context menu of photos; the caller deletes it."""
        menu = QMenu(self._window)
        if reviewing:
            menu.addActions([self.accept, self.reject, self.skip, self.accept_above])
            menu.addSeparator()
        menu.addActions([self.open, self.reveal, self.copy_path])
        menu.addSeparator()
        menu.addActions([action for action in self.likes if action.isEnabled()])
        menu.addSeparator()
        menu.addActions([action for action in self.questions if action.isEnabled()])
        menu.addSeparator()
        menu.addAction(self.add_tag)
        menu.addSeparator()
        if not reviewing:
            menu.addMenu(self.rating_menu)
        menu.addMenu(self.album_menu)
        if self.take_from_album.isEnabled():
            menu.addAction(self.take_from_album)
        menu.addSeparator()
        menu.addAction(self.trash)
        return menu

    def set_photo_enabled(self, count: int) -> None:
        """Say how many photos are selected."""
        for action in (self.open, self.reveal, self.similar, self.region, self.ask, self.why, self.copy_path):
            action.setEnabled(count == 1)
        self.compare_texts.setEnabled(1 <= count <= MOST_COMPARED)
        for action in (self.add_tag, self.select_none, self.trash):
            action.setEnabled(count > 0)

    def set_album_enabled(self, album: bool, selected: int, *, smart: bool = False) -> None:
        """Say whether an album is shown, whether it fills itself, and how many photos are selected."""
        for action in (self.rename_album, self.delete_album):
            action.setEnabled(album)
        self.take_from_album.setEnabled(album and not smart and selected > 0)
        self.album_menu.menuAction().setEnabled(selected > 0)

    def set_review_enabled(self, reviewing: bool, automatic: bool, label: bool, shown: int, selected: int) -> None:
        """Say whether photos are decided about, of what kind, and whether it is one label that asks."""
        for action in (self.accept, self.reject):
            action.setEnabled(reviewing and selected > 0)
        for action in (*self.ratings, self.rating_menu.menuAction()):  # no digit by mistake among decisions
            action.setEnabled(not reviewing and selected > 0)
        for action in (self.skip, self.accept_above):
            action.setEnabled(reviewing and not automatic and selected > 0)
        self.accept_all.setEnabled(reviewing and not automatic and shown > 0)
        self.take_back.setEnabled(automatic and shown > 0)
        for action in (self.edit_label, self.remove_label, self.show_automatic):
            action.setEnabled(label)

    def set_reviewing(self, reviewing: bool) -> None:
        """Let Enter accept and Delete reject in a review; anywhere else they open, and ask about the trash."""
        enter = [QKeySequence("Return"), QKeySequence("Enter")]
        self.open.setShortcuts([QKeySequence("Ctrl+Return")] if reviewing else enter)
        self.accept.setShortcuts([QKeySequence("A"), *(enter if reviewing else [])])
        delete, trash = [QKeySequence("Del")], [QKeySequence("Ctrl+Backspace")]
        self.reject.setShortcuts([QKeySequence("R"), QKeySequence("X"), *(delete if reviewing else [])])
        self.trash.setShortcuts(trash if reviewing else delete + trash)

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
