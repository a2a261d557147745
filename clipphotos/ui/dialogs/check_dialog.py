"""The dialog that says whether the library is in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clipphotos.ui.dialogs.fitting import FittingDialog
from clipphotos.ui.icons import set_label_icon
from clipphotos.ui.reporter import Reporter, WorkBar

if TYPE_CHECKING:
    from clipphotos.engine.backups import Report

_WIDTH_PX = 520
_LIST_PX = 260
_MARGIN_PX = 22
_ICON_PX, _SMALL_PX, _GAP_PX = 32, 18, 14


class CheckDialog(FittingDialog):
    """Shows that the library is being checked, and then what was found. Closing it gives the check up.

    Signals:
        mend_asked(): the library is to be closed and mended.
    """

    mend_asked = Signal()

    def __init__(self, reporter: Reporter, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Check library"))
        self._icon = QLabel()
        self._title = QLabel(self.tr("Checking the library…"))
        self._title.setObjectName("details_title")
        self._advice = QLabel(self.tr("Every part of it is read. You can go on working meanwhile."))
        for label in (self._title, self._advice):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._advice.setProperty("muted", True)
        self._bar = WorkBar(self.windowTitle())
        reporter.reported.connect(self._bar.show_report)
        self._found = QVBoxLayout()
        self._found.setContentsMargins(_ICON_PX - _SMALL_PX, 0, 8, 0)
        self._found.setSpacing(10)
        inside = QWidget()
        inside.setLayout(self._found)
        self._area = QScrollArea()
        self._area.setObjectName("label_form")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._area.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        self._mend = self._buttons.addButton(self.tr("Mend…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._mend.clicked.connect(self._on_mend)
        self._mend.hide()
        self._lay_out()
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)  # it must be in the dialog by now

    @property
    def done(self) -> bool:
        """Return whether it says what came of the check."""
        return self._bar.isHidden()

    @property
    def title(self) -> str:
        """Return what is said."""
        return self._title.text()

    @property
    def sentences(self) -> list[str]:
        """Return what was found, sentence by sentence."""
        labels = self._area.findChildren(QLabel)
        return [label.text() for label in labels if label.text()]

    def show_report(self, report: Report) -> None:
        """Show what was found."""
        damaged = not report.findings.sound or report.index_usable is False
        if damaged:
            advice = self.tr(
                "Your photos are not affected. ClipPhotos can bring back a backup, or save all that can be read: it"
                " closes the library for that, and keeps it as it is now."
            )
        else:
            advice = self.tr("The library itself is in order. Make a new backup, best on another disk as well.")
        if report.sound:
            self._conclude("check", "good", self.tr("Everything is in order"), "")
        else:
            self._conclude("warning", "warning", self.tr("Problems were found"), advice)
        self._mend.setVisible(damaged)
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()  # which a new button takes
        self._list(report.problems, "warning", "warning")
        self._list(report.notes, "info", "muted")
        self._fit()

    def show_error(self, text: str) -> None:
        """Say why the check could not be done."""
        self._conclude("warning", "warning", self.tr("The library could not be checked"), text)

    def _conclude(self, icon: str, tone: str, title: str, advice: str) -> None:
        set_label_icon(self._icon, icon, _ICON_PX, tone)
        self._icon.show()
        self._bar.hide()
        self._title.setText(title)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.setAccessibleDescription(f"{title}. {advice}")

    def _list(self, sentences: Sequence[str], icon: str, tone: str) -> None:
        for sentence in sentences:
            mark, text = QLabel(), QLabel(sentence)
            set_label_icon(mark, icon, _SMALL_PX, tone)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            text.setWordWrap(True)
            text.setAlignment(Qt.AlignmentFlag.AlignTop)
            line = QHBoxLayout()
            line.setSpacing(_GAP_PX)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(text, 1)
            self._found.addLayout(line)

    def _fit(self) -> None:
        """Show the list with the room that it wants, up to a limit; what is added to a shown one has none yet."""
        self._area.setVisible(self._found.count() > 0)
        inside = self.width() - 2 * _MARGIN_PX
        self._area.setFixedHeight(min(self._found.totalHeightForWidth(inside), _LIST_PX))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._title)
        words.addWidget(self._advice)
        head = QHBoxLayout()
        head.setSpacing(_GAP_PX)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._icon.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN_PX, 20, _MARGIN_PX, 18)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._buttons)

    @Slot()
    def _on_mend(self) -> None:
        self.accept()
        self.mend_asked.emit()
