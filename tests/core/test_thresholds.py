"""Automatic thresholds: balanced, never eager, and silent where nothing fits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clipphotos.core.label import Cuts
from clipphotos.core.thresholds import LEAST_SUGGESTED, SURE, automatic_cuts, chosen_cuts

Floats = npt.NDArray[np.float32]
probabilities = arrays(np.float32, st.integers(0, 60), elements=st.floats(0, 1, width=32))


def expected_f1(cut: float, values: Floats) -> float:
    kept = values >= cut
    return float(2 * values[kept].sum() / (kept.sum() + values.sum())) if kept.any() else 0.0


@given(probabilities)
def test_nothing_improbable_is_suggested_and_tags_are_pickier(values: Floats) -> None:
    cuts = automatic_cuts(values)
    assert cuts.suggest >= LEAST_SUGGESTED
    assert cuts.tag >= cuts.suggest


@given(probabilities)
def test_tags_are_probably_right(values: Floats) -> None:
    tagged = values[values >= automatic_cuts(values).tag]
    if len(tagged):
        assert tagged.min() >= 0.69
        assert tagged.mean() >= 0.89


@given(probabilities.filter(lambda values: len(values) > 0 and values.max() >= LEAST_SUGGESTED))
def test_no_other_cut_has_a_better_balance(values: Floats) -> None:
    values = values.astype(np.float64)
    cut = automatic_cuts(values).suggest
    assert (values >= cut).any()
    best = max(expected_f1(float(other), values) for other in values if other >= LEAST_SUGGESTED)
    assert expected_f1(cut, values) >= best - 1e-9


@given(probabilities)
def test_the_order_does_not_matter(values: Floats) -> None:
    assert automatic_cuts(values) == automatic_cuts(values[::-1])


@pytest.mark.parametrize("values", [[], [0.0], [0.1, 0.14], [0.14] * 1000])
def test_where_nothing_fits_nothing_is_proposed(values: list[float]) -> None:
    assert automatic_cuts(np.array(values, np.float32)) == Cuts(LEAST_SUGGESTED, SURE)


def test_unsure_labels_never_tag_by_themselves() -> None:
    assert automatic_cuts(np.full(50, 0.69, np.float32)).tag == SURE
    assert automatic_cuts(np.array([0.85] * 9 + [0.2], np.float32)).tag == SURE, "85 % is no 90 %"


def test_sure_labels_tag_what_is_sure() -> None:
    values = np.array([0.99, 0.98, 0.97, 0.75, 0.5, 0.2], np.float32)
    cuts = automatic_cuts(values)
    assert cuts.tag == pytest.approx(0.75)
    assert (values >= np.float32(cuts.tag)).sum() == 4


def test_tags_stop_at_the_least_sure_even_if_the_mean_is_high() -> None:
    values = np.array([0.99] * 100 + [0.65], np.float32)
    assert automatic_cuts(values).tag == pytest.approx(0.99)


def test_a_persons_threshold_decides_both() -> None:
    automatic = Cuts(0.3, 0.8)
    assert chosen_cuts(automatic, None) == automatic
    assert chosen_cuts(automatic, 0.05) == Cuts(0.05, 0.05)
