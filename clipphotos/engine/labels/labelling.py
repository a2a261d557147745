"""Labels as people make and change them, and the library scored by them."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import (
    Label,
    LabelId,
    LabelMode,
    LabelReport,
    LabelSpec,
    Trade,
    clean_name,
    clean_spec,
)
from clipphotos.core.photo import PhotoId
from clipphotos.core.thresholds import automatic_cuts
from clipphotos.engine.events import Events
from clipphotos.engine.labels import scoring
from clipphotos.engine.model import ActiveModel, LoadedModel
from clipphotos.store import embeddings, history, labels, proposals, scorers, tags
from clipphotos.store.catalogue import Catalogue, Connection

T = TypeVar("T")

CHANGED = Kind.LABELS | Kind.SUGGESTIONS | Kind.TAGS
"""What a change of a label may change."""
_STALE_GROWTH = 1.1
"""Labels are calibrated again when the library has grown by this factor since the last time."""
_STORED_TOGETHER = 50
"""So many labels are stored in one transaction: a decision made meanwhile need not wait long."""
_DRAFT = LabelId(0)
"""Stands for a label that is not saved yet."""


class Labelling:
    """What the window and the command line do with labels. Thread-safe; every call may take a while."""

    def __init__(self, catalogue: Catalogue, model: ActiveModel, events: Events, on_stale: Callable[[], None]) -> None:
        """Prepare; `on_stale` is called when labels may have to score that nobody waits for."""
        self._catalogue, self._model, self._events, self._on_stale = catalogue, model, events, on_stale
        self._refreshing = threading.Lock()

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
            label = labels.with_name(db, clean_name(name, "label"), counted=True)
        if label is None:
            raise KnownError(f"There is no label “{name}”.")
        return label

    def add(self, spec: LabelSpec) -> Label:
        """Make a label and score the library by it.

        Raises:
            KnownError: it exists already, or something in its definition cannot be.
        """
        spec = clean_spec(spec)

        def insert(db: Connection) -> LabelId:
            if labels.with_name(db, spec.name) is not None:
                raise KnownError(f"The label “{spec.name}” exists already.")
            return labels.put(db, spec)

        return self._saved(Action(ActionKind.ADD_LABEL, spec.name), insert)

    def edit(self, label_id: LabelId, spec: LabelSpec) -> Label:
        """Change a label, its name too, and score the library anew; tags that people confirmed and decisions stay.

        Raises:
            KnownError: the label was removed, its new name is taken, or something in its definition cannot be.
        """
        spec = clean_spec(spec)

        def update(db: Connection) -> LabelId:
            existing(db, label_id)
            scorers.mark_stale(db, label_id)  # those that it leaves, and below those that it joins
            labels.rename(db, label_id, spec.name)
            labels.put(db, spec)
            if spec.mode is LabelMode.OFF:
                proposals.clear(db, [label_id])
            scorers.mark_stale(db, label_id)
            return label_id

        return self._saved(Action(ActionKind.EDIT_LABEL, spec.name), update)

    def remove(self, label_id: LabelId) -> None:
        """Retire a label. Its automatic tags go; tags that a person confirmed, and all decisions, stay."""
        with self._catalogue.read() as db:
            label = existing(db, label_id)

        def retire(db: Connection) -> None:
            scorers.mark_stale(db, label_id)
            labels.remove(db, label_id)
            proposals.clear(db, [label_id])

        self._record(Action(ActionKind.REMOVE_LABEL, label.name), retire)
        if label.spec.group or label.spec.parent:
            self._score_if_possible()  # photos are open again to its rivals and to the labels above it
        else:
            self._events.emit(Changes(CHANGED))

    def group(self, name: str | None, label_ids: Sequence[LabelId]) -> None:
        """Make labels exclusive: at most one of the group's labels fits a photo. None: take them out of their groups.

        Raises:
            KnownError: the group's name is empty, or a label was removed.
        """
        group = clean_name(name, "group") if name is not None else None

        def regroup(db: Connection) -> None:
            for label_id in label_ids:
                scorers.mark_stale(db, label_id)  # those that it leaves
                labels.put(db, replace(existing(db, label_id).spec, group=group))

        self._record(Action(ActionKind.EDIT_LABEL, ""), regroup)
        self._score_if_possible()

    def take_back(self, label_id: LabelId | None = None) -> int:
        """Remove the automatic tags of one label, or of all, which from then on only suggest; return how many.

        Tags that a person set or confirmed stay.
        """

        def clear(db: Connection) -> int:
            taken = proposals.automatic(db, label_id)
            for label in {label for label, _, _ in taken} if label_id is None else {label_id}:
                before = existing(db, label)
                if before.mode is LabelMode.AUTO:
                    labels.put(db, replace(before.spec, mode=LabelMode.SUGGEST))
                proposals.clear(db, [label])
                scorers.mark_stale(db, label)
            return len(taken)

        with self._catalogue.read() as db:
            name = existing(db, label_id).name if label_id is not None else ""
            count = len(proposals.automatic(db, label_id))
        taken = self._record(Action(ActionKind.TAKE_BACK, name, count), clear)
        self._score_if_possible()
        return taken

    def automatic(self, label_id: LabelId | None = None) -> Sequence[tuple[LabelId, PhotoId, float]]:
        """Return (label, photo, probability) of the tags that labels set by themselves, best first."""
        with self._catalogue.read() as db:
            return proposals.automatic(db, label_id)

    def preview(self, spec: LabelSpec, label_id: LabelId | None = None) -> Trade:
        """Return what a label would find if it were saved; nothing is stored.

        Args:
            spec: the label as it is being edited.
            label_id: the label that is edited, whose decisions then count; None for a new one.

        Raises:
            KnownError: something in the definition cannot be.
        """
        spec = clean_spec(spec)
        model = self._model.get()
        with self._catalogue.read() as db:
            own = label_id or labels.id_of(db, spec.name) or _DRAFT  # a removed label comes back with its decisions
            rivals = {
                label.id: label.spec
                for label in labels.all_labels(db)
                if spec.group and label.spec.group == spec.group and label.id != own and label.mode is not LabelMode.OFF
            }
            specs = {own: spec} | rivals
            fitted = scoring.fit(db, model, specs)
            found = scoring.Pass(model, {i: fitted[i].odds for i in specs}, scoring.groups_of(specs))
            found.read(db)
            closed = proposals.closed(db, [own])[own] - {photo for _, photo, _ in proposals.automatic(db, own)}
            scored = found.scored(own, closed, scoring.allowed_by(db, spec))
        order = np.argsort(-scored.probabilities, kind="stable")
        return Trade(
            tuple(PhotoId(int(i)) for i in scored.photo_ids[order]),
            tuple(scored.probabilities[order].tolist()),
            automatic_cuts(scored.probabilities),
            tuple(model.words.unread(spec)),
            bool(model.words.strangeness([spec])[0] > 0),
            tuple(model.words.translated(spec)),
        )

    def tagged_among(self, photo_ids: Collection[PhotoId]) -> tuple[tuple[str, int], ...]:
        """Return (label name, how many of these photos it tagged by itself), most photos first."""
        with self._catalogue.read() as db:
            return tuple(proposals.tagged_among(db, photo_ids))

    def report(self, label_id: LabelId) -> LabelReport:
        """Return what a label did and how well.

        Raises:
            KnownError: it was removed.
        """
        with self._catalogue.read() as db:
            label = labels.with_id(db, label_id, counted=True) or existing(db, label_id)
            verdicts = Counter(accepted for _, accepted in tags.decided(db, label_id))
            tagged, tagged_precision, suggested_precision = proposals.precision(db, label_id)
            scorer = scorers.of_label(db, label_id)
        return LabelReport(
            label,
            verdicts[True],
            verdicts[False],
            tagged,
            tagged_precision,
            suggested_precision,
            scorer.learned if scorer else False,
            scorer.loss_before if scorer else None,
            scorer.loss_after if scorer else None,
        )

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
        ready = scorers.all_scorers(db, model.id)
        active = {
            label.id: label for label in labels.all_labels(db) if label.id in ready and label.mode is not LabelMode.OFF
        }
        if not active or not photo_ids:
            return
        groups = scoring.groups_of({i: label.spec for i, label in active.items()})
        found = scoring.Pass(model, {i: ready[i].odds for i in active}, groups)
        found.add(np.array(photo_ids, np.int64), vectors)
        for label, scored in scoring.each_scored(db, found, list(active.values()), photo_ids):
            scoring.propose(db, label, model, scored, ready[label.id].cuts)

    def refresh(self, label_id: LabelId | None = None) -> None:
        """Score the library anew by the labels that changed, learned something, or were calibrated on another one.

        Args:
            label_id: only this label, its exclusive group and the labels above it; None: all.

        Raises:
            KnownError: the model cannot be loaded.
        """
        with self._refreshing:  # an older refresh must not finish after a newer one
            changed = self._refresh(self._model.get(), label_id)
        if changed:
            self._events.emit(Changes(CHANGED))

    def _refresh(self, model: LoadedModel, only: LabelId | None) -> bool:
        with self._catalogue.read() as db:
            known = scorers.all_scorers(db, model.id)
            active = {label.id: label for label in labels.all_labels(db) if label.mode is not LabelMode.OFF}
        groups = scoring.groups_of({i: label.spec for i, label in active.items()})
        stale = {
            label_id
            for label_id, label in active.items()
            if (scorer := known.get(label_id)) is None
            or scorer.stale
            or scorer.label_version != label.version
            or scorer.rivals != scoring.rivals_of(label_id, groups)
            or len(model.index) > _STALE_GROWTH * scorer.library_count
        }
        if only is not None:
            stale &= {only, *scoring.rivals_of(only, groups), *scoring.above(only, active)}
        groups = [group for group in groups if stale & set(group)]
        stale.update(label_id for group in groups for label_id in group)
        if stale:
            self._score(
                model,
                {i: active[i] for i in active if i in stale},
                groups,
                {i: known[i].stale if i in known else 0 for i in stale},
            )
        return bool(stale)

    def _score(
        self,
        model: LoadedModel,
        scored: Mapping[LabelId, Label],
        groups: Sequence[Sequence[LabelId]],
        staleness: Mapping[LabelId, int],
    ) -> None:
        """Replace what labels propose, each in one transaction; labels that were changed meanwhile are left alone."""
        with self._catalogue.read() as db:
            fitted = scoring.fit(db, model, {i: label.spec for i, label in scored.items()})
            found = scoring.Pass(model, {i: fitted[i].odds for i in scored}, groups)
            found.read(db)

        def store(db: Connection, part: set[LabelId]) -> None:
            found.read(db)  # what came in the meantime
            current = [label for label in labels.all_labels(db) if label.id in part]
            unchanged = [label for label in current if _same(label, scored[label.id])]
            proposals.clear(db, [label.id for label in unchanged])
            tagged = set[PhotoId]()
            for label, photos in scoring.each_scored(db, found, unchanged):
                rivals = scoring.rivals_of(label.id, groups)
                scorer = scoring.scorer_of(label, model, fitted[label.id], photos, rivals, staleness[label.id])
                scorers.put(db, scorer)
                tagged.update(scoring.propose(db, label, model, photos, scorer.cuts))
            proposals.withdraw(db, tagged)

        ordered = [label.id for label in scoring.bottom_up(scored.values())]
        for start in range(0, len(ordered), _STORED_TOGETHER):
            part = set(ordered[start : start + _STORED_TOGETHER])
            self._catalogue.write(partial(store, part=part))

    def _saved(self, action: Action, change: Callable[[Connection], LabelId]) -> Label:
        """Store a label, score the library by it if there is anything to score, and return it."""
        with self._catalogue.read() as db:
            anything = embeddings.any_at_all(db)
        if anything:
            self._model.get()  # before any change, as it may fail
        label_id = self._record(action, change)
        self._score_if_possible(label_id if action.kind is ActionKind.ADD_LABEL else None)
        with self._catalogue.read() as db:
            return labels.with_id(db, label_id, counted=True) or existing(db, label_id)

    def _score_if_possible(self, label_id: LabelId | None = None) -> None:
        with self._catalogue.read() as db:
            anything = embeddings.any_at_all(db)
        if anything:
            self.refresh(label_id)
            self._on_stale()
        self._events.emit(Changes(CHANGED))

    def _record(self, action: Action, change: Callable[[Connection], T]) -> T:
        return self._catalogue.write(lambda db: history.recorded(db, action, change))


def existing(db: Connection, label_id: LabelId) -> Label:
    """Return a label.

    Raises:
        KnownError: it was removed.
    """
    label = labels.with_id(db, label_id)
    if label is None:
        raise KnownError("This label was removed.")
    return label


def _same(label: Label, before: Label) -> bool:
    return (label.spec, label.version) == (before.spec, before.version)
