"""The dialog for a library that cannot be opened because its catalogue is damaged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clipphotos.ui import texts
from clipphotos.ui.dialogs.fitting import FittingDialog
from clipphotos.ui.icons import set_label_icon
from clipphotos.ui.reporter import Reporter, WorkBar

if TYPE_CHECKING:
    from clipphotos.engine.backups import Backup, Repaired

_WIDTH_PX = 620
_MARK_PX = 36


class DamagedDialog(FittingDialog):
    """Says what happened and offers what can be done; whoever made it does that and tells how it goes.

    It ends accepted where the library is to be opened now.

    Signals:
        restore_asked(Backup): the library is to be brought back to it.
        repair_asked(): what can be read is to be saved.
        reveal_asked(): the library's folder is to be shown.
    """

    restore_asked = Signal(object)
    repair_asked = Signal()
    reveal_asked = Signal()

    def __init__(self, directory: Path, reporter: Reporter, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH_PX, parent)
        self.setWindowTitle("ClipPhotos")
        self._directory = directory
        self._backup: Backup | None = None
        self._working = False
        self._mark = QLabel()
        self._title, self._text = _title(self.tr("A part of your library is damaged")), _words("")
        self._text.setText(
            self.tr(
                "The catalogue, the file that holds your tags, labels, albums and decisions, cannot be read in full."
                " A failing disk or a power cut can do that. Your photos are files of their own and are not affected."
                " Nothing is deleted, whatever you choose: the damaged catalogue is kept."
            )
        )
        self._restore = QPushButton(self.tr("Restore"))
        self._restore.setProperty("primary", True)
        self._restore.clicked.connect(self._on_restore)
        self._backup_title, self._backup_text = _strong(self.tr("Bring back a backup")), _words("", muted=True)
        self._backup_card = _card(self._backup_title, self._backup_text, self._restore)
        self._repair = QPushButton(self.tr("Repair"))
        self._repair.clicked.connect(self.repair_asked)
        self._repair_title, self._repair_text = _strong(self.tr("Repair what can be read")), _words("", muted=True)
        self._repair_text.setText(
            self.tr("Everything that is still readable goes into a new catalogue. What is not cannot be brought back.")
        )
        self._repair_card = _card(self._repair_title, self._repair_text, self._repair)
        self._bar = WorkBar(self.tr("Progress"))
        self._bar.hide()
        reporter.reported.connect(self._bar.show_report)
        self._error = _words("")
        self._error.setProperty("error", True)
        self._error.hide()
        self._quit = QPushButton(self.tr("Quit"))
        self._quit.clicked.connect(self.reject)
        self._open = QPushButton(self.tr("Open the library"))
        self._open.setProperty("primary", True)
        self._open.clicked.connect(self.accept)
        self._open.hide()
        self._lay_out()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter does nothing by mistake
        self._restore.setEnabled(False)
        self._backup_text.setText(self.tr("Looking for the newest backup, and reading it…"))
        self._quit.setFocus()

    @property
    def said(self) -> list[str]:
        """Return everything that is said."""
        return [label.text() for label in self.findChildren(QLabel) if label.isVisibleTo(self) and label.text()]

    def show_backup(self, backup: Backup | None) -> None:
        """Offer a backup that was verified; None: there is none."""
        self._backup = backup
        self._restore.setEnabled(backup is not None and not self._working)
        if backup is None:
            self._backup_title.setText(self.tr("There is no backup to bring back"))
            self._backup_text.setText(self.tr("None was found that is whole."))
            self._restore.hide()
            return
        self._backup_title.setText(self.tr("Restore the backup of {0}").format(texts.moment(backup.made_at)))
        held = texts.holdings(backup.photos, backup.tags, backup.decisions)
        self._backup_text.setText(self.tr("It holds {0}. Later changes are not in it.").format(held))
        self._restore.setAccessibleName(self._backup_title.text())

    def begin(self, text: str) -> None:
        """Say what is being done; it cannot be closed until that is told of."""
        self._set_working(True)
        self._error.hide()
        self._bar.begin(text)

    def show_error(self, text: str) -> None:
        """Say why it could not be done, and let the user choose again."""
        self._set_working(False)
        self._error.setText(text)
        self._error.show()

    def show_repaired(self, repaired: Repaired, said: str) -> None:
        """Say what could be saved; the user opens the library, or brings back the backup after all."""
        self._set_working(False)
        self._title.setText(self.tr("What could be read was saved"))
        set_label_icon(self._mark, "check", _MARK_PX, "good")
        self._text.setText(texts.sentences([said, repaired.advice or ""]))
        self._repair_card.hide()
        self._backup_card.setVisible(repaired.advice is not None and self._backup is not None)
        self._restore.setProperty("primary", False)
        self._restore.style().polish(self._restore)
        self._error.hide()
        self._open.show()
        self._open.setFocus()

    def reject(self) -> None:
        """Quit, unless something is being done."""
        if not self._working:
            super().reject()

    def _set_working(self, working: bool) -> None:
        self._working = working
        for button in (self._repair, self._quit, self._open):
            button.setEnabled(not working)
        self._restore.setEnabled(not working and self._backup is not None)
        self._bar.setVisible(working)

    def _lay_out(self) -> None:
        set_label_icon(self._mark, "warning", _MARK_PX, "warning")
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._title)
        words.addWidget(self._text)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        where = _words(self.tr("Library: {0}").format(texts.readable(str(self._directory))), muted=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        reveal = QPushButton(self.tr("Show in folder"))
        reveal.clicked.connect(self.reveal_asked)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(reveal)
        foot.addStretch()
        foot.addWidget(self._quit)
        foot.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 20)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addSpacing(4)
        layout.addWidget(self._backup_card)
        layout.addWidget(self._repair_card)
        layout.addWidget(self._bar)
        layout.addWidget(self._error)
        layout.addSpacing(4)
        layout.addWidget(where)
        layout.addLayout(foot)

    @Slot()
    def _on_restore(self) -> None:
        if self._backup is not None:
            self.restore_asked.emit(self._backup)


def _title(text: str) -> QLabel:
    label = _words(text)
    label.setObjectName("header_title")
    return label


def _strong(text: str) -> QLabel:
    label = _words(text)
    label.setProperty("strong", True)
    return label


def _words(text: str, *, muted: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("muted", muted)
    return label


def _card(title: QLabel, text: QLabel, button: QPushButton) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(title)
    words.addWidget(text)
    row = QHBoxLayout(card)
    row.setContentsMargins(16, 14, 14, 14)
    row.setSpacing(14)
    row.addLayout(words, 1)
    row.addWidget(button)
    return card
