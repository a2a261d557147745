"""The sidebar's tree: keeps items in step with rows, folds, and tells what was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from clipphotos.ui.icons import icon
from clipphotos.ui.panels.sidebar_rows import BADGE_ROLE, ROW_ROLE, Row, SidebarDelegate, depth_of, fold_rect
from clipphotos.ui.sources import Source
from clipphotos.ui.theme import colours_of


class SidebarTree(QTreeWidget):
    """Shows rows under headings.

    Signals:
        chosen(Source): a row was chosen that shows something.
        asked(str): a row was clicked that asks for something.
        menu_asked(Source, QPoint): the context menu of a row, at a global position.
    """

    chosen = Signal(object)
    asked = Signal(str)
    menu_asked = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._folded: set[Source] = set()
        self._icons: dict[tuple[str, str], QIcon] = {}
        self.setObjectName("sidebar_tree")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setItemDelegate(SidebarDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.currentItemChanged.connect(self._on_current)
        self.itemCollapsed.connect(self._on_folded)
        self.itemExpanded.connect(self._on_unfolded)
        self.clicked.connect(self._on_clicked)

    def add_row(self, row: Row) -> QTreeWidgetItem:
        """Add a row that stands under no heading."""
        item = QTreeWidgetItem(self)
        self.write(item, row)
        return item

    def add_section(self, title: str, heading: QWidget, height_px: int) -> QTreeWidgetItem:
        """Add a heading, whose rows `fill` gives."""
        item = QTreeWidgetItem(self)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, title)
        self.set_heading_height(item, height_px)
        self.setItemWidget(item, 0, heading)
        item.setExpanded(True)
        return item

    def set_heading_height(self, section: QTreeWidgetItem, height_px: int) -> None:
        """Give a section's heading more or less room."""
        section.setSizeHint(0, QSize(60, height_px))

    def fill(self, section: QTreeWidgetItem, rows: Sequence[Row], *, unfold: bool = False) -> None:
        """Make the section's rows these, keeping those that stay; `unfold`: show also what was folded away."""
        current = self.currentItem()
        chosen = None if current is None else source_of(current)
        self._quiet = True
        self._sync(section, rows, unfold)
        section.setExpanded(True)
        if chosen is not None and (current is None or self.find(chosen) is not current):
            self.select(self.find(chosen))
        self._quiet = False

    def write(self, item: QTreeWidgetItem, row: Row) -> None:
        """Make an item say what a row says."""
        item.setData(0, ROW_ROLE, row)
        enabled, selectable = Qt.ItemFlag.ItemIsEnabled, Qt.ItemFlag.ItemIsSelectable
        item.setFlags(enabled | selectable if row.source is not None or row.ask else enabled)
        item.setToolTip(0, row.tip or (row.text if row.source is not None else ""))
        said = ", ".join(part for part in (row.text, row.hint, row.count) if part)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, row.tip)
        self._draw_icons(item, row)

    def mark(self, source: Source | None) -> None:
        """Show which row is being looked at, without asking for it; None: no row."""
        self._quiet = True
        self.select(None if source is None else self.find(source))
        self._quiet = False

    def find(self, source: Source) -> QTreeWidgetItem | None:
        """Return the row that shows something."""
        return next((item for item in self.items() if source_of(item) == source), None)

    def items(self) -> Iterator[QTreeWidgetItem]:
        """Yield every item but the headings."""
        yield from _below(self.invisibleRootItem())

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of now."""
        self._icons.clear()
        for item in self.items():
            self._draw_icons(item, item.data(0, ROW_ROLE))

    def select(self, item: QTreeWidgetItem | None) -> None:
        """Make a row the current one."""
        if item is not None:
            self.setCurrentItem(item)
        else:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()

    def _sync(self, parent: QTreeWidgetItem, rows: Sequence[Row], unfold: bool) -> None:
        while parent.childCount() > len(rows):
            parent.takeChild(parent.childCount() - 1)
        for number, row in enumerate(rows):
            child = parent.child(number) or QTreeWidgetItem(parent)
            if child.data(0, ROW_ROLE) != row:
                self.write(child, row)
                self._sync(child, row.rows, unfold)
            if row.rows:
                child.setExpanded(unfold or row.source not in self._folded)

    def _draw_icons(self, item: QTreeWidgetItem, row: Row) -> None:
        if row.icon:
            item.setIcon(0, self._icon(row.icon, _tone_of(row.icon)))
        item.setData(0, BADGE_ROLE, self._icon(row.badge, _tone_of(row.badge)) if row.badge else None)

    def _icon(self, name: str, tone: str) -> QIcon:
        if (name, tone) not in self._icons:
            self._icons[name, tone] = icon(name, colours_of(self.palette()), tone)
        return self._icons[name, tone]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask with Enter; the base class does the rest."""
        row = self.currentIndex().data(ROW_ROLE)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(row, Row) and row.ask:
            self.asked.emit(row.ask)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold where the mark is hit, else choose."""
        index = self.indexAt(event.position().toPoint())
        row = index.data(ROW_ROLE)
        foldable = isinstance(row, Row) and bool(row.rows) and event.button() == Qt.MouseButton.LeftButton
        if foldable and fold_rect(self.visualRect(index), depth_of(index)).contains(event.position().toPoint()):
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)

    @Slot(QTreeWidgetItem)
    def _on_folded(self, item: QTreeWidgetItem) -> None:
        source = source_of(item)
        if source is None:
            item.setExpanded(True)  # a heading
        elif not self._quiet:
            self._folded.add(source)

    @Slot(QTreeWidgetItem)
    def _on_unfolded(self, item: QTreeWidgetItem) -> None:
        source = source_of(item)
        if source is not None and not self._quiet:
            self._folded.discard(source)

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, current: QTreeWidgetItem | None, _previous: QTreeWidgetItem | None) -> None:
        source = None if current is None else source_of(current)
        if source is not None and not self._quiet:
            self.chosen.emit(source)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """Choose the row again that is current already: it leaves a search."""
        row = index.data(ROW_ROLE)
        if isinstance(row, Row):
            if row.source is not None:
                self.chosen.emit(row.source)
            elif row.ask:
                self.asked.emit(row.ask)

    @Slot(QPoint)
    def _on_menu(self, point: QPoint) -> None:
        item = self.itemAt(point)
        source = None if item is None else source_of(item)
        if source is not None:
            self.menu_asked.emit(source, self.viewport().mapToGlobal(point))


def source_of(item: QTreeWidgetItem) -> Source | None:
    """Return what a row shows."""
    row = item.data(0, ROW_ROLE)
    return row.source if isinstance(row, Row) else None


def _tone_of(name: str) -> str:
    return "warning" if name in ("folder-offline", "warning") else "muted"


def _below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    if isinstance(item.data(0, ROW_ROLE), Row):
        yield item
    for number in range(item.childCount()):
        child = item.child(number)
        if child is not None:
            yield from _below(child)
