"""Shows what in a picture speaks for a text."""

from __future__ import annotations

from clipphotos.core.asking.records import HeatMap
from clipphotos.engine.examples import Examples
from clipphotos.engine.model import LoadedModel


def heat_map(model: LoadedModel, examples: Examples, picture: str, text: str) -> HeatMap:
    """Return a heat map; see `Asking.why`."""
    raise NotImplementedError
