"""Migrations keep what is in a catalogue, leave a copy of the old one, and change nothing when they fail."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelId, LabelMode, LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.store import albums, history, labels, migrate, tags
from clipphotos.store.backups import backup as store_backup
from clipphotos.store.catalogue import Catalogue

_FORMAT_1 = """
    INSERT INTO root (id, path) VALUES (1, CAST('/photos' AS BLOB));
    INSERT INTO model (id, name, fingerprint, dim) VALUES (1, 'starter', 'f', 4);
    INSERT INTO photo (id, hash) VALUES (1, zeroblob(32)), (2, randomblob(32)), (3, randomblob(32));
    INSERT INTO file (photo_id, root_id, folder, name, size, mtime_ns, ino, state)
        SELECT id, 1, x'', CAST(id || '.jpg' AS BLOB), 1, 2, 3, 'present' FROM photo;
    INSERT INTO label (id, key, name, threshold, mode, scored_by, scored_count, removed_at) VALUES
        (3, 'dog', 'Dog', 0.5, 'suggest', 1, 3, NULL),
        (4, 'cat', 'Cat', 0.0, 'auto', 1, 3, NULL),
        (5, 'car', 'Car', 1.0, 'suggest', NULL, 0, '2026-01-01T00:00:00Z'),
        (6, 'horse', 'Horse', 0.5, 'suggest', NULL, 0, NULL);
    INSERT INTO prompt VALUES (3, 0, 'Dog'), (4, 0, 'Cat'), (4, 1, 'a tiger'), (5, 0, 'a car'), (6, 0, 'a horse'),
        (6, 1, 'a pony');
    INSERT INTO suggestion VALUES (3, 1, 1, 0.9);
    INSERT INTO decision VALUES (3, 2, 'accepted', '2026-02-02T00:00:00Z'), (3, 3, 'rejected', '2026-02-03T00:00:00Z'),
        (5, 1, 'rejected', '2026-02-04T00:00:00Z');
    INSERT INTO tag VALUES (7, 'dog', 'Dog'), (8, 'holiday', 'Holiday'), (9, 'cat', 'Cat');
    INSERT INTO photo_tag VALUES
        (2, 7, 0, 3, 1, 0.8, '2026-02-02T00:00:00Z'),
        (1, 8, 0, NULL, NULL, NULL, '2026-02-05T00:00:00Z'),
        (3, 9, 1, 4, 1, 0.95, '2026-02-06T00:00:00Z');
"""


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Read by Python's own SQLite, as another program would."""
    db = sqlite3.connect(path)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    tables = rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1")
    return {str(name): rows(path, f"SELECT * FROM {name} ORDER BY 1, 2") for (name,) in tables}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A catalogue of format 1, as the first release left it."""
    path = tmp_path / "catalogue.db"
    db = apsw.Connection(str(path))
    db.pragma("journal_mode", "wal")
    (number, sql), *_ = migrate.migrations()
    with db:
        db.execute(sql)
        db.pragma("application_id", migrate.APPLICATION_ID)
        db.pragma("user_version", number)
    db.execute(_FORMAT_1)
    db.close()
    return path


@pytest.fixture
def migrated(old: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(old)
    yield catalogue
    catalogue.close()


def test_labels_keep_their_definitions(migrated: Catalogue) -> None:
    with migrated.read() as db:
        found = {label.name: label for label in labels.all_labels(db)}
    assert found.keys() == {"Dog", "Cat", "Horse"}
    assert {name: label.spec.words for name, label in found.items()} == {
        "Dog": ("Dog",),
        "Cat": ("Cat", "a tiger"),
        "Horse": ("a horse", "a pony"),
    }
    assert found["Dog"].spec.prompts == (), "its name says it; a renamed label would still look for its old name"
    assert found["Cat"].mode is LabelMode.AUTO
    assert found["Dog"].mode is LabelMode.SUGGEST
    assert all(label.spec.threshold is None and label.version == 1 for label in found.values())


def test_decisions_and_tags_are_kept_to_the_letter(old: Path) -> None:
    before = everything(old)
    Catalogue(old).close()
    after = everything(old)
    for table in ("decision", "tag", "root", "photo", "file", "model"):
        kept = [row[: len(before[table][0])] for row in after[table]]  # later columns come at the end
        assert kept == before[table], table
    assert [row[:-1] for row in after["photo_tag"]] == before["photo_tag"]
    assert {row[-1] for row in after["photo_tag"]} == {None}, "the version of the label is not known"


def test_a_removed_label_comes_back_with_its_decisions(migrated: Catalogue) -> None:
    revived = migrated.write(lambda db: labels.put(db, LabelSpec("Car")))
    assert revived == 5
    with migrated.read() as db:
        assert tags.decided(db, revived) == [(PhotoId(1), False)]


def test_new_labels_do_not_take_over_old_decisions(migrated: Catalogue) -> None:
    assert migrated.write(lambda db: labels.put(db, LabelSpec("boat"))) == 7


def test_a_migrated_catalogue_has_the_same_tables_as_a_new_one(old: Path, tmp_path: Path) -> None:
    Catalogue(old).close()
    (tmp_path / "new").mkdir()
    Catalogue(tmp_path / "new" / "catalogue.db").close()
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"
    assert rows(old, schema) == rows(tmp_path / "new" / "catalogue.db", schema)
    assert rows(old, "PRAGMA foreign_key_check") == []
    assert rows(old, "PRAGMA integrity_check") == [("ok",)]


def test_an_album_that_was_deleted_before_smart_albums_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    db = apsw.Connection(str(path))
    migrate.apply(db, [(number, sql) for number, sql in migrate.migrations() if number <= 5])
    db.execute("INSERT INTO album (key, name) VALUES ('trip', 'Trip'), ('rome', 'Rome')")
    with db:
        action = Action(ActionKind.REMOVE_ALBUM, "Rome")
        history.recorded(db, action, lambda db: db.execute("DELETE FROM album WHERE key = 'rome'"))
    db.close()
    catalogue = Catalogue(path)
    catalogue.write(lambda db: history.step(db, redo=False))
    with catalogue.read() as db:
        assert [(album.name, album.photos, album.query) for album in albums.all_albums(db)] == [
            ("Rome", 0, ""),
            ("Trip", 0, ""),
        ]
    catalogue.close()


def test_references_point_to_the_new_tables(migrated: Catalogue) -> None:
    with pytest.raises(apsw.ConstraintError):
        migrated.write(lambda db: db.execute("INSERT INTO decision (label_id, photo_id, verdict) VALUES (99, 1, 'x')"))
    migrated.write(lambda db: tags.decide(db, LabelId(3), [PhotoId(1)], tags.Verdict.ACCEPTED))


def test_the_old_catalogue_stays_beside_it(old: Path) -> None:
    before = everything(old)
    Catalogue(old).close()
    copy = old.with_name("catalogue.format-1.db")
    assert everything(copy) == before
    assert rows(copy, "PRAGMA user_version") == [(1,)]
    assert rows(old, "PRAGMA user_version") == [(migrate.migrations()[-1][0],)]
    assert sorted(p.name for p in old.parent.iterdir()) == ["catalogue.db", "catalogue.format-1.db"]


def test_the_copy_opens_as_a_library_of_its_time(old: Path) -> None:
    Catalogue(old).close()
    copy = old.with_name("catalogue.format-1.db")
    os.replace(copy, old)
    catalogue = Catalogue(old)
    with catalogue.read() as db:
        assert labels.with_name(db, "dog") is not None
    catalogue.close()


def test_the_copy_of_another_old_catalogue_stays_too(old: Path, tmp_path: Path) -> None:
    """An older backup is restored and migrated again."""
    backup = tmp_path / "backup"
    shutil.copy(old, backup)
    newest = apsw.Connection(str(old))
    newest.execute("INSERT INTO tag VALUES (99, 'newest', 'Newest')")
    newest.close()
    before = everything(old), everything(backup)
    Catalogue(old).close()
    for _ in range(2):
        shutil.copy(backup, old)
        Catalogue(old).close()
    names = ["catalogue.format-1-2.db", "catalogue.format-1.db"]
    assert sorted(p.name for p in tmp_path.glob("catalogue.format*")) == names, "the same content once"
    assert everything(tmp_path / names[1]) == before[0]
    assert everything(tmp_path / names[0]) == before[1]
    assert {it.path.name for it in store_backup.listed([tmp_path])} == set(names)


def test_an_up_to_date_catalogue_is_not_copied(old: Path) -> None:
    Catalogue(old).close()
    old.with_name("catalogue.format-1.db").unlink()
    Catalogue(old).close()
    assert [p.name for p in old.parent.iterdir()] == ["catalogue.db"]


def test_a_migration_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, good = everything(old), migrate.migrations()
    broken = [good[0], (2, good[1][1] + "INSERT INTO nowhere VALUES (1);")]
    monkeypatch.setattr(migrate, "migrations", lambda: broken)
    with pytest.raises(apsw.SQLError, match="nowhere"):
        Catalogue(old)
    assert everything(old) == before
    monkeypatch.undo()
    Catalogue(old).close()
    assert everything(old)["decision"] == before["decision"]


def test_a_migration_that_orphans_rows_is_a_bug_and_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, good = everything(old), migrate.migrations()
    orphans = [good[0], (2, "DELETE FROM label WHERE id = 3;")]
    monkeypatch.setattr(migrate, "migrations", lambda: orphans)
    with pytest.raises(Exception, match="migration 2 leaves"):
        Catalogue(old)
    assert everything(old) == before


_KILLED = """
import os, sys
from pathlib import Path
import apsw
from clipphotos.store import migrate
from clipphotos.store.catalogue import Catalogue

good = migrate.migrations()
migrate.migrations = lambda: [good[0], (2, good[1][1] + "SELECT die();")]
apsw.connection_hooks.append(lambda db: db.create_scalar_function("die", lambda: os._exit(9)))
Catalogue(Path(sys.argv[1]))
"""


def test_a_killed_migration_leaves_the_old(old: Path) -> None:
    before = everything(old)
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(old)], cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == 9
    assert everything(old) == before
    catalogue = Catalogue(old)
    with catalogue.read() as db:
        assert len(labels.all_labels(db)) == 3
    catalogue.close()


def test_a_copy_that_cannot_be_made_is_said_and_nothing_changes(old: Path) -> None:
    before = everything(old)
    old.with_name("catalogue.format-1.db.tmp").mkdir()  # in the way of what is being written
    with pytest.raises(KnownError, match="cannot be written"):
        Catalogue(old)
    assert everything(old) == before
    old.with_name("catalogue.format-1.db.tmp").rmdir()


def test_a_damaged_catalogue_is_not_migrated(old: Path) -> None:
    content = bytearray(old.read_bytes())
    page = int.from_bytes(content[16:18]) or 65536
    for number in range(2, len(content) // page):
        content[number * page : number * page + 64] = os.urandom(64)
    old.write_bytes(content)
    with pytest.raises(KnownError, match="damaged"):
        Catalogue(old)
    assert old.read_bytes()[: page * 2] == bytes(content[: page * 2])
    assert not old.with_name("catalogue.format-1.db").exists()
