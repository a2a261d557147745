"""Scores: monotonic, bounded, calibrated against the library, and sane in a small one."""

from __future__ import annotations

import numpy as np

from clipphotos.core.scoring import Background, estimate_background, match_scores

PRIOR = Background(mean=0.2, spread=0.05)


def test_an_empty_library_has_the_models_background() -> None:
    assert estimate_background(np.empty(0, np.float32), PRIOR) == PRIOR


def test_a_large_library_has_its_own_background() -> None:
    cosines = np.random.default_rng(0).normal(0.1, 0.02, 20_000).astype(np.float32)
    background = estimate_background(cosines, PRIOR)
    assert abs(background.mean - 0.1) < 0.001
    assert abs(background.spread - 0.02) < 0.001


def test_photos_that_match_do_not_raise_the_background() -> None:
    rng = np.random.default_rng(0)
    others = rng.normal(0.1, 0.02, 9_000).astype(np.float32)
    matching = rng.normal(0.5, 0.02, 1_000).astype(np.float32)
    with_them = estimate_background(np.concatenate([others, matching]), PRIOR)
    without = estimate_background(others, PRIOR)
    assert abs(with_them.mean - without.mean) < 0.005
    assert abs(with_them.spread - without.spread) < 0.004


def test_a_library_of_equal_photos_is_no_division_by_zero() -> None:
    scores = match_scores(np.array([0.1, 0.2], np.float32), estimate_background(np.full(10**5, 0.1, np.float32), PRIOR))
    assert np.isfinite(scores).all()


def test_scores_keep_the_order_and_stay_between_0_and_1() -> None:
    cosines = np.linspace(-1, 1, 201, dtype=np.float32)
    scores = match_scores(cosines, PRIOR)
    assert scores.dtype == np.float32
    assert (np.diff(scores) >= 0).all()
    assert scores.min() >= 0
    assert scores.max() <= 1
    assert match_scores(np.array([PRIOR.mean], np.float32), PRIOR)[0] < 0.01
