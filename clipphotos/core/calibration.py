"""From the cosines of a label's words to the probability that the label fits: before any decision.

A raw cosine says little: a text's cosines with unrelated photos have a mean and a spread of their own, which differ by
text and by model. So cosines are counted in spreads from this library's own background (`core.scoring`), and put
through a logistic function (Platt, "Probabilistic outputs for support vector machines", 1999) of three quantities:

- the photo's distance from the background;
- the mean distance of the label's few best photos: a label whose best photos stand far out is pickier about the rest;
- how far the words are from everything that one can photograph, things and scenes: the model cannot find what it does
  not know. Descriptions are near scenes, and labels near things; a text need only be near one of them.

The coefficients are fitted, once for all labels, to labelled photos: `python -m tests.quality.fit_calibration`. A
search's description is a label's words, so that the same photo has the same probability by both.
What a person decides about a label refines this, see `core.learning`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clipphotos.core.scoring import Background

Floats = npt.NDArray[np.float32]

TOP = 5
"""How many of a label's best photos tell how far out it reaches."""
NEIGHBOURS = 10
"""How many of the nearest concepts, or scenes, tell whether the model knows a text."""
FAMILIAR = 0.0
"""Texts from here on are as familiar as they need be; see `Familiarity`."""
COUNTER_WEIGHT = 0.3
"""How much of the counter-prompts' mean is taken from the prompts' mean."""


@dataclass(frozen=True)
class Coefficients:
    """Of the logistic function; see the module."""

    distance: float
    top: float
    strangeness: float
    intercept: float

    def features(self, distance: Floats, top: Floats, strangeness: Floats) -> Floats:
        """Return the log odds; the arguments are broadcast against each other."""
        odds: Floats = self.distance * distance + self.top * top + self.strangeness * strangeness + self.intercept
        return odds


COEFFICIENTS = Coefficients(distance=1.505, top=-0.729, strangeness=-9.0, intercept=-3.504)


@dataclass(frozen=True)
class Linear:
    """Log odds as a linear function of a photo's embedding: `embedding @ vector + bias`."""

    vector: Floats
    """(D,) float32."""
    bias: float

    def __call__(self, embeddings: Floats) -> Floats:
        """Return log odds, (N,) float32, of embeddings, (N, D)."""
        odds: Floats = embeddings @ self.vector + np.float32(self.bias)
        return odds


class Familiarity:
    """How well a model knows texts, from its embeddings of what everybody photographs.

    A text's nearness to things, and to scenes, is the mean cosine with its nearest few. Both are counted in spreads
    from the median of the things' own nearness, and a soft maximum of the two counts: a single word is near things, a
    sentence near scenes, and nonsense near neither.
    """

    def __init__(self, concepts: Floats, scenes: Floats) -> None:
        """Take embeddings of names of things, and of short descriptions of scenes, that anybody may photograph.

        Args:
            concepts: (N, D) float32, unit length, N > NEIGHBOURS.
            scenes: (M, D) float32, unit length, M > NEIGHBOURS.
        """
        own = concepts @ concepts.T
        np.fill_diagonal(own, -1.0)
        self._groups = [
            (concepts, *_median_and_spread(_mean_of_largest(own, NEIGHBOURS))),
            (scenes, *_median_and_spread(_mean_of_largest(concepts @ scenes.T, NEIGHBOURS))),
        ]

    def strangeness(self, texts: Floats) -> Floats:
        """Return how much stranger than what is familiar texts are, (N,) float32; 0 for familiar ones.

        Args:
            texts: (N, D) float32, unit length.
        """
        near = [
            (_mean_of_largest(texts @ known.T, NEIGHBOURS) - median) / spread for known, median, spread in self._groups
        ]
        beyond: Floats = np.maximum(0.0, FAMILIAR - np.logaddexp.reduce(near, axis=0)).astype(np.float32)
        return beyond


def probabilities(odds: Floats) -> Floats:
    """Return probabilities, float32, of log odds of any shape."""
    return (1.0 / (1.0 + np.exp(-np.clip(odds, -80.0, 80.0)))).astype(np.float32)


def combine(prompts: Floats, counter_prompts: Floats) -> Floats:
    """Return a label's direction, (D,) float32, unit length.

    Args:
        prompts: (N, D) float32, N > 0.
        counter_prompts: (M, D) float32, M may be 0.
    """
    vector = prompts.mean(axis=0)
    if len(counter_prompts):
        vector = vector - COUNTER_WEIGHT * counter_prompts.mean(axis=0)
    unit: Floats = (vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(np.float32)
    return unit


def calibrate(
    direction: Floats, background: Background, best: Floats, strangeness: float, by: Coefficients = COEFFICIENTS
) -> Linear:
    """Return a label's log odds before any decision.

    Args:
        direction: (D,) float32, unit length, as `combine` returns it.
        background: of the direction's cosines with this library's photos.
        best: the largest cosines of the library's photos, at most TOP.
        strangeness: of the label's words.
        by: the coefficients.
    """
    slope, bias = odds_of_cosines(background, best, strangeness, by)
    return Linear((slope * direction).astype(np.float32), bias)


def odds_of_cosines(
    background: Background, best: Floats, strangeness: float = 0.0, by: Coefficients = COEFFICIENTS
) -> tuple[float, float]:
    """Return slope and bias that make log odds out of a text's cosines; see `calibrate`."""
    top = float(np.mean((best - background.mean) / background.spread)) if len(best) else 0.0
    slope = by.distance / background.spread
    return slope, by.top * top + by.strangeness * strangeness + by.intercept - slope * background.mean


def _mean_of_largest(values: Floats, count: int) -> Floats:
    largest: Floats = np.partition(values, -count, axis=1)[:, -count:].mean(axis=1)
    return largest


def _median_and_spread(values: Floats) -> tuple[float, float]:
    median = float(np.median(values))
    return median, max(1.4826 * float(np.median(np.abs(values - median))), 1e-6)
