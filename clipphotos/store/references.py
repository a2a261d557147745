"""Rows that refer to rows which are not there."""

from __future__ import annotations

import apsw


def tables_of(db: apsw.Connection) -> list[str]:
    """Return the tables of a catalogue."""
    schema = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return [str(name) for (name,) in db.execute(schema).fetchall()]


def mend(db: apsw.Connection) -> None:
    """Take references to nothing out of rows, and out of the catalogue the rows that cannot do without."""
    tables = tables_of(db)
    while db.execute("SELECT 1 FROM pragma_foreign_key_check LIMIT 1").get:
        for table in tables:
            for parent, column, key in db.execute(
                'SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)', (table,)
            ).fetchall():
                broken = f'"{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{key}" FROM "{parent}")'
                if not db.execute(f'SELECT 1 FROM "{table}" WHERE {broken} LIMIT 1').get:
                    continue
                required = db.execute(
                    'SELECT "notnull" OR pk FROM pragma_table_info(?) WHERE name = ?', (table, column)
                ).get
                if not required:
                    db.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = NULL WHERE {broken}')
                db.execute(f'DELETE FROM "{table}" WHERE {broken}')
