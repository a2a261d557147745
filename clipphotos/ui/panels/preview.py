"""The preview in the details panel."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from clipphotos.ui.asking.heat import USUAL_STRENGTH, Heat, paint
from clipphotos.ui.icons import set_icon, svg_pixmap
from clipphotos.ui.theme import colours_of

_TALLEST_PX, _USUAL_PX = 280, 170
_RADIUS_PX = 9
_SLACK_PX = 24
"""More than a scroll bar is wide."""


class Preview(QWidget):
    """Shows one picture as large as it fits, with rounded corners.

    Signals:
        region_asked(): a part of it is to be searched by.
        enlarge_asked(): it was double-clicked.
    """

    region_asked = Signal()
    enlarge_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap: QPixmap | None = None
        self._absent = False
        self._heat: Heat | None = None
        self._scaled: QPixmap | None = None
        self._scaled_for = QSize()
        self._fitted_px = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Preview"))
        self._region = QToolButton(self)
        self._region.setObjectName("on_picture")
        self._region.setToolTip(self.tr("Search by a part of the photo"))
        self._region.setAccessibleName(self._region.toolTip())
        self._region.setIconSize(QSize(18, 18))
        self._region.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._region.clicked.connect(self.region_asked)
        self._region.hide()
        set_icon(self._region, "crop")

    def sizeHint(self) -> QSize:
        return QSize(240, _USUAL_PX)

    def set_image(self, image: QImage | None) -> None:
        """Show a picture; None: there is none to be had."""
        self._pixmap = None if image is None else QPixmap.fromImage(image)
        self._absent = image is None
        self._scaled = None
        self._region.setVisible(image is not None)
        self._fit()
        self.update()

    @property
    def heat(self) -> Heat | None:
        """Return what is shown over the picture."""
        return self._heat

    def set_heat(self, heat: Heat | None) -> None:
        """Show a heat map over the picture; None: the picture alone."""
        self._heat = heat
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for a larger view."""
        self.enlarge_asked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the picture's proportions.

        A height that followed the width exactly would make a scroll bar come that makes room for it to go, for ever.
        """
        super().resizeEvent(event)
        if abs(self.width() - self._fitted_px) > _SLACK_PX:
            self._fit()
        self._place_button()

    def _fit(self) -> None:
        height, self._fitted_px = _USUAL_PX, self.width()
        if self._pixmap is not None:
            height = min(_TALLEST_PX, round(self.width() * self._pixmap.height() / max(1, self._pixmap.width())))
        self.setFixedHeight(max(48, height))
        self._place_button()

    def _picture_rect(self) -> QRectF:
        """Return where the picture is."""
        size = QSizeF() if self._pixmap is None else self._pixmap.deviceIndependentSize()
        size.scale(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())

    def _place_button(self) -> None:
        size = self._region.sizeHint()
        corner = self._picture_rect().bottomRight().toPoint()
        self._region.setGeometry(QRect(corner - QPoint(size.width() + 7, size.height() + 7), size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or a placeholder."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._pixmap is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.placeholder))
            painter.drawRoundedRect(self.rect(), _RADIUS_PX, _RADIUS_PX)
            if self._absent:
                icon = svg_pixmap("image-off", colours.muted, 40, self.devicePixelRatioF())
                painter.drawPixmap(self.rect().center() - QPoint(20, 20), icon)
            return
        ratio = self.devicePixelRatioF()
        room = QSizeF(self.size()) * ratio
        if self._scaled is None or self._scaled_for != room.toSize():
            self._scaled_for = room.toSize()
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = self._pixmap.scaled(self._scaled_for, keep, smooth)
            self._scaled.setDevicePixelRatio(ratio)
        place = self._picture_rect()
        outline = QPainterPath()
        outline.addRoundedRect(place, _RADIUS_PX, _RADIUS_PX)
        painter.setClipPath(outline)
        painter.drawPixmap(place.topLeft(), self._scaled)
        if self._heat is not None:
            paint(painter, place, self._heat, USUAL_STRENGTH)
