"""The dialog that offers the labels that come with the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.label import LabelSpec, name_key
from clipphotos.engine.labels.files import LabelSet

_SPEC_ROLE = Qt.ItemDataRole.UserRole
_Check = Qt.CheckState


class StarterDialog(QDialog):
    """Sets of labels to choose from; those that the library has are ticked and cannot be chosen.

    Signals:
        chosen(list[LabelSpec]): these are to be added, parents first.
    """

    chosen = Signal(object)

    def __init__(self, sets: Sequence[LabelSet], existing: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ready-made labels"))
        self.resize(560, 640)
        self._existing = {name_key(name) for name in existing}
        text = QLabel(
            self.tr("Choose what to find in your photos. Each label suggests photos, and you accept or reject.")
        )
        text.setProperty("muted", True)
        text.setWordWrap(True)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Find a label"))
        self._filter.setAccessibleName(self.tr("Find a label"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._on_filter)
        self._tree = QTreeWidget()
        self._tree.setObjectName("choices")
        self._tree.setHeaderHidden(True)
        self._tree.setAccessibleName(self.windowTitle())
        self._tree.setUniformRowHeights(True)
        self._tree.setExpandsOnDoubleClick(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._add = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._add.setDefault(True)
        self._buttons.accepted.connect(self.accept_chosen)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(12)
        layout.addWidget(text)
        layout.addWidget(self._filter)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._buttons)
        for label_set in sets:
            self._put(label_set)
        self._tree.itemChanged.connect(self._on_ticked)
        self._count()
        self._filter.setFocus()

    def specs(self) -> list[LabelSpec]:
        """Return what is chosen."""
        chosen = (item for item in self._labels() if _ticked(item) and _free(item))
        return [spec for item in chosen if isinstance(spec := item.data(0, _SPEC_ROLE), LabelSpec)]

    def tick(self, name: str) -> None:
        """Choose a set or a label."""
        flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        for item in self._tree.findItems(name, flags):
            if _free(item):
                item.setCheckState(0, _Check.Checked)

    @Slot()
    def accept_chosen(self) -> None:
        """Close with what is chosen."""
        specs = self.specs()
        if specs:
            self.chosen.emit(specs)
            self.accept()

    def _put(self, label_set: LabelSet) -> None:
        heading = QTreeWidgetItem(self._tree, [label_set.title])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        font = heading.font(0)
        font.setBold(True)
        heading.setFont(0, font)
        faint = self.palette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        items: dict[str, QTreeWidgetItem] = {}
        for spec in label_set.specs:
            above = items.get(spec.parent or "", heading)
            item = items[spec.name] = QTreeWidgetItem(above, [spec.name])
            item.setData(0, _SPEC_ROLE, spec)
            item.setToolTip(0, "\n".join(spec.words))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            there = name_key(spec.name) in self._existing
            item.setCheckState(0, _Check.Checked if there else _Check.Unchecked)
            if there:  # not disabled, as that would disable what is below it, too
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                item.setForeground(0, faint)
                item.setToolTip(0, self.tr("You have this label already"))
                item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, item.toolTip(0))
        self._judge(heading)
        heading.setExpanded(True)

    def _labels(self) -> Iterator[QTreeWidgetItem]:
        yield from _all_below(self._tree.invisibleRootItem())

    @Slot(QTreeWidgetItem, int)
    def _on_ticked(self, item: QTreeWidgetItem, _column: int) -> None:
        """A set stands for all in it; a label needs those above it, and goes with them."""
        self._tree.blockSignals(True)
        state = item.checkState(0)
        if item.parent() is None or state == _Check.Unchecked:
            for below in _all_below(item):
                if _free(below) and not below.isHidden():
                    below.setCheckState(0, state)
        if state == _Check.Checked:
            above = item.parent()
            while above is not None and above.parent() is not None:
                above.setCheckState(0, _Check.Checked)  # one that exists is ticked already
                above = above.parent()
        self._judge(_heading_of(item))
        self._tree.blockSignals(False)
        self._tree.viewport().update()
        self._count()

    def _judge(self, heading: QTreeWidgetItem) -> None:
        """Tick a set as a whole, in part, or not, as its labels are."""
        states = {_ticked(item) for item in _all_below(heading)}
        whole = _Check.Checked if states == {True} else _Check.Unchecked
        heading.setCheckState(0, _Check.PartiallyChecked if len(states) == 2 else whole)

    def _count(self) -> None:
        count = len(self.specs())
        self._add.setText(self.tr("Add %Ln label(s)", None, count) if count else self.tr("Add"))
        self._add.setEnabled(count > 0)

    @Slot(str)
    def _on_filter(self, text: str) -> None:
        key = name_key(text.strip())
        for heading in _children(self._tree.invisibleRootItem()):
            _filter(heading, key, shown=key in name_key(heading.text(0)))


def _filter(item: QTreeWidgetItem, key: str, *, shown: bool) -> bool:
    """Hide what neither is wanted, nor below what is, nor above it; return whether the item is shown."""
    spec = item.data(0, _SPEC_ROLE)
    words = (item.text(0), *spec.words) if isinstance(spec, LabelSpec) else (item.text(0),)
    shown = shown or any(key in name_key(text) for text in words)
    below = [_filter(child, key, shown=shown) for child in _children(item)]
    item.setHidden(not (shown or any(below)))
    if key and any(below):
        item.setExpanded(True)
    return not item.isHidden()


def _all_below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for child in _children(item):
        yield child
        yield from _all_below(child)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for number in range(item.childCount()) if (child := item.child(number)) is not None]


def _heading_of(item: QTreeWidgetItem) -> QTreeWidgetItem:
    above = item.parent()
    return item if above is None else _heading_of(above)


def _ticked(item: QTreeWidgetItem) -> bool:
    return item.checkState(0) == _Check.Checked


def _free(item: QTreeWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
