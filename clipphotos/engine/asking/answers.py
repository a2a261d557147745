"""Answers a question about a picture."""

from __future__ import annotations

from collections.abc import Sequence

from clipphotos.core.asking.records import Answered
from clipphotos.engine.examples import Examples
from clipphotos.engine.model import LoadedModel
from clipphotos.store.catalogue import Catalogue


def ask(
    catalogue: Catalogue, model: LoadedModel, examples: Examples, picture: str, question: str, choices: Sequence[str]
) -> Answered:
    """Return what a picture answers; see `Asking.ask`."""
    raise NotImplementedError
