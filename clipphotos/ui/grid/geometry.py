"""Where the grid's tiles are: arithmetic only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect

MARGIN_PX = 16
GAP_PX = 8
HEADING_PX = 40
"""A section's heading, which stands above its first line."""
FOOTER_PX = 64
"""What may stand below the last line."""


@dataclass(frozen=True)
class Geometry:
    """Square tiles in lines that fill the width, perhaps in sections with a heading each.

    All coordinates are device-independent pixels of the content, before scrolling. A question costs the same for any
    number of tiles, and the logarithm of the number of sections.
    """

    count: int
    width_px: int
    wanted_px: int
    """The tile side asked for; the real one fills the line."""
    starts: tuple[int, ...] = ()
    """The first row of every section, ascending from 0; empty: one section without a heading."""
    footer: bool = False
    """Whether there is something below the last line."""

    @cached_property
    def columns(self) -> int:
        """Return the number of tiles in a line, at least 1: that which comes nearest to the side asked for."""
        return max(1, round((self.width_px - 2 * MARGIN_PX + GAP_PX) / (self.wanted_px + GAP_PX)))

    @cached_property
    def side_px(self) -> int:
        """Return a tile's side."""
        free = self.width_px - 2 * MARGIN_PX - (self.columns - 1) * GAP_PX
        return max(16, free // self.columns)

    @property
    def lines(self) -> int:
        """Return the number of lines."""
        return self._first_lines[-1]

    @property
    def height_px(self) -> int:
        """Return the content's height."""
        if not self.count:
            return FOOTER_PX if self.footer else 0
        return self._tops[-1] + 2 * MARGIN_PX - GAP_PX + (FOOTER_PX if self.footer else 0)

    def rect(self, row: int) -> QRect:
        """Return a tile's rectangle."""
        section = self._section_of(row)
        line, column = divmod(row - self._bounds[section], self.columns)
        return QRect(MARGIN_PX + column * self._step, self._tiles_top(section) + line * self._step, *self._size)

    def row_at(self, point: QPoint) -> int | None:
        """Return the row whose tile contains the point."""
        row = self.nearest_row(point)
        return row if row is not None and self.rect(row).contains(point) else None

    def nearest_row(self, point: QPoint) -> int | None:
        """Return the row whose tile is nearest in reading order; None only when there is no tile."""
        if not self.count:
            return None
        column = min(max((point.x() - MARGIN_PX + GAP_PX // 2) // self._step, 0), self.columns - 1)
        return self._row(self._line_at(point.y() + GAP_PX // 2), column)

    def rows_between(self, top_px: int, bottom_px: int) -> range:
        """Return the rows that a horizontal band touches."""
        if not self.count:
            return range(0)
        return range(self._row(self._line_at(top_px), 0), self._row(self._line_at(bottom_px), self.columns - 1) + 1)

    def below(self, row: int, lines: int) -> int:
        """Return the row so many lines further down, in the same column as far as there is one; up if negative."""
        section = self._section_of(row)
        own, column = divmod(row - self._bounds[section], self.columns)
        line = self._first_lines[section] + own + lines
        if line < 0:
            return 0 if lines < -1 else row
        if line >= self.lines:
            return self.count - 1 if lines > 1 else row
        return self._row(line, column)

    def heading(self, section: int) -> QRect:
        """Return where a section's heading is."""
        width = self.width_px - 2 * MARGIN_PX
        return QRect(MARGIN_PX, self._tiles_top(section) - HEADING_PX, width, HEADING_PX)

    def headings_between(self, top_px: int, bottom_px: int) -> range:
        """Return the sections whose headings a horizontal band may touch."""
        if not self.starts or not self.count:
            return range(0)
        last = bisect_right(self._tops, bottom_px, hi=len(self._bounds) - 1)
        return range(max(0, bisect_right(self._tops, top_px - MARGIN_PX, hi=last) - 1), last)

    @property
    def foot(self) -> QRect:
        """Return the room below the last line."""
        top = self.height_px - FOOTER_PX
        return QRect(MARGIN_PX, top, self.width_px - 2 * MARGIN_PX, FOOTER_PX)

    @cached_property
    def _bounds(self) -> tuple[int, ...]:
        """The first row of every section, and the number of rows; rows may be fewer than sections know of."""
        return (*(min(start, self.count) for start in self.starts or (0,)), self.count)

    @cached_property
    def _first_lines(self) -> tuple[int, ...]:
        """The first line of every section, and the number of lines."""
        pairs = zip(self._bounds, self._bounds[1:], strict=False)
        return tuple(accumulate((-((first - end) // self.columns) for first, end in pairs), initial=0))

    @cached_property
    def _tops(self) -> tuple[int, ...]:
        """Where every section begins, below the margin, and where the last one ends."""
        above = HEADING_PX if self.starts else 0
        return tuple(line * self._step + number * above for number, line in enumerate(self._first_lines))

    @property
    def _step(self) -> int:
        return self.side_px + GAP_PX

    @property
    def _size(self) -> tuple[int, int]:
        return self.side_px, self.side_px

    def _section_of(self, row: int) -> int:
        return min(bisect_right(self._bounds, row), len(self._bounds) - 1) - 1

    def _tiles_top(self, section: int) -> int:
        return MARGIN_PX + self._tops[section] + (HEADING_PX if self.starts else 0)

    def _line_at(self, y_px: int) -> int:
        """Return the line at a height; a heading counts as the line below it, and what is outside as the nearest."""
        section = max(bisect_right(self._tops, y_px - MARGIN_PX, hi=len(self._tops) - 1) - 1, 0)
        line = self._first_lines[section] + max(0, (y_px - self._tiles_top(section)) // self._step)
        return min(line, max(self._first_lines[section + 1] - 1, 0))

    def _row(self, line: int, column: int) -> int:
        """Return the row in a line's column, or the line's last one."""
        section = min(bisect_right(self._first_lines, line), len(self._first_lines) - 1) - 1
        row = self._bounds[section] + (line - self._first_lines[section]) * self.columns + column
        return min(row, self._bounds[section + 1] - 1)
