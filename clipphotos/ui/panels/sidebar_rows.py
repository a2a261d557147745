"""How the sidebar's rows are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clipphotos.ui.theme import colours_of

COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Text at the right end."""
MARKED_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether the count waits for the user, and is painted so."""
FAINT_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether what the row stands for cannot be reached now."""

ROW_PX = 30
_ICON_PX = 18


class SidebarDelegate(QStyledItemDelegate):
    """Icon, name, and a count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the row's height; section headings are widgets and say their own."""
        own = index.data(Qt.ItemDataRole.SizeHintRole)
        return own if own is not None else QSize(60, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row."""
        widget: QWidget = option.widget
        colours = colours_of(widget.palette())
        if not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            painter.setPen(QColor(colours.muted))
            painter.setFont(option.font)
            painter.drawText(option.rect.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, index.data() or "")
            return
        state = option.state
        rect = QRect(option.rect).adjusted(0, 1, 0, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.accent_soft if selected else colours.hover))
            painter.drawRoundedRect(rect, 7, 7)
        if state & QStyle.StateFlag.State_HasFocus and widget.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 7, 7)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        left = rect.left() + 8
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(left, rect.center().y() - _ICON_PX // 2 + 1, _ICON_PX, _ICON_PX))
        left += _ICON_PX + 9
        right = self._paint_count(painter, rect, index, QFont(option.font))
        painter.setPen(QColor(colours.muted if index.data(FAINT_ROLE) else colours.text))
        font = QFont(option.font)
        if selected:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        space = QRect(QPoint(left, rect.top()), QPoint(right - 8, rect.bottom()))
        text = QFontMetrics(font).elidedText(index.data() or "", Qt.TextElideMode.ElideMiddle, space.width())
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        painter.restore()

    def _paint_count(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, font: QFont
    ) -> int:
        """Paint the count and return where it begins."""
        text = index.data(COUNT_ROLE)
        if not text:
            return rect.right()
        widget = self.parent()
        assert isinstance(widget, QWidget)
        colours = colours_of(widget.palette())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(text)
        if index.data(MARKED_ROLE):
            height = QFontMetrics(font).height() + 2
            pill = QRect(rect.right() - width - 20, rect.center().y() - height // 2 + 1, width + 14, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(pill, height / 2, height / 2)
            painter.setPen(QColor(colours.on_accent))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
            return pill.left()
        place = QRect(rect.right() - width - 8, rect.top(), width, rect.height())
        painter.setPen(QColor(colours.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        return place.left()
