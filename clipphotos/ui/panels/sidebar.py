"""The sidebar: all photos, folders, labels and tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.label import Label, LabelMode
from clipphotos.core.photo import Root, RootState
from clipphotos.ui import texts
from clipphotos.ui.icons import icon, set_icon
from clipphotos.ui.panels.sidebar_rows import COUNT_ROLE, FAINT_ROLE, MARKED_ROLE, SidebarDelegate
from clipphotos.ui.sources import AllPhotos, InFolder, Source, ToReview, WithTag
from clipphotos.ui.theme import colours_of

SOURCE_ROLE = Qt.ItemDataRole.UserRole
_ICON_NAME_ROLE = Qt.ItemDataRole.UserRole + 4
_EMPTY_ROLE = Qt.ItemDataRole.UserRole + 5


@dataclass(frozen=True)
class Row:
    """What a row of the sidebar says."""

    source: Source
    text: str
    icon: str
    count: str = ""
    marked: bool = False
    faint: bool = False
    tip: str = ""


class Sidebar(QWidget):
    """Shows what can be browsed.

    Signals:
        chosen(Source): the user wants to see it.
        add_folder_asked(), add_label_asked(): a section's + was clicked.
        menu_asked(Source, QPoint): the context menu of a row, at a global position.
    """

    chosen = Signal(object)
    add_folder_asked = Signal()
    add_label_asked = Signal()
    menu_asked = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setMinimumWidth(180)
        self._tree = QTreeWidget()
        self._tree.setObjectName("sidebar_tree")
        self._tree.setAccessibleName(self.tr("Library"))
        self._tree.setHeaderHidden(True)
        self._tree.setRootIsDecorated(False)
        self._tree.setIndentation(0)
        self._tree.setFrameShape(QFrame.Shape.NoFrame)
        self._tree.setMouseTracking(True)
        self._tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tree.setItemsExpandable(False)
        self._tree.setItemDelegate(SidebarDelegate(self._tree))
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._on_menu)
        self._tree.currentItemChanged.connect(self._on_current)
        self._tree.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self._tree)
        self._all = QTreeWidgetItem(self._tree)
        self._folders = self._section(self.tr("Folders"), self.tr("Add folder"), self.add_folder_asked)
        self._labels = self._section(self.tr("Labels"), self.tr("Add label"), self.add_label_asked)
        self._tags = self._section(self.tr("Tags"))
        self._quiet = False
        self.set_photo_count(0)
        for section, text in (
            (self._folders, self.tr("No folder is watched")),
            (self._labels, self.tr("No labels yet")),
            (self._tags, self.tr("No tags yet")),
        ):
            section.setData(0, _EMPTY_ROLE, text)
            self._fill(section, [])

    def set_photo_count(self, count: int) -> None:
        """Show how many photos there are."""
        self._write(self._all, Row(AllPhotos(), self.tr("All photos"), "photos", texts.number(count) if count else ""))

    def set_roots(self, roots: Sequence[Root]) -> None:
        """Show the watched folders."""
        rows = []
        for root in roots:
            offline = root.state == RootState.OFFLINE
            tip = texts.readable(root.path)
            if offline:
                tip += "\n" + self.tr("Offline: the folder or its drive cannot be reached. Nothing is lost.")
            rows.append(
                Row(
                    InFolder(root.id, root.path),
                    texts.file_name(root.path),
                    "folder-offline" if offline else "folder",
                    texts.number(root.photos),
                    faint=offline,
                    tip=tip,
                )
            )
        self._fill(self._folders, rows)

    def set_labels(self, labels: Sequence[Label]) -> None:
        """Show the labels, with how many suggestions wait."""
        rows = []
        for label in labels:
            automatic = label.mode == LabelMode.AUTO
            tip = texts.suggestions(label.suggested)
            tip += "\n" + self.tr("%Ln photo(s) tagged", None, label.tagged)
            if automatic:
                tip += "\n" + self.tr("Tags by itself")
            rows.append(
                Row(
                    ToReview(label.id, label.name),
                    label.name,
                    "bolt" if automatic else "label",
                    texts.number(label.suggested) if label.suggested else "",
                    marked=label.suggested > 0,
                    tip=tip,
                )
            )
        self._fill(self._labels, rows)

    def set_tags(self, tags: Sequence[tuple[str, int]]) -> None:
        """Show the tags, with how many photos carry each."""
        self._fill(self._tags, [Row(WithTag(name), name, "tag", texts.number(count)) for name, count in tags])

    def mark(self, source: Source | None) -> None:
        """Show which row is being looked at, without asking for it; None: no row."""
        self._quiet = True
        self._select(None if source is None else self._find(source))
        self._quiet = False

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of now."""
        for item in self._items():
            self._draw_icon(item)

    def _section(self, title: str, add_text: str = "", add: SignalInstance | None = None) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self._tree)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setSizeHint(0, QSize(60, 38))
        heading = QWidget()
        layout = QHBoxLayout(heading)
        layout.setContentsMargins(8, 10, 2, 0)
        label = QLabel(title)
        label.setProperty("heading", True)
        layout.addWidget(label)
        layout.addStretch()
        if add is not None:
            button = QToolButton()
            button.setProperty("plain", True)
            set_icon(button, "plus", "muted")
            button.setAccessibleName(add_text)
            button.setToolTip(add_text)
            button.clicked.connect(add)
            layout.addWidget(button)
        self._tree.setItemWidget(item, 0, heading)
        item.setText(0, "")
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, title)
        item.setExpanded(True)
        return item

    def _fill(self, section: QTreeWidgetItem, rows: Sequence[Row]) -> None:
        """Make the section's rows these, keeping those that stay."""
        current = self._tree.currentItem()
        marked = None if current is None else current.data(0, SOURCE_ROLE)
        self._quiet = True
        while section.childCount() > max(len(rows), 1):
            section.takeChild(section.childCount() - 1)
        for number, row in enumerate(rows):
            child = section.child(number) or QTreeWidgetItem(section)
            self._write(child, row)
        if not rows:
            self._write_empty(section.child(0) or QTreeWidgetItem(section), section.data(0, _EMPTY_ROLE))
        section.setExpanded(True)
        if marked is not None and (current is None or self._find(marked) is not current):
            self._select(self._find(marked))
        self._quiet = False

    def _write(self, item: QTreeWidgetItem, row: Row) -> None:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setText(0, row.text)
        item.setToolTip(0, row.tip or row.text)
        spoken = f"{row.text}, {row.count}" if row.count else row.text
        for role, value in (
            (SOURCE_ROLE, row.source),
            (COUNT_ROLE, row.count),
            (MARKED_ROLE, row.marked),
            (FAINT_ROLE, row.faint),
            (Qt.ItemDataRole.AccessibleTextRole, spoken),
            (Qt.ItemDataRole.AccessibleDescriptionRole, row.tip),
        ):
            if item.data(0, role) != value:
                item.setData(0, role, value)
        if item.data(0, _ICON_NAME_ROLE) != row.icon:
            item.setData(0, _ICON_NAME_ROLE, row.icon)
            self._draw_icon(item)

    def _write_empty(self, item: QTreeWidgetItem, text: str) -> None:
        """Show a row that only says that there is nothing."""
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setText(0, text)
        item.setToolTip(0, "")
        for role in (SOURCE_ROLE, COUNT_ROLE, MARKED_ROLE, FAINT_ROLE, _ICON_NAME_ROLE):
            item.setData(0, role, None)

    def _draw_icon(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, _ICON_NAME_ROLE)
        if name:
            tone = "warning" if name == "folder-offline" else "muted"
            item.setIcon(0, icon(name, colours_of(self.palette()), tone))

    def _items(self) -> list[QTreeWidgetItem]:
        sections = (self._folders, self._labels, self._tags)
        children = [s.child(i) for s in sections for i in range(s.childCount())]
        return [self._all, *(child for child in children if child is not None)]

    def _select(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._tree.setCurrentItem(item)
        else:
            self._tree.setCurrentIndex(QModelIndex())
            self._tree.clearSelection()

    def _find(self, source: Source) -> QTreeWidgetItem | None:
        for item in self._items():
            if item.data(0, SOURCE_ROLE) == source:
                return item
        return None

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, current: QTreeWidgetItem | None, _previous: QTreeWidgetItem | None) -> None:
        source = None if current is None else current.data(0, SOURCE_ROLE)
        if source is not None and not self._quiet:
            self.chosen.emit(source)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """Choose the row again that is current already: it leaves a search."""
        source = index.data(SOURCE_ROLE)
        if source is not None:
            self.chosen.emit(source)

    @Slot(QPoint)
    def _on_menu(self, point: QPoint) -> None:
        item = self._tree.itemAt(point)
        source = None if item is None else item.data(0, SOURCE_ROLE)
        if source is not None:
            self.menu_asked.emit(source, self._tree.viewport().mapToGlobal(point))
