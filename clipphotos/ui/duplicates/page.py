"""The page of duplicates: which kinds to show, how far looking for them is, and the groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.duplicates import Group, GroupKind
from clipphotos.ui import texts
from clipphotos.ui.duplicates import wording
from clipphotos.ui.duplicates.choice import Choice
from clipphotos.ui.duplicates.group_list import GroupList
from clipphotos.ui.grid.thumbnails import Thumbnails
from clipphotos.ui.panels.header import ElidedLabel
from clipphotos.ui.panels.message import MessagePage

_EDGE_PX = 16
_SMALLEST_PX = 440
_KINDS = (None, GroupKind.EXACT, GroupKind.NEAR, GroupKind.BURST)


class DuplicatesPage(QWidget):
    """Shows groups as far as they are known.

    Signals:
        came_into_sight(): the page is looked at from now on.
        merge_all_asked(list[Choice]): the ticked groups, or all exact copies, are to be merged.
    """

    came_into_sight = Signal()
    merge_all_asked = Signal(object)

    def __init__(self, thumbnails: Thumbnails, look: QAction, parent: QWidget | None = None) -> None:
        """Make the page; `look` looks for duplicates now."""
        super().__init__(parent)
        self.setObjectName("duplicates")
        self.setMinimumWidth(_SMALLEST_PX)  # not the layout's, which would push the panels away
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._groups: tuple[Group, ...] | None = None
        self._chosen: dict[str, Choice] = {}
        self._leaving: set[str] = set()
        self._kind: GroupKind | None = None
        self._done, self._total, self._looking = 0, 0, False
        self._look = look
        self.list = GroupList(thumbnails)
        self.list.chosen.connect(self._on_chosen)
        self.list.selection_changed.connect(self._write_bulk)
        self._message = MessagePage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._message)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_header())
        layout.addWidget(self._make_filters())
        layout.addWidget(self._pages, 1)
        self._write()

    def _make_header(self) -> QWidget:
        header = QWidget()
        header.setObjectName("header")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        header.setFixedHeight(48)
        title = QLabel(self.tr("Duplicates"))
        title.setObjectName("header_title")
        line = QHBoxLayout(header)
        line.setContentsMargins(18, 0, 16, 0)
        line.setSpacing(8)
        line.addWidget(title)
        line.addStretch()
        self._bulk = QPushButton()
        self._bulk.clicked.connect(self._on_bulk)
        again = QToolButton()
        again.setDefaultAction(self._look)
        again.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        again.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        again.setText(self.tr("Look again"))
        self._again = again
        self._look.changed.connect(self._name_again)
        self._name_again()
        line.addWidget(self._bulk)
        line.addWidget(again)
        return header

    def _make_filters(self) -> QWidget:
        row = QWidget()
        row.setObjectName("duplicates_filters")
        self._row = row
        self._filters = QButtonGroup(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(_EDGE_PX, 10, _EDGE_PX, 0)
        line.setSpacing(4)
        for number, kind in enumerate(_KINDS):
            button = QToolButton()
            button.setProperty("pill", True)
            button.setCheckable(True)
            button.setChecked(kind is None)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._filters.addButton(button, number)
            line.addWidget(button)
        self._filters.idClicked.connect(self._on_kind)
        line.addStretch()
        line.addWidget(self._make_progress())
        return row

    def _make_progress(self) -> QWidget:
        self._progress = QWidget()
        self._said = ElidedLabel()
        self._said.setProperty("muted", True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName(self.tr("How far looking for duplicates is"))
        self._stop = QToolButton()
        self._stop.setProperty("link", True)
        self._stop.setText(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop moving duplicates to the trash"))
        self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stop.hide()
        line = QHBoxLayout(self._progress)
        line.setContentsMargins(12, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._said)
        line.addWidget(self._bar)
        line.addWidget(self._stop)
        return self._progress

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self.came_into_sight.emit()

    @property
    def stop_button(self) -> QToolButton:
        """Return the button that ends merging many groups."""
        return self._stop

    @property
    def bulk_button(self) -> QPushButton:
        """Return the button that merges many groups."""
        return self._bulk

    @property
    def message(self) -> str:
        """Return what is said where there is no group to show; empty if there are some."""
        return "" if self._pages.currentIndex() == 0 else self._message.title

    # What is known

    @property
    def count(self) -> int:
        """Return how many groups are open, of all kinds."""
        return len(self._open())

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these groups; choices about those that are as they were stay."""
        if tuple(groups) == self._groups and not self._leaving:
            return
        self._groups = tuple(groups)
        there = {group.id: group for group in groups}
        self._chosen = {i: choice for i, choice in self._chosen.items() if there.get(i) == choice.group}
        self._leaving &= set(there)
        self._write()

    def show_looked(self, done: int, total: int, looking: bool) -> None:
        """Say how far looking for duplicates is."""
        if (done, total, looking) != (self._done, self._total, self._looking):
            self._done, self._total, self._looking = done, total, looking
            self._write_progress()
            self._write_message()

    def show_merging(self, done: int, total: int) -> None:
        """Say how many of many groups were merged; `total` 0: that is over."""
        self._stop.setVisible(total > 0)
        if total:
            self._row.show()
            self._progress.show()
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            said = self.tr("{0} of {1} groups merged")
            self._said.setText(said.format(texts.number(done), texts.number(total)))
        else:
            self._write()

    def take_out(self, ids: Collection[str]) -> None:
        """Hide groups that are being merged or dismissed."""
        self._leaving |= set(ids)
        self._write()

    def bring_back(self, ids: Collection[str]) -> None:
        """Show groups again that stayed after all."""
        self._leaving -= set(ids)
        self._write()

    def _open(self) -> list[Group]:
        return [group for group in self._groups or () if group.id not in self._leaving]

    def _choice(self, group: Group) -> Choice:
        return self._chosen.get(group.id) or Choice.proposed(group)

    def _write(self, *, keep_place: bool = True) -> None:
        groups = self._open()
        counts = Counter(group.kind for group in groups)
        for number, kind in enumerate(_KINDS):
            count = len(groups) if kind is None else counts[kind]
            button = self._filters.button(number)
            button.setText(f"{wording.kinds(kind)}  {texts.number(count)}")
            button.setAccessibleName(self.tr("{0}: {1} groups").format(wording.kinds(kind), texts.number(count)))
        shown = [self._choice(group) for group in groups if self._kind in (None, group.kind)]
        self.list.show_choices(shown, keep_place=keep_place)
        self._row.setVisible(bool(groups) or not self._stop.isHidden())
        self._write_progress()
        self._write_message()

    def _write_progress(self) -> None:
        if not self._stop.isHidden():
            return  # merging is told
        self._progress.setVisible(self._looking and bool(self.list.choices))
        if self._looking:
            self._bar.setRange(0, self._total)
            self._bar.setValue(self._done)
            said = self.tr("Still looking: {0} of {1} photos")
            self._said.setText(said.format(texts.number(self._done), texts.number(self._total)))

    def _write_message(self) -> None:
        shown = bool(self.list.choices)
        had_keyboard = self.isVisible() and (self.list.hasFocus() or self._message.isAncestorOf(self.focusWidget()))
        self._pages.setCurrentIndex(0 if shown else 1)
        if shown:
            if had_keyboard:
                self.list.setFocus()
            return
        done_of = self.tr("{0} of {1} photos were compared.").format(
            texts.number(self._done), texts.number(self._total)
        )
        if self._groups is None:
            self._message.show_message("duplicates", "", "", busy=True)
        elif self._looking:
            self._message.show_message(
                "duplicates",
                self.tr("Still looking: {0} of {1}").format(texts.number(self._done), texts.number(self._total)),
                self.tr("Duplicates appear here as they are found. You can go on with something else."),
                busy=True,
            )
        elif self._open():
            self._message.show_message(
                "check",
                self.tr("None of this kind"),
                self.tr("There are groups of other kinds: choose “All” above."),
            )
        elif not self._done:
            self._message.show_message(
                "duplicates",
                self.tr("Not looked for yet"),
                self.tr(
                    "ClipPhotos looks for duplicates by itself when it has nothing else to do. Nothing is ever removed"
                    " without you."
                ),
                offer=self._look if self._total else None,
            )
        elif self._done < self._total:
            self._message.show_message(
                "duplicates",
                self.tr("No duplicates so far"),
                self.tr("{0} The others follow when there is nothing else to do.").format(done_of),
                offer=self._look,
            )
        else:
            self._message.show_message(
                "check",
                self.tr("No duplicates found"),
                self.tr("All {0} photos are compared. New ones follow as they come in.").format(
                    texts.number(self._total)
                ),
            )

    # What the user does

    @Slot(object)
    def _on_chosen(self, choice: Choice) -> None:
        if choice.changed:
            self._chosen[choice.group.id] = choice
        else:
            self._chosen.pop(choice.group.id, None)
        self._write_bulk()

    @Slot(int)
    def _on_kind(self, number: int) -> None:
        self._kind = _KINDS[number]
        self._write(keep_place=False)

    def _in_bulk(self) -> list[Choice]:
        """Return what the button for many groups is about: the ticked ones, else all exact copies."""
        wanted = self.list.ticked or [c for c in self.list.choices if c.group.kind is GroupKind.EXACT]
        return [choice for choice in wanted if choice.go]

    @Slot()
    def _write_bulk(self) -> None:
        choices = self._in_bulk()
        count = texts.number(len(choices))
        if self.list.ticked:
            self._bulk.setText(self.tr("Merge selected ({0})…").format(count))
        else:
            self._bulk.setText(self.tr("Merge all exact copies ({0})…").format(count))
        self._bulk.setVisible(bool(self.list.ticked) or len(choices) > 1)
        self._bulk.setEnabled(bool(choices))

    @Slot()
    def _on_bulk(self) -> None:
        choices = self._in_bulk()
        if choices:
            self.merge_all_asked.emit(choices)

    @Slot()
    def _name_again(self) -> None:
        """Keep the short name: the action's own is the menu's."""
        self._again.setText(self.tr("Look again"))
        self._again.setAccessibleName(self.tr("Look for duplicates again"))
