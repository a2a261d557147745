"""The button that says in which order photos are, and offers others."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from clipphotos.core.query.records import Sort, SortKey
from clipphotos.ui.icons import set_icon
from clipphotos.ui.panels.query_terms import SORTS, sort_name


class SortButton(QToolButton):
    """Opens a menu of orders.

    Signals:
        chosen(Sort): another one is wanted.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("order")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(self.tr("Sort"))
        set_icon(self, "sort", "muted")
        menu, group = QMenu(self), QActionGroup(self)
        self._choices: dict[Sort, QAction] = {}
        for sort in SORTS:
            choice = menu.addAction(sort_name(sort))
            choice.setCheckable(True)
            choice.triggered.connect(partial(self.chosen.emit, sort))
            group.addAction(choice)
            self._choices[sort] = choice
        self.setMenu(menu)

    def show_sort(self, sort: Sort, ranked: bool) -> None:
        """Say what comes first; one that is not offered is only said."""
        self._choices[Sort(SortKey.RELEVANCE)].setVisible(ranked)
        for choice in self._choices.values():
            choice.setChecked(False)
        if sort in self._choices:
            self._choices[sort].setChecked(True)
        self.setText(sort_name(sort))
        self.setAccessibleName(self.tr("Sort: {0}").format(sort_name(sort)))
