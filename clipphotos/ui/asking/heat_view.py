"""A photo as large as there is room for, with a heat map over it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from clipphotos.ui.asking.heat import USUAL_STRENGTH, Heat, paint


class HeatView(QWidget):
    """Shows both; only the photo while a mouse button or Space is held."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap: QPixmap | None = None
        self._scaled: QPixmap | None = None
        self._heat: Heat | None = None
        self._strength = USUAL_STRENGTH
        self._held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Photo"))

    @property
    def heat(self) -> Heat | None:
        """Return what is shown over the photo."""
        return self._heat

    @property
    def image_size(self) -> QSize:
        """Return the size of the photo that is shown, in pixels; empty: none is."""
        return QSize(0, 0) if self._pixmap is None else self._pixmap.size()

    def sizeHint(self) -> QSize:
        return QSize(720, 520)

    def set_image(self, image: QImage) -> None:
        """Show a photo."""
        self._pixmap, self._scaled = QPixmap.fromImage(image), None
        self.update()

    def set_heat(self, heat: Heat | None) -> None:
        """Show a heat map; None: none."""
        self._heat = heat
        self.update()

    def set_strength(self, strength: float) -> None:
        """Show more of the heat map, or more of the photo, 0 to 1."""
        self._strength = strength
        self.update()

    def picture_rect(self) -> QRectF:
        """Return where the photo is."""
        room, size = QRectF(self.rect()), QSizeF(self.image_size)
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(room.center())
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photo, then the heat."""
        if self._pixmap is None:
            return
        place, ratio = self.picture_rect(), self.devicePixelRatioF()
        wanted = (place.size() * ratio).toSize()
        if self._scaled is None or self._scaled.size() != wanted:
            stretch, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = self._pixmap.scaled(wanted, stretch, smooth)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, self._scaled, QRectF(self._scaled.rect()))
        if self._heat is not None and not self._held:
            paint(painter, place, self._heat, self._strength)

    # Held

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the photo alone."""
        self._hold(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the heat again."""
        self._hold(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do as the mouse does with Space; the dialog has the other keys."""
        if event.key() == Qt.Key.Key_Space:
            self._hold(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Show the heat again; a key that repeats itself is still held."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold(False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go: the release goes elsewhere."""
        super().focusOutEvent(event)
        self._hold(False)

    def _hold(self, held: bool) -> None:
        self._held = held
        self.update()
