"""What cosines with unrelated photos look like in a library: the background that scores are counted from.

It is robust (median and lower deviation, so that the photos that do match do not raise it) and drawn towards the
model's prior while the library is small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SAMPLE_SIZE = 4096
"""Photos that a background is estimated from."""

_PRIOR_WEIGHT = 1000
"""The prior counts as much as this many photos: a library of one kind of scene is no reference."""
_MAD_TO_DEVIATION = 1.4826


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
