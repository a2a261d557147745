"""The list of groups: only those in sight are widgets, so that thousands cost no more than a few."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import accumulate

from PySide6.QtCore import QEvent, QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from clipphotos.ui.duplicates import wording
from clipphotos.ui.duplicates.choice import Choice
from clipphotos.ui.duplicates.group_row import GroupRow, row_height
from clipphotos.ui.duplicates.tile import TILE_PX
from clipphotos.ui.grid.thumbnails import Thumbnails, TileSpec

_GAP_PX, _MARGIN_PX = 14, 16
_WIDEST_PX = 1500
_PICTURE_PX = TILE_PX - 16

_Key = Qt.Key


class GroupList(QAbstractScrollArea):
    """Shows choices; keys go from group to group and from photo to photo.

    Signals:
        chosen(Choice): the user chose otherwise; the list shows it already.
        selection_changed(): other groups are ticked.
        merge_asked(Choice), dismiss_asked(Choice): the group's buttons, or their keys.
        compare_asked(Choice, int): a photo is to be seen large, beside the one that is kept.
    """

    chosen = Signal(object)
    selection_changed = Signal()
    merge_asked = Signal(object)
    dismiss_asked = Signal(object)
    compare_asked = Signal(object, int)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._choices: list[Choice] = []
        self._tops: list[int] = [0]
        self._row, self._member = 0, 0
        self._ticked: set[str] = set()
        self._cards: dict[int, GroupRow] = {}
        self._spare: list[GroupRow] = []
        self.setObjectName("groups")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Groups of duplicates"))
        self.verticalScrollBar().valueChanged.connect(self._place)
        self.verticalScrollBar().setSingleStep(60)
        thumbnails.arrived.connect(self._on_arrived)
        self._prepare_tiles()

    # What the page asks

    @property
    def choices(self) -> Sequence[Choice]:
        """Return what is shown."""
        return self._choices

    @property
    def current(self) -> Choice | None:
        """Return the group that keys are about."""
        return self._choices[self._row] if self._choices else None

    @property
    def member(self) -> int:
        """Return the number of the photo that keys are about."""
        return self._member

    @property
    def ticked(self) -> list[Choice]:
        """Return the groups that are selected."""
        return [choice for choice in self._choices if choice.group.id in self._ticked]

    def card(self, row: int) -> GroupRow | None:
        """Return the widget of a group, if it is in sight."""
        return self._cards.get(row)

    def show_choices(self, choices: Sequence[Choice], *, keep_place: bool) -> None:
        """Show groups; `keep_place`: they are the same as before as they are now, so the current one stays."""
        before, row = self.current, self._row
        self._choices = list(choices)
        ids = [choice.group.id for choice in choices]
        self._ticked &= set(ids)
        if before is not None and keep_place and before.group.id in ids:
            self._row = ids.index(before.group.id)
        else:
            self._row, self._member = (min(row, max(0, len(ids) - 1)) if keep_place else 0), 0
        self._bound_member()
        self._measure()
        if not keep_place:
            self.verticalScrollBar().setValue(0)
        self.selection_changed.emit()

    def choose(self, choice: Choice) -> None:
        """Show another choice for a group, and tell of it; nothing if the group is not as it was."""
        for row, known in enumerate(self._choices):
            if known.group == choice.group:
                self._choices[row] = choice
                self._write(row)
                self._say()
                self.chosen.emit(choice)

    def set_ticked(self, ids: set[str]) -> None:
        """Select these groups."""
        self._ticked = ids & {choice.group.id for choice in self._choices}
        self._place()
        self.selection_changed.emit()

    # Geometry

    def _measure(self) -> None:
        width = self._card_rect(0, 0).width()
        heights: dict[int, int] = {}
        for choice in self._choices:
            count = len(choice.group.members)
            if count not in heights:
                heights[count] = row_height(self, count, width) + _GAP_PX
        self._tops = list(accumulate((heights[len(c.group.members)] for c in self._choices), initial=_MARGIN_PX))
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._tops[-1] - _GAP_PX + _MARGIN_PX - height))
        bar.setPageStep(height)
        self._place()

    def _card_rect(self, top: int, height: int) -> QRect:
        width = min(self.viewport().width() - 2 * _MARGIN_PX, _WIDEST_PX)
        return QRect((self.viewport().width() - width) // 2, top, width, height)

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(first, min(last, len(self._choices)))

    def _place(self) -> None:
        """Show the groups in sight, by cards that others no longer need."""
        visible, offset = self._visible(), self.verticalScrollBar().value()
        for row in [row for row in self._cards if row not in visible]:
            card = self._cards.pop(row)
            card.hide()
            self._spare.append(card)
        for row in visible:
            if row not in self._cards:
                self._cards[row] = self._spare.pop() if self._spare else self._new_card()
            card, top = self._cards[row], self._tops[row]
            card.setGeometry(self._card_rect(top - offset, self._tops[row + 1] - top - _GAP_PX))
            self._write(row)
            card.show()
        self._thumbnails.want([m.photo_id for row in visible for m in self._choices[row].group.members])

    def _new_card(self) -> GroupRow:
        card = GroupRow(self._thumbnails, self.viewport())
        card.pressed.connect(partial(self._on_pressed, card))
        card.chosen.connect(self.choose)
        card.selected.connect(partial(self._on_selected, card))
        card.opened.connect(partial(self._on_opened, card))
        card.compare_asked.connect(partial(self._on_opened, card, -1))
        card.dismiss_asked.connect(partial(self._on_asked, card, self.dismiss_asked))
        card.merge_asked.connect(partial(self._on_asked, card, self.merge_asked))
        return card

    def _write(self, row: int) -> None:
        card = self._cards.get(row)
        if card is not None:
            choice = self._choices[row]
            card.show_choice(
                choice,
                (row + 1, len(self._choices)),
                current=self._member if row == self._row else None,
                focused=self.hasFocus(),
                ticked=choice.group.id in self._ticked,
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find new places; the group at the top stays there."""
        first, into = next(iter(self._visible()), 0), 0
        if self._choices:
            into = self.verticalScrollBar().value() - self._tops[first]
        self._measure()
        if self._choices and into > -_MARGIN_PX:
            self.verticalScrollBar().setValue(self._tops[first] + into)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Do nothing: the cards are placed anew."""

    def _prepare_tiles(self) -> None:
        ratio = self.devicePixelRatioF()
        self._thumbnails.set_spec(TileSpec(round(_PICTURE_PX * ratio), ratio, crop=False))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the font does."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_cards"):
            self._measure()

    def event(self, event: QEvent) -> bool:
        """Prepare pictures for another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._prepare_tiles()
            self._place()
        return super().event(event)

    def _on_arrived(self, photo_id: int) -> None:
        for row, card in self._cards.items():
            if any(member.photo_id == photo_id for member in self._choices[row].group.members):
                card.strip.update()

    # Where the keyboard is

    def go_to(self, row: int, member: int = 0) -> None:
        """Make a photo of a group current, and bring the group into sight."""
        if not self._choices:
            return
        before, self._row = self._row, min(max(row, 0), len(self._choices) - 1)
        self._member = member
        self._bound_member()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = self._tops[self._row] - _MARGIN_PX, self._tops[self._row + 1] - _GAP_PX + _MARGIN_PX
        if bottom > bar.value() + height:
            bar.setValue(min(bottom - height, top))
        if top < bar.value():
            bar.setValue(top)
        self._write(before)
        self._write(self._row)
        self._say()

    def _bound_member(self) -> None:
        members = len(self.current.group.members) if self.current else 1
        self._member = min(max(self._member, 0), members - 1)

    def _say(self) -> None:
        """Tell those who do not see the screen where the keyboard is."""
        choice = self.current
        if choice is not None:
            text = f"{wording.kind(choice.group)}. {wording.spoken(choice, self._member)}"
            self.setAccessibleDescription(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._write(self._row)
        self._say()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is elsewhere."""
        super().focusOutEvent(event)
        self._write(self._row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another group or photo, choose, or do something about the group."""
        choice, key = self.current, event.key()
        if choice is None:
            super().keyPressEvent(event)
            return
        page = max(1, len(self._visible()) - 1)
        groups: dict[int, int] = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -page, _Key.Key_PageDown: page}
        ends: dict[int, int] = {_Key.Key_Home: 0, _Key.Key_End: len(self._choices) - 1}
        step = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        photos: dict[int, int] = {_Key.Key_Left: -step, _Key.Key_Right: step}
        everything = event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == _Key.Key_A
        if key in groups:
            self.go_to(self._row + groups[key])
        elif key in ends:
            self.go_to(ends[key])
        elif key in photos:
            self.go_to(self._row, self._member + photos[key])
        elif everything:
            self.set_ticked({it.group.id for it in self._choices})
        elif key == _Key.Key_Escape and self._ticked:
            self.set_ticked(set())
        elif key == _Key.Key_K:
            self.choose(choice.keeping(self._member))
        elif key == _Key.Key_X:
            self.choose(choice.toggled(self._member))
        elif key == _Key.Key_Space:
            self.set_ticked(self._ticked ^ {choice.group.id})
        elif key in (_Key.Key_Delete, _Key.Key_Backspace) and choice.go:
            self.merge_asked.emit(choice)
        elif key == _Key.Key_N:
            self.dismiss_asked.emit(choice)
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            self.compare_asked.emit(choice, self._member)
        else:
            super().keyPressEvent(event)

    # What the cards say

    def _row_of(self, card: GroupRow) -> int:
        return next(row for row, known in self._cards.items() if known is card)

    def _on_pressed(self, card: GroupRow, member: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        row = self._row_of(card)
        self.go_to(row, member if member >= 0 else self._member if row == self._row else 0)

    def _on_selected(self, card: GroupRow, ticked: bool) -> None:
        group = {self._choices[self._row_of(card)].group.id}
        self._ticked = self._ticked | group if ticked else self._ticked - group
        self.selection_changed.emit()

    def _on_opened(self, card: GroupRow, member: int) -> None:
        row = self._row_of(card)
        if member < 0:
            member = self._member if row == self._row else 0
        self.compare_asked.emit(self._choices[row], member)

    def _on_asked(self, card: GroupRow, signal: SignalInstance) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # the button will belong to another group
        signal.emit(self._choices[self._row_of(card)])
