"""How well the photos of one moment fit descriptions and examples."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import TOP, Floats, Linear, odds_of_cosines
from clipphotos.core.changes import Changes, Event, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec
from clipphotos.core.learning import Bools, learn
from clipphotos.core.ranking import likeness
from clipphotos.core.scoring import SAMPLE_SIZE, estimate_background
from clipphotos.engine.events import Events
from clipphotos.engine.index import EmbeddingIndex
from clipphotos.engine.model import ActiveModel, LoadedModel
from clipphotos.store import embeddings
from clipphotos.store.catalogue import Catalogue

Ids = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]

_REMEMBERED = 16
"""So many vectors' cosines with the whole library are kept: adding a filter multiplies nothing again."""

_STALE = Kind.PHOTOS | Kind.ROOTS | Kind.EMBEDDINGS | Kind.MODEL


class Scores:
    """The photos of one moment that have a file and an embedding, scored by text and by picture. Thread-safe.

    What a score means does not depend on the filters beside it: a description is calibrated on the whole library, as a
    label's words are.
    """

    def __init__(self, model: LoadedModel, embedding_ids: Ids, photo_ids: Ids) -> None:
        """Take the model and its embeddings of photos that have a file, (N,) each, in any order."""
        # What was committed a moment ago may not be in the index yet; its message follows.
        known = model.index.contains(embedding_ids)
        order = np.argsort(photo_ids[known])
        self.model = model
        self.photo_ids = photo_ids[known][order]
        """(N,) ascending."""
        self._embedding_ids = embedding_ids[known][order]
        self._sample = model.index.sample(SAMPLE_SIZE)
        self._scan = _scanner(model.index, self._embedding_ids)

    @property
    def exact(self) -> bool:
        """Whether all photos can be scored for every search."""
        return self.model.index.exact

    def direction(self, text: str) -> Floats:
        """Return the vector of a text in the model's language, (D,) float32, unit length."""
        vector: Floats = self.model.words.directions([LabelSpec(text)])[0]
        return vector

    def of_description(self, text: str, rows: Rows) -> Floats:
        """Return log odds, (K,) float32, that the photos of some rows show what a text says."""
        vector, slope, bias = self._line(text)
        return np.float32(slope) * self._cosines(vector, rows) + np.float32(bias)

    def of_marked(
        self, words: Sequence[tuple[str, float]], pictures: Floats, right: Bools, weight: float, rows: Rows
    ) -> Floats:
        """Return log odds, (K,) float32, that the photos of some rows show what texts say, given right and wrong ones.

        Marks beside words mean what decisions on a label do: `core.learning` tells what they have in common.

        Args:
            words: texts, and how much each of them matters beside the others.
            pictures: what is marked, (M, D) float32, M > 0.
            right: which of them are right, (M,); the others are wrong.
            weight: how far to go from the words alone to what is learned; 1: there.
            rows: (K,)
        """
        lines = [(*self._line(text), share if len(words) > 1 else 1.0) for text, share in words]
        vector: Floats = np.stack([np.float32(share * slope) * line for line, slope, _, share in lines]).sum(axis=0)
        plain = Linear(vector, sum(share * bias for _, _, bias, share in lines))
        learned = learn(plain, pictures, right, self.model.index.whitening()).odds
        vector = plain.vector + np.float32(weight) * (learned.vector - plain.vector)
        length = max(float(np.linalg.norm(vector)), 1e-9)
        cosines = self._cosines((vector / length).astype(np.float32), rows)
        return np.float32(length) * cosines + np.float32(plain.bias + weight * (learned.bias - plain.bias))

    def of_examples(self, vector: Floats, rows: Rows) -> Floats:
        """Return log odds, (K,) float32, that the photos of some rows are like pictures of this direction, (D,)."""
        background = estimate_background(self._sample @ vector, self.model.info.image_background)
        return likeness(self._cosines(vector, rows), background)

    def nearest(self, vector: Floats, count: int) -> Rows:
        """Return the rows of the nearest photos, ascending: of `count` that the index finds, those that have a file."""
        found, _ = self.model.index.search(vector, count)
        return np.flatnonzero(np.isin(self._embedding_ids, found))

    def _line(self, text: str) -> tuple[Floats, float, float]:
        """Return a text's direction, and slope and bias that make log odds of cosines with it."""
        vector = self.direction(text)
        background = estimate_background(self._sample @ vector, self.model.info.background)
        strangeness = float(self.model.words.strangeness([LabelSpec(text)])[0])
        _, best = self._scan(vector.tobytes())
        return vector, *odds_of_cosines(background, best, strangeness)

    def _cosines(self, vector: Floats, rows: Rows) -> Floats:
        whole, _ = self._scan(vector.tobytes())
        return self.model.index.score(vector, self._embedding_ids[rows]) if whole is None else whole[rows]


def _scanner(index: EmbeddingIndex, embedding_ids: Ids) -> Callable[[bytes], tuple[Floats | None, Floats]]:
    """Return what gives a vector's cosines with embeddings, and its largest ones with any; the last few are kept.

    The cosines are None where there are so many photos that scoring each of them takes too long.
    """
    nothing = np.empty(0, np.int64)
    last = [(nothing, nothing)]  # the ids of the index, and where among them the embeddings are: seldom others

    @lru_cache(maxsize=_REMEMBERED)
    def scan(vector: bytes) -> tuple[Floats | None, Floats]:
        query = np.frombuffer(vector, np.float32)
        everything = index.score_all(query)
        if everything is None:
            return None, index.search(query, TOP)[1]
        ids, cosines = everything
        of, places = last[0]
        if not np.array_equal(ids, of):
            places = np.searchsorted(ids, embedding_ids)
            last[0] = ids, places
        best = np.partition(cosines, -TOP)[-TOP:] if len(cosines) > TOP else cosines
        return cosines[places], best

    return scan


class CurrentScores:
    """The scores of now: read again when photos or embeddings came or went. Thread-safe."""

    def __init__(self, catalogue: Catalogue, events: Events, model: ActiveModel) -> None:
        self._catalogue, self._model = catalogue, model
        self._lock = threading.Lock()
        self._changes = itertools.count(1)
        self._change = 0
        self._known: tuple[int, Scores] | None = None
        events.subscribe(self._note)

    def get(self) -> Scores:
        """Return them.

        Raises:
            KnownError: the model cannot be loaded, or has not looked at any photo yet.
        """
        model = self._model.get()
        if not len(model.index):
            raise KnownError("No photo is embedded yet. Photos can be found as soon as they are.")
        with self._lock:
            known, change = self._known, self._change
            if known is not None and known[0] == change and known[1].model is model:
                return known[1]
            with self._catalogue.read() as db:
                pairs = embeddings.of_present(db, model.id)
            scores = Scores(model, *pairs)
            self._known = change, scores
            return scores

    def _note(self, event: Event) -> None:
        if isinstance(event, Changes) and event.kinds & _STALE:
            self._change = next(self._changes)
