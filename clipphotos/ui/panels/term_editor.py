"""The window that edits a term of a search beside its chip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clipphotos.core.query.records import Field

_WIDTH_PX = 260


class TermEditor(QFrame):
    """A small window that goes away when it is clicked beside, or with Escape.

    Signals:
        written(str): the term is to be this.
        closed(): it went away.
        choices_asked(Field, str): which values of a filter there are that contain some letters.
    """

    written = Signal(str)
    closed = Signal()
    choices_asked = Signal(object, str)

    def __init__(self, title: str, negated: bool | None, parent: QWidget) -> None:
        """Make an editor; `negated` None: what it edits cannot be excluded."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("term_editor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        heading = QLabel(title)
        heading.setProperty("strong", True)
        self._not = QCheckBox(self.tr("Exclude"))
        self._not.setToolTip(self.tr("Find the photos that are not so"))
        self._not.setChecked(bool(negated))
        self._not.setVisible(negated is not None)
        self._apply = QPushButton(self.tr("Apply"))
        self._apply.setProperty("primary", True)
        self._apply.clicked.connect(self._on_apply)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        foot = QHBoxLayout()
        foot.addWidget(self._not)
        foot.addStretch()
        foot.addWidget(self._apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addLayout(self.body)
        layout.addLayout(foot)
        self.setMinimumWidth(_WIDTH_PX)

    def pop_up(self, beside: QWidget) -> None:
        """Open below a widget, within the screen."""
        self.adjustSize()
        at = beside.mapToGlobal(QPoint(0, beside.height() + 4))
        screen = beside.screen().availableGeometry()
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        at.setY(max(screen.top(), min(at.y(), screen.bottom() - self.height())))
        self.move(at)
        self.show()
        self.focus()

    @property
    def negated(self) -> bool:
        """Return whether the term is what must not be."""
        return self._not.isChecked()

    def _signed(self, piece: str) -> str:
        return f"-{piece}" if self.negated else piece

    def hide_apply(self) -> None:
        """Do without the button, where a click is enough."""
        self._apply.hide()

    def focus(self) -> None:
        """Put the keyboard where one begins."""
        self.focusNextChild()

    def show_choices(self, field: Field, choices: Sequence[str]) -> None:
        """Take which values there are; only some editors want to know."""

    def piece(self) -> str:
        """Return the term's text; "" if it is not complete."""
        raise NotImplementedError

    @Slot()
    def _on_apply(self) -> None:
        piece = self.piece()
        if piece:
            self.close()
            self.written.emit(piece)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Apply with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_apply()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell it."""
        super().hideEvent(event)
        self.closed.emit()
