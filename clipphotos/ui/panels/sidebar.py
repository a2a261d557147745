"""The sidebar: all photos, folders, albums, labels and tags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QTreeWidgetItem, QVBoxLayout, QWidget

from clipphotos.core.album import Album
from clipphotos.core.label import Label
from clipphotos.core.photo import Root
from clipphotos.ui import texts
from clipphotos.ui.icons import set_icon
from clipphotos.ui.panels import folder_rows
from clipphotos.ui.panels.label_rows import rows_of
from clipphotos.ui.panels.sidebar_rows import Row
from clipphotos.ui.panels.sidebar_tree import SidebarTree
from clipphotos.ui.sources import AllPhotos, Duplicates, InAlbum, Queue, Source, WithTag

MANY_LABELS = 30
"""From more labels on there is a field to find one by its name."""
PAGE = 300
"""Rows of a section that are shown at first, and that come with every wish for more."""
_HEADING_PX, _FIELD_PX = 38, 36


class Sidebar(QWidget):
    """Shows what can be browsed.

    Signals:
        chosen(Source): the user wants to see it.
        add_folder_asked(), add_album_asked(), add_label_asked(): a section's + was clicked.
        starters_asked(): ready-made labels are wanted.
        menu_asked(Source, QPoint): the context menu of a row, at a global position.
    """

    chosen = Signal(object)
    add_folder_asked = Signal()
    add_album_asked = Signal()
    add_label_asked = Signal()
    starters_asked = Signal()
    menu_asked = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setMinimumWidth(180)
        self._known_labels: tuple[Label, ...] = ()
        self._known_albums: tuple[Album, ...] = ()
        self._known_tags: tuple[tuple[str, int], ...] = ()
        self._pages = {"albums": PAGE, "labels": PAGE, "tags": PAGE}
        self._filter = QLineEdit()
        self._filter.setObjectName("label_filter")
        self._filter.setPlaceholderText(self.tr("Find a label"))
        self._filter.setAccessibleName(self.tr("Find a label"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._on_filter)
        self._filter.hide()
        self._tree = SidebarTree()
        self._tree.setAccessibleName(self.tr("Library"))
        self._tree.chosen.connect(self.chosen)
        self._tree.asked.connect(self._on_asked)
        self._tree.menu_asked.connect(self.menu_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self._tree)
        self._all = self._tree.add_row(Row(AllPhotos(), self.tr("All photos"), "photos"))
        self._review = self._tree.add_row(Row(Queue(), self.tr("Review"), "review"))
        self._duplicates = self._tree.add_row(Row(Duplicates(), self.tr("Duplicates"), "duplicates"))
        self._folders = self._section(self.tr("Folders"), self.tr("Add folder"), self.add_folder_asked)
        self._albums = self._section(self.tr("Albums"), self.tr("New album"), self.add_album_asked)
        self._labels = self._section(self.tr("Labels"), self.tr("Add label"), self.add_label_asked, self._filter)
        self._tags = self._section(self.tr("Tags"))
        self.set_roots(())
        self._show_albums()
        self._show_labels()
        self._show_tags()

    def set_photo_count(self, count: int) -> None:
        """Show how many photos there are."""
        said = texts.number(count) if count else ""
        self._tree.write(self._all, Row(AllPhotos(), self.tr("All photos"), "photos", said))

    def set_waiting_count(self, count: int) -> None:
        """Show how many suggestions of all labels wait."""
        said = texts.number(count) if count else ""
        tip = texts.suggestions(count)
        self._tree.write(self._review, Row(Queue(), self.tr("Review"), "review", said, marked=count > 0, tip=tip))

    def set_duplicates_count(self, count: int) -> None:
        """Show how many groups of duplicates are open."""
        said = texts.number(count) if count else ""
        tip = self.tr("%Ln group(s) of duplicates", None, count) if count else ""
        self._tree.write(self._duplicates, Row(Duplicates(), self.tr("Duplicates"), "duplicates", said, tip=tip))

    def set_roots(self, roots: Sequence[Root]) -> None:
        """Show the watched folders."""
        self._tree.fill(self._folders, folder_rows.rows_of(roots) or [Row(None, self.tr("No folder is watched"))])

    def set_albums(self, albums: Sequence[Album]) -> None:
        """Show the albums, with how many photos are in each."""
        if tuple(albums) != self._known_albums:
            self._known_albums = tuple(albums)
            self._show_albums()

    def set_labels(self, labels: Sequence[Label]) -> None:
        """Show the labels, with how many suggestions wait."""
        if tuple(labels) != self._known_labels:
            self._known_labels = tuple(labels)
            many = len(labels) > MANY_LABELS
            if many != self._filter.isVisibleTo(self):
                self._filter.setVisible(many)
                self._filter.clear()
                self._tree.set_heading_height(self._labels, _HEADING_PX + (_FIELD_PX if many else 0))
            self._show_labels()

    def set_tags(self, tags: Sequence[tuple[str, int]]) -> None:
        """Show the tags, with how many photos carry each."""
        if tuple(tags) != self._known_tags:
            self._known_tags = tuple(tags)
            self._show_tags()

    def mark(self, source: Source | None) -> None:
        """Show which row is being looked at, without asking for it; None: no row."""
        self._tree.mark(source)

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of now."""
        self._tree.refresh_icons()

    def _show_albums(self) -> None:
        shown = self._known_albums[: self._pages["albums"]]
        rows = [_album_row(album) for album in shown]
        more = self._more(len(self._known_albums) - len(shown), "albums")
        self._tree.fill(self._albums, [*(rows or [Row(None, self.tr("No albums yet"))]), *more])

    def _show_labels(self) -> None:
        wanted = self._filter.text()
        rows, left_out = rows_of(self._known_labels, wanted, self._pages["labels"])
        if not rows and wanted:
            rows = [Row(None, self.tr("No label has this name"))]
        elif not rows:
            rows = [
                Row(None, self.tr("No labels yet")),
                Row(None, self.tr("Add ready-made labels…"), ask="starters"),
            ]
        self._tree.fill(self._labels, [*rows, *self._more(left_out, "labels")], unfold=bool(wanted))

    def _show_tags(self) -> None:
        shown = self._known_tags[: self._pages["tags"]]
        rows = [Row(WithTag(name), name, "tag", texts.number(count)) for name, count in shown]
        more = self._more(len(self._known_tags) - len(shown), "tags")
        self._tree.fill(self._tags, [*(rows or [Row(None, self.tr("No tags yet"))]), *more])

    def _more(self, left_out: int, section: str) -> list[Row]:
        return [Row(None, self.tr("Show more (%Ln)", None, left_out), ask=section)] if left_out else []

    def _section(
        self, title: str, add_text: str = "", add: SignalInstance | None = None, field: QLineEdit | None = None
    ) -> QTreeWidgetItem:
        heading = QWidget()
        column = QVBoxLayout(heading)
        column.setContentsMargins(8, 10, 2, 0)
        column.setSpacing(2)
        line = QHBoxLayout()
        label = QLabel(title)
        label.setProperty("heading", True)
        line.addWidget(label)
        line.addStretch()
        if add is not None:
            button = QToolButton()
            button.setProperty("plain", True)
            set_icon(button, "plus", "muted")
            button.setAccessibleName(add_text)
            button.setToolTip(add_text)
            button.clicked.connect(add)
            line.addWidget(button)
        column.addLayout(line)
        if field is not None:
            column.addWidget(field)
        column.addStretch()
        return self._tree.add_section(title, heading, _HEADING_PX)

    @Slot()
    def _on_filter(self) -> None:
        self._pages["labels"] = PAGE
        self._show_labels()

    @Slot(str)
    def _on_asked(self, what: str) -> None:
        if what == "starters":
            self.starters_asked.emit()
        else:
            self._pages[what] += PAGE
            show = {"albums": self._show_albums, "labels": self._show_labels, "tags": self._show_tags}
            show[what]()


def _album_row(album: Album) -> Row:
    count = "" if album.photos is None else texts.number(album.photos)
    icon = "album-smart" if album.smart else "album"
    return Row(InAlbum(album.id, album.name), album.name, icon, count, tip=album.query)
