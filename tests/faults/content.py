"""Catalogues of every format that was ever released, with content."""

from __future__ import annotations

from pathlib import Path

import apsw

from clipphotos.store import migrate
from tests.store.test_migrate import _FORMAT_1

_MORE = """
    WITH RECURSIVE n (i) AS (VALUES (100) UNION ALL SELECT i + 1 FROM n WHERE i < 100 + :photos)
        INSERT INTO photo (id, hash) SELECT i, CAST(printf('%032d', i) AS BLOB) FROM n;
    INSERT INTO file (photo_id, root_id, folder, name, size, mtime_ns, ino, state)
        SELECT id, 1, x'', CAST(id || '.jpg' AS BLOB), 1, 2, 3, 'present' FROM photo WHERE id >= 100;
    INSERT INTO decision SELECT 3, id, iif(id % 3, 'accepted', 'rejected'), '2026-03-01T00:00:00Z'
        FROM photo WHERE id >= 100;
    INSERT INTO photo_tag (photo_id, tag_id, by_label, tagged_at) SELECT id, 8, 0, '2026-03-02T00:00:00Z'
        FROM photo WHERE id >= 100;
"""


def formats() -> list[int]:
    """Return the numbers of the formats before the newest."""
    return [number for number, _ in migrate.migrations()][:-1]


def make_catalogue(path: Path, number: int = 1, photos: int = 0) -> Path:
    """Make a catalogue of a format as the program of its time left it; with so many photos, tagged and decided."""
    db = apsw.Connection(str(path))
    try:
        db.pragma("journal_mode", "wal")
        for each, sql in migrate.migrations():
            if each > number:
                break
            with db:
                db.execute(sql)
                db.pragma("application_id", migrate.APPLICATION_ID)
                db.pragma("user_version", each)
            if each == 1:
                db.execute(_FORMAT_1)
                if photos:
                    db.execute(_MORE, {"photos": photos})
    finally:
        db.close()
    return path
