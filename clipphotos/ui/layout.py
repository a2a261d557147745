"""The window's parts and where they are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clipphotos.ui.duplicates.page import DuplicatesPage
from clipphotos.ui.grid.view import PhotoGridView
from clipphotos.ui.panels.details import DetailsPanel
from clipphotos.ui.panels.header import Header
from clipphotos.ui.panels.message import MessagePage
from clipphotos.ui.panels.notice_bar import NoticeBar
from clipphotos.ui.panels.review_bar import ReviewBar
from clipphotos.ui.panels.search_bar import SearchBar
from clipphotos.ui.panels.sidebar import Sidebar

_SIDEBAR_PX, _DETAILS_PX = 220, 290
_SEARCH_PX = 760


@dataclass
class Parts:
    """The widgets that the window puts together."""

    search: SearchBar
    sidebar: Sidebar
    header: Header
    grid: PhotoGridView
    message: MessagePage
    notice: NoticeBar
    details: DetailsPanel
    review: ReviewBar
    duplicates: DuplicatesPage


class Body(QWidget):
    """Search on top, then sidebar, grid and details side by side."""

    def __init__(self, parts: Parts, sidebar_action: QAction, details_action: QAction) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages = QStackedWidget()
        self._pages.addWidget(parts.grid)
        self._pages.addWidget(parts.message)
        self._pages.addWidget(parts.duplicates)
        self._pages.setCurrentWidget(parts.message)
        self._waiting = QProgressBar()
        self._waiting.setObjectName("waiting")
        self._waiting.setRange(0, 0)
        self._waiting.setTextVisible(False)
        self._waiting.setFixedHeight(3)
        self._waiting.setAccessibleName(self.tr("Waiting for an answer"))
        room = self._waiting.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._waiting.setSizePolicy(room)
        self._waiting.hide()
        notice = QWidget()
        notice_layout = QVBoxLayout(notice)
        notice_layout.setContentsMargins(12, 0, 12, 8)
        notice_layout.addWidget(parts.notice)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(parts.header)
        column.addWidget(self._waiting)
        column.addWidget(self._pages, 1)
        column.addWidget(parts.review)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for widget, stretch in ((parts.sidebar, 0), (centre, 1), (parts.details, 0)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setSizes([_SIDEBAR_PX, 800, _DETAILS_PX])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._top(parts.search, sidebar_action, details_action))
        layout.addWidget(notice)
        layout.addWidget(self.splitter, 1)
        self._notice = notice
        self._follow_notice(parts.notice)

    def show_grid(self, shown: bool) -> None:
        """Show the grid, or the message instead; the keyboard follows unless something is being typed."""
        page = 0 if shown else 1
        if page == self._pages.currentIndex():
            return
        self._pages.setCurrentIndex(page)
        if shown and not isinstance(self.window().focusWidget(), QLineEdit):
            self._pages.currentWidget().setFocus()

    def show_duplicates(self) -> None:
        """Show the page of duplicates."""
        self._pages.setCurrentIndex(2)

    def set_waiting(self, waiting: bool) -> None:
        """Show that an answer takes its time."""
        self._waiting.setVisible(waiting)

    def _top(self, search: SearchBar, sidebar_action: QAction, details_action: QAction) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setContentsMargins(12, 4, 12, 10)
        layout.setSpacing(8)
        search.setMaximumWidth(_SEARCH_PX)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(_panel_button(sidebar_action), 0, top)
        layout.addStretch(1)
        layout.addWidget(search, 8, top)
        layout.addStretch(1)
        layout.addWidget(_panel_button(details_action), 0, top)
        return layout

    def _follow_notice(self, notice: NoticeBar) -> None:
        notice.visibility_changed.connect(self._notice.setVisible)
        self._notice.setVisible(False)


def _panel_button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAccessibleName(action.iconText())
    button.setProperty("panel", True)
    button.setIconSize(QSize(20, 20))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
