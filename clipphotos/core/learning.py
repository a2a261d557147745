"""What a label learns from decisions, on the CPU and at once, without training the encoder.

The accepted and the rejected photos are the examples of a linear discriminant whose covariance is that of the whole
library (Hariharan, Malik, Ramanan, "Discriminative decorrelation for clustering and classification", ECCV 2012): the
direction is known in closed form, from one example on, and whatever the library's photos have in common is discounted.
Its score, in spreads of the library, and the words' log odds go into a logistic regression with a prior (Platt
scaling, fitted by Newton's method), so that probabilities hold from few decisions on. The examples are scored with
themselves left out. An update is dropped when decisions held back say that it hurts, which feedback can (Moll et
al., "SeeSaw", arXiv:2208.06497). The priors come from `python -m tests.quality.fit_calibration`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import Floats, Linear

Bools = npt.NDArray[np.bool_]
_Doubles = npt.NDArray[np.float64]

_RIDGE = 0.2
"""Added to the covariance's diagonal, as a share of its mean."""
_REJECTED_WEIGHT = 0.3
"""The rejected photos' mean counts so much against the accepted photos'."""
_FOLDS = 5
_FEWEST_CHECKED = 8
"""With fewer decisions there is nothing to hold back."""
_DOUBT = 1.0
"""Standard errors by which held-back decisions must be worse before what was learned is dropped: few decisions say
little, and those at the top of a list least."""
_PRIOR_PRECISION = np.array([100.0, 100.0, 0.3])
"""Of the weights of words, examples and the constant."""
_ONE_SIDED = 5.0
"""Added to the constant's precision while nothing is rejected: examples alone do not tell how rare the thing is."""


class Whitening:
    """The second moments of a library's embeddings by one model, once for all labels."""

    def __init__(self, sample: Floats) -> None:
        """Take embeddings drawn at random, (N, D) float32, N > 0."""
        data = sample.astype(np.float64)
        self.mean = data.mean(axis=0)
        centred = data - self.mean
        covariance = centred.T @ centred / len(centred)
        scale = max(float(np.trace(covariance)) / len(covariance), 1e-9)
        self.inverse = np.linalg.inv(covariance + _RIDGE * scale * np.eye(len(covariance)))
        self.variance = self.inverse @ covariance @ self.inverse
        """Of a direction d's scores over the library: d @ variance @ d."""


@dataclass(frozen=True)
class Learned:
    """The outcome for one label."""

    odds: Linear
    kept: bool
    """Whether the examples are in it; otherwise only the words, shifted by what was decided."""
    loss_before: float | None
    loss_after: float | None
    """Mean log loss on held-back decisions without and with the examples; None: too few to tell."""


def learn(words: Linear, embeddings: Floats, accepted: Bools, whitening: Whitening) -> Learned:
    """Return a label's log odds with its decisions taken into account.

    Args:
        words: the label's log odds before any decision.
        embeddings: of the decided photos, (N, D) float32, N > 0.
        accepted: (N,) bool.
        whitening: of this library.
    """
    by_words = words(embeddings).astype(np.float64)
    target = accepted.astype(np.float64)
    shifted = _fit(np.stack([by_words, np.zeros(len(target))], axis=1), target, accepted=0)
    plain = Linear((shifted[0] * words.vector).astype(np.float32), float(shifted[0] * words.bias + shifted[2]))
    if not accepted.any():
        return Learned(plain, False, None, None)
    discriminant = _Discriminant(embeddings, accepted, whitening)
    features = np.stack([by_words, discriminant.left_out()], axis=1)
    before, after = _held_back_losses(features, target)
    losses = (float(before.mean()), float(after.mean())) if len(before) else (None, None)
    if _surely_worse(after - before):
        return Learned(plain, False, *losses)
    weights = _fit(features, target, accepted=int(accepted.sum()))
    direction, offset = discriminant.linear()
    odds = Linear(
        (weights[0] * words.vector + weights[1] * direction).astype(np.float32),
        float(weights[0] * words.bias + weights[1] * offset + weights[2]),
    )
    return Learned(odds, True, *losses)


class _Discriminant:
    """The library's linear discriminant towards the accepted and away from the rejected photos."""

    def __init__(self, embeddings: Floats, accepted: Bools, whitening: Whitening) -> None:
        self._whitening = whitening
        self._rows = embeddings.astype(np.float64) - whitening.mean
        self._kinds = [
            (chosen, share) for chosen, share in ((accepted, 1.0), (~accepted, -_REJECTED_WEIGHT)) if any(chosen)
        ]
        self._contrast: _Doubles = sum(
            (share * self._rows[chosen].mean(axis=0) for chosen, share in self._kinds), np.zeros(self._rows.shape[1])
        )

    def linear(self) -> tuple[_Doubles, float]:
        """Return direction, (D,), and offset, so that scores have mean 0 and variance 1 over the library."""
        direction = self._whitening.inverse @ self._contrast / self._norms(self._contrast[np.newaxis])[0]
        return direction, -float(direction @ self._whitening.mean)

    def left_out(self) -> _Doubles:
        """Return every example's score by the others, (N,): without it, only its own kind's mean is another."""
        contrasts = np.tile(self._contrast, (len(self._rows), 1))
        for chosen, share in self._kinds:
            rows = self._rows[chosen]
            mean, count = rows.mean(axis=0), len(rows)
            contrasts[chosen] += share * ((mean - rows) / (count - 1) if count > 1 else -mean)
        scores: _Doubles = ((self._rows @ self._whitening.inverse) * contrasts).sum(axis=1) / self._norms(contrasts)
        return scores

    def _norms(self, contrasts: _Doubles) -> _Doubles:
        """Return the standard deviations over the library of scores by contrasts, (N, D)."""
        variances = ((contrasts @ self._whitening.variance) * contrasts).sum(axis=1)
        deviations: _Doubles = np.maximum(np.sqrt(np.maximum(variances, 0.0)), 1e-9)
        return deviations


def _prior(accepted: int) -> _Doubles:
    """Return the expected weights of words, examples and the constant, from the number of accepted examples."""
    return np.array([0.5, 1.3 * accepted / (accepted + 1), -2.0]) if accepted else np.array([1.0, 0.0, 0.0])


def _fit(features: _Doubles, target: _Doubles, accepted: int) -> _Doubles:
    rejected = int((target == 0).sum())
    precision = _PRIOR_PRECISION + np.array([0.0, 0.0, _ONE_SIDED / (1 + rejected) ** 2])
    return fit_logistic(features, target, _prior(accepted), precision)


def _held_back_losses(features: _Doubles, target: _Doubles) -> tuple[_Doubles, _Doubles]:
    """Return every decision's log loss when held back, (N,), by words alone and with the examples' scores.

    Both are empty where there is too little to hold back.
    """
    count = len(target)
    if count < _FEWEST_CHECKED or target.min() == target.max():
        return np.empty(0), np.empty(0)
    order = np.argsort(-target, kind="stable")  # every fold gets its share of both kinds
    fold = np.empty(count, np.int64)
    fold[order] = np.arange(count) % _FOLDS
    words = features * np.array([1.0, 0.0])
    before, after = np.empty(count), np.empty(count)
    for held in (fold == k for k in range(_FOLDS)):
        train = target[~held]
        before[held] = _losses(_fit(words[~held], train, accepted=0), words[held], target[held])
        after[held] = _losses(_fit(features[~held], train, accepted=int(train.sum())), features[held], target[held])
    return before, after


def _surely_worse(differences: _Doubles) -> bool:
    """Return whether losses rose by more than `_DOUBT` standard errors of their mean."""
    if not len(differences):
        return False
    error = float(differences.std(ddof=1)) / np.sqrt(len(differences))
    return bool(differences.mean() > _DOUBT * error)


def _losses(weights: _Doubles, features: _Doubles, target: _Doubles) -> _Doubles:
    odds = features @ weights[:-1] + weights[-1]
    losses: _Doubles = np.logaddexp(0.0, odds) - target * odds
    return losses


def fit_logistic(
    features: _Doubles, target: _Doubles, prior: _Doubles, precision: _Doubles, sample_weights: _Doubles | None = None
) -> _Doubles:
    """Return the weights of a logistic regression, (F + 1,), the constant last: its maximum a posteriori.

    Args:
        features: (N, F).
        target: (N,), 0 or 1.
        prior: (F + 1,), the mean of the weights' normal prior.
        precision: (F + 1,), positive, of that prior.
        sample_weights: (N,); None: all 1.
    """
    data = np.column_stack([features, np.ones(len(features))])
    scale = np.ones(len(data)) if sample_weights is None else sample_weights

    def objective(at: _Doubles) -> float:
        odds = data @ at
        penalty = 0.5 * (precision * (at - prior) ** 2).sum()
        return float((scale * (np.logaddexp(0.0, odds) - target * odds)).sum() + penalty)

    weights, current = prior.astype(np.float64), objective(prior)
    for _ in range(100):
        chance = 1.0 / (1.0 + np.exp(-np.clip(data @ weights, -500, 500)))
        gradient = data.T @ (scale * (chance - target)) + precision * (weights - prior)
        curvature = (data.T * (scale * chance * (1.0 - chance))) @ data + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        length = 1.0
        while objective(weights - length * step) > current and length > 1e-6:
            length /= 2  # Newton's step may overshoot where the classes are nearly separable
        weights = weights - length * step
        previous, current = current, objective(weights)
        if previous - current < 1e-9 * (1.0 + abs(current)):
            break
    return weights
