"""Names of places, found and given, without a network."""

from __future__ import annotations

import numpy as np
import pytest

from clipphotos import paths
from clipphotos.core.query.areas import Area
from clipphotos.media import places

PARIS, SHANGHAI, SYDNEY, OCEAN = (48.8584, 2.2945), (31.2397, 121.4998), (-33.8568, 151.2153), (-40.0, -120.0)
CHENGDU, LHASA, SUVA, NEW_YORK, WASHINGTON = (
    (30.66, 104.06),
    (29.65, 91.1),
    (-18.14, 178.44),
    (40.75, -73.99),
    (38.9, -77),
)
SIBERIA = (68.5, 170.0)


def holds(area: Area | None, *positions: tuple[float, float]) -> list[bool]:
    assert area is not None
    latitudes, longitudes = np.array(positions).T
    found = area.holds(latitudes, longitudes)
    south, west, north, east = area.box
    boxed = (latitudes >= south) & (latitudes <= north) & (longitudes >= west) & (longitudes <= east)
    assert not np.any(found & ~boxed), "nothing is outside of the box"
    return [bool(it) for it in found]


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Paris", PARIS, SHANGHAI),
        ("paris", PARIS, OCEAN),
        ("巴黎", PARIS, NEW_YORK),
        ("Shanghai", SHANGHAI, PARIS),
        ("上海", SHANGHAI, CHENGDU),
        ("上海市", SHANGHAI, CHENGDU),
        ("France", PARIS, SHANGHAI),
        ("法国", PARIS, OCEAN),
        ("UK", (51.5, -0.1), PARIS),
        ("China", CHENGDU, SYDNEY),
        ("四川", CHENGDU, LHASA),
        ("Sichuan", CHENGDU, LHASA),
        ("Tibet", LHASA, CHENGDU),
        ("Europe", PARIS, SHANGHAI),
        ("欧洲", PARIS, SYDNEY),
        ("Fiji", SUVA, SYDNEY),
        ("New York", NEW_YORK, WASHINGTON),
        ("Washington", WASHINGTON, NEW_YORK),
        ("Washington", (47.6, -122.3), OCEAN),
        ("Russia", SIBERIA, PARIS),
        ("-33.86,151.21,5km", SYDNEY, PARIS),
    ],
)
def test_a_place_is_where_it_is(name: str, inside: tuple[float, float], outside: tuple[float, float]) -> None:
    assert holds(places.find(name), inside, outside) == [True, False]


@pytest.mark.parametrize("name", ["", "nowhereland", "\n", "\x00", "\ud800"])
def test_what_is_no_place(name: str) -> None:
    assert places.find(name) is None


def test_positions_get_the_names_of_cities() -> None:
    known = places.known_places()
    latitudes, longitudes = np.array([SYDNEY, PARIS, OCEAN, SYDNEY]).T
    assert known.names(latitudes, longitudes)[2] == ""
    assert known.places_of(latitudes, longitudes)[0] == "Sydney"
    assert len(known.places_of(latitudes, longitudes)) == 2
    assert known.names(np.array([]), np.array([])) == []


def test_every_line_of_our_own_names_means_some_cities() -> None:
    known = places.known_places()
    for line in (paths.resources() / "places.zh.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code = line.split()[0]
            assert code in known._countries or code in known._regions, line
