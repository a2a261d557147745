"""Heat maps as they are painted over photos."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from clipphotos.core.asking.records import HeatMap
from clipphotos.core.query.records import Region
from clipphotos.ui.theme import colours_of

USUAL_STRENGTH = 0.8
_SIDE_PX = 224
_SPREAD = 0.55
"""Of a cell of the map: how far it runs into its neighbours."""
_VEIL = QColor(8, 9, 13, 165)
"""Over what the model did not see, in both schemes."""
_BORDER = QColor(255, 255, 255, 150)

_STOPS = ((24, 22, 66), (78, 38, 122), (166, 54, 116), (232, 112, 68), (255, 226, 120))
"""From cold to hot, ever lighter: who cannot tell red from green sees dark and light."""
_COLD_ALPHA, _HOT_ALPHA = 0.66, 0.74
"""How much of the photo is covered: what is hot must stand out against dark and light photos."""


@dataclass(frozen=True, eq=False)
class Heat:
    """A heat map that can be painted."""

    image: QImage
    region: Region
    """The part of the photo that it is of."""
    probability: float
    """That what was asked for fits the photo."""
    read_as: str = ""
    """What the model read instead of the words; "" if it read them."""


def heat_of(heat_map: HeatMap) -> Heat:
    """Return a heat map as a picture. For a worker, too."""
    translated = heat_map.translated
    read_as = "" if translated is None else translated.text
    return Heat(_coloured(_smooth(heat_map.values)), heat_map.region, heat_map.probability, read_as)


def paint(painter: QPainter, place: QRectF, heat: Heat, strength: float) -> None:
    """Paint a heat map over a photo.

    Args:
        painter: paints the photo, too.
        place: where the photo is.
        heat: what to paint.
        strength: how much of it is seen, 0 to 1.
    """
    region = heat.region
    left, top = place.left() + region.x * place.width(), place.top() + region.y * place.height()
    seen = QRectF(left, top, region.width * place.width(), region.height * place.height())
    painter.save()
    painter.setOpacity(painter.opacity() * strength)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(seen, heat.image)
    if min(region.width, region.height) < 0.995:
        whole, part = QPainterPath(), QPainterPath()
        whole.addRect(place)
        part.addRect(seen)
        painter.fillPath(whole.subtracted(part), _VEIL)
        painter.setPen(QPen(_BORDER, 1))
        painter.drawRect(seen.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


class Legend(QWidget):
    """Says which colour means less, and which more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        for part in (QLabel(self.tr("less")), _Scale(), QLabel(self.tr("more"))):
            part.setProperty("muted", True)
            layout.addWidget(part)
        self.setToolTip(self.tr("The lighter, the more this part of the photo speaks for it."))
        self.setAccessibleName(self.toolTip())


class _Scale(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(64, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the colours from cold to hot, in reading direction."""
        ends = (0.0, float(self.width()))
        first, last = ends[::-1] if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else ends
        gradient = QLinearGradient(first, 0, last, 0)
        for number, stop in enumerate(_STOPS):
            gradient.setColorAt(number / (len(_STOPS) - 1), QColor(*stop))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours_of(self.palette()).border), 1))
        painter.setBrush(gradient)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)


def _smooth(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return a coarse map in many steps, with the same highest value, (H, W) float32."""
    height, width = values.shape
    scale = _SIDE_PX / max(height, width)
    rows = _weights(height, max(1, round(height * scale)))
    columns = _weights(width, max(1, round(width * scale)))
    fine = rows @ values @ columns.T
    smooth: npt.NDArray[np.float32] = fine * (values.max() / max(float(fine.max()), 1e-6))
    return smooth.clip(0, 1)


def _weights(cells: int, points: int) -> npt.NDArray[np.float32]:
    """Return how much of each cell is in each point, (points, cells) float32; each row sums to 1."""
    apart = (np.arange(points)[:, None] + 0.5) * cells / points - (np.arange(cells)[None] + 0.5)
    near = np.exp(-0.5 * (apart / _SPREAD) ** 2)
    weights: npt.NDArray[np.float32] = (near / near.sum(1, keepdims=True)).astype(np.float32)
    return weights


def _coloured(values: npt.NDArray[np.float32]) -> QImage:
    """Return (H, W) float32, 0 to 1, as a picture that lets what is below shine through."""
    stops = np.array(_STOPS, np.float32)
    at = np.linspace(0, 1, len(stops))
    red, green, blue = (np.interp(values, at, stops[:, channel]) for channel in range(3))
    alpha = 255 * (_COLD_ALPHA + (_HOT_ALPHA - _COLD_ALPHA) * values)
    pixels = np.ascontiguousarray(np.stack([red, green, blue, alpha], -1).round().astype(np.uint8))
    height, width = values.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
