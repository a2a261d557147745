"""What is searched for, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import KnownError


@dataclass(frozen=True)
class Query:
    """A parsed search."""

    text: str


@dataclass(frozen=True)
class SearchResult:
    """Photos, best first."""

    photo_ids: npt.NDArray[np.int64]
    """(K,)"""
    scores: npt.NDArray[np.float32]
    """(K,) calibrated, 0 to 1."""


def parse_query(text: str) -> Query:
    """Return the query that the text says.

    Raises:
        KnownError: there is nothing to search for.
    """
    folded = " ".join(text.split())
    if not folded:
        raise KnownError("The search is empty: type what the photo shows.")
    return Query(folded)
