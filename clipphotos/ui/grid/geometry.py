"""Where the grid's tiles are: arithmetic only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

MARGIN_PX = 16
GAP_PX = 8


@dataclass(frozen=True)
class Geometry:
    """Square tiles in lines that fill the width.

    All coordinates are device-independent pixels of the content, before scrolling.
    """

    count: int
    width_px: int
    wanted_px: int
    """The tile side asked for; the real one fills the line."""

    @property
    def columns(self) -> int:
        """Return the number of tiles in a line, at least 1: that which comes nearest to the side asked for."""
        return max(1, round((self.width_px - 2 * MARGIN_PX + GAP_PX) / (self.wanted_px + GAP_PX)))

    @property
    def side_px(self) -> int:
        """Return a tile's side."""
        free = self.width_px - 2 * MARGIN_PX - (self.columns - 1) * GAP_PX
        return max(16, free // self.columns)

    @property
    def lines(self) -> int:
        """Return the number of lines."""
        return -(-self.count // self.columns)

    @property
    def height_px(self) -> int:
        """Return the content's height."""
        return 2 * MARGIN_PX + self.lines * (self.side_px + GAP_PX) - GAP_PX if self.count else 0

    def rect(self, row: int) -> QRect:
        """Return a tile's rectangle."""
        line, column = divmod(row, self.columns)
        step = self.side_px + GAP_PX
        return QRect(MARGIN_PX + column * step, MARGIN_PX + line * step, self.side_px, self.side_px)

    def row_at(self, point: QPoint) -> int | None:
        """Return the row whose tile contains the point."""
        row = self.nearest_row(point)
        return row if row is not None and self.rect(row).contains(point) else None

    def nearest_row(self, point: QPoint) -> int | None:
        """Return the row whose tile is nearest in reading order; None only when there is no tile."""
        if not self.count:
            return None
        step = self.side_px + GAP_PX
        line = min(max((point.y() - MARGIN_PX + GAP_PX // 2) // step, 0), self.lines - 1)
        column = min(max((point.x() - MARGIN_PX + GAP_PX // 2) // step, 0), self.columns - 1)
        return min(line * self.columns + column, self.count - 1)

    def rows_between(self, top_px: int, bottom_px: int) -> range:
        """Return the rows that a horizontal band touches."""
        step = self.side_px + GAP_PX
        first = max(0, (top_px - MARGIN_PX) // step) * self.columns
        last = (max(0, (bottom_px - MARGIN_PX) // step) + 1) * self.columns
        return range(min(first, self.count), min(last, self.count))
