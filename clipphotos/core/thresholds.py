"""From which probability on a label proposes photos, chosen from the probabilities themselves."""

from __future__ import annotations

import numpy as np

from clipphotos.core.calibration import Floats
from clipphotos.core.label import Cuts

LEAST_SUGGESTED = 0.15
"""Photos less probable than this are never suggested unasked: "no photo matches" is an answer."""
SURE = 0.9
"""A label that tags by itself is probably right in this share of its tags; where nothing fits yet, it waits for a photo
as probable as this ..."""
_LEAST_TAGGED = 0.7
"""... and never less sure of any of them."""


def automatic_cuts(probabilities: Floats) -> Cuts:
    """Return the thresholds for one label.

    Suggestions balance what is found against what is wrong: the cut has the greatest expected F1 (Lipton, Elkan,
    Narayanaswamy, "Optimal thresholding of classifiers to maximize F1 measure", 2014). Tags are held to a precision.

    Args:
        probabilities: (N,), of all photos that the label may fit; improbable ones may be left out.
    """
    falling = np.sort(probabilities)[::-1].astype(np.float64)
    if not len(falling) or falling[0] < LEAST_SUGGESTED:
        return Cuts(LEAST_SUGGESTED, SURE)
    right, kept = np.cumsum(falling), np.arange(1, len(falling) + 1)
    suggest = max(float(falling[np.argmax(2 * right / (kept + right[-1]))]), LEAST_SUGGESTED)
    whole = np.append(falling[1:] < falling[:-1], True)  # a cut takes all photos of one probability, or none
    sure = (right / kept >= SURE) & (falling >= _LEAST_TAGGED) & whole
    tag = float(falling[np.flatnonzero(sure)[-1]]) if sure.any() else SURE
    return Cuts(suggest, max(tag, suggest))


def chosen_cuts(automatic: Cuts, threshold: float | None) -> Cuts:
    """Return the thresholds in use: a person's own, if there is one, decides what is tagged and suggested."""
    return automatic if threshold is None else Cuts(threshold, threshold)
