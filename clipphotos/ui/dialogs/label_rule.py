"""Where it is said which photos a label looks at: folders and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.label import Rule
from clipphotos.ui import texts
from clipphotos.ui.icons import set_icon

_PATH_ROLE = Qt.ItemDataRole.UserRole


class RuleEditor(QWidget):
    """Folded away while there is no rule.

    Signals:
        changed(): the rule is another one.
    """

    changed = Signal()

    def __init__(self, folders: Sequence[str], parent: QWidget | None = None) -> None:
        """Make the editor; `folders` are the watched ones, where choosing begins."""
        super().__init__(parent)
        self._watched = tuple(folders)
        self._fold = QToolButton()
        self._fold.setText(self.tr("Only some photos"))
        self._fold.setProperty("fold", True)
        self._fold.setCheckable(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setArrowType(Qt.ArrowType.RightArrow)
        self._fold.toggled.connect(self._on_fold)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Only photos in these folders"))
        self._list.setFixedHeight(64)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.itemSelectionChanged.connect(self._on_selection)
        self._remove = QPushButton(self.tr("Remove"))
        self._remove.setEnabled(False)
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(self._remove_folder)
        add = QPushButton(self.tr("Add folder…"))
        set_icon(add, "folder-add", "muted")
        add.setAutoDefault(False)
        add.clicked.connect(self._choose_folder)
        self._from, self._from_day = self._day(self.tr("Taken from"))
        self._to, self._to_day = self._day(self.tr("Taken until"))
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(self._remove)
        buttons.addStretch()
        days = QGridLayout()
        days.setHorizontalSpacing(10)
        days.setVerticalSpacing(6)
        for line, (check, day) in enumerate(((self._from, self._from_day), (self._to, self._to_day))):
            days.addWidget(check, line, 0)
            days.addWidget(day, line, 1)
        days.setColumnStretch(2, 1)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(20, 2, 0, 4)
        column.setSpacing(8)
        caption = QLabel(self.tr("Only photos in these folders; none: everywhere"))
        caption.setProperty("muted", True)
        caption.setWordWrap(True)
        column.addWidget(caption)
        column.addWidget(self._list)
        column.addLayout(buttons)
        column.addLayout(days)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._fold)
        layout.addWidget(self._body)
        self._body.hide()

    def rule(self) -> Rule:
        """Return what is entered."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return Rule(
            tuple(item.data(_PATH_ROLE) for item in items),
            _python(self._from_day.date()) if self._from.isChecked() else None,
            _python(self._to_day.date()) if self._to.isChecked() else None,
        )

    def set_rule(self, rule: Rule) -> None:
        """Show a rule."""
        self._list.clear()
        for path in rule.folders:
            self._put(path)
        for check, edit, day in (
            (self._from, self._from_day, rule.taken_from),
            (self._to, self._to_day, rule.taken_to),
        ):
            check.setChecked(day is not None)
            if day is not None:
                edit.setDate(QDate(day.year, day.month, day.day))
        self._fold.setChecked(bool(rule))

    @Slot(str)
    def add_folder(self, path: str) -> None:
        """Look only at photos of this folder, too."""
        if path not in self.rule().folders:
            self._put(path)
            self.changed.emit()

    def _put(self, path: str) -> None:
        item = QListWidgetItem(texts.readable(path), self._list)
        item.setData(_PATH_ROLE, path)
        item.setToolTip(texts.readable(path))

    def _day(self, text: str) -> tuple[QCheckBox, QDateEdit]:
        check, edit = QCheckBox(text), QDateEdit(QDate.currentDate())
        edit.setCalendarPopup(True)
        edit.setAccessibleName(text)
        edit.setEnabled(False)
        check.toggled.connect(edit.setEnabled)
        check.toggled.connect(self.changed)
        edit.dateChanged.connect(self.changed)
        return check, edit

    @Slot()
    def _choose_folder(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Only photos in this folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if self._watched:
            dialog.setDirectory(self._watched[0])
        dialog.fileSelected.connect(self.add_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _remove_folder(self) -> None:
        self._list.takeItem(self._list.currentRow())
        self.changed.emit()

    @Slot()
    def _on_selection(self) -> None:
        self._remove.setEnabled(bool(self._list.selectedItems()))

    @Slot(bool)
    def _on_fold(self, open_: bool) -> None:
        self._fold.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        self._body.setVisible(open_)


def _python(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
