"""The bar below the grid in a review: what can be decided, and by which key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

_HEIGHT_PX = 50
_SMALLEST_PX = 240


class ReviewBar(QWidget):
    """Buttons with their keys beside them; keys, then names, give way where there is no room."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        """Make a button for each action; the last one stands apart."""
        super().__init__(parent)
        self.setObjectName("review_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Decide"))
        self.setFixedHeight(_HEIGHT_PX)
        self.setMinimumWidth(_SMALLEST_PX)  # not the layout's, which would push the panels away
        self._buttons: list[QToolButton] = []
        self._keys: list[QLabel] = []
        self._pairs: list[tuple[QAction, QWidget]] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(6)
        for action in actions:
            if action is actions[-1] and len(actions) > 1:
                layout.addStretch(1)
            layout.addWidget(self._tool(action))
        self.hide()

    def set_shown(self, actions: Sequence[QAction]) -> None:
        """Show the tools of these actions only; none: go away."""
        for action, tool in self._pairs:
            tool.setVisible(action in actions)
        self.setVisible(bool(actions))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _tool(self, action: QAction) -> QWidget:
        button, key, tool = QToolButton(), QLabel(), QWidget()
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.iconText())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        key.setText(action.shortcut().toString())
        key.setObjectName("keycap")
        line = QHBoxLayout(tool)
        line.setContentsMargins(0, 0, 6, 0)
        line.setSpacing(2)
        line.addWidget(button)
        line.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons.append(button)
        self._keys.append(key)
        self._pairs.append((action, tool))
        return tool

    def _fit(self) -> None:
        """Show as much as the width holds."""
        text, icon = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for style, keys in ((text, True), (text, False), (icon, True), (icon, False)):
            for button in self._buttons:
                button.setToolButtonStyle(style)
            for key in self._keys:
                key.setVisible(keys)
            if self._wanted_px() <= self.width():
                return

    def _wanted_px(self) -> int:
        """Return what the tools need; the layout would only know when the event loop ran."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        inner = [tool.layout() for _, tool in self._pairs if not tool.isHidden()]
        widths = [line.sizeHint().width() + layout.spacing() for line in inner if line is not None]
        return sum(widths) + margins.left() + margins.right()
