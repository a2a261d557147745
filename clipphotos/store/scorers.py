"""How labels score by the model in use: derived from labels, decisions and the library, and made anew at any time."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

import apsw
import numpy as np

from clipphotos.core.calibration import Linear
from clipphotos.core.label import Cuts, LabelId
from clipphotos.core.photo import PhotoId
from clipphotos.store.embeddings import ModelId


@dataclass(frozen=True)
class Scorer:
    """A label ready to score the photos of one model."""

    label_id: LabelId
    model_id: ModelId
    label_version: int
    library_count: int
    """How many embeddings the library had."""
    odds: Linear
    cuts: Cuts
    rivals: tuple[LabelId, ...] = ()
    """The labels of its exclusive group that it competed with."""
    learned: bool = False
    loss_before: float | None = None
    loss_after: float | None = None
    stale: int = 0
    """How often something changed that it was made from."""


_COLUMNS = """label_id, model_id, label_version, library_count, vector, bias, suggest_cut, tag_cut, rivals,
              learned, loss_before, loss_after, stale"""


def put(db: apsw.Connection, scorer: Scorer) -> None:
    """Store a label's scorer in place of the one before; it stays stale by what changed since it was begun."""
    db.execute(
        f"""INSERT OR REPLACE INTO scorer ({_COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
            ?12, max(0, coalesce((SELECT stale FROM scorer WHERE label_id = ?1), 0) - ?13))""",
        (
            scorer.label_id,
            scorer.model_id,
            scorer.label_version,
            scorer.library_count,
            scorer.odds.vector.astype("<f4").tobytes(),
            scorer.odds.bias,
            scorer.cuts.suggest,
            scorer.cuts.tag,
            json.dumps(scorer.rivals),
            scorer.learned,
            scorer.loss_before,
            scorer.loss_after,
            scorer.stale,
        ),
    )


def all_scorers(db: apsw.Connection, model_id: ModelId) -> dict[LabelId, Scorer]:
    """Return the scorers of one model by label."""
    return _scorers(db, "model_id = ?", model_id)


def of_label(db: apsw.Connection, label_id: LabelId) -> Scorer | None:
    """Return a label's scorer, whatever model it is for."""
    return _scorers(db, "label_id = ?", label_id).get(label_id)


def _scorers(db: apsw.Connection, condition: str, binding: int) -> dict[LabelId, Scorer]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM scorer WHERE {condition}", (binding,))
    return {
        LabelId(label_id): Scorer(
            LabelId(label_id),
            ModelId(model),
            version,
            count,
            Linear(np.frombuffer(vector, "<f4").astype(np.float32), bias),
            Cuts(suggest, tag),
            tuple(LabelId(rival) for rival in json.loads(rivals)),
            bool(learned),
            before,
            after,
            stale,
        )
        for label_id, model, version, count, vector, bias, suggest, tag, rivals, learned, before, after, stale in rows
    }


def mark_decided_stale(db: apsw.Connection, model_id: ModelId, photo_ids: Collection[PhotoId]) -> None:
    """Say that the labels with decisions about these photos have to score anew."""
    db.execute(
        """UPDATE scorer SET stale = stale + 1 WHERE model_id = ? AND label_id IN
           (SELECT label_id FROM decision WHERE photo_id IN (SELECT value FROM json_each(?)))""",
        (model_id, json.dumps(list(photo_ids))),
    )


def mark_all_stale(db: apsw.Connection) -> None:
    """Say that every label has to score anew."""
    db.execute("UPDATE scorer SET stale = stale + 1")


def mark_stale(db: apsw.Connection, label_id: LabelId) -> None:
    """Say that a label has to score anew, and those that it closes photos to: the labels above it and its rivals."""
    db.execute(
        """WITH RECURSIVE up (id) AS (
               VALUES (?1) UNION SELECT parent_id FROM label JOIN up USING (id) WHERE parent_id IS NOT NULL)
           UPDATE scorer SET stale = stale + 1 WHERE label_id IN (
               SELECT id FROM up
               UNION SELECT rival.id FROM label JOIN label AS rival USING (group_name) WHERE label.id = ?1)""",
        (label_id,),
    )
