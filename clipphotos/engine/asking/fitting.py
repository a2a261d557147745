"""How well texts fit pictures, as a search or a label of the same words says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clipphotos.core.calibration import TOP, Floats, odds_of_cosines
from clipphotos.core.label import LabelSpec
from clipphotos.core.query.records import Example, Span
from clipphotos.core.scoring import SAMPLE_SIZE, estimate_background
from clipphotos.engine.examples import Examples
from clipphotos.engine.model import LoadedModel


def vectors(model: LoadedModel, examples: Examples, pictures: Sequence[str]) -> Floats:
    """Return the embeddings of pictures, (P, D) float32, unit length; those of the library's photos as they are kept.

    Raises:
        KnownError: one of them is not there, or cannot be read.
    """
    return np.stack([examples.vector(model, (Example(picture, Span(0, 0)),)) for picture in pictures])


def log_odds(model: LoadedModel, texts: Sequence[str], pictures: Floats) -> Floats:
    """Return log odds, (P, T) float32, that pictures, (P, D), show what texts in the model's language say, T > 0.

    They are calibrated on the whole library, see `core.calibration`; on the model's own background where it is empty.
    """
    specs = [LabelSpec(text) for text in texts]
    directions, strangeness = model.words.directions(specs), model.words.strangeness(specs)
    sample = model.index.sample(SAMPLE_SIZE)
    odds = np.empty((len(pictures), len(texts)), np.float32)
    for column, direction in enumerate(directions):
        background = estimate_background(sample @ direction, model.info.background)
        best = model.index.search(direction, TOP)[1]
        slope, bias = odds_of_cosines(background, best, float(strangeness[column]))
        odds[:, column] = slope * (pictures @ direction) + bias
    return odds
