"""One search being answered: its facts first, then what is scored among the photos that these leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import Floats
from clipphotos.core.query.records import Description, Example, Node, Translated
from clipphotos.core.ranking import Bands, bands
from clipphotos.engine.examples import Examples
from clipphotos.engine.search.evaluate import Leaf, Marked, allowed, odds_of, only_example
from clipphotos.engine.search.facts import Facts
from clipphotos.engine.search.scores import Rows, Scores
from clipphotos.store.vectors.protocol import best_first

Ids = npt.NDArray[np.int64]

MORE = 2_000
"""So many photos beyond those that match can be shown too."""


class Ranked(NamedTuple):
    """Photos, best first."""

    photo_ids: Ids
    odds: Floats
    """Log odds, falling."""
    bands: Bands


class Run:
    """Answers the parts of one query, and remembers what was put into the model's language."""

    def __init__(self, facts: Facts, scores: Callable[[], Scores], examples: Examples) -> None:
        self.facts, self._scores, self._examples = facts, scores, examples
        self._translated: dict[Translated, None] = {}

    @property
    def translated(self) -> tuple[Translated, ...]:
        """What was translated so far."""
        return tuple(self._translated)

    def ranked(self, node: Node, limit: int | None = None) -> Ranked:
        """Return the photos that a tree with descriptions or examples finds; not the one that is the only example.

        Args:
            node: the tree.
            limit: at most so many; None: all that match, and `MORE` beyond.

        Raises:
            KnownError: a part of it cannot be scored; the sentence says why.
        """
        scores = self._scores()
        mask = allowed(node, scores.photo_ids, lambda facts: self.facts(facts, scores.photo_ids))
        if mask is None and not scores.exact and isinstance(node, Description | Example):
            return self._nearest(scores, node, limit)
        rows = np.arange(len(scores.photo_ids)) if mask is None else np.flatnonzero(mask)
        return self._of_rows(scores, node, rows, limit)

    def _nearest(self, scores: Scores, node: Description | Example, limit: int | None) -> Ranked:
        """Rank what the graph finds: more and more, until the end of what matches is among it."""
        vector = self._vector(scores, node if isinstance(node, Description) else (node,))
        count = max(MORE, limit or 0)
        while True:
            rows = scores.nearest(vector, count)
            found = self._of_rows(scores, node, rows, limit)
            if count >= len(scores.model.index) or len(rows) > max(found.bands.matching, len(found.photo_ids)):
                return found
            count *= 4

    def _of_rows(self, scores: Scores, node: Node, rows: Rows, limit: int | None) -> Ranked:
        photo_ids = scores.photo_ids[rows]
        odds = odds_of(
            node,
            photo_ids,
            lambda facts: self.facts(facts, scores.photo_ids),
            lambda leaf: self._score(scores, leaf, rows),
        )
        if (known := only_example(node)) is not None:
            others = photo_ids != known
            photo_ids, odds = photo_ids[others], odds[others]
        ends = bands(np.sort(odds)[::-1])
        photo_ids, odds = best_first(photo_ids, odds, ends.matching + MORE if limit is None else limit)
        return Ranked(photo_ids, odds, Bands(*(min(end, len(photo_ids)) for end in ends)))

    def _score(self, scores: Scores, leaf: Leaf, rows: Rows) -> Floats:
        if isinstance(leaf, Description):
            return scores.of_description(self._read(scores, leaf), rows)
        if isinstance(leaf, Marked):
            words = [(self._read(scores, part), part.weight) for part in leaf.descriptions]
            marks = (*leaf.right, *leaf.wrong)
            pictures = np.stack([self._vector(scores, (mark,)) for mark in marks])
            right = np.arange(len(marks)) < len(leaf.right)
            return scores.of_marked(
                words, pictures, right, max((mark.weight for mark in leaf.right), default=1.0), rows
            )
        return scores.of_examples(self._vector(scores, leaf), rows)

    def _vector(self, scores: Scores, leaf: Description | tuple[Example, ...]) -> Floats:
        if isinstance(leaf, Description):
            return scores.direction(self._read(scores, leaf))
        return self._examples.vector(scores.model, leaf)

    def _read(self, scores: Scores, leaf: Description) -> str:
        """Return a description in the model's language."""
        text, translated = scores.model.read(leaf.text)
        if translated is not None:
            self._translated[translated] = None
        return text
