"""The dialog that lists the files that could not be read, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.photo import FailedFile
from clipphotos.ui import texts

_Index = QModelIndex | QPersistentModelIndex


class FilesModel(QAbstractTableModel):
    """Path and reason of each file."""

    def __init__(self, files: Sequence[FailedFile], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files

    def file(self, row: int) -> FailedFile:
        """Return a row's file."""
        return self._files[row]

    def set_files(self, files: Sequence[FailedFile]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._files = files
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        file = self._files[index.row()]
        return texts.readable(file.path) if index.column() == 0 else file.reason

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self.tr("File") if section == 0 else self.tr("Why")


class FilesDialog(QDialog):
    """Lists files with reasons.

    Signals:
        reveal_asked(str): a path is to be shown in its folder.
        retry_asked(): all files are to be tried again.
    """

    reveal_asked = Signal(str)
    retry_asked = Signal()

    def __init__(self, files: Sequence[FailedFile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files that could not be read"))
        self.resize(760, 420)
        self._model = FilesModel(files, self)
        self._text = QLabel(self.tr("These files were left as they are. They are tried again when they change."))
        self._text.setProperty("muted", True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._table = QTableView()
        self._table.setModel(self._model)
        self._table.setAccessibleName(self.windowTitle())
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(32)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._table.selectionModel().selectionChanged.connect(self._on_selection)
        self._table.doubleClicked.connect(self._reveal)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._show = buttons.addButton(self.tr("Show in its folder"), QDialogButtonBox.ButtonRole.ActionRole)
        self._show.setAutoDefault(False)
        self._show.setEnabled(False)
        self._show.clicked.connect(self._reveal)
        self._retry = buttons.addButton(self.tr("Try again"), QDialogButtonBox.ButtonRole.ActionRole)
        self._retry.setAutoDefault(False)
        self._retry.setEnabled(bool(files))
        self._retry.clicked.connect(self._on_retry)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._text)
        layout.addWidget(self._table, 1)
        layout.addWidget(buttons)

    @property
    def said(self) -> str:
        """Return what is said above the list."""
        return self._text.text()

    def set_files(self, files: Sequence[FailedFile]) -> None:
        """Show these instead, and keep what is selected."""
        row = self._table.currentIndex().row()
        selected = self._model.file(row) if self._table.selectionModel().hasSelection() else None
        self._model.set_files(files)
        if selected in files:
            self._table.selectRow(files.index(selected))
        self._on_selection()
        self._retry.setEnabled(bool(files))
        if not files:
            self.tell(self.tr("Every file can be read now."))

    def tell(self, text: str) -> None:
        """Say what became of it."""
        self._text.setText(text)
        self._retry.setEnabled(self._model.rowCount() > 0)

    @Slot()
    def _on_retry(self) -> None:
        self._retry.setEnabled(False)
        self.retry_asked.emit()

    @Slot()
    def _on_selection(self) -> None:
        self._show.setEnabled(self._table.selectionModel().hasSelection())

    @Slot()
    def _reveal(self) -> None:
        index = self._table.currentIndex()
        if index.isValid():
            self.reveal_asked.emit(self._model.file(index.row()).path)
