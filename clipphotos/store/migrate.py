"""Numbered migrations: `migrations/NNNN_name.sql`, each applied once, in one transaction."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Sequence
from importlib import resources
from itertools import count
from pathlib import Path

import apsw

from clipphotos.core.errors import BugError, KnownError
from clipphotos.store.backups.copying import copy_whole

APPLICATION_ID = 0x436C6950
"""SQLite's `application_id` of our catalogues ("CliP")."""


def migrations() -> list[tuple[int, str]]:
    """Return (number, SQL) in order."""
    folder = resources.files("clipphotos.store") / "migrations"
    found = [(int(f.name[:4]), f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".sql")]
    return sorted(found)


def version_of(db: apsw.Connection, schema: str = "main") -> int:
    """Return the number of the last migration that the catalogue has; 0 for a new one.

    Raises:
        KnownError: it is no catalogue, or a newer program made it.
    """
    version = int(db.pragma("user_version", schema=schema))
    application = int(db.pragma("application_id", schema=schema))
    tables = db.execute(f"SELECT count(*) FROM {schema}.sqlite_schema").get
    if application != APPLICATION_ID and (application or version or tables):
        raise KnownError("The file catalogue.db in this folder belongs to another program.")
    newest = migrations()[-1][0]
    if version > newest:
        raise KnownError(
            f"This library was made by a newer version of ClipPhotos (format {version}; this version reads up to "
            f"{newest}). Nothing was changed. Please update ClipPhotos."
        )
    return version


def migrate(db: apsw.Connection) -> None:
    """Bring the catalogue to the newest format; a killed migration leaves the old one.

    A verified copy of the old one is kept beside it, and so are earlier ones. Foreign keys must not be enforced yet.

    Raises:
        KnownError: the copy cannot be made, for lack of space for instance; nothing was changed.
    """
    version = version_of(db)
    missing = [(number, sql) for number, sql in migrations() if number > version]
    if version and missing:
        try:
            _keep(db, version)
        except KnownError as error:
            raise KnownError(f"The library cannot be brought to the new format: {error}") from error
    apply(db, missing)


def _keep(db: apsw.Connection, version: int) -> None:
    """Copy a catalogue beside itself, under a free name; not again where the last such copy is the same."""
    path, last = Path(db.db_filename("main")), None
    for number in count(1):
        copy = path.with_name(f"catalogue.format-{version}{'' if number == 1 else f'-{number}'}.db")
        if not os.path.lexists(copy):
            break
        last = copy
    copy_whole(db, copy)
    if last and filecmp.cmp(last, copy, shallow=False):  # the migration failed the last time
        copy.unlink()


def apply(db: apsw.Connection, steps: Sequence[tuple[int, str]]) -> None:
    """Apply migrations, each in one transaction."""
    for number, sql in steps:
        with db:
            db.execute(sql)
            if broken := db.execute("SELECT count(*) FROM pragma_foreign_key_check").get:
                raise BugError(f"migration {number} leaves {broken} rows that refer to nothing")
            db.pragma("application_id", APPLICATION_ID)
            db.pragma("user_version", number)
