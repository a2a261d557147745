"""Compares texts with pictures."""

from __future__ import annotations

from collections.abc import Sequence

from clipphotos.core.asking.records import Classified, Matches
from clipphotos.engine.examples import Examples
from clipphotos.engine.model import LoadedModel


def classify(
    model: LoadedModel, examples: Examples, pictures: Sequence[str], labels: Sequence[str], template: str
) -> Classified:
    """Return the probabilities of labels for pictures; see `Asking.classify`."""
    raise NotImplementedError


def match(model: LoadedModel, examples: Examples, pictures: Sequence[str], texts: Sequence[str]) -> Matches:
    """Return which text fits which picture; see `Asking.match`."""
    raise NotImplementedError
