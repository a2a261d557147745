"""The sidebar's rows: what one says, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from clipphotos.ui.sources import Source
from clipphotos.ui.theme import Colours, colours_of

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The Row."""
BADGE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The badge's QIcon."""

ROW_PX = 30
_ICON_PX = 18
_BADGE_PX = 14
_DOT_PX = 11
_GUTTER_PX = 13
_INDENT_PX = 14
_HINT_GAP_PX = 7

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """What a row of the sidebar says."""

    source: Source | None
    """What is shown when it is chosen; None: nothing."""
    text: str
    icon: str = ""
    count: str = ""
    folded_count: str = ""
    """Stands for `count` while the rows below are folded away."""
    marked: bool = False
    """Whether the count waits for the user, and is painted so."""
    faint: bool = False
    """Whether what the row stands for cannot be reached or does nothing now."""
    tip: str = ""
    dot: str | None = None
    """A colour as #rrggbb instead of the icon; "": an empty ring."""
    badge: str = ""
    """A small icon before the count."""
    hint: str = ""
    """Said faintly after the text, where that alone does not tell it from others."""
    ask: str = ""
    """What the user asks for by clicking, where there is nothing to show."""
    rows: tuple[Row, ...] = ()
    """Those below it."""


def depth_of(index: _Index) -> int:
    """Return how far below its section a row is; 0 is right below it."""
    depth, parent = -1, index.parent()
    while parent.isValid():
        depth, parent = depth + 1, parent.parent()
    return max(depth, 0)


def fold_rect(rect: QRect, depth: int) -> QRect:
    """Return where a row's mark is that folds the rows below it away."""
    return QRect(rect.left() + depth * _INDENT_PX, rect.top(), _GUTTER_PX + 2, rect.height())


class SidebarDelegate(QStyledItemDelegate):
    """Icon or dot, name, and a count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the row's height; section headings are widgets and say their own."""
        own = index.data(Qt.ItemDataRole.SizeHintRole)
        return own if own is not None else QSize(60, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row."""
        row, view = index.data(ROW_ROLE), option.widget
        if not isinstance(row, Row) or not isinstance(view, QTreeView):
            return
        colours = colours_of(view.palette())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect).adjusted(0, 1, 0, -1)
        left = rect.left() + _GUTTER_PX + depth_of(index) * _INDENT_PX
        if row.source is None:
            self._paint_note(painter, option, row, rect.adjusted(_GUTTER_PX - 2, 0, -4, 0), colours)
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option, rect, colours)
        folded = False
        if row.rows:
            folded = not view.isExpanded(index)
            _paint_fold(painter, fold_rect(rect, depth_of(index)), folded, colours)
        mark = QRect(left, rect.center().y() - _ICON_PX // 2 + 1, _ICON_PX, _ICON_PX)
        _paint_mark(painter, mark, row, index.data(Qt.ItemDataRole.DecorationRole), colours)
        left += _ICON_PX + 9
        count = row.folded_count if folded else row.count
        right = _paint_count(painter, rect, count, bool(row.marked or (folded and count)), QFont(option.font), colours)
        badge = index.data(BADGE_ROLE)
        if isinstance(badge, QIcon):
            right -= _BADGE_PX + 6
            badge.paint(painter, QRect(right, rect.center().y() - _BADGE_PX // 2 + 1, _BADGE_PX, _BADGE_PX))
        painter.setPen(QColor(colours.muted if row.faint else colours.text))
        font = QFont(option.font)
        if selected:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        space = QRect(QPoint(left, rect.top()), QPoint(right - 8, rect.bottom()))
        _paint_text(painter, space, row, QFontMetrics(font), colours)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, colours: Colours) -> None:
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.accent_soft if selected else colours.hover))
            painter.drawRoundedRect(rect, 7, 7)
        if state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 7, 7)

    def _paint_note(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, rect: QRect, colours: Colours
    ) -> None:
        """Paint a row that shows nothing: it only says something, or asks for something as a link does."""
        if row.ask:
            self._paint_ground(painter, option, QRect(option.rect).adjusted(0, 1, 0, -1), colours)
        painter.setPen(QColor(colours.accent if row.ask else colours.muted))
        painter.setFont(option.font)
        text = QFontMetrics(option.font).elidedText(row.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def _paint_text(painter: QPainter, space: QRect, row: Row, metrics: QFontMetrics, colours: Colours) -> None:
    """Paint what the row is called, and as much of its hint as there is room for, but half of the room."""
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    kept = min(metrics.horizontalAdvance(row.hint) + _HINT_GAP_PX, space.width() // 2) if row.hint else 0
    text = metrics.elidedText(row.text, Qt.TextElideMode.ElideMiddle, space.width() - kept)
    painter.drawText(space, flags, text)
    if row.hint:
        rest = space.adjusted(metrics.horizontalAdvance(text) + _HINT_GAP_PX, 0, 0, 0)
        painter.setPen(QColor(colours.muted))
        painter.drawText(rest, flags, metrics.elidedText(row.hint, Qt.TextElideMode.ElideMiddle, rest.width()))


def _paint_fold(painter: QPainter, rect: QRect, folded: bool, colours: Colours) -> None:
    centre = QPointF(rect.center()) + QPointF(0.5, 1)
    steps = ((-1.5, -3.5), (2.0, 0.0), (-1.5, 3.5)) if folded else ((-3.5, -1.5), (0.0, 2.0), (3.5, -1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.muted), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in steps]))


def _paint_mark(painter: QPainter, rect: QRect, row: Row, icon: object, colours: Colours) -> None:
    if row.dot is None:
        if isinstance(icon, QIcon):
            icon.paint(painter, rect)
        return
    dot = QRectF(0, 0, _DOT_PX, _DOT_PX)
    dot.moveCenter(QRectF(rect).center())
    painter.setOpacity(0.4 if row.faint else 1.0)
    if row.dot:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(row.dot))
        painter.drawEllipse(dot)
    else:
        painter.setPen(QPen(QColor(colours.muted), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot.adjusted(0.8, 0.8, -0.8, -0.8))
    painter.setOpacity(1.0)


def _paint_count(painter: QPainter, rect: QRect, text: str, marked: bool, font: QFont, colours: Colours) -> int:
    """Paint the count and return where it begins."""
    if not text:
        return rect.right()
    font.setPointSizeF(font.pointSizeF() * 0.9)
    painter.setFont(font)
    width = QFontMetrics(font).horizontalAdvance(text)
    if marked:
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
