"""From cosines to a score that a person can read.

A raw cosine says little: a text's cosines with unrelated photos have a mean and a spread of their own, which differ
by text and by model. So a score is the cosine's distance from this library's own background, in spreads, put through
a logistic function (Platt, 1999). The background is robust (median and upper-trimmed deviation, so that the photos
that do match do not raise it) and shrunk towards the model's prior while the library is small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SAMPLE_SIZE = 4096
"""Photos that a background is estimated from."""

_PRIOR_WEIGHT = 50
"""The prior counts as much as this many photos."""
_MAD_TO_DEVIATION = 1.4826
_MIDPOINT = 5.0
_SLOPE = 1.1


@dataclass(frozen=True)
class Background:
    """Mean and standard deviation of the cosines of one text with photos that do not show it."""

    mean: float
    spread: float


def estimate_background(cosines: npt.NDArray[np.float32], prior: Background) -> Background:
    """Return the background of one text from its cosines with a sample of the library.

    Args:
        cosines: (N,) float32, N may be 0.
        prior: the model's background, which stands in while N is small.
    """
    n = len(cosines)
    if n == 0:
        return prior
    median = float(np.median(cosines))
    below = median - cosines[cosines <= median]
    spread = _MAD_TO_DEVIATION * float(np.median(below))
    own = n / (n + _PRIOR_WEIGHT)
    return Background(
        mean=own * median + (1 - own) * prior.mean,
        spread=max(own * spread + (1 - own) * prior.spread, 1e-6),
    )


def likeness_scores(cosines: npt.NDArray[np.float32], background: Background) -> npt.NDArray[np.float32]:
    """Return how alike photos are, 0 to 1, from the cosines with another photo: 1 the same, 0 as any two photos."""
    scores: npt.NDArray[np.float32] = np.clip((cosines - background.mean) / (1.0 - background.mean), 0.0, 1.0)
    return scores.astype(np.float32)


def match_scores(cosines: npt.NDArray[np.float32], background: Background) -> npt.NDArray[np.float32]:
    """Return scores between 0 and 1, shaped as the cosines; monotonic in them."""
    z = (cosines - background.mean) / background.spread
    scores: npt.NDArray[np.float32] = (1.0 / (1.0 + np.exp(-_SLOPE * (z - _MIDPOINT)))).astype(np.float32)
    return scores
