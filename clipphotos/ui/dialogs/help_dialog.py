"""A page of help."""

from __future__ import annotations

from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from clipphotos.paths import resources
from clipphotos.ui import localisation
from clipphotos.ui.theme import Colours, colours_of

_SIZE_PX = (720, 640)
_MARGIN_PX = 24
_GAP_PX, _HEADING_GAP_PX, _CELL_PX = 10, 22, 7
_LINE_PERCENT = 120


class HelpDialog(QDialog):
    """Shows a text of resources/help, in the language of the window."""

    def __init__(self, page: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(*_SIZE_PX)
        self.finished.connect(self.deleteLater)
        self._text = QTextBrowser()
        self._text.setObjectName("help")
        self._text.setAccessibleName(title)
        self._text.setOpenExternalLinks(True)
        self._text.document().setDocumentMargin(_MARGIN_PX)
        self._text.setMarkdown(text_of(page))
        _lay_out(self._text.document(), colours_of(self.palette()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)


def text_of(page: str) -> str:
    """Return a page as Markdown."""
    language = "zh_CN" if localisation.language() == "zh" else "en"
    return (resources() / "help" / f"{page}.{language}.md").read_text(encoding="utf-8")


def _lay_out(document: QTextDocument, colours: Colours) -> None:
    """Give a text room between its lines, and its tables quiet ones; what Markdown becomes has neither."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        cursor.setPosition(block.position())
        in_table = cursor.currentTable() is not None
        form.setTopMargin(_HEADING_GAP_PX if form.headingLevel() > 1 else 0)
        form.setBottomMargin(0 if in_table else _GAP_PX)
        form.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(form)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format().toTableFormat()
            table.setBorder(1)
            table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            table.setBorderBrush(QColor(colours.border))
            table.setBorderCollapse(True)
            table.setCellPadding(_CELL_PX)
            table.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            frame.setFormat(table)
