"""Looks through a catalogue for damage."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import numpy as np

from clipphotos.core.errors import KnownError
from clipphotos.store.backups.copying import has_content, uri
from clipphotos.store.migrate import version_of

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it is done, and of how much (0: not known); in the thread that does it."""

_MESSAGES = 20
_CHUNK = 16_384


@dataclass(frozen=True)
class Findings:
    """What was found in a catalogue."""

    integrity: tuple[str, ...] = ()
    """What SQLite says is wrong; the first messages."""
    orphans: dict[str, int] = field(default_factory=dict)
    """Table -> references to rows that do not exist."""
    damaged_embeddings: int = 0
    embeddings: int = 0
    models: tuple[tuple[str, int], ...] = ()
    """(fingerprint, dimensions)"""
    roots: tuple[str, ...] = ()
    """The paths of the watched folders."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.integrity or self.orphans or self.damaged_embeddings)


def check(path: Path, progress: Progress) -> Findings:
    """Read all of a catalogue, which others may have open.

    Raises:
        KnownError: it belongs to another program or a newer version.
    """
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    try:
        with closing(apsw.Connection(uri(path, "mode=ro"), flags=flags)) as db, db:  # one snapshot
            db.set_busy_timeout(10_000)
            if not has_content(path) or version_of(db) == 0:
                return Findings(integrity=("It is empty.",))
            progress("Reading the catalogue", 0, 0)
            rows = db.execute(f"PRAGMA integrity_check({_MESSAGES})").fetchall()
            said = "\n".join(str(text) for (text,) in rows if text != "ok")
            integrity = tuple(line for line in said.splitlines() if not line.startswith("***"))[:_MESSAGES]
            if integrity:  # what else is wrong may follow from that
                return Findings(integrity)
            orphans = {
                str(table): int(count)  # type: ignore[arg-type]
                for table, count in db.execute(
                    'SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY 1'
                ).fetchall()
            }
            total = int(db.execute("SELECT count(*) FROM embedding").get)
            damaged = damaged_embeddings(db, lambda done: progress("Looking at embeddings", done, total))
            models = tuple((str(name), int(dim)) for name, dim in db.execute("SELECT fingerprint, dim FROM model"))
            roots = tuple(os.fsdecode(path) for (path,) in db.execute("SELECT path FROM root ORDER BY path"))
    except (apsw.CorruptError, apsw.NotADBError, apsw.IOError, UnicodeDecodeError) as error:
        return Findings((str(error),))
    except apsw.Error as error:
        raise KnownError(f"The catalogue {path} cannot be read: {error}.") from error
    return Findings((), orphans, len(damaged), total, models, roots)


def damaged_embeddings(db: apsw.Connection, progress: Callable[[int], None] = lambda _done: None) -> list[int]:
    """Return the ids of embeddings whose checksum or length is wrong, or that are no unit vectors."""
    models: list[tuple[Any, ...]] = db.execute("SELECT id, dim FROM model").fetchall()
    dims = {model: int(dim) for model, dim in models}
    damaged = list[int]()
    done = after = 0
    while True:
        rows = db.execute(
            "SELECT id, model_id, vector, crc32 FROM embedding WHERE id > ? ORDER BY id LIMIT ?", (after, _CHUNK)
        ).fetchall()
        if not rows:
            return damaged
        for i, model, blob, crc in rows:
            after = int(i)  # type: ignore[arg-type]
            good = isinstance(blob, bytes) and len(blob) == 2 * dims.get(model, -1) and zlib.crc32(blob) == crc
            if not good or not _is_unit(blob):  # type: ignore[arg-type]
                damaged.append(after)
        done += len(rows)
        progress(done)


def _is_unit(blob: bytes) -> bool:
    length = float(np.linalg.norm(np.frombuffer(blob, "<f2").astype(np.float32)))
    return abs(length - 1) < 0.01  # not if it is not a number
