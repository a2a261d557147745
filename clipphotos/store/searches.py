"""What people searched for, the last first, and how many photos the queries of smart albums found."""

from __future__ import annotations

from collections.abc import Mapping

import apsw


def remember(db: apsw.Connection, text: str, most: int) -> None:
    """Put a search in front of the others, of which so many stay; one that differs by case only goes."""
    db.execute("INSERT OR REPLACE INTO past_search (text) VALUES (?)", (text,))
    last = "SELECT id FROM past_search ORDER BY id DESC LIMIT 1 OFFSET ?"
    db.execute(f"DELETE FROM past_search WHERE id <= ({last})", (most,))


def past(db: apsw.Connection, limit: int) -> list[str]:
    """Return the last searches, newest first."""
    return [text for (text,) in db.execute("SELECT text FROM past_search ORDER BY id DESC LIMIT ?", (limit,))]


def forget(db: apsw.Connection, text: str | None) -> None:
    """Forget a search; None: all."""
    db.execute("DELETE FROM past_search WHERE ?1 IS NULL OR text = ?1", (text,))


def counts(db: apsw.Connection) -> dict[str, int | None]:
    """Return what the queries of all smart albums found when they were last counted; None: they never were."""
    return dict(
        db.execute("SELECT DISTINCT query, photos FROM album LEFT JOIN query_count USING (query) WHERE query != ''")
    )


def put_counts(db: apsw.Connection, found: Mapping[str, int]) -> None:
    """Store what queries found, and forget those that no album asks."""
    db.executemany("INSERT OR REPLACE INTO query_count VALUES (?, ?)", found.items())
    db.execute("DELETE FROM query_count WHERE query NOT IN (SELECT query FROM album)")
