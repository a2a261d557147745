"""What may be meant while a search is typed: a list below the field, which keeps the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from clipphotos.core.query.records import Span
from clipphotos.ui.icons import svg_pixmap
from clipphotos.ui.theme import colours_of

MOST = 9
"""Rows that are shown."""
_ROW_PX = 32
_ICON_PX = 18
_MARGIN_PX = 6
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Offered:
    """A row of the list."""

    text: str
    icon: str
    hint: str
    """What it is or is for, in a word or two."""
    replaces: Span
    insert: str
    """What comes instead of the span."""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offered: tuple[Offered, ...] = ()

    def show(self, offered: tuple[Offered, ...]) -> None:
        self.beginResetModel()
        self.offered = offered
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.offered)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        completion = self.offered[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return completion.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(completion)
        return completion if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        completion = index.data(Qt.ItemDataRole.UserRole)
        colours = colours_of(QGuiApplication.palette())  # the list has none: it is transparent
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, metrics = QRect(option.rect), QFontMetrics(option.font)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if chosen else colours.hover))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        ratio = option.widget.devicePixelRatioF()
        top = rect.center().y() - _ICON_PX // 2 + 1
        painter.drawPixmap(rect.left() + 9, top, svg_pixmap(completion.icon, colours.muted, _ICON_PX, ratio))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        hint = metrics.elidedText(completion.hint, Qt.TextElideMode.ElideRight, rect.width() // 2)
        room = rect.adjusted(9 + _ICON_PX + 10, 0, -12, 0)
        painter.setPen(QColor(colours.muted))
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignRight, hint)
        room.setRight(room.right() - metrics.horizontalAdvance(hint) - 14)
        painter.setPen(QColor(colours.text))
        painter.drawText(room, flags, metrics.elidedText(completion.text, Qt.TextElideMode.ElideMiddle, room.width()))
        painter.restore()


class CompletionList(QFrame):
    """Lies over the window below a field. No window of its own, which would take the keyboard from input methods.

    Signals:
        chosen(Offered): this is meant.
    """

    chosen = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.setObjectName("completions")
        self._rows = _Rows(self)
        self._view = QListView(self)
        self._view.setModel(self._rows)
        self._view.setItemDelegate(_Delegate(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAccessibleName(self.tr("Suggestions"))
        self._view.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        layout.addWidget(self._view)
        self.hide()

    @property
    def offered(self) -> tuple[Offered, ...]:
        """Return what is offered; nothing while the list is closed."""
        return () if self.isHidden() else self._rows.offered

    def offer(self, offered: Sequence[Offered]) -> None:
        """Show these, with none of them marked; close if there are none."""
        self._rows.show(tuple(offered[:MOST]))
        self._view.setCurrentIndex(QModelIndex())
        if not offered:
            self.hide()
            return
        if self.parentWidget() is not self._field.window():
            self.setParent(self._field.window())
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Lie below the field."""
        window = self._field.window()
        at = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        height = len(self._rows.offered) * _ROW_PX + 2 * _MARGIN_PX + 2
        self.setGeometry(at.x(), at.y(), self._field.width(), min(height, window.height() - at.y() - 8))

    def move_mark(self, step: int) -> None:
        """Mark the next row, or the one before; above the first one there is the field itself."""
        count = len(self._rows.offered)
        index = self._view.currentIndex()
        row = (index.row() + 1 + step) % (count + 1) - 1 if index.isValid() else (0 if step > 0 else count - 1)
        self._view.setCurrentIndex(self._rows.index(row) if row >= 0 else QModelIndex())
        if row >= 0:
            said = spoken(self._rows.offered[row])
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, said))

    def take(self, *, first: bool = False) -> bool:
        """Choose what is marked, or else the first one if `first`; return whether there is any."""
        index = self._view.currentIndex()
        row = index.row() if index.isValid() else 0 if first and self.offered else -1
        if row < 0 or not self.offered:
            return False
        self.chosen.emit(self._rows.offered[row])
        return True

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._rows.offered[index.row()])


def spoken(row: Offered) -> str:
    """Return what a screen reader says of a row."""
    return f"{row.text}, {row.hint}" if row.hint else row.text
