"""Heat maps over photos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from clipphotos.core.asking.records import HeatMap
from clipphotos.core.query.records import Region
from clipphotos.media import overlay


def heat(region: Region) -> HeatMap:
    values = np.zeros((7, 7), np.float32)
    values[3, 1] = 1.0
    return HeatMap(values, region, "cam", 0.5)


def test_what_is_hot_is_lightest_and_what_was_not_seen_is_dark() -> None:
    pixels = np.full((90, 120, 3), 128, np.uint8)
    drawn = overlay.blended(pixels, heat(Region(0.125, 0.0, 0.75, 1.0)))
    assert (drawn.shape, drawn.dtype) == (pixels.shape, np.uint8)
    light = drawn.astype(int).sum(axis=2)
    row, column = np.unravel_index(light.argmax(), light.shape)
    assert abs(int(row) - 45) <= 7
    assert abs(int(column) - (15 + 1.5 * 90 / 7)) <= 7
    assert (drawn[:, :15] == 36).all()
    assert (drawn[:, 105:] == 36).all()
    steps = np.abs(np.diff(light[:, 15:105], axis=1)).max()
    assert steps < 0.25 * np.ptp(light[:, 15:105])  # no edges between cells


def test_a_map_of_the_smallest_picture_is_drawn() -> None:
    assert overlay.blended(np.zeros((1, 1, 3), np.uint8), heat(Region(0.4, 0.4, 0.2, 0.2))).shape == (1, 1, 3)


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    pixels = np.zeros((4, 4, 3), np.uint8)
    (tmp_path / "taken.png").mkdir()
    with pytest.raises(OSError, match="taken"):
        overlay.write(pixels, str(tmp_path / "taken.png"))
    assert [path.name for path in tmp_path.iterdir()] == ["taken.png"]
