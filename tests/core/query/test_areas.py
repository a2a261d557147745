"""Circles on the earth, also where the map ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipphotos.core.query.areas import circle, distances_km, position

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, st.floats(0.1, 5000), LATITUDES, LONGITUDES)
def test_what_a_circle_holds_is_in_its_box(north: float, east: float, radius: float, lat: float, lon: float) -> None:
    area = circle(north, east, radius)
    if area.holds(np.array([lat]), np.array([lon]))[0]:
        assert area.box.south <= lat <= area.box.north
        assert area.box.west <= lon <= area.box.east


@given(LATITUDES, st.floats(-179, 179), st.floats(0, 360))
def test_the_edge_is_as_far_as_said(north: float, east: float, bearing: float) -> None:
    """From a point on the circle, by the formula for the destination of a great circle."""
    a, d, f = np.radians(bearing), 100 / 6371, np.radians(north)
    lat = np.arcsin(np.sin(f) * np.cos(d) + np.cos(f) * np.sin(d) * np.cos(a))
    lon = np.radians(east) + np.arctan2(np.sin(a) * np.sin(d) * np.cos(f), np.cos(d) - np.sin(f) * np.sin(lat))
    away = distances_km(north, east, np.degrees(np.array([lat])), np.degrees(np.array([lon])))
    assert away[0] == pytest.approx(100, abs=0.01)


def test_known_distances() -> None:
    paris, london, fiji = (48.8566, 2.3522), (51.5074, -0.1278), (-17.7, 179.9)
    assert distances_km(*paris, *map(np.array, ([london[0]], [london[1]])))[0] == pytest.approx(344, abs=2)
    assert circle(*fiji, 50).holds(np.array([-17.7]), np.array([-179.9]))[0], "over the 180th meridian"


@pytest.mark.parametrize("text", ["48.85,2.35,10km", "48.85, 2.35, 10", "48.85,2.35,10000 M"])
def test_a_position_is_read(text: str) -> None:
    area = position(text)
    assert area is not None
    assert area.holds(np.array([48.93, 48.95]), np.array([2.35, 2.35])).tolist() == [True, False]


@pytest.mark.parametrize("text", ["Paris", "91,0", "0,181", "1,2,3,4", "", "1"])
def test_what_is_no_position(text: str) -> None:
    assert position(text) is None
