"""A picture with a box on it that can be drawn, moved and stretched, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QCursor,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from clipphotos.ui import texts
from clipphotos.ui.dialogs.region_box import Grip, grown, moved, stretched
from clipphotos.ui.theme import colours_of

_STEP = 0.01
_MARGIN_PX = 10
"""Around the picture, for handles."""
_REACH_PX = 11
"""So near to an edge it is held by the pointer."""
_HANDLE_PX = 5.5
_VEIL = QColor(8, 9, 13, 150)
"""Over what is not searched by, in both schemes."""
_KEYS = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}
_CORNERS: tuple[Grip, ...] = ((-1, -1), (1, -1), (-1, 1), (1, 1))


class RegionPicker(QWidget):
    """Lets a part of a picture be chosen.

    Signals:
        accepted(): it was double-clicked.
    """

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap: QPixmap | None = None
        self._scaled: QPixmap | None = None
        self._box = QRectF(0.25, 0.25, 0.5, 0.5)
        self._held: Grip | None = None
        self._pressed: QPointF | None = None
        self._before = self._box
        self._start = self._box
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Part of the photo"))
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(720, 520)

    @property
    def box(self) -> QRectF:
        """Return the box, in fractions of the picture."""
        return QRectF(self._box)

    @property
    def image_size(self) -> QSize:
        """Return the size of what is shown, in pixels; empty: nothing is."""
        return QSize(0, 0) if self._pixmap is None else self._pixmap.size()

    def set_image(self, image: QImage) -> None:
        """Show a picture; the box stays where it is."""
        self._pixmap, self._scaled = QPixmap.fromImage(image), None
        self.update()

    def set_box(self, box: QRectF) -> None:
        """Put the box elsewhere."""
        if box != self._box:
            self._box = box
            self._describe()
            self.update()

    def picture_rect(self) -> QRectF:
        """Return where the picture is."""
        room = QRectF(self.rect()).adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        size = QSizeF(self.image_size) if self._pixmap is not None else QSizeF(4, 3)
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(room.center())
        return place

    def box_rect(self) -> QRectF:
        """Return where the box is."""
        place, box = self.picture_rect(), self._box
        left, top = place.left() + box.left() * place.width(), place.top() + box.top() * place.height()
        return QRectF(left, top, box.width() * place.width(), box.height() * place.height())

    def _describe(self) -> None:
        """Say where the box is to who does not see it."""
        box = self._box
        said = self.tr("{0} wide, {1} high, {2} from the left, {3} from the top").format(
            *(texts.percent(part) for part in (box.width(), box.height(), box.left(), box.top()))
        )
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the box with the arrows, stretch it with Shift; the dialog has the other keys."""
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.set_box(grown(self._box, *step))
        else:
            self.set_box(moved(self._box, *step))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold an edge, a corner or the box; elsewhere begin a new one."""
        if event.button() != Qt.MouseButton.LeftButton or self._pixmap is None:
            return
        self._pressed = event.position()
        self._before = self._start = self.box
        self._held = self._grip_at(event.position())
        if self._held is None:
            self._held = (1, 1)
            self._start = QRectF(self._fraction(event.position()), QSizeF(0, 0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._pressed is None or self._held is None:
            self.setCursor(self._cursor_at(event.position()))
            return
        way = event.position() - self._pressed
        drawing = self._start.isEmpty()
        if drawing and way.manhattanLength() < QGuiApplication.styleHints().startDragDistance():
            self.set_box(self._before)  # a click draws nothing
        elif self._held == (0, 0):
            place = self.picture_rect()
            self.set_box(moved(self._start, way.x() / place.width(), way.y() / place.height()))
        else:
            self.set_box(stretched(self._start, self._held, self._fraction(event.position())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._pressed = self._held = None
        self.setCursor(self._cursor_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Search by the box."""
        if self._grip_at(event.position()) == (0, 0):
            self.accepted.emit()

    def _fraction(self, point: QPointF) -> QPointF:
        place = self.picture_rect()
        x, y = (point.x() - place.left()) / place.width(), (point.y() - place.top()) / place.height()
        return QPointF(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))

    def _grip_at(self, point: QPointF) -> Grip | None:
        """Return what of the box is at a point; (0, 0): the box as a whole; None: nothing."""
        rect = self.box_rect()
        if not rect.adjusted(-_REACH_PX, -_REACH_PX, _REACH_PX, _REACH_PX).contains(point):
            return None
        across = _edge(point.x(), rect.left(), rect.right())
        return across, _edge(point.y(), rect.top(), rect.bottom())

    def _cursor_at(self, point: QPointF) -> QCursor:
        shapes = Qt.CursorShape
        match self._grip_at(point):
            case None:
                return QCursor(shapes.CrossCursor)
            case (0, 0):
                return QCursor(shapes.SizeAllCursor)
            case (0, _):
                return QCursor(shapes.SizeVerCursor)
            case (_, 0):
                return QCursor(shapes.SizeHorCursor)
            case (across, down):
                return QCursor(shapes.SizeFDiagCursor if across == down else shapes.SizeBDiagCursor)

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture anew."""
        super().resizeEvent(event)
        self._scaled = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the arrows move the box."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Paint in the colours of now."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, a veil around the box, its outline and its handles."""
        colours, place, box = colours_of(self.palette()), self.picture_rect(), self.box_rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.placeholder))
        painter.drawRoundedRect(self.rect(), _MARGIN_PX, _MARGIN_PX)
        if self._pixmap is None:
            return
        if self._scaled is None:
            ratio = self.devicePixelRatioF()
            keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = self._pixmap.scaled((place.size() * ratio).toSize(), keep, smooth)
        painter.drawPixmap(place, self._scaled, QRectF(self._scaled.rect()))
        veil = QPainterPath()
        veil.addRect(place)
        veil.addRect(box)  # left out: the inside of both
        painter.fillPath(veil, _VEIL)
        white, accent = QColor("#ffffff"), QColor(colours.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((white, 4.0), (accent, 2.0)):  # to be seen on any photo
            painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(box)
        ring = (accent, white) if self.hasFocus() else (white, accent)
        painter.setBrush(ring[0])
        painter.setPen(QPen(ring[1], 2.0))
        for across, down in _CORNERS:
            corner = QPointF(box.right() if across > 0 else box.left(), box.bottom() if down > 0 else box.top())
            painter.drawEllipse(corner, _HANDLE_PX, _HANDLE_PX)


def _edge(at: float, low: float, high: float) -> int:
    """Return which edge is near: -1 the lower, 1 the higher one, 0 neither; the nearer where a box is small."""
    to_low, to_high = abs(at - low), abs(at - high)
    reach = min(_REACH_PX, (high - low) / 3) if low < at < high else _REACH_PX
    if min(to_low, to_high) > reach:
        return 0
    return -1 if to_low < to_high else 1
