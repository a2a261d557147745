"""Scores the library by labels: two passes over all embeddings, for any number of labels at once.

The first pass finds each label's best photos, which calibration needs; the second gives every photo its probability.
A label is a linear function of an embedding, so a pass is a matrix product per chunk. The labels of an exclusive
group compete by a softmax over their log odds, which are cosines times a scale as in CLIP's zero-shot classification
(Radford et al., arXiv:2103.00020), each with its label's bias removed and what it learned; "none of them" is one more
class.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import TOP, Floats, Linear, calibrate, probabilities
from clipphotos.core.label import SHOWN, Cuts, Label, LabelId, LabelMode, LabelSpec
from clipphotos.core.learning import Learned, learn
from clipphotos.core.photo import PhotoId
from clipphotos.core.scoring import SAMPLE_SIZE, estimate_background
from clipphotos.core.thresholds import automatic_cuts, chosen_cuts
from clipphotos.engine.model import LoadedModel
from clipphotos.store import embeddings, proposals, rules, tags
from clipphotos.store.catalogue import Connection
from clipphotos.store.scorers import Scorer

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Scored:
    """The photos that a label may fit: all that are open to it, from `SHOWN` on."""

    photo_ids: Ids
    probabilities: Floats

    def between(self, low: float, high: float = np.inf) -> list[tuple[PhotoId, float]]:
        """Return (photo, probability) from `low` up to, but not including, `high`."""
        kept = np.flatnonzero((self.probabilities >= low) & (self.probabilities < high))
        return [(PhotoId(int(self.photo_ids[i])), float(self.probabilities[i])) for i in kept.tolist()]


class Pass:
    """Photos scored by a set of labels, chunk by chunk; `read` goes on where the last call ended."""

    def __init__(self, model: LoadedModel, odds: Mapping[LabelId, Linear], groups: Iterable[Sequence[LabelId]]) -> None:
        self._model, self._last = model, 0
        self._ids = list(odds)
        self._matrix = np.stack([odds[i].vector for i in self._ids], axis=1)
        self._bias = np.array([odds[i].bias for i in self._ids], np.float32)
        self._groups = [[self._ids.index(i) for i in group] for group in groups]
        self._found: dict[LabelId, list[tuple[Ids, Floats]]] = {i: [] for i in self._ids}

    def read(self, db: Connection) -> None:
        """Score the embeddings that came since the last call."""
        for chunk in embeddings.chunks(db, self._model.id, self._model.info.dim, after=self._last):
            self.add(chunk.photo_ids, chunk.vectors)
            self._last = int(chunk.ids[-1]) if len(chunk.ids) else self._last

    def add(self, photo_ids: Ids, vectors: Floats) -> None:
        """Score photos, (N,), by their embeddings, (N, D)."""
        odds = vectors @ self._matrix + self._bias
        for members in self._groups:
            odds[:, members] = _compete(odds[:, members])
        rows, columns = np.nonzero(odds >= np.log(SHOWN / (1 - SHOWN)))
        chances = probabilities(odds[rows, columns])
        order = np.argsort(columns, kind="stable")
        ends = np.searchsorted(columns[order], np.arange(len(self._ids) + 1))
        for column, label_id in enumerate(self._ids):
            of_label = order[ends[column] : ends[column + 1]]
            if len(of_label):
                self._found[label_id].append((photo_ids[rows[of_label]], chances[of_label]))

    def scored(self, label_id: LabelId, closed: Collection[PhotoId], allowed: Collection[PhotoId] | None) -> Scored:
        """Return what a label may fit, but for the closed photos and those that its rule does not allow."""
        found = self._found[label_id]
        photo_ids = np.concatenate([ids for ids, _ in found]) if found else np.empty(0, np.int64)
        chances = np.concatenate([chances for _, chances in found]) if found else np.empty(0, np.float32)
        kept = ~np.isin(photo_ids, np.fromiter(closed, np.int64, len(closed)))
        if allowed is not None:
            kept &= np.isin(photo_ids, np.fromiter(allowed, np.int64, len(allowed)))
        return Scored(photo_ids[kept], chances[kept])


def _compete(odds: Floats) -> Floats:
    """Return log odds for each row's best column by a softmax over the columns and "none of them"; -inf for the others.

    With m the best and r the log of the others' summed odds, "none" included, the best one's log odds are m - r.
    """
    best = odds.argmax(axis=1)[:, np.newaxis]
    own = np.take_along_axis(odds, best, axis=1)
    others = np.zeros((len(odds), odds.shape[1] + 1), np.float32)  # the last column is "none of them"
    others[:, :-1] = odds
    np.put_along_axis(others, best, -np.inf, axis=1)
    competing = np.full_like(odds, -np.inf)
    np.put_along_axis(competing, best, own - np.logaddexp.reduce(others, axis=1, keepdims=True), axis=1)
    return competing


def groups_of(specs: Mapping[LabelId, LabelSpec]) -> list[list[LabelId]]:
    """Return the exclusive groups of two labels or more."""
    found: dict[str, list[LabelId]] = {}
    for label_id, spec in specs.items():
        if spec.group:
            found.setdefault(spec.group, []).append(label_id)
    return [members for members in found.values() if len(members) > 1]


def fit(db: Connection, model: LoadedModel, specs: Mapping[LabelId, LabelSpec]) -> dict[LabelId, Learned]:
    """Calibrate labels on this library and let them learn from their decisions."""
    directions = model.words.directions(list(specs.values()))
    strangeness = model.words.strangeness(list(specs.values()))
    cosines = model.index.sample(SAMPLE_SIZE) @ directions.T
    best = _largest_cosines(db, model, directions)
    fitted: dict[LabelId, Learned] = {}
    for column, label_id in enumerate(specs):
        background = estimate_background(cosines[:, column], model.info.background)
        decided = dict(tags.decided(db, label_id))
        # Where there are examples, it no longer matters whether the words mean anything to the model.
        strange = 0.0 if any(decided.values()) else float(strangeness[column])
        words = calibrate(directions[column], background, best[column], strange)
        fitted[label_id] = _learn(db, model, decided, words)
    return fitted


def _learn(db: Connection, model: LoadedModel, decisions: Mapping[PhotoId, bool], words: Linear) -> Learned:
    known = embeddings.of_photos(db, model.id, model.info.dim, list(decisions))
    if not len(known.ids):
        return Learned(words, False, None, None)
    accepted = np.array([decisions[PhotoId(int(p))] for p in known.photo_ids], np.bool_)
    return learn(words, known.vectors, accepted, model.index.whitening())


def _largest_cosines(db: Connection, model: LoadedModel, directions: Floats) -> Floats:
    """Return each direction's largest cosines, (N, at most TOP), over the whole library."""
    best = np.empty((len(directions), 0), np.float32)
    for chunk in embeddings.chunks(db, model.id, model.info.dim):
        together = np.concatenate([best, directions @ chunk.vectors.T], axis=1)
        best = np.partition(together, -TOP, axis=1)[:, -TOP:] if together.shape[1] > TOP else together
    return best


def rivals_of(label_id: LabelId, groups: Iterable[Sequence[LabelId]]) -> tuple[LabelId, ...]:
    """Return the labels that a label competes with."""
    return tuple(sorted(i for group in groups if label_id in group for i in group if i != label_id))


def above(label_id: LabelId, labels: Mapping[LabelId, Label]) -> Iterator[LabelId]:
    """Yield the labels above a label."""
    ids = {label.name: label.id for label in labels.values()}
    while (label := labels.get(label_id)) is not None and label.spec.parent in ids:
        label_id = ids[label.spec.parent]
        yield label_id


def bottom_up(chosen: Collection[Label]) -> list[Label]:
    """Return labels in an order in which each comes after those below it."""
    parents = {label.name: label.spec.parent for label in chosen}

    def depth(name: str | None) -> int:
        return 1 + depth(parents[name]) if name in parents else 0

    return sorted(chosen, key=lambda label: depth(label.name), reverse=True)


def each_scored(
    db: Connection, found: Pass, chosen: Sequence[Label], within: Collection[PhotoId] | None = None
) -> Iterator[tuple[Label, Scored]]:
    """Yield labels with what they may fit; a label below another first, as what it tags is closed to that."""
    parents = {label.spec.parent for label in chosen}
    closed = proposals.closed(db, [label.id for label in chosen], within)
    for label in bottom_up(chosen):
        own = proposals.closed(db, [label.id], within) if label.name in parents else closed
        yield label, found.scored(label.id, own[label.id], allowed_by(db, label.spec, within))


def scorer_of(
    label: Label, model: LoadedModel, learned: Learned, scored: Scored, rivals: tuple[LabelId, ...], stale: int
) -> Scorer:
    """Return what is kept of a label's scoring, its thresholds chosen; `stale`: as it was when this was begun."""
    cuts = chosen_cuts(automatic_cuts(scored.probabilities), label.spec.threshold)
    return Scorer(
        label.id,
        model.id,
        label.version,
        len(model.index),
        learned.odds,
        cuts,
        rivals,
        learned.kept,
        learned.loss_before,
        learned.loss_after,
        stale,
    )


def allowed_by(db: Connection, spec: LabelSpec, within: Iterable[PhotoId] | None = None) -> set[PhotoId] | None:
    """Return the photos that a label's rule allows; None: all."""
    return rules.allowed(db, spec.rule, within) if spec.rule else None


def propose(db: Connection, label: Label, model: LoadedModel, scored: Scored, cuts: Cuts) -> list[PhotoId]:
    """Store what a label suggests and tags, as its mode says; return the photos that it tagged."""
    if label.mode is LabelMode.OFF:
        return []
    tag_cut = cuts.tag if label.mode is LabelMode.AUTO else np.inf
    tagged = scored.between(tag_cut)
    proposals.tag(db, label, model.id, tagged)
    proposals.suggest(db, label, model.id, scored.between(cuts.suggest, tag_cut))
    return [photo_id for photo_id, _ in tagged]
