"""Parts of the earth's surface."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Degrees = npt.NDArray[np.float64]

EARTH_KM = 6371.0
_KM_PER_DEGREE = 111.0
_POSITION = re.compile(
    r"(-?\d{1,2}(?:\.\d{1,9})?), ?(-?\d{1,3}(?:\.\d{1,9})?)(?:, ?(\d{1,5}(?:\.\d{1,3})?) ?(km|m)?)?", re.ASCII
)


class Box(NamedTuple):
    """What is between two latitudes and two longitudes, in degrees; never over the 180th meridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True)
class Area:
    """Where a place is: nothing of it is outside of the box."""

    box: Box
    holds: Callable[[Degrees, Degrees], npt.NDArray[np.bool_]]
    """Whether positions are in it: latitudes (N,), longitudes (N,) in degrees to bool (N,)."""


def circle(latitude: float, longitude: float, radius_km: float) -> Area:
    """Return what is at most so far from a position."""

    def holds(latitudes: Degrees, longitudes: Degrees) -> npt.NDArray[np.bool_]:
        return distances_km(latitude, longitude, latitudes, longitudes) <= radius_km

    high = radius_km / _KM_PER_DEGREE
    farthest = min(89.9, abs(latitude) + high)
    wide = high / float(np.cos(np.radians(farthest)))
    if abs(latitude) + high >= 90 or abs(longitude) + wide > 180:  # it holds a pole, or the 180th meridian
        return Area(Box(latitude - high, -180, latitude + high, 180), holds)
    return Area(Box(latitude - high, longitude - wide, latitude + high, longitude + wide), holds)


def distances_km(
    latitude: float | Degrees, longitude: float | Degrees, latitudes: Degrees, longitudes: Degrees
) -> Degrees:
    """Return how far positions are from one, or one by one from others (the haversine formula, on a sphere)."""
    north, norths = np.radians(latitude), np.radians(latitudes)
    half = np.sin((norths - north) / 2) ** 2
    half += np.cos(north) * np.cos(norths) * np.sin(np.radians(longitudes - longitude) / 2) ** 2
    distances: Degrees = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1)))
    return distances


def position(text: str) -> Area | None:
    """Return what `48.85,2.35,10km` means: latitude, longitude and how far around, 5 km if it is not said."""
    match = _POSITION.fullmatch(" ".join(text.split()).lower())
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return circle(latitude, longitude, float(match[3] or 5) / (1000 if match[4] == "m" else 1))
