"""A box in a picture, in fractions of its width and height: what moving and stretching it come to."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from clipphotos.core.query.records import Region

Grip = tuple[int, int]
"""What is held of a box: -1 its left or upper edge, 1 its right or lower edge, 0 neither; across, then down."""

LEAST = 0.03
"""Smallest width and height."""


def moved(box: QRectF, dx: float, dy: float) -> QRectF:
    """Return a box elsewhere, as far as it stays within the picture."""
    left = min(max(box.left() + dx, 0.0), 1.0 - box.width())
    top = min(max(box.top() + dy, 0.0), 1.0 - box.height())
    return QRectF(left, top, box.width(), box.height())


def stretched(box: QRectF, grip: Grip, to: QPointF) -> QRectF:
    """Return a box of which an edge or a corner was pulled to a point, perhaps over to the other side."""
    left, right = _stretched(box.left(), box.right(), grip[0], to.x())
    top, bottom = _stretched(box.top(), box.bottom(), grip[1], to.y())
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def grown(box: QRectF, dx: float, dy: float) -> QRectF:
    """Return a box that is wider and higher, or less so, to the right and below."""
    width = min(max(box.width() + dx, LEAST), 1.0 - box.left())
    height = min(max(box.height() + dy, LEAST), 1.0 - box.top())
    return QRectF(box.left(), box.top(), width, height)


def region_of(box: QRectF) -> Region | None:
    """Return a box as a search writes it, to a tenth of a percent; None: it is the whole picture."""
    left, top, right, bottom = (round(edge, 3) for edge in (box.left(), box.top(), box.right(), box.bottom()))
    if (left, top, right, bottom) == (0, 0, 1, 1):
        return None
    return Region(left, top, round(right - left, 3), round(bottom - top, 3))


def _stretched(low: float, high: float, held: int, to: float) -> tuple[float, float]:
    if not held:
        return low, high
    fixed, to = (high if held < 0 else low), min(max(to, 0.0), 1.0)
    if abs(to - fixed) < LEAST:
        to = fixed + (LEAST if to > fixed or (to == fixed and held > 0) else -LEAST)
        if not 0 <= to <= 1:
            to = 2 * fixed - to
    return min(fixed, to), max(fixed, to)
