"""Icons: line drawings from resources/icons, in the colours of the scheme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from clipphotos.paths import resources
from clipphotos.ui.theme import Colours, colours_of

_SIZES_PX = (16, 20, 24)
_NAME = "icon_name"
_TONE = "icon_tone"
_SIZE = "icon_size"


def svg_pixmap(name: str, colour: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon in one colour; `size_px` in device-independent pixels."""
    return _render(_renderer(name, colour), size_px, ratio)


def icon(name: str, colours: Colours, tone: str = "text") -> QIcon:
    """Return the icon for every usual size.

    Args:
        name: the drawing's file name without its ending.
        colours: the scheme.
        tone: the field of `Colours` to draw it in.
    """
    result = QIcon()
    normal = _renderer(name, getattr(colours, tone))
    disabled = _renderer(name, colours.border)
    for size in _SIZES_PX:
        for ratio in (1.0, 2.0):
            result.addPixmap(_render(normal, size, ratio))
            result.addPixmap(_render(disabled, size, ratio), QIcon.Mode.Disabled)
    return result


def application_icon() -> QIcon:
    """Return the program's own mark."""
    return QIcon(str(resources() / "icons" / "app.svg"))


def set_icon(target: QAction | QAbstractButton, name: str, tone: str = "text") -> None:
    """Give an action or a button an icon that `refresh` can draw again in other colours."""
    target.setProperty(_NAME, name)
    target.setProperty(_TONE, tone)
    _draw(target)


def set_label_icon(label: QLabel, name: str, size_px: int, tone: str = "muted") -> None:
    """Make a label show an icon that `refresh` can draw again in other colours."""
    label.setProperty(_NAME, name)
    label.setProperty(_TONE, tone)
    label.setProperty(_SIZE, size_px)
    _draw(label)


def refresh(root: QWidget) -> None:
    """Draw every icon below `root` again, in the colours of now."""
    for target in root.findChildren(QObject):
        if target.property(_NAME):
            _draw(target)


def _draw(target: QObject) -> None:
    name, tone = target.property(_NAME), target.property(_TONE)
    colours = colours_of(QGuiApplication.palette())
    if isinstance(target, QLabel):
        pixmap = svg_pixmap(name, getattr(colours, tone), target.property(_SIZE), target.devicePixelRatioF())
        target.setPixmap(pixmap)
    elif isinstance(target, QAction | QAbstractButton):
        target.setIcon(icon(name, colours, tone))


def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


def _render(renderer: QSvgRenderer, size_px: int, ratio: float) -> QPixmap:
    side = round(size_px * ratio)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
