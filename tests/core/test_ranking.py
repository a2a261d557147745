"""Parts of a search combined: in the right direction, whatever the numbers; and where a list ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clipphotos.core.calibration import Floats, probabilities
from clipphotos.core.label import SHOWN
from clipphotos.core.ranking import LEAST_MATCHING, STRONG, Bands, all_of, any_of, bands, likeness, without
from clipphotos.core.scoring import Background

ANY = st.floats(-200, 200, width=32) | st.sampled_from([-np.inf, np.inf])
ROUNDED = 1e-3
"""What 32-bit floats may be off by, at these sizes."""


def odds_of(*chances: float) -> Floats:
    """Return log odds of probabilities."""
    given = np.array(chances)
    odds: Floats = np.log(given / (1 - given)).astype(np.float32)
    return odds


def parts(count: int, size: int = 5, elements: st.SearchStrategy[float] = ANY) -> st.SearchStrategy[list[Floats]]:
    return st.lists(arrays(np.float32, size, elements=elements), min_size=count, max_size=count)


def is_good(found: Floats, size: int) -> bool:
    return found.dtype == np.float32 and found.shape == (size,) and bool(np.isfinite(found).all())


@given(parts(3), st.lists(st.floats(0.1, 5), min_size=3, max_size=3))
def test_whatever_goes_in_finite_32_bit_floats_come_out(given: list[Floats], weights: list[float]) -> None:
    assert is_good(all_of(given, weights), 5)
    assert is_good(any_of(given), 5)
    assert is_good(without(given[0], given[1]), 5)


@pytest.mark.parametrize("size", [0, 1])
def test_no_photos_are_no_trouble(size: int) -> None:
    odds = np.zeros(size, np.float32)
    assert is_good(all_of([odds, odds], [1, 1]), size)
    assert is_good(any_of([odds]), size)
    assert is_good(without(odds, odds), size)
    assert is_good(likeness(odds, Background(0.1, 0.1)), size)
    assert bands(np.empty(0, np.float32)) == Bands(0, 0)


def test_all_of_is_the_product_of_the_probabilities() -> None:
    found = probabilities(all_of([odds_of(0.5, 0.9), odds_of(0.4, 0.9)], [1, 1]))
    np.testing.assert_allclose(found, [0.2, 0.81], atol=1e-5)


def test_what_weighs_more_decides() -> None:
    snow, dog = odds_of(0.9, 0.3), odds_of(0.3, 0.8)
    more_snow, more_dog = all_of([snow, dog], [2, 1]), all_of([snow, dog], [1, 2])
    assert more_snow[0] > more_snow[1]
    assert more_dog[1] > more_dog[0]


@given(parts(3))
def test_the_order_of_parts_does_not_matter(given: list[Floats]) -> None:
    np.testing.assert_allclose(all_of(given, [1, 2, 3]), all_of(given[::-1], [3, 2, 1]), atol=ROUNDED, rtol=1e-4)
    np.testing.assert_array_equal(any_of(given), any_of(given[::-1]))


@given(parts(2))
def test_all_of_is_no_more_and_any_of_no_less_probable_than_each(given: list[Floats]) -> None:
    for part in given:
        kept = np.clip(part, -80, 80)
        assert (all_of(given, [1, 1]) <= kept + ROUNDED).all()
        assert (any_of(given) >= kept).all()


@given(parts(2), st.floats(0, 50))
def test_fitting_a_part_better_never_lowers_a_photo(given: list[Floats], more: float) -> None:
    one, other = given
    better = one + np.float32(more)
    assert (all_of([better, other], [1, 1]) >= all_of(given, [1, 1]) - ROUNDED).all()
    assert (any_of([better, other]) >= any_of(given)).all()
    assert (without(better, other) >= without(one, other) - ROUNDED).all()
    assert (without(other, better) <= without(other, one) + ROUNDED).all()


def test_one_part_alone_stays_what_it_is() -> None:
    odds = np.linspace(-12, 12, 25, dtype=np.float32)
    np.testing.assert_allclose(all_of([odds], [1]), odds, atol=0.05)
    np.testing.assert_array_equal(any_of([odds]), odds)


def test_what_is_not_wanted_takes_from_photos_that_show_it_and_from_no_others() -> None:
    wanted = odds_of(0.9, 0.9, 0.9, 0.6)
    found = without(wanted, odds_of(0.0001, SHOWN, 0.9, 0.0001))
    assert found[0] == pytest.approx(wanted[0], abs=0.02)
    assert wanted[1] - 2 < found[1] < wanted[1] - 1
    assert probabilities(found)[2] < LEAST_MATCHING
    assert found[3] > found[2], "a photo without it comes before a better one with it"


@given(arrays(np.float32, 6, elements=st.floats(-1, 1, width=32)), st.floats(-0.5, 0.9))
def test_likeness_rises_with_the_cosine(cosines: Floats, mean: float) -> None:
    found = likeness(np.sort(cosines), Background(mean, 0.1))
    assert is_good(found, 6)
    assert (np.diff(found) >= 0).all()


def test_the_same_photo_is_surely_like_it_and_any_other_is_not() -> None:
    background = Background(0.2, 0.1)
    same, any_other, beyond = probabilities(likeness(np.array([1, 0.2, 1.0001], np.float32), background))
    assert same > 0.99
    assert beyond == same
    assert any_other < SHOWN
    assert is_good(likeness(np.ones(2, np.float32), Background(1.0, 0.1)), 2)


SOME = st.lists(st.floats(-100, 100, width=32), max_size=60).map(lambda odds: np.array(sorted(odds)[::-1], np.float32))


@given(SOME)
def test_bands_follow_each_other_within_the_list(odds: Floats) -> None:
    strong, matching = bands(odds)
    assert 0 <= strong <= matching <= len(odds)
    chances = probabilities(odds)
    assert (chances[:matching] >= LEAST_MATCHING - 1e-6).all()
    assert not strong or chances[:strong].mean() >= STRONG - 1e-6
    assert (matching > 0) == (len(odds) > 0 and chances[0] >= LEAST_MATCHING)
    if 0 < matching < len(odds):
        assert odds[matching] < odds[matching - 1], "photos of one probability are in one band"


@given(SOME, st.lists(st.floats(-100, -8, width=32), max_size=20))
def test_improbable_photos_change_no_band(odds: Floats, improbable: list[float]) -> None:
    more = np.sort(np.append(odds, np.array(improbable, np.float32)))[::-1].astype(np.float32)
    assert bands(more) == bands(odds)


@given(SOME, st.integers(0, 59), st.floats(0, 50))
def test_a_better_photo_never_shortens_what_is_strong(odds: Floats, which: int, more: float) -> None:
    better = odds.copy()
    better[which : which + 1] += np.float32(more)
    better = np.sort(better)[::-1]
    assert bands(better).strong >= bands(odds).strong
    assert bands(np.append(np.float32(50), odds)).matching >= 1


def test_nothing_matches_if_no_photo_is_probable() -> None:
    assert bands(odds_of(0.09, 0.08, 0.01)) == Bands(0, 0)
    assert bands(odds_of(0.4, 0.01)) == Bands(0, 1)
    assert bands(odds_of(0.99, 0.95, 0.6, 0.2, 0.01)) == Bands(3, 3)


def test_weights_shift_the_balance_and_equal_ones_nothing() -> None:
    dog, cat = np.array([3.0, 0.0], np.float32), np.array([0.0, 3.0], np.float32)
    plain = all_of([dog, cat], [1.0, 1.0])
    np.testing.assert_allclose(all_of([dog, cat], [10.0, 10.0]), plain, rtol=1e-5)
    first, second = all_of([dog, cat], [3.0, 1.0])
    assert first > plain[0] > second
