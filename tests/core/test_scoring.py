"""Backgrounds: the library's own in a large one, the model's in a small one."""

from __future__ import annotations

import numpy as np

from clipphotos.core.scoring import Background, estimate_background

PRIOR = Background(mean=0.2, spread=0.05)


def test_an_empty_library_has_the_models_background() -> None:
    assert estimate_background(np.empty(0, np.float32), PRIOR) == PRIOR


def test_a_large_library_has_its_own_background() -> None:
    cosines = np.random.default_rng(0).normal(0.1, 0.02, 200_000).astype(np.float32)
    background = estimate_background(cosines, PRIOR)
    assert abs(background.mean - 0.1) < 0.001
    assert abs(background.spread - 0.02) < 0.001


def test_photos_that_match_do_not_raise_the_background() -> None:
    rng = np.random.default_rng(0)
    others = rng.normal(0.1, 0.02, 90_000).astype(np.float32)
    matching = rng.normal(0.5, 0.02, 10_000).astype(np.float32)
    with_them = estimate_background(np.concatenate([others, matching]), PRIOR)
    without = estimate_background(others, PRIOR)
    assert abs(with_them.mean - without.mean) < 0.005
    assert abs(with_them.spread - without.spread) < 0.004


def test_a_library_of_equal_photos_has_a_spread_all_the_same() -> None:
    assert estimate_background(np.full(10**5, 0.1, np.float32), PRIOR).spread > 0


def test_a_small_library_of_one_kind_is_no_reference() -> None:
    background = estimate_background(np.full(100, 0.6, np.float32), PRIOR)
    assert background.mean < 0.25
