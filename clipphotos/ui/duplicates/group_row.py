"""One group of duplicates: what it is, its photos, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from clipphotos.core.duplicates import GroupKind
from clipphotos.ui import texts
from clipphotos.ui.duplicates import wording
from clipphotos.ui.duplicates.choice import Choice
from clipphotos.ui.duplicates.strip import EDGE_PX, MemberStrip, strip_height
from clipphotos.ui.grid.thumbnails import Thumbnails
from clipphotos.ui.panels.header import ElidedLabel

_PAD_PX = 16
_HEAD_PX, _FOOT_PX = 50, 58


def row_height(widget: QWidget, members: int, width_px: int) -> int:
    """Return the room that a group needs."""
    return _HEAD_PX + strip_height(widget, members, width_px - 2 * _PAD_PX) + _FOOT_PX


class GroupRow(QFrame):
    """A card. It holds no state of its own, so that it can show one group after another.

    Signals:
        pressed(int): the card was clicked, or the member of this number was.
        chosen(Choice): the user chose otherwise.
        selected(bool): the group was ticked, or not any more.
        opened(int): a member was double-clicked.
        compare_asked(), dismiss_asked(), merge_asked(): its buttons.
    """

    pressed = Signal(int)
    chosen = Signal(object)
    selected = Signal(bool)
    opened = Signal(int)
    compare_asked = Signal()
    dismiss_asked = Signal()
    merge_asked = Signal()

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("group")
        self._choice: Choice | None = None
        self.strip = MemberStrip(thumbnails, self)
        self.strip.pressed.connect(self.pressed)
        self.strip.keep_asked.connect(self._on_keep)
        self.strip.go_asked.connect(self._on_go)
        self.strip.opened.connect(self.opened)
        self._head, self._foot = QWidget(self), QWidget(self)
        self._tick = QCheckBox()
        self._tick.toggled.connect(self.selected)
        self._title = QLabel()
        self._title.setProperty("strong", True)
        self._why = ElidedLabel()
        self._why.setProperty("muted", True)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(_PAD_PX, 4, _PAD_PX, 0)
        head.setSpacing(8)
        for widget in (self._tick, self._title, self._why):
            head.addWidget(widget)
        head.addStretch()
        self._note = ElidedLabel()
        self._note.setProperty("muted", True)
        self.compare = QPushButton(self.tr("Compare"))
        self.compare.clicked.connect(self.compare_asked)
        self.dismiss = QPushButton(self.tr("Not duplicates"))
        self.dismiss.setToolTip(self.tr("Never show these as duplicates of each other again  (N)"))
        self.dismiss.clicked.connect(self.dismiss_asked)
        self.merge = QPushButton()
        self.merge.clicked.connect(self.merge_asked)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(_PAD_PX, 4, _PAD_PX, 8)
        foot.setSpacing(8)
        foot.addWidget(self._note)
        foot.addStretch()
        for button in (self.compare, self.dismiss, self.merge):
            foot.addWidget(button)

    def show_choice(
        self, choice: Choice, place: tuple[int, int], *, current: int | None, focused: bool, ticked: bool
    ) -> None:
        """Show a group.

        Args:
            choice: the group, with what becomes of its photos.
            place: its number from 1, and how many there are.
            current: the member that keys are about, if it is this group.
            focused: whether the keyboard is there.
            ticked: whether the group is selected.
        """
        self._choice = choice
        self.strip.show_choice(choice, current, focused)
        self._tick.blockSignals(True)
        self._tick.setChecked(ticked)
        self._tick.blockSignals(False)
        kind, why = wording.kind(choice.group), wording.why(choice)
        numbers = tuple(texts.number(number) for number in place)
        self._title.setText(kind)
        self._why.setText(why)
        self._why.setToolTip(why)
        group = self.tr("Group {0} of {1}: {2}").format(*numbers, kind)
        self.setAccessibleName(f"{group}. {why}")
        self._tick.setAccessibleName(self.tr("Select: {0}").format(group))
        self._note.setText(self._said_of_merging(choice))
        self._note.setToolTip(self._note.text())
        self.merge.setText(wording.merging(choice))
        self.merge.setEnabled(bool(choice.go))
        for button in (self.compare, self.dismiss, self.merge):
            button.setAccessibleName(f"{button.text()}: {group}")
        is_current = current is not None
        for widget in (self._tick, self.compare, self.dismiss, self.merge):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_current else Qt.FocusPolicy.NoFocus)
        if self.property("current") != is_current:
            self.setProperty("current", is_current)
            self.merge.setProperty("primary", is_current)
            for changed in (self, self.merge):
                changed.style().unpolish(changed)
                changed.style().polish(changed)

    def resizeEvent(self, event: QEvent) -> None:
        """Put the parts in their places."""
        width, height = self.width(), self.height()
        self._head.setGeometry(0, 0, width, _HEAD_PX)
        strip = QRect(_PAD_PX, _HEAD_PX, width - 2 * _PAD_PX, height - _HEAD_PX - _FOOT_PX)
        self.strip.setGeometry(strip.adjusted(-EDGE_PX, -EDGE_PX, EDGE_PX, EDGE_PX))
        self._foot.setGeometry(0, height - _FOOT_PX, width, _FOOT_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the group current."""
        self.pressed.emit(-1)

    @Slot(int)
    def _on_keep(self, number: int) -> None:
        if self._choice is not None:
            self.chosen.emit(self._choice.keeping(number))

    @Slot(int)
    def _on_go(self, number: int) -> None:
        if self._choice is not None:
            self.chosen.emit(self._choice.toggled(number))

    def _said_of_merging(self, choice: Choice) -> str:
        """Return what merging does besides moving files."""
        if not choice.go:
            return ""
        if choice.group.kind is GroupKind.EXACT:
            return self.tr("They are one photo: its tags, rating and albums stay.")
        return self.tr("Tags, rating and albums go to the photo that is kept.")
