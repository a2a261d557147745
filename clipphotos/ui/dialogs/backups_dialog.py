"""The dialog of the library's backups: what there is, making more, where they are kept, bringing one back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from clipphotos.ui import texts
from clipphotos.ui.dialogs.backups_model import BackupsModel
from clipphotos.ui.panels.header import ElidedLabel
from clipphotos.ui.reporter import show_amount

if TYPE_CHECKING:
    from clipphotos.engine.backups import Backup

_SIZE_PX = (820, 560)
_ROW_PX = 32


class BackupsDialog(QDialog):
    """Shows backups, and asks for what is to be done with them; whoever made it does that and tells what came of it.

    Signals:
        make_asked(): a backup is to be made now.
        copy_asked(): the library is to be copied to a place that the user names.
        place_asked(): the user wants to say where on another disk copies are kept.
        no_place_asked(): no copies are to be kept there any more.
        restore_asked(Backup): the library is to be brought back to it.
        file_asked(): the library is to be brought back to a backup that the user finds.
        reveal_asked(str): a file is to be shown in its folder.
    """

    make_asked = Signal()
    copy_asked = Signal()
    place_asked = Signal()
    no_place_asked = Signal()
    restore_asked = Signal(object)
    file_asked = Signal()
    reveal_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Backups"))
        self._place: Path | None = None
        self._focused: QWidget | None = None
        self._model = BackupsModel(self)
        self._table = self._make_table()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._make_empty_page())
        self._make = self._button(self.tr("Back up now"), self.make_asked)
        self._copy = self._button(self.tr("Save a copy…"), self.copy_asked)
        self._show = self._button(self.tr("Show in folder"), self._reveal)
        self._restore = self._button(self.tr("Restore…"), self._ask_restore)
        self._restore_file = self._button(self.tr("Restore a file…"), self.file_asked)
        self._where = ElidedLabel()
        self._where.setProperty("muted", True)
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._choose = self._button(self.tr("Choose a folder…"), self.place_asked)
        self._stop = self._button(self.tr("Stop"), self.no_place_asked)
        self._stop.setAccessibleName(self.tr("Keep no copies on another disk any more"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(90)
        self._bar.setAccessibleName(self.tr("Busy"))
        self._said = QLabel()
        self._said.setObjectName("said")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._close.rejected.connect(self.reject)
        self._lay_out()
        self._close.button(QDialogButtonBox.StandardButton.Close).setDefault(True)  # it must be in the dialog by now
        self.show_place(None)
        self.set_busy(self.tr("Looking for backups…"))
        self._table.selectionModel().selectionChanged.connect(self._enable)
        self._table.setFocus()
        self.resize(*_SIZE_PX)

    @property
    def busy(self) -> bool:
        """Return whether the answer to something is awaited."""
        return not self._bar.isHidden()

    @property
    def said(self) -> str:
        """Return what is said at the bottom."""
        return self._said.text()

    def show_backups(self, backups: Sequence[Backup], place: Path | None) -> None:
        """Show the backups, newest first, and the folder on another disk, if there is one."""
        selected = self._selected()
        self._model.set_backups(backups, place)
        paths = [backup.path for backup in backups]
        if backups:
            self._table.selectRow(paths.index(selected.path) if selected and selected.path in paths else 0)
        self._pages.setCurrentIndex(0 if backups else 1)
        self.show_place(place)
        self._enable()

    def show_place(self, place: Path | None) -> None:
        """Show which folder on another disk copies are kept in."""
        self._place = place
        path = "" if place is None else texts.readable(str(place))
        self._where.setText(path or self.tr("Off. If this disk breaks, the backups on it are lost, too."))
        self._where.setToolTip(path)
        self._choose.setText(self.tr("Choose a folder…") if place is None else self.tr("Change…"))
        self._stop.setVisible(place is not None)

    def set_busy(self, text: str) -> None:
        """Say what is being done; nothing else can be asked for until that is told of."""
        self._bar.setRange(0, 0)
        self._say(text, busy=True)

    @Slot(object)
    def show_report(self, report: tuple[str, int, int]) -> None:
        """Show how much of what is being done is done."""
        show_amount(self._bar, *report[1:])

    def tell(self, text: str) -> None:
        """Say what came of it; "": nothing worth a word."""
        self._say(text)

    def show_error(self, text: str) -> None:
        """Say why it could not be done."""
        self._say(text, error=True)

    def _say(self, text: str, *, busy: bool = False, error: bool = False) -> None:
        self._said.setText(text)
        self._said.setAccessibleName(text)
        self._said.setProperty("muted", not error)
        self._said.setProperty("error", error)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self._bar.setVisible(busy)
        focused = self.focusWidget()
        self._enable()
        if busy:
            self._focused = focused
        elif self._focused is not None:  # it lost the keyboard while it could not be used
            self._focused.setFocus()
            self._focused = None

    @Slot()
    def _enable(self) -> None:
        free, selected = not self.busy, self._selected() is not None
        for button in (self._make, self._copy, self._restore_file, self._choose, self._stop):
            button.setEnabled(free)
        self._show.setEnabled(selected)
        self._restore.setEnabled(free and selected)

    def _selected(self) -> Backup | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.backup(rows[0].row()) if rows else None

    @Slot()
    def _reveal(self) -> None:
        if (backup := self._selected()) is not None:
            self.reveal_asked.emit(str(backup.path))

    @Slot()
    def _ask_restore(self) -> None:
        if (backup := self._selected()) is not None:
            self.restore_asked.emit(backup)

    def _button(self, text: str, clicked: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(clicked)
        return button

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName(self.windowTitle())
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        return table

    def _make_empty_page(self) -> QWidget:
        page = QFrame()
        page.setObjectName("card")
        title, text = QLabel(self.tr("There is no backup yet")), QLabel()
        title.setProperty("strong", True)
        text.setText(
            self.tr("The first one is made a minute after the start, or when you close ClipPhotos after a change.")
        )
        text.setProperty("muted", True)
        text.setWordWrap(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(40, 24, 40, 24)
        column.addStretch()
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch()
        return page

    def _lay_out(self) -> None:
        intro = QLabel(
            self.tr(
                "ClipPhotos backs up by itself what you decided: tags, labels, albums and ratings. Your photos are"
                " files of your own, and are not in a backup."
            )
        )
        intro.setProperty("muted", True)
        intro.setWordWrap(True)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self._make)
        tools.addWidget(self._copy)
        tools.addStretch()
        tools.addWidget(self._show)
        tools.addWidget(self._restore)
        tools.addWidget(self._restore_file)
        heading = QLabel(self.tr("Copies on another disk"))
        heading.setProperty("strong", True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading)
        words.addWidget(self._where)
        card = QFrame()
        card.setObjectName("card")
        second = QHBoxLayout(card)
        second.setContentsMargins(16, 12, 12, 12)
        second.setSpacing(8)
        second.addLayout(words, 1)
        second.addWidget(self._choose)
        second.addWidget(self._stop)
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addWidget(self._bar)
        bottom.addWidget(self._said, 1)
        bottom.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(14)
        layout.addWidget(intro)
        layout.addWidget(self._pages, 1)
        layout.addLayout(tools)
        layout.addWidget(card)
        layout.addLayout(bottom)
