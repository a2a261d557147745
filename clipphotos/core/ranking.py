"""How the scored parts of a search become one order, and where that order ends.

Every part is a log odds that a photo fits it: of a description as `core.calibration` makes it for a label's words, of
an example as `likeness` does. So the parts can be combined by what the numbers mean. The constants were chosen on the
photos that `python -m tests.quality.search` measures by: `STRONG`, `LEAST_MATCHING` and the penalty over all of them,
the others on one half.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from clipphotos.core.calibration import Floats, probabilities
from clipphotos.core.label import SHOWN
from clipphotos.core.scoring import Background

LEAST_MATCHING = 0.1
"""If no photo is this probable, nothing matches; no photo that is less probable does."""
STRONG = 0.8
"""The share of the strong band that is expected to be right. Less of it is, since probabilities are least sure at the
top: three quarters of a label's strong photos on average."""

_FURTHEST = np.float32(80.0)
"""Log odds beyond this are certain; finite, so that sums stay numbers."""
_PENALTY = np.float32(2.25)
"""The least, in steps of a quarter, by which at most a quarter of the unwanted photos stay among the first 20. Over all
pairs of concepts 0.245 of them stay, and 0.815 of the wanted ones; by 2.0 these are 0.260 and 0.834, by 3.0 0.218 and
0.752."""
_NOTICED = np.float32(np.log(SHOWN / (1 - SHOWN)))
"""The penalty of what is not wanted sets in where its probability is first shown at all."""
_LIKENESS_SLOPE, _LIKENESS_BIAS = 2.2, -3.8
_SAME = 1e-3
"""A photo this near to an example, of the way from any photo to the same one, is as good as the same."""


class Bands(NamedTuple):
    """Where a list that is sorted by relevance ends."""

    strong: int
    """So many photos surely match."""
    matching: int
    """So many photos match at all, the strong ones included."""


def all_of(odds: Sequence[Floats], weights: Sequence[float]) -> Floats:
    """Return the log odds, (N,) float32, that a photo fits all parts: the product of the parts' probabilities.

    Args:
        odds: one array (N,) per part, at least one.
        weights: how much each part matters beside the others: the powers in the product, once their mean is made 1, so
            that weights shift the balance and not where the list ends. Positive.
    """
    powers = np.array(weights, np.float32) / np.float32(np.mean(weights))
    chances = [power * _log_chance(part) for part, power in zip(odds, powers, strict=True)]
    return _log_odds(np.sum(chances, axis=0))


def any_of(odds: Sequence[Floats]) -> Floats:
    """Return the log odds, (N,) float32, that a photo fits at least one part: those of the part it fits best.

    Args:
        odds: one array (N,) per part, at least one.
    """
    return _finite(np.max(np.stack(odds), axis=0))


def without(odds: Floats, unwanted: Floats) -> Floats:
    """Return log odds, (N,) float32, that a photo fits one part, less a penalty for fitting the unwanted one.

    The penalty is smooth: nothing where the unwanted part is improbable, and `_PENALTY` times its log odds above that.
    That is stricter than the probability of one and not the other, which hardly moves photos that show both a little.
    """
    penalty = _PENALTY * np.logaddexp(np.float32(0.0), _finite(unwanted) - _NOTICED)
    return _finite(_finite(odds) - penalty)


def likeness(cosines: Floats, background: Background) -> Floats:
    """Return the log odds, (N,) float32, that photos are of the same kind as an example.

    They grow with the logarithm of the distance that is left to the example, which tells the same from the similar:
    Platt's logistic function of that, fitted to photos of which the label is known.

    Args:
        cosines: (N,) float32, of the photos with the example.
        background: of the example's cosines with this library's photos.
    """
    left = np.maximum((1.0 - cosines) / max(1.0 - background.mean, 1e-6), _SAME)
    return _finite(_LIKENESS_BIAS - _LIKENESS_SLOPE * np.log(left))


def bands(odds: Floats) -> Bands:
    """Return where photos stop to match surely, and where they stop to match.

    A photo matches down to the greatest expected F1 of what is shown (Lipton, Elkan, Narayanaswamy, "Optimal
    thresholding of classifiers to maximize F1 measure", 2014), as a label suggests. The strong photos are the most of
    them of which `STRONG` are expected to be right.

    Args:
        odds: (N,) float32, falling.
    """
    known = int(np.searchsorted(-odds, -_NOTICED, side="right"))
    chances = probabilities(odds[:known]).astype(np.float64)
    if not known or chances[0] < LEAST_MATCHING:
        return Bands(0, 0)
    right, kept = np.cumsum(chances), np.arange(1, known + 1)
    cut = max(float(chances[np.argmax(2 * right / (kept + right[-1]))]), LEAST_MATCHING)
    matching = int(np.count_nonzero(chances >= cut))
    strong = int(np.count_nonzero(right[:matching] >= STRONG * kept[:matching]))
    return Bands(strong, matching)


def _finite(odds: Floats) -> Floats:
    kept: Floats = np.clip(odds, -_FURTHEST, _FURTHEST).astype(np.float32)
    return kept


def _log_chance(odds: Floats) -> Floats:
    """Return the logarithm of the probability, of log odds."""
    chance: Floats = -np.logaddexp(np.float32(0.0), -_finite(odds))
    return chance


def _log_odds(log_chances: Floats) -> Floats:
    """Return log odds of logarithms of probabilities; the inverse of `_log_chance`."""
    below = np.minimum(log_chances, np.float32(-1e-35))
    return _finite(below - np.log(-np.expm1(below)))
