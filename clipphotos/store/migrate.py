"""Numbered migrations: `migrations/NNNN_name.sql`, each applied once, in one transaction."""

from __future__ import annotations

from importlib import resources

import apsw

from clipphotos.core.errors import KnownError

APPLICATION_ID = 0x436C6950
"""SQLite's `application_id` of our catalogues ("CliP")."""


def migrations() -> list[tuple[int, str]]:
    """Return (number, SQL) in order."""
    folder = resources.files("clipphotos.store") / "migrations"
    found = [(int(f.name[:4]), f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".sql")]
    return sorted(found)


def version_of(db: apsw.Connection) -> int:
    """Return the number of the last migration that the catalogue has; 0 for a new one.

    Raises:
        KnownError: it is no catalogue, or a newer program made it.
    """
    version = int(db.pragma("user_version"))
    application = int(db.pragma("application_id"))
    tables = db.execute("SELECT count(*) FROM sqlite_schema").get
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
    """Bring the catalogue to the newest format; a killed migration leaves the old one."""
    version = version_of(db)
    for number, sql in migrations():
        if number <= version:
            continue
        with db:
            db.execute(sql)
            db.pragma("application_id", APPLICATION_ID)
            db.pragma("user_version", number)
