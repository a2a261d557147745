"""What can still be read of a damaged catalogue, in a fresh one.

Rows are read by ranges of their keys. A range that cannot be read is halved until only the rows on damaged pages are
missing. What an index alone still knows of a row is enough for tags, labels and albums (the name, as it is compared)
and for photos (the hash), whose other columns are found out again with their embeddings: with these rows, tags and
decisions would be lost, too. Then rows that refer to nothing go, or lose the
reference where they can do without, and so do embeddings whose checksum is wrong, which are made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from clipphotos.core.errors import DamagedLibraryError, KnownError
from clipphotos.store import embeddings, migrate, references
from clipphotos.store.backups.check import Progress, damaged_embeddings
from clipphotos.store.backups.copying import has_content, sync, uri, verify

_READ = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
_WRITE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
_UNREADABLE = (apsw.Error, MemoryError)
"""Whatever reading raises: the damaged catalogue is open for nothing else."""
_STAND_INS = {"name": "key", "mode": "'suggest'"}
"""What stands in for columns that no index knows: decisions and tags need their label and tag, even so."""
_UNKNOWN_ROWS_PER_PAGE = 100


@dataclass(frozen=True)
class Salvaged:
    """How many rows of each table are in the new catalogue, and how many are not."""

    saved: dict[str, int]
    lost: dict[str, int | None]
    """Without the tables that lost nothing; None: nobody knows how many."""


def salvage(source: Path, target: Path, progress: Progress) -> Salvaged:
    """Read what can be read of a catalogue that nothing has open into a new, verified one.

    Args:
        source: stays as it is; its `-wal` counts.
        target: a path where nothing is.
        progress: told of every table.

    Raises:
        DamagedLibraryError: nothing of it can be read.
        KnownError: the new one cannot be written, or a newer program made the old one.
    """
    try:
        with (
            closing(apsw.Connection(uri(source, "mode=ro"), flags=_READ)) as damaged,
            closing(apsw.Connection(uri(target, "mode=rwc"), flags=_WRITE)) as db,
        ):
            version = has_content(source) and migrate.version_of(damaged)
            if not version:
                raise DamagedLibraryError("The catalogue is empty. Only a backup can bring the library back.")
            db.pragma("synchronous", "off")  # it is waited for once, at the end
            db.pragma("journal_mode", "memory")
            migrate.apply(db, [(number, sql) for number, sql in migrate.migrations() if number <= version])
            with db:
                salvaged = _salvage(damaged, db, progress)
    except apsw.FullError as error:
        raise KnownError(f"There is no space left for {target}.") from error
    except (apsw.CorruptError, apsw.NotADBError, apsw.IOError) as error:
        raise DamagedLibraryError(
            f"Nothing of the catalogue can be read ({error}). Only a backup can bring the library back."
        ) from error
    except apsw.CantOpenError as error:
        raise KnownError(f"{source} or {target} cannot be opened ({error}).") from error
    verify(target)
    sync(target)
    return salvaged


def _salvage(damaged: apsw.Connection, db: apsw.Connection, progress: Progress) -> Salvaged:
    tables = references.tables_of(db)
    reader = _Reader(damaged, db)
    there = dict[str, int | None]()
    for number, table in enumerate(tables):
        progress(f"Reading {table}", number, len(tables))
        there[table] = reader.copy(table)
    reader.copy_sequences()
    embeddings.discard(db, damaged_embeddings(db))
    db.execute("DELETE FROM embedding WHERE photo_id IN (SELECT id FROM photo WHERE width IS NULL)")
    references.mend(db)
    saved = {table: int(db.execute(f'SELECT count(*) FROM "{table}"').get) for table in tables}
    lost = {table: None if (count := there[table]) is None else count - saved[table] for table in tables}
    return Salvaged(saved, {table: count for table, count in lost.items() if count != 0})


class _Reader:
    """Copies rows from one catalogue into the tables of the same names in another."""

    def __init__(self, source: apsw.Connection, target: apsw.Connection) -> None:
        self._source, self._target = source, target
        sequences = self._try("SELECT max(seq) FROM sqlite_sequence")
        known = int(sequences[0][0] or 0) if sequences else 0
        self._texts = frozenset[str]()
        self._highest = known or int(source.pragma("page_count")) * _UNKNOWN_ROWS_PER_PAGE

    def copy(self, table: str) -> int | None:
        """Copy what can be read of a table; return how many rows there were, None if that cannot be read."""
        columns = self._target.execute(
            'SELECT name, pk, "notnull" AND dflt_value IS NULL, type FROM pragma_table_info(?)', (table,)
        ).fetchall()
        names = {str(name): f'"{name}"' for name, *_ in columns}
        keys = [(str(name), str(kind)) for pk, name, kind in sorted((c[1], c[0], c[3]) for c in columns if c[1])]
        self._texts = frozenset(str(name) for name, _, _, kind in columns if kind == "TEXT")
        numbers = [name for name, kind in keys if kind == "INTEGER"] if keys[0][1] == "INTEGER" else []
        complete = self._insert(table, names, "NOT INDEXED")
        if not complete and numbers:
            self._halve(table, names, numbers)
        elif not complete:
            self._insert(table, names, f"NOT INDEXED ORDER BY {_descending([name for name, _ in keys])}")
        needed = {str(name) for name, pk, required, _ in columns if pk or required}
        counts = [self._count(f'"{table}" NOT INDEXED')]
        for index, known in self._indexes(table, keys):
            counts.append(self._count(f'"{table}" INDEXED BY "{index}"'))
            if not complete and len(numbers) == len(keys) and known.issuperset(numbers):
                self._look_up(table, names, numbers, index)
            values = {name: f'"{name}"' for name in known}
            values |= {name: how for name, how in _STAND_INS.items() if name in needed - known and "key" in known}
            if needed <= values.keys() and not self._insert(table, values, f'INDEXED BY "{index}"'):
                last = _descending(sorted(known - set(dict(keys))))
                self._insert(table, values, f'INDEXED BY "{index}" ORDER BY {last}')
        return max((count for count in counts if count is not None), default=None)

    def copy_sequences(self) -> None:
        """Keep ids from being used again."""
        for name, last in self._try("SELECT name, seq FROM sqlite_sequence") or ():
            self._target.execute("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1", (name, last))
            if not self._target.changes():
                self._target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))

    def _halve(self, table: str, names: Mapping[str, str], keys: Sequence[str]) -> None:
        """Copy by ranges of the first key; where one value of it cannot be read whole, from its other end, too."""
        pending = [(0, self._highest)]
        while pending:
            low, high = pending.pop()
            if self._insert(table, names, f'NOT INDEXED WHERE "{keys[0]}" BETWEEN {low} AND {high}'):
                continue
            if low < high:
                middle = (low + high) // 2
                pending += [(middle + 1, high), (low, middle)]
            elif len(keys) > 1:
                self._insert(table, names, f'NOT INDEXED WHERE "{keys[0]}" = {low} ORDER BY {_descending(keys)}')

    def _look_up(self, table: str, names: Mapping[str, str], keys: Sequence[str], index: str) -> None:
        """Try each row that an index knows of and that is missing."""
        columns = ", ".join(f'"{key}"' for key in keys)
        try:
            known = _Readable(self._source.cursor().execute(f'SELECT {columns} FROM "{table}" INDEXED BY "{index}"'))
        except _UNREADABLE:
            return
        wanted = set(known)
        wanted.difference_update(self._target.execute(f'SELECT {columns} FROM "{table}"'))
        for row in wanted:
            if not all(isinstance(value, int) for value in row):
                continue
            one = " AND ".join(f'"{key}" = {value}' for key, value in zip(keys, row, strict=True))
            self._insert(table, names, f"NOT INDEXED WHERE {one}")

    def _insert(self, table: str, values: Mapping[str, str], how: str) -> bool:
        """Copy rows until one cannot be read; return whether all could be. What is there already is left alone.

        Args:
            table: which.
            values: column -> what it gets of the damaged table.
            how: which rows, in which order.
        """
        # Texts as bytes: one with a wrong byte is better than none.
        wanted = [f"CAST({value} AS BLOB)" if name in self._texts else value for name, value in values.items()]
        try:
            rows = self._source.cursor().execute(f'SELECT {", ".join(wanted)} FROM "{table}" {how}')
        except _UNREADABLE:
            return False
        readable = _Readable(rows, [number for number, name in enumerate(values) if name in self._texts])
        columns, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        self._target.executemany(f'INSERT OR IGNORE INTO "{table}" ({columns}) VALUES ({marks})', readable)
        return readable.complete

    def _indexes(self, table: str, keys: Sequence[tuple[str, str]]) -> list[tuple[str, set[str]]]:
        """Return the whole indexes of a table with the columns that each knows."""
        found = []
        own = {name for name, kind in keys if len(keys) == 1 and kind == "INTEGER"}  # every index has the row's id
        for name, partial in self._try("SELECT name, partial FROM pragma_index_list(?)", table) or ():
            columns = self._try("SELECT name FROM pragma_index_info(?)", str(name)) or ()
            if not partial and all(column for (column,) in columns):
                found.append((str(name), own | {str(column) for (column,) in columns}))
        return found

    def _count(self, rows: str) -> int | None:
        found = self._try(f"SELECT count(*) FROM {rows}")
        return int(found[0][0]) if found else None

    def _try(self, sql: str, *bindings: str) -> list[tuple[Any, ...]] | None:
        try:
            return self._source.execute(sql, bindings).fetchall()
        except _UNREADABLE:
            return None


class _Readable:
    """Rows up to the first that cannot be read."""

    def __init__(self, rows: Iterator[tuple[Any, ...]], texts: Sequence[int] = ()) -> None:
        self._rows, self._texts = rows, texts
        self.complete = False

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        try:
            for row in self._rows:
                if not self._texts:
                    yield row
                    continue
                values = list(row)
                for number in self._texts:
                    if isinstance(values[number], bytes):
                        values[number] = values[number].decode(errors="replace")
                yield tuple(values)
        except _UNREADABLE:
            return
        self.complete = True


def _descending(keys: Sequence[str]) -> str:
    return ", ".join(f'"{key}" DESC' for key in keys)
