"""Labels at work: they score photos, propose, and remember what a person decided."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import (
    DEFAULT_THRESHOLD,
    Label,
    LabelId,
    LabelMode,
    Suggestion,
    Verdict,
    clean_name,
    clean_prompts,
)
from clipphotos.core.photo import PhotoId
from clipphotos.core.scoring import Background, match_scores
from clipphotos.engine.events import Events
from clipphotos.engine.model import ActiveModel, LoadedModel
from clipphotos.store import embeddings, labels, tags
from clipphotos.store.catalogue import Catalogue, Connection

_STALE_GROWTH = 1.1
"""Labels are calibrated again when the library has grown by this factor since the last time."""

_CHANGED = Kind.LABELS | Kind.SUGGESTIONS | Kind.TAGS

_Found = list[tuple[PhotoId, float]]


@dataclass(frozen=True)
class _Scorer:
    """A label ready to score photos of one model."""

    label: Label
    model: LoadedModel
    vector: npt.NDArray[np.float32]
    background: Background

    def above_threshold(self, photo_ids: Sequence[int], cosines: npt.NDArray[np.float32]) -> _Found:
        """Return photos and scores; cosines are (N,)."""
        scores = match_scores(cosines, self.background)
        return [
            (PhotoId(photo_ids[i]), float(scores[i])) for i in np.flatnonzero(scores >= self.label.threshold).tolist()
        ]


class Labelling:
    """What the window and the command line do with labels. Thread-safe; every call may take a while."""

    def __init__(self, catalogue: Catalogue, model: ActiveModel, events: Events) -> None:
        self._catalogue, self._model, self._events = catalogue, model, events
        self._lock = threading.Lock()
        self._scorers: dict[LabelId, _Scorer] = {}

    def list(self) -> list[Label]:
        """Return every label, by name."""
        with self._catalogue.read() as db:
            return labels.all_labels(db, counted=True)

    def named(self, name: str) -> Label:
        """Return a label.

        Raises:
            KnownError: there is none of this name.
        """
        with self._catalogue.read() as db:
            found = labels.with_name(db, clean_name(name, "label"))
            label = labels.with_id(db, found.id, counted=True) if found else None
        if label is None:
            raise KnownError(f"There is no label “{name}”.")
        return label

    def add(
        self,
        name: str,
        prompts: tuple[str, ...] = (),
        mode: LabelMode = LabelMode.SUGGEST,
        threshold: float = DEFAULT_THRESHOLD,
    ) -> Label:
        """Make a label and score the library by it.

        Raises:
            KnownError: it exists already or has no name.
        """
        name = clean_name(name, "label")

        def insert(db: Connection) -> LabelId:
            if labels.with_name(db, name) is not None:
                raise KnownError(f"The label “{name}” exists already.")
            return labels.put(db, name, clean_prompts(name, prompts), _checked(threshold), mode)

        model = self._model_if_needed()
        return self._changed(self._catalogue.write(insert), model)

    def edit(
        self,
        label_id: LabelId,
        *,
        prompts: tuple[str, ...] | None = None,
        mode: LabelMode | None = None,
        threshold: float | None = None,
    ) -> Label:
        """Change a label and score the library anew; decisions stay."""

        def update(db: Connection) -> None:
            label = _existing(db, label_id)
            labels.put(
                db,
                label.name,
                label.prompts if prompts is None else clean_prompts(label.name, prompts),
                label.threshold if threshold is None else _checked(threshold),
                mode or label.mode,
            )

        model = self._model_if_needed()
        self._catalogue.write(update)
        return self._changed(label_id, model)

    def remove(self, label_id: LabelId) -> None:
        """Retire a label. Its automatic tags go; tags that a person confirmed, and all decisions, stay."""
        self._catalogue.write(lambda db: labels.remove(db, label_id))
        self._events.emit(Changes(_CHANGED))

    def suggestions(self, label_id: LabelId, limit: int = 1000) -> Sequence[Suggestion]:
        """Return what waits for a decision, best first."""
        with self._catalogue.read() as db:
            return labels.suggestions(db, label_id, limit)

    def accept(self, label_id: LabelId, photo_ids: Sequence[PhotoId]) -> None:
        """Tag photos by a label, for good."""

        def decide(db: Connection) -> None:
            tag = tags.tag_id(db, _existing(db, label_id).name)
            tags.decide(db, label_id, photo_ids, Verdict.ACCEPTED)
            for photo_id in photo_ids:
                tags.put(db, photo_id, tag, labels.take_suggestion(db, label_id, photo_id))

        self._decided(decide, photo_ids)

    def reject(self, label_id: LabelId, photo_ids: Sequence[PhotoId]) -> None:
        """Never propose a label for these photos again, and take its tag from them."""

        def decide(db: Connection) -> None:
            tag = tags.tag_id(db, _existing(db, label_id).name)
            tags.decide(db, label_id, photo_ids, Verdict.REJECTED)
            for photo_id in photo_ids:
                labels.take_suggestion(db, label_id, photo_id)
                tags.take(db, photo_id, tag)

        self._decided(decide, photo_ids)

    def propose(
        self, db: Connection, model: LoadedModel, photo_ids: Sequence[PhotoId], vectors: npt.NDArray[np.float32]
    ) -> None:
        """Score new photos by every label, inside the transaction that stores their embeddings.

        Args:
            db: the writer's connection.
            model: whose embeddings they are.
            photo_ids: N photos.
            vectors: (N, D) float32, unit length.
        """
        for label in labels.all_labels(db):
            scorer = self._scorer(model, label)
            labels.propose(db, label, model.id, scorer.above_threshold(photo_ids, vectors @ scorer.vector))

    def refresh_if_stale(self) -> None:
        """Calibrate and score anew the labels that another model scored, or whose background the library outgrew."""
        model = self._model.get()
        with self._catalogue.read() as db:
            stale = [
                label
                for label in labels.all_labels(db)
                if len(model.index) > _STALE_GROWTH * labels.scored_on(db, label.id, model.id)
            ]
        if stale:
            self._score_library(model, stale)
            self._events.emit(Changes(_CHANGED))

    def _model_if_needed(self) -> LoadedModel | None:
        """Return the model if there is anything to score; before any change, as it may fail."""
        with self._catalogue.read() as db:
            return self._model.get() if embeddings.any_at_all(db) else None

    def _changed(self, label_id: LabelId, model: LoadedModel | None) -> Label:
        with self._catalogue.read() as db:
            label = _existing(db, label_id)
        if model is not None:
            self._score_library(model, [label])
        self._events.emit(Changes(_CHANGED))
        with self._catalogue.read() as db:
            return labels.with_id(db, label_id, counted=True) or label

    def _decided(self, decide: Callable[[Connection], None], photo_ids: Sequence[PhotoId]) -> None:
        self._catalogue.write(decide)
        self._events.emit(Changes(_CHANGED, frozenset(photo_ids)))

    def _scorer(self, model: LoadedModel, label: Label, *, anew: bool = False) -> _Scorer:
        """Return what scores by a label as it is now; calibrated `anew`, or as the last time."""
        with self._lock:
            scorer = self._scorers.get(label.id)
            if anew or scorer is None or scorer.label != label or scorer.model is not model:
                vector = np.mean([model.embed_text(prompt) for prompt in label.prompts], axis=0)
                vector /= np.linalg.norm(vector)
                scorer = _Scorer(label, model, vector, model.background(vector, model.info.background))
                self._scorers[label.id] = scorer
            return scorer

    def _score_library(self, model: LoadedModel, scored: Sequence[Label]) -> None:
        """Replace what labels propose, in one transaction; labels that were changed meanwhile are left alone."""
        scorers = [self._scorer(model, label, anew=True) for label in scored]
        vectors = np.stack([scorer.vector for scorer in scorers], axis=1)
        found: list[_Found] = [[] for _ in scorers]
        count, last = len(model.index), 0

        def look(db: Connection) -> None:
            nonlocal last
            for chunk in embeddings.chunks(db, model.id, model.info.dim, after=last):
                photo_ids, cosines = chunk.photo_ids.tolist(), chunk.vectors @ vectors
                for column, scorer in enumerate(scorers):
                    found[column] += scorer.above_threshold(photo_ids, cosines[:, column])
                last = int(chunk.ids[-1]) if len(chunk.ids) else last

        with self._catalogue.read() as db:
            look(db)

        def store(db: Connection) -> None:
            look(db)  # what came in the meantime
            for scorer, proposals in zip(scorers, found, strict=True):
                if labels.with_id(db, scorer.label.id) == scorer.label:
                    labels.clear_proposals(db, scorer.label.id)
                    labels.propose(db, scorer.label, model.id, proposals)
                    labels.set_scored(db, scorer.label.id, model.id, count)

        self._catalogue.write(store)


def _existing(db: Connection, label_id: LabelId) -> Label:
    label = labels.with_id(db, label_id)
    if label is None:
        raise KnownError("This label was removed.")
    return label


def _checked(threshold: float) -> float:
    if not 0 <= threshold <= 1:
        raise KnownError("A threshold is between 0 and 1.")
    return threshold
