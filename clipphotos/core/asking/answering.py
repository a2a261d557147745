"""From log odds to an answer, or to none: what is likely anyway, who wins, and whether that is worth saying.

The candidates compete by a softmax over their log odds, as labels of an exclusive group do. Whether the best one is
said depends on its probability and on how far the next is behind; the limits of each kind of question are chosen on one
half of labelled photos and checked on the other: `python -m tests.quality.ask`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clipphotos.core.asking.records import Question, QuestionKind
from clipphotos.core.calibration import Floats

_PER_ODDS, _ASKED = np.float32(0.69), np.float32(3.45)
"""From log odds that any photo of a library shows something to those of a photo that somebody asks about it: a logistic
regression on as many photos that show what is asked for as others."""

_NEVER = 2.0


@dataclass(frozen=True)
class Limits:
    """From where on an answer is said."""

    probability: float
    margin: float = 0.0
    """So much more probable than the next it must be."""


LIMITS = {
    QuestionKind.OBJECT: Limits(0.5, 0.2),
    QuestionKind.ANIMAL: Limits(0.5, 0.2),
    QuestionKind.COLOUR: Limits(0.7),
    QuestionKind.COUNT: Limits(_NEVER),
    QuestionKind.PLACE: Limits(0.5, 0.2),
    QuestionKind.WEATHER: Limits(0.5, 0.2),
    QuestionKind.ACTIVITY: Limits(0.5, 0.2),
    QuestionKind.YES_NO: Limits(0.8),
    QuestionKind.CHOICE: Limits(0.8),
}


def as_asked(odds: Floats) -> Floats:
    """Return log odds, of any shape, that a photo shows what somebody asks for.

    A search's log odds are low because most photos of a library show something else; whoever asks sees the photo.
    """
    shifted: Floats = _PER_ODDS * odds + _ASKED
    return shifted


def compete(odds: Floats, *, one_is_right: bool = False) -> Floats:
    """Return the probabilities of candidates, (N,) float32.

    Args:
        odds: their log odds, (N,).
        one_is_right: otherwise "none of these" is a candidate, too, of log odds 0, so that they sum up to less than 1.
    """
    every = odds if one_is_right else np.append(odds, np.float32(0.0))
    chances: Floats = np.exp(odds - np.logaddexp.reduce(every)).astype(np.float32)
    return chances


def is_sure(asked: Question, chances: Floats) -> bool:
    """Return whether the most probable of some candidates, (N,), is to be said.

    What is somewhere in a photo is never sure: on rooms the most probable answers are no more often right than others.
    """
    if asked.kind is QuestionKind.OBJECT and asked.subject:
        return False
    best = np.sort(chances)[::-1]
    margin = float(best[0] - best[1]) if len(best) > 1 else float(best[0])
    return float(best[0]) >= LIMITS[asked.kind].probability and margin >= LIMITS[asked.kind].margin
