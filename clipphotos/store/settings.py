"""A few values that belong to the library itself."""

from __future__ import annotations

import apsw


def get(db: apsw.Connection, key: str) -> str | None:
    """Return a value, or None where it was never set."""
    row = db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def put(db: apsw.Connection, key: str, value: str) -> None:
    """Set a value."""
    db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, value))
