"""The dialog that says what became of a file of labels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clipphotos.engine.labels.files import Imported
from clipphotos.ui import texts


class ImportDialog(QDialog):
    """Counts what was added and changed, and names what was refused, each with the reason."""

    def __init__(self, result: Imported, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import labels"))
        self.setMinimumWidth(440)
        self._said = QLabel("\n".join(self._in_words(result)))
        self._said.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(12)
        layout.addWidget(self._said)
        if result.refused:
            layout.addWidget(self._table(result), 1)
            self.resize(620, 360)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @property
    def said(self) -> str:
        """Return what is said of the numbers."""
        return self._said.text()

    def _in_words(self, result: Imported) -> list[str]:
        lines = []
        if result.added:
            lines.append(self.tr("%Ln label(s) added.", None, len(result.added)))
        if result.changed:
            lines.append(self.tr("%Ln label(s) changed; what you decided about them stays.", None, len(result.changed)))
        if result.refused:
            lines.append(self.tr("%Ln label(s) could not be taken in:", None, len(result.refused)))
        elif not lines:
            lines.append(self.tr("Nothing had to be changed."))
        return lines

    def _table(self, result: Imported) -> QTableWidget:
        table = QTableWidget(len(result.refused), 2)
        table.setAccessibleName(self.tr("Labels that could not be taken in"))
        table.setHorizontalHeaderLabels([self.tr("Label"), self.tr("Why")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, (name, why) in enumerate(result.refused):
            for column, text in enumerate((name, why)):
                item = QTableWidgetItem(texts.readable(text))
                item.setToolTip(texts.readable(text))
                table.setItem(row, column, item)
        table.resizeRowsToContents()
        return table
