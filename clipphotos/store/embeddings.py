"""Embeddings: unit vectors as float16 blobs, keyed by photo and model."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NewType

import apsw
import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import BugError
from clipphotos.core.photo import FileId, PhotoId, Place, RootId
from clipphotos.store.columns import numbers

ModelId = NewType("ModelId", int)

_UNIT_TOLERANCE = 0.01


@dataclass(frozen=True)
class Pending:
    """A photo without an embedding, and one of its files to make it from."""

    photo_id: PhotoId
    file_id: FileId
    path: str
    digest: bytes


@dataclass(frozen=True)
class Chunk:
    """Some embeddings of one model."""

    ids: npt.NDArray[np.int64]
    """(N,) embedding ids."""
    photo_ids: npt.NDArray[np.int64]
    """(N,)"""
    vectors: npt.NDArray[np.float32]
    """(N, D) unit length."""
    damaged: tuple[int, ...] = ()
    """Ids of rows whose checksum or length is wrong; they are not among the vectors."""


def model_id(db: apsw.Connection, name: str, fingerprint: str, dim: int) -> ModelId:
    """Return the row of a model, inserted on first use."""
    db.execute("INSERT OR IGNORE INTO model (name, fingerprint, dim) VALUES (?, ?, ?)", (name, fingerprint, dim))
    found = find_model(db, name, fingerprint)
    assert found is not None
    return found


def find_model(db: apsw.Connection, name: str, fingerprint: str) -> ModelId | None:
    """Return the row of a model, if it was ever used."""
    row = db.execute("SELECT id FROM model WHERE name = ? AND fingerprint = ?", (name, fingerprint)).fetchone()
    return None if row is None else ModelId(row[0])


def pending(db: apsw.Connection, model: ModelId, *, after: int, limit: int) -> list[Pending]:
    """Return photos above the id `after` that can be read now and have no embedding by this model, by id."""
    # A subquery for the file, not a join with GROUP BY: that would sort everything that is pending for every page.
    rows = db.execute(
        """SELECT photo.id, file.id, root.path, root.id, folder, name, hash FROM photo
           CROSS JOIN file ON file.id =
               (SELECT f.id FROM file AS f JOIN root AS r ON r.id = f.root_id
                WHERE f.photo_id = photo.id AND f.state = 'present' AND r.state = 'online' LIMIT 1)
           CROSS JOIN root ON root.id = file.root_id
           WHERE photo.id > ? AND NOT EXISTS
               (SELECT 1 FROM embedding WHERE photo_id = photo.id AND model_id = ?)
           ORDER BY photo.id LIMIT ?""",
        (after, model, limit),
    )
    return [
        Pending(PhotoId(p), FileId(f), Place(RootId(r), folder, name).path(os.fsdecode(path)), digest)
        for p, f, path, r, folder, name, digest in rows
    ]


def count_pending(db: apsw.Connection, model: ModelId) -> int:
    """Return how many photos `pending` has in all."""
    return int(
        db.execute(
            """SELECT count(DISTINCT file.photo_id) FROM file
               JOIN root ON root.id = file.root_id AND root.state = 'online'
               WHERE file.state = 'present' AND NOT EXISTS
                   (SELECT 1 FROM embedding WHERE photo_id = file.photo_id AND model_id = ?)""",
            (model,),
        ).get
    )


def count_browsable(db: apsw.Connection, model: ModelId) -> int:
    """Return how many photos that have a file have an embedding by this model."""
    return int(
        db.execute(
            """SELECT count(DISTINCT file.photo_id) FROM file JOIN embedding ON embedding.photo_id = file.photo_id
               WHERE file.state = 'present' AND model_id = ?""",
            (model,),
        ).get
    )


def insert(
    db: apsw.Connection, model: ModelId, photo_id: PhotoId, digest: bytes, vector: npt.NDArray[np.float32]
) -> int | None:
    """Store one photo's embedding; return its id, or None if the photo has other content by now.

    Args:
        db: the writer's connection.
        model: whose embedding it is.
        photo_id: whose embedding it is.
        digest: SHA-256 of the content that was embedded.
        vector: (D,) float32, unit length.

    Raises:
        BugError: the vector is not finite or not of unit length.
    """
    if not np.isfinite(vector).all() or abs(float(np.linalg.norm(vector)) - 1) > _UNIT_TOLERANCE:
        raise BugError(f"The embedding of photo {photo_id} is no unit vector.")
    if db.execute("SELECT hash FROM photo WHERE id = ?", (photo_id,)).get != digest:
        return None
    blob = vector.astype("<f2").tobytes()
    db.execute(
        "INSERT OR IGNORE INTO embedding (photo_id, model_id, vector, crc32) VALUES (?, ?, ?, ?)",
        (photo_id, model, blob, zlib.crc32(blob)),
    )
    return db.last_insert_rowid() if db.changes() else None


def chunks(db: apsw.Connection, model: ModelId, dim: int, *, after: int = 0, size: int = 16_384) -> Iterator[Chunk]:
    """Yield all embeddings of a model with an id above `after`, by id."""
    while True:
        rows = db.execute(
            "SELECT id, photo_id, vector, crc32 FROM embedding WHERE model_id = ? AND id > ? ORDER BY id LIMIT ?",
            (model, after, size),
        ).fetchall()
        if not rows:
            return
        after = int(rows[-1][0])  # type: ignore[arg-type]
        yield _chunk(rows, dim)


def of_photos(db: apsw.Connection, model: ModelId, dim: int, photo_ids: list[PhotoId]) -> Chunk:
    """Return the embeddings of some photos; those that have none are left out."""
    rows = db.execute(
        # CROSS: the few photos first, whatever the planner thinks of their number.
        """SELECT embedding.id, photo_id, vector, crc32 FROM json_each(?) AS wanted CROSS JOIN embedding
           ON photo_id = wanted.value AND model_id = ? ORDER BY embedding.id""",
        (json.dumps(photo_ids), model),
    ).fetchall()
    return _chunk(rows, dim)


def _chunk(rows: list[tuple[Any, ...]], dim: int) -> Chunk:
    good = [row for row in rows if len(row[2]) == 2 * dim and zlib.crc32(row[2]) == row[3]]
    damaged = tuple({row[0] for row in rows} - {row[0] for row in good})
    vectors = np.frombuffer(b"".join(row[2] for row in good), "<f2").reshape(-1, dim).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Chunk(np.array([r[0] for r in good], np.int64), np.array([r[1] for r in good], np.int64), vectors, damaged)


def photos_of(db: apsw.Connection, embedding_ids: npt.NDArray[np.int64]) -> dict[int, PhotoId]:
    """Return embedding id -> photo, for embeddings whose photo has a file."""
    rows = db.execute(
        """SELECT id, photo_id FROM embedding WHERE id IN (SELECT value FROM json_each(?))
           AND EXISTS (SELECT 1 FROM file WHERE file.photo_id = embedding.photo_id AND file.state = 'present')""",
        (json.dumps(embedding_ids.tolist()),),
    )
    return {i: PhotoId(p) for i, p in rows}


def of_present(db: apsw.Connection, model: ModelId) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the ids of the embeddings whose photo has a file, and these photos; (N,) int64 each, in any order."""
    embedding_ids, photo_ids = numbers(
        db,
        """SELECT id, photo_id FROM embedding WHERE model_id = ?
           AND EXISTS (SELECT 1 FROM file WHERE file.photo_id = embedding.photo_id AND file.state = 'present')""",
        model,
        columns=2,
    )
    return embedding_ids, photo_ids


def ids(db: apsw.Connection, model: ModelId) -> npt.NDArray[np.int64]:
    """Return the ids of all embeddings of a model, ascending; (N,) int64."""
    rows = db.execute("SELECT id FROM embedding WHERE model_id = ? ORDER BY id", (model,))
    return np.fromiter((row[0] for row in rows), np.int64)


def count(db: apsw.Connection, model: ModelId) -> int:
    """Return how many embeddings a model has."""
    return int(db.execute("SELECT count(*) FROM embedding WHERE model_id = ?", (model,)).get)


def discard(db: apsw.Connection, embedding_ids: Iterable[int]) -> None:
    """Delete embeddings, so that their photos are embedded again."""
    db.executemany("DELETE FROM embedding WHERE id = ?", [(i,) for i in embedding_ids])


def any_at_all(db: apsw.Connection) -> bool:
    """Return whether there is any embedding, of whatever model."""
    return db.execute("SELECT 1 FROM embedding LIMIT 1").fetchone() is not None


def exists(db: apsw.Connection, photo_id: PhotoId) -> bool:
    """Return whether a photo has an embedding, by whatever model."""
    return db.execute("SELECT 1 FROM embedding WHERE photo_id = ?", (photo_id,)).fetchone() is not None


def count_embedded(db: apsw.Connection, model_name: str) -> int:
    """Return how many photos that have a file have an embedding by the last version of a model."""
    model = db.execute("SELECT max(id) FROM model WHERE name = ?", (model_name,)).get
    return count_browsable(db, ModelId(model)) if model else 0
