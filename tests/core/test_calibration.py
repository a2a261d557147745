"""Probabilities before any decision: monotone, relative to the library, lower for what the model does not know."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipphotos.core.calibration import (
    COEFFICIENTS,
    NEIGHBOURS,
    TOP,
    Coefficients,
    Familiarity,
    Linear,
    calibrate,
    combine,
)
from clipphotos.core.scoring import Background

Floats = npt.NDArray[np.float32]
BACKGROUND = Background(mean=0.1, spread=0.05)
BEST = np.full(TOP, 0.3, np.float32)


def units(count: int, dim: int, seed: int = 0) -> Floats:
    vectors = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def at_cosines(direction: Floats, cosines: npt.NDArray[np.float64]) -> Floats:
    """Return unit vectors that have these cosines with a direction."""
    other = np.eye(len(direction))[np.argmin(np.abs(direction))]
    other = other - (other @ direction) * direction
    other /= np.linalg.norm(other)
    return (cosines[:, None] * direction + np.sqrt(1 - cosines[:, None] ** 2) * other).astype(np.float32)


@given(
    st.floats(-0.5, 0.5),
    st.floats(0.01, 0.3),
    st.lists(st.floats(-1, 1, width=32), max_size=TOP),
    st.floats(0, 5),
)
def test_probabilities_rise_with_the_cosine(mean: float, spread: float, best: list[float], strangeness: float) -> None:
    (direction,) = units(1, 16)
    odds = calibrate(direction, Background(mean, spread), np.array(best, np.float32), strangeness)
    found = odds(at_cosines(direction, np.linspace(-1, 1, 41)))
    assert found.dtype == np.float32
    assert np.isfinite(found).all()
    assert (np.diff(found) > 0).all()


def test_the_coefficients_are_applied_as_written() -> None:
    (direction,) = units(1, 8)
    by = Coefficients(distance=2.0, top=-0.5, strangeness=-3.0, intercept=-1.0)
    odds = calibrate(direction, BACKGROUND, BEST, 0.2, by)
    (found,) = odds(at_cosines(direction, np.array([0.25])))
    distance, top = (0.25 - 0.1) / 0.05, (0.3 - 0.1) / 0.05
    assert found == pytest.approx(2 * distance - 0.5 * top - 3 * 0.2 - 1, abs=1e-4)
    assert found == pytest.approx(
        float(by.features(np.float32(distance), np.float32(top), np.float32(0.2))),
        abs=1e-4,  # type: ignore[arg-type]
    )


def test_a_photo_of_the_background_is_improbable() -> None:
    (direction,) = units(1, 8)
    (found,) = calibrate(direction, BACKGROUND, BEST, 0.0)(at_cosines(direction, np.array([BACKGROUND.mean])))
    assert 1 / (1 + np.exp(-found)) < 0.03


def test_strange_words_and_far_reaching_bests_make_pickier() -> None:
    (direction,) = units(1, 8)
    photo = at_cosines(direction, np.array([0.3]))
    plain = calibrate(direction, BACKGROUND, BEST, 0.0)(photo)[0]
    assert calibrate(direction, BACKGROUND, BEST, 1.0)(photo)[0] < plain - 1
    assert calibrate(direction, BACKGROUND, BEST + 0.1, 0.0)(photo)[0] < plain
    assert COEFFICIENTS.distance > 0 > COEFFICIENTS.strangeness


def test_a_library_without_photos_is_calibrated() -> None:
    (direction,) = units(1, 8)
    assert np.isfinite(calibrate(direction, BACKGROUND, np.empty(0, np.float32), 0.0)(units(3, 8))).all()


def test_counter_prompts_turn_the_direction_away() -> None:
    dog, wolf = units(2, 32)
    plain = combine(dog[None], np.empty((0, 32), np.float32))
    turned = combine(dog[None], wolf[None])
    np.testing.assert_allclose(plain, dog, atol=1e-6)
    assert turned @ wolf < plain @ wolf - 0.1
    assert turned @ dog > 0.9
    assert np.linalg.norm(turned) == pytest.approx(1, abs=1e-5)


def test_opposite_prompts_are_no_division_by_zero() -> None:
    (dog,) = units(1, 4)
    assert np.isfinite(combine(np.stack([dog, -dog]), np.empty((0, 4), np.float32))).all()


def test_linear_is_linear() -> None:
    odds = Linear(np.array([1.0, -2.0], np.float32), 0.5)
    np.testing.assert_allclose(odds(np.array([[1, 0], [0, 1], [2, 3]], np.float32)), [1.5, -1.5, -3.5])


def clustered(count: int, dim: int, around: int = 2) -> Floats:
    """Return concepts that resemble each other, as those of a model do."""
    vectors = units(count, dim, around + 1) + 2 * units(1, dim, around)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


CONCEPTS, SCENES = clustered(200, 32), clustered(100, 32, around=7)


def test_concepts_and_scenes_are_familiar_and_others_are_strange() -> None:
    familiarity = Familiarity(CONCEPTS, SCENES)
    assert np.median(familiarity.strangeness(CONCEPTS)) == 0
    assert np.median(familiarity.strangeness(SCENES)) == 0
    away = -CONCEPTS[:3] - SCENES[:3]
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    assert (familiarity.strangeness(away) > 3).all()
    found = familiarity.strangeness(np.concatenate([CONCEPTS[:1], away]))
    assert found.shape == (4,)
    assert found.dtype == np.float32
    assert (found >= 0).all()


def test_strangeness_rises_with_the_distance_from_both() -> None:
    centre = CONCEPTS.mean(axis=0) + SCENES.mean(axis=0)
    centre /= np.linalg.norm(centre)
    found = Familiarity(CONCEPTS, SCENES).strangeness(at_cosines(centre.astype(np.float32), np.linspace(1, -1, 21)))
    assert found[0] == 0
    assert (np.diff(found) >= -1e-4).all()
    assert found[-1] > 1


def test_equal_concepts_are_no_division_by_zero() -> None:
    concepts = np.tile(units(1, 8), (NEIGHBOURS + 2, 1))
    assert np.isfinite(Familiarity(concepts, concepts).strangeness(units(2, 8, 3))).all()
