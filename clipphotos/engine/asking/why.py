"""Shows what in a picture speaks for a text."""

from __future__ import annotations

import numpy as np

from clipphotos.core.asking.records import HeatMap
from clipphotos.core.calibration import Floats, probabilities
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec
from clipphotos.core.query.records import Region
from clipphotos.engine.asking.fitting import log_odds
from clipphotos.engine.examples import Examples
from clipphotos.engine.model import LoadedModel
from clipphotos.media.preprocess import seen_part


def heat_map(model: LoadedModel, examples: Examples, picture: str, text: str) -> HeatMap:
    """Return a heat map; see `Asking.why`."""
    if not text.strip():
        raise KnownError("There is no text to look for in the photo.")
    words, translated = model.read(text.strip())
    seen = examples.decoded(model, picture)
    vector = model.encoder.encode_images(seen.pixels[np.newaxis])
    probability = float(probabilities(log_odds(model, [words], vector))[0, 0])
    values, method = model.explainer.explain(seen.pixels, model.words.directions([LabelSpec(words)])[0])
    of_photo, of_square = seen_part((seen.width, seen.height), model.info.preprocessing)
    return HeatMap(_cut(values, of_square), of_photo, method, probability, translated)


def _cut(values: Floats, part: Region) -> Floats:
    """Return a part of a map, without the padding around the photo, at about the map's own resolution."""
    for axis, (start, length) in enumerate(((part.y, part.height), (part.x, part.width))):
        cells = values.shape[axis]
        count = max(1, round(length * cells))
        # The middles of the new cells, counted in the old ones' middles.
        at = (start + (np.arange(count) + 0.5) / count * length) * cells - 0.5
        below = np.clip(np.floor(at).astype(int), 0, cells - 1)
        above = np.minimum(below + 1, cells - 1)
        share = np.clip(at - below, 0, 1).astype(np.float32)
        along = (-1, 1) if axis == 0 else (1, -1)
        share = share.reshape(along)
        values = values.take(below, axis) * (1 - share) + values.take(above, axis) * share
    return values
