"""The bar above the grid: what is shown, how it is reviewed, the size of the tiles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QSlider, QToolButton, QWidget

from clipphotos.core.query.records import Sort
from clipphotos.ui.grid.tile_view import USUAL_PX
from clipphotos.ui.grid.view import LARGEST_PX, SMALLEST_PX
from clipphotos.ui.icons import set_icon, set_label_icon
from clipphotos.ui.panels.sort_button import SortButton

_HEIGHT_PX = 48
_SMALLEST_PX = 320
_ROOMY_PX, _ROOMY_WITH_ORDER_PX = 600, 880
"""From this width on the tools of a review have their names beside them."""
_ORDER_PX = 640
"""From this width on there is room for what comes first."""


class ElidedLabel(QLabel):
    """One line of plain text that gives way where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter, self.rect(), Qt.AlignmentFlag.AlignVCenter, self.palette(), True, text, self.foregroundRole()
        )


class Header(QWidget):
    """Says what is shown.

    Signals:
        tile_size_asked(int): the slider was moved.
        sort_asked(Sort): another order was chosen.
    """

    tile_size_asked = Signal(int)
    sort_asked = Signal(object)

    def __init__(self, tools: Sequence[QAction], orders: Sequence[QAction] = (), parent: QWidget | None = None) -> None:
        """Make the header.

        Args:
            tools: what a review offers for the label itself; those that are off are hidden.
            orders: what may come first in a review, of which one is checked.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = ElidedLabel()
        self._title.setObjectName("header_title")
        self._count = QLabel()
        self._count.setProperty("muted", True)
        self._orders = list(orders)
        self._order = QToolButton()
        self._order.setObjectName("order")
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._order.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._order.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._order.setToolTip(self.tr("What comes first"))
        set_icon(self._order, "sort", "muted")
        menu = QMenu(self._order)
        menu.addActions(self._orders)
        self._order.setMenu(menu)
        for action in self._orders:
            action.toggled.connect(self._on_order)
        self._on_order()
        self._order.hide()
        self._sort = SortButton()
        self._sort.chosen.connect(self.sort_asked)
        self._sort.hide()
        self._buttons = [QToolButton() for _ in tools]
        for button, action in zip(self._buttons, tools, strict=True):
            button.setDefaultAction(action)
            button.setAccessibleName(action.iconText())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.hide()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(SMALLEST_PX, LARGEST_PX)
        self._slider.setValue(USUAL_PX)
        self._slider.setSingleStep(16)
        self._slider.setPageStep(48)
        self._slider.setFixedSize(110, 22)
        self._slider.setAccessibleName(self.tr("Thumbnail size"))
        self._slider.setToolTip(self.tr("Thumbnail size"))
        self._slider.valueChanged.connect(self.tile_size_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 0, 16, 0)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._count)
        layout.addStretch(1)
        self.setFixedHeight(_HEIGHT_PX)
        self.setMinimumWidth(_SMALLEST_PX)  # not the layout's, which would push the panels away
        layout.addWidget(self._sort)
        layout.addWidget(self._order)
        for button in self._buttons:
            layout.addWidget(button)
        layout.addSpacing(4)
        for icon, before in (("grid-small", True), ("grid-large", False)):
            mark = QLabel()
            set_label_icon(mark, icon, 18)
            if before:
                layout.addWidget(mark)
                layout.addWidget(self._slider)
            else:
                layout.addWidget(mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        roomy = self.width() >= (_ROOMY_PX if self._order.isHidden() else _ROOMY_WITH_ORDER_PX)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if roomy else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._buttons:
            button.setToolButtonStyle(style)
        order = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in (self._order, self._sort):
            button.setToolButtonStyle(order if self.width() >= _ORDER_PX else Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._count.setVisible(self._wanted_px() <= self.width())

    def _wanted_px(self) -> int:
        """Return what everything needs with the whole title and the count; the layout would only know later."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        items = [layout.itemAt(number) for number in range(layout.count())]
        widgets = [item.widget() for item in items if item is not None]
        shown = [it for it in widgets if it is not None and (it is self._count or not it.isHidden())]
        widths = [it.sizeHint().expandedTo(it.minimumSize()).boundedTo(it.maximumSize()).width() for it in shown]
        return sum(widths) + layout.spacing() * len(items) + margins.left() + margins.right()

    def set_shown(self, title: str, count: str) -> None:
        """Say what is shown, and how many there are."""
        self._title.setText(title)
        self._title.setToolTip(title)
        self._count.setText(count)
        self.setAccessibleName(f"{title}, {count}")
        self._fit()

    def set_tools(self, shown: Sequence[QAction], *, order: bool) -> None:
        """Show some of the tools, and perhaps what comes first."""
        for button in self._buttons:
            button.setVisible(button.defaultAction() in shown)
        self._order.setVisible(order)
        self._fit()

    def set_sort(self, sort: Sort | None, *, ranked: bool = False) -> None:
        """Show in which order photos are; None: it cannot be chosen. `ranked`: some match better than others."""
        self._sort.setVisible(sort is not None)
        if sort is not None:
            self._sort.show_sort(sort, ranked)
        self._fit()

    @Slot()
    def _on_order(self) -> None:
        text = next((action.iconText() for action in self._orders if action.isChecked()), "")
        self._order.setText(text)
        self._order.setAccessibleName(self.tr("What comes first: {0}").format(text))

    def set_tile_px(self, side_px: int) -> None:
        """Move the slider."""
        self._slider.blockSignals(True)
        self._slider.setValue(side_px)
        self._slider.blockSignals(False)
