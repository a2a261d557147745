"""The drill: a library is lost and restored from each kind of backup, and is what it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from clipphotos.core.errors import KnownError
from clipphotos.engine import backups
from clipphotos.engine.backups import Backups
from clipphotos.engine.events import Events
from clipphotos.store.catalogue import FILE_NAME, Catalogue
from tests.faults.conftest import Measured
from tests.faults.content import make_catalogue
from tests.faults.person import damage_in
from tests.faults.scenario import prepare, steps

Rows = dict[str, list[tuple[object, ...]]]

_PHOTOS = 500
_DERIVED = {"embedding"}
"""What a backup of the rotation may leave out."""


@contextmanager
def _opened(directory: Path) -> Iterator[tuple[Catalogue, Backups]]:
    catalogue = Catalogue(directory / FILE_NAME)
    made = Backups(catalogue, Events(), read_only=False)
    try:
        yield catalogue, made
    finally:
        catalogue.close()


def _content(path: Path) -> Rows:
    """Return all that a catalogue holds, to the letter."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        assert damage_in(db) == []
        tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        return {str(name): sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for (name,) in tables.fetchall()}
    finally:
        db.close()


def _work(catalogue: Catalogue) -> None:
    """Leave something of every kind of row, and of the log."""
    prepare(catalogue)
    for name, step in steps(catalogue).items():
        if name not in ("remove a root", "back up"):  # a second backup within the hour is not made at close
            step()


def _rotation(directory: Path) -> Path:
    with _opened(directory) as (_, made):
        return made.make().path


def _folder(directory: Path) -> Path:
    target = directory.with_name("elsewhere")
    target.mkdir()
    with _opened(directory) as (_, made):
        return made.make(target).path


def _file(directory: Path) -> Path:
    with _opened(directory) as (_, made):
        return made.make(directory.with_name("my backup.db")).path


def _second_place(directory: Path) -> Path:
    target = directory.with_name("second")
    target.mkdir()
    with _opened(directory) as (_, made):
        place = made.set_second_place(target)
        assert place is not None
        (copy,) = place.glob("*.db")
        return copy


def _at_close(directory: Path) -> Path:
    before = {it.path for it in backups.list_for(directory)}
    with _opened(directory) as (_, made):
        made.close()
    (closing,) = {it.path for it in backups.list_for(directory)} - before
    return closing


def _rescued(directory: Path) -> Path:
    """The catalogue is deleted while it is open."""
    with _opened(directory) as (catalogue, _):
        before = {it.path for it in backups.list_for(directory)}
        (directory / FILE_NAME).unlink()
        with pytest.raises(KnownError, match="deleted"):
            catalogue.write(lambda db: db.execute("DELETE FROM photo_tag"))
        (rescued,) = {it.path for it in backups.list_for(directory)} - before
        return rescued


_KINDS: dict[str, Callable[[Path], Path]] = {
    "rotation": _rotation,
    "folder": _folder,
    "file": _file,
    "second place": _second_place,
    "at close": _at_close,
    "rescued": _rescued,
}


def _lose(directory: Path) -> None:
    """Go on working, then lose the catalogue as a failing disk does."""
    path = directory / FILE_NAME
    if path.exists():
        with _opened(directory) as (catalogue, _):
            catalogue.write(lambda db: db.execute("DELETE FROM photo_tag"))
    path.write_bytes(b"rubbish" * 10_000)


def _differences(found: Rows, wanted: Rows, *, but: set[str]) -> list[str]:
    assert wanted.keys() - but
    return [table for table in wanted if table not in but and found.get(table) != wanted[table]]


def _drill(folder: Path, kind: str) -> list[str]:
    """Make a library, a backup of it, lose it, restore it; return what is wrong."""
    directory = folder / "library"
    directory.mkdir()
    path = make_catalogue(directory / FILE_NAME, photos=_PHOTOS)
    with _opened(directory) as (catalogue, _):
        _work(catalogue)
    if kind == "second place":  # where that is, is among the settings
        file = _KINDS[kind](directory)
        source = _content(path)
        source["setting"] = []
    else:
        source = _content(path)
        file = _KINDS[kind](directory)
    _lose(directory)
    restored = backups.restore(directory, file)
    Catalogue(path).close()
    found = _content(path)
    if kind == "second place":
        found["setting"] = []
    wrong = _differences(found, source, but=set() if restored.backup.whole else _DERIVED)
    kept = restored.replaced is not None and any(restored.replaced.iterdir())
    return [f"{kind}: {table} is not what it was" for table in wrong] + ([] if kept else [f"{kind}: the old is gone"])


def _migration_drill(folder: Path) -> list[str]:
    """Restore the copy that was made before the catalogue was migrated."""
    directory = folder / "library"
    directory.mkdir()
    path = make_catalogue(directory / FILE_NAME, photos=_PHOTOS)
    Catalogue(path).close()
    source = _content(path)
    with _opened(directory) as (catalogue, _):
        _work(catalogue)
    (file,) = (it.path for it in backups.list_for(directory))
    _lose(directory)
    backups.restore(directory, file)
    Catalogue(path).close()
    return [
        f"before a migration: {table} is not what it was" for table in _differences(_content(path), source, but=set())
    ]


def test_a_restored_library_equals_its_source(
    tmp_path: Path, figure: Callable[[str], int], measured: Measured, allowed_log: Callable[[str], None]
) -> None:
    allowed_log("deleted.* Its content was saved as")
    started = time.monotonic()
    failures: list[str] = []
    kinds = [*_KINDS, "before a migration"][: figure("restores")]
    for kind in kinds:
        place = tmp_path / kind
        place.mkdir()
        failures += _migration_drill(place) if kind not in _KINDS else _drill(place, kind)
    print(*failures, sep="\n")
    measured("restores", len(kinds), len(failures), time.monotonic() - started, ", ".join(kinds))
