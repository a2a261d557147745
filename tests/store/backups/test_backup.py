"""Backups: whole or not there, found damaged by one bit, kept in rotation, put in place at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import numpy as np
import pytest

from clipphotos.core.errors import DamagedLibraryError, KnownError
from clipphotos.core.label import LabelSpec, Verdict
from clipphotos.store import embeddings, history, migrate, photos, roots
from clipphotos.store.backups import backup, check, copying, replacing, salvage
from clipphotos.store.catalogue import Catalogue
from tests.store.filling import add_label, add_model, add_photos, decide, tag

NOW = datetime(2026, 11, 23, 15, 53, 1, tzinfo=UTC)


def embed(catalogue: Catalogue, photo_ids: list[photos.PhotoId]) -> None:
    model = add_model(catalogue)

    def store(db: apsw.Connection) -> None:
        for photo in photo_ids:
            digest = db.execute("SELECT hash FROM photo WHERE id = ?", (photo,)).get
            vector = np.random.default_rng(photo).standard_normal(4).astype(np.float32)
            assert embeddings.insert(db, model, photo, digest, vector / np.linalg.norm(vector))

    catalogue.write(store)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Catalogue]:
    """Twenty photos with embeddings, ten of them tagged and four decided about."""
    (tmp_path / "library").mkdir()
    catalogue = Catalogue(tmp_path / "library" / "catalogue.db")
    ids = add_photos(catalogue, 20)
    embed(catalogue, ids)
    tag(catalogue, "Holiday", ids[:10])
    decide(catalogue, add_label(catalogue, "Dog", LabelSpec("")), ids[:4], Verdict.REJECTED)
    yield catalogue
    catalogue.close()


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Not by Python's own SQLite: two of them in one process take no notice of each other's locks."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    tables = rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1")
    return {str(name): rows(path, f"SELECT * FROM {name} ORDER BY 1, 2") for (name,) in tables}


def make(catalogue: Catalogue, *, whole: bool = False, now: datetime = NOW, asked: bool = False) -> backup.Backup:
    return backup.make(catalogue.path, backup.folder_for(catalogue.path.parent), whole=whole, now=now, asked=asked)


def said(*_: object) -> None:
    pass


def flip(path: Path, at: int) -> None:
    with open(path, "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


@pytest.mark.parametrize("whole", [True, False])
def test_a_backup_has_everything_but_what_is_made_again(filled: Catalogue, whole: bool) -> None:
    made = make(filled, whole=whole)
    assert made.path.name == "catalogue-2026-11-23T155301Z.db"
    assert (made.made_at, made.photos, made.tags, made.decisions) == (NOW, 20, 10, 4)
    assert (made.whole, made.verified, made.size) == (whole, True, made.path.stat().st_size)
    source, copy = everything(filled.path), everything(made.path)
    assert len(copy["embedding"]) == (20 if whole else 0)
    assert copy | {"embedding": []} == source | {"embedding": []}
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"
    assert rows(made.path, schema) == rows(filled.path, schema)
    assert rows(made.path, "SELECT * FROM sqlite_sequence ORDER BY 1") == rows(
        filled.path, "SELECT * FROM sqlite_sequence ORDER BY 1"
    ), "ids would be used again"
    for name in ("application_id", "user_version"):
        assert rows(made.path, f"PRAGMA {name}") == rows(filled.path, f"PRAGMA {name}")
    assert sorted(p.name for p in made.path.parent.iterdir()) == [made.path.name, f"{made.path.name}.json"]
    assert backup.is_intact(made)


@pytest.mark.parametrize("whole", [True, False])
def test_a_backup_made_while_others_write_is_one_state(filled: Catalogue, whole: bool) -> None:
    """Each commit adds a root and a tag: a backup never has one without the other."""
    stop = threading.Event()
    written = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            name = f"n{number}"

            def both(db: apsw.Connection, name: str = name) -> None:
                roots.add(db, f"/{name}")
                db.execute("INSERT INTO tag (key, name) VALUES (?1, ?1)", (name,))

            filled.write(both)
            written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(10)
        for second in range(5):
            made = make(filled, whole=whole, now=NOW + timedelta(seconds=second))
            found = rows(made.path, "SELECT (SELECT count(*) FROM root), (SELECT count(*) FROM tag)")
            assert found[0][0] == found[0][1] > 1
    finally:
        stop.set()
        writer.join()


def test_a_backup_that_is_given_up_leaves_nothing(filled: Catalogue) -> None:
    folder = backup.folder_for(filled.path.parent)
    for whole in (True, False):
        with pytest.raises(copying.StoppedError):
            backup.make(filled.path, folder, whole=whole, now=NOW, stop=lambda: True)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("asked", [2, 5, 10, 20, 40, 80])
@pytest.mark.parametrize("whole", [True, False])
def test_a_backup_can_be_given_up_at_any_moment(
    filled: Catalogue, monkeypatch: pytest.MonkeyPatch, whole: bool, asked: int
) -> None:
    monkeypatch.setattr(copying, "_STEP_OPERATIONS", 50)
    monkeypatch.setattr(copying, "_STEP_PAGES", 1)
    folder = backup.folder_for(filled.path.parent)
    times = iter(range(asked))
    with pytest.raises(copying.StoppedError):
        backup.make(filled.path, folder, whole=whole, now=NOW, stop=lambda: next(times, None) is None)
    assert list(folder.iterdir()) == []


def test_a_damaged_catalogue_gives_no_backup(filled: Catalogue) -> None:
    page = rows(filled.path, "SELECT rootpage FROM sqlite_schema WHERE name = 'photo_tag_by_tag'")[0][0]
    filled.close()
    with open(filled.path, "r+b") as file:
        file.seek((int(str(page)) - 1) * 4096)
        file.write(bytes(4096))
    for whole in (True, False):
        with pytest.raises(KnownError, match=r"damaged|verified"):
            make(filled, whole=whole)
    assert list((filled.path.parent / "backups").iterdir()) == []


def test_nothing_that_is_there_is_overwritten(filled: Catalogue, tmp_path: Path) -> None:
    mine = tmp_path / "mine.db"
    mine.write_text("mine")
    with pytest.raises(KnownError, match="exists already"):
        backup.make(filled.path, mine, whole=True, now=NOW)
    with pytest.raises(KnownError, match="library's own"):
        backup.make(filled.path, filled.path.with_name("catalogue.db-wal2"), whole=True, now=NOW)
    assert mine.read_text() == "mine"
    assert make(filled).path != make(filled).path


def test_a_full_disk_is_said_and_leaves_nothing(filled: Catalogue) -> None:
    script = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from clipphotos.core.errors import KnownError
from clipphotos.store.backups import backup
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for whole in (True, False):
    try:
        backup.make(Path(sys.argv[1]), Path(sys.argv[2]), whole=whole, now=datetime.now(UTC))
    except KnownError as error:
        print(error)
"""
    folder = backup.folder_for(filled.path.parent)
    done = subprocess.run(
        [sys.executable, "-c", script, str(filled.path), str(folder)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(done.stdout.splitlines()) == 2, done.stdout + done.stderr
    assert list(folder.iterdir()) == []


def test_every_flipped_bit_is_found(filled: Catalogue) -> None:
    made = make(filled)
    for at in range(17, made.size, made.size // 40):
        flip(made.path, at)
        assert not backup.is_intact(made)
        flip(made.path, at)
    assert backup.is_intact(made)


def test_a_damaged_backup_is_kept_but_not_counted(filled: Catalogue) -> None:
    good, bad = make(filled), make(filled, now=NOW + timedelta(days=1))
    flip(bad.path, bad.size - 9)
    aside = backup.set_aside(bad)
    assert aside.path.exists()
    assert not bad.path.exists()
    found = backup.listed([good.path.parent])
    assert [(it.path, it.verified) for it in found] == [(aside.path, False), (good.path, True)]
    backup.prune(good.path.parent, keep=good.path)
    assert aside.path.exists()


def test_what_is_written_beside_a_backup_may_be_lost(filled: Catalogue) -> None:
    made = make(filled)
    made.path.with_name(f"{made.path.name}.json").write_text("{rubbish")
    again = backup.read(made.path)
    assert (again.photos, again.tags, again.decisions, again.made_at) == (20, 10, 4, NOW)
    assert not again.verified


def test_pruning_never_takes_the_newest(filled: Catalogue) -> None:
    made = [make(filled, now=NOW + timedelta(hours=hours)) for hours in range(3)]
    backup.prune(made[0].path.parent, keep=made[-1].path)
    assert [it.path for it in backup.listed([made[0].path.parent])] == [made[-1].path]
    assert len(list(made[0].path.parent.iterdir())) == 2


def test_pruning_leaves_what_a_person_asked_for(filled: Catalogue, tmp_path: Path) -> None:
    made = [make(filled, now=NOW + timedelta(hours=hours), asked=hours == 1) for hours in range(4)]
    (tmp_path / "disk").mkdir()
    copies = [backup.copied(it, tmp_path / "disk") for it in made]
    for them in (made, copies):
        assert [it.asked for it in them] == [False, True, False, False]
        backup.prune(them[0].path.parent, keep=them[-1].path)
        assert backup.listed([them[0].path.parent]) == [them[3], them[1]]


def test_backups_that_say_nothing_of_who_asked_were_not_asked_for(filled: Catalogue) -> None:
    made = make(filled, asked=True)
    notes = made.path.with_name(f"{made.path.name}.json")
    facts = json.loads(notes.read_text())
    del facts["asked"]
    notes.write_text(json.dumps(facts))
    assert backup.read(made.path) == replace(made, asked=False)


def test_a_copy_elsewhere_can_be_given_up(filled: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(copying.StoppedError):
        backup.copied(make(filled), tmp_path, stop=lambda: True)
    assert list(tmp_path.glob("*.*")) == []


def test_what_a_killed_program_left_is_cleared_away(filled: Catalogue) -> None:
    folder = backup.folder_for(filled.path.parent)
    old, new = folder / "catalogue-2026-01-01T000000Z.db.tmp", folder / "catalogue-2026-01-02T000000Z.db.tmp"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    backup.prune(folder, keep=make(filled).path)
    assert not old.exists()
    assert new.exists(), "another program may be writing it"


def test_the_state_follows_what_people_do(filled: Catalogue) -> None:
    def state() -> str:
        with filled.read() as db:
            return backup.state_of(db)

    from clipphotos.core.action import Action, ActionKind

    before = state()
    embed(filled, add_more(filled))
    assert state() == before, "photos that come in are no work of a person"
    filled.write(
        lambda db: history.recorded(
            db, Action(ActionKind.TAG, "x", 1), lambda db: db.execute("INSERT INTO tag (key, name) VALUES ('x', 'x')")
        )
    )
    tagged = state()
    assert tagged != before
    filled.write(lambda db: history.step(db, redo=False))
    assert state() not in (before, tagged)


def add_more(catalogue: Catalogue) -> list[photos.PhotoId]:
    return [catalogue.write(lambda db, n=n: photos.insert(db, bytes([n] * 32))) for n in range(3)]


# Restoring.


def test_restoring_brings_everything_back_and_keeps_the_old_set(filled: Catalogue) -> None:
    made = make(filled)
    wanted = everything(filled.path)
    tag(filled, "Later", [photos.PhotoId(1)])
    filled.close()
    (filled.path.parent / "index").mkdir()
    later = everything(filled.path)
    filled.path.with_name("catalogue.db-wal").write_bytes(b"stale")

    restored = replacing.restore(filled.path, made.path, NOW, said)
    assert restored.replaced is not None
    kept = {p.name for p in restored.replaced.iterdir()}
    assert kept - {"catalogue.db-shm"} == {"catalogue.db", "catalogue.db-wal", "index"}
    assert not filled.path.with_name("catalogue.db-wal").exists()
    Catalogue(filled.path).close()
    found = everything(filled.path)
    assert restored.embeddings == 20
    assert [row[1:] for row in found.pop("embedding")] == [row[1:] for row in wanted.pop("embedding")]
    assert found == wanted
    assert everything(restored.replaced / "catalogue.db") == later
    assert backup.is_intact(made), "the backup itself stays as it is"


def test_restoring_from_a_set_that_was_replaced_counts_its_wal(filled: Catalogue, tmp_path: Path) -> None:
    """The set may have been left by a killed program: half of it is in the -wal."""
    tag(filled, "Unsaved", [photos.PhotoId(1)])
    left = tmp_path / "left"
    left.mkdir()
    for path in filled.path.parent.glob("catalogue.db*"):
        shutil.copy(path, left / path.name)
    assert (left / "catalogue.db-wal").stat().st_size > 0
    wanted = everything(filled.path)
    fresh = tmp_path / "fresh" / "catalogue.db"
    fresh.parent.mkdir()
    restored = replacing.restore(fresh, left / "catalogue.db", NOW, said)
    assert restored.replaced is None
    assert everything(fresh) == wanted
    assert [p.name for p in fresh.parent.iterdir()] == ["catalogue.db"]


def test_embeddings_of_a_damaged_catalogue_are_brought_over_as_far_as_they_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    catalogue = Catalogue(tmp_path / "library" / "catalogue.db")
    embed(catalogue, add_photos(catalogue, 20))
    made = make(catalogue)
    page = rows(catalogue.path, "SELECT rootpage FROM sqlite_schema WHERE name = 'embedding'")[0][0]
    catalogue.close()
    with open(catalogue.path, "r+b") as file:
        file.seek((int(str(page)) - 1) * 4096)
        file.write(bytes(4096))
    assert replacing.restore(catalogue.path, made.path, NOW, said).embeddings == 0
    Catalogue(catalogue.path).close()
    assert len(everything(catalogue.path)["photo"]) == 20


def test_an_older_format_is_restored_and_migrated_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    db = apsw.Connection(str(path))
    migrate.apply(db, migrate.migrations()[:1])
    db.execute("INSERT INTO tag (key, name) VALUES ('dog', 'Dog')")
    db.close()
    fresh = tmp_path / "catalogue.db"
    replacing.restore(fresh, path, NOW, said)
    Catalogue(fresh).close()
    assert rows(fresh, "SELECT name FROM tag") == [("Dog",)]
    assert rows(fresh, "PRAGMA user_version") == [(migrate.migrations()[-1][0],)]


@pytest.mark.parametrize("what", ["newer", "other", "text", "nothing", "itself", "bit", "page"])
def test_what_is_no_good_backup_is_refused_and_nothing_changes(filled: Catalogue, tmp_path: Path, what: str) -> None:
    made = make(filled)
    file = made.path
    filled.close()
    before = everything(filled.path)
    if what == "bit":
        flip(file, made.size - 20)
    elif what == "page":
        made.path.with_name(f"{file.name}.json").unlink()
        with open(file, "r+b") as opened:
            opened.seek(4096 * 2)
            opened.write(bytes(4096))
    elif what == "itself":
        file = filled.path
    else:
        file = tmp_path / "file.db"
        if what == "text":
            file.write_text("no database at all " * 100)
        elif what in ("newer", "other"):
            db = apsw.Connection(str(file))
            db.execute("CREATE TABLE theirs (x)")
            db.pragma("user_version", 9999)
            db.pragma("application_id", migrate.APPLICATION_ID if what == "newer" else 7)
            db.close()
    with pytest.raises(KnownError) as refused:
        replacing.restore(filled.path, file, NOW, said)
    assert ("newer version" in str(refused.value)) == (what == "newer")
    assert everything(filled.path) == before
    assert not list(filled.path.parent.glob("replaced-*"))


_STEPS = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from clipphotos.store.backups import replacing

count, real = 0, os.replace
kill_at = int(sys.argv[3])

def replace(*paths):
    global count
    if count == kill_at:
        os._exit(9)
    real(*paths)
    count += 1

os.replace = replace
replacing.restore(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC), lambda *_: None)
print(count)
"""


def test_killed_between_any_two_renames_either_library_opens_whole(filled: Catalogue, tmp_path: Path) -> None:
    made = make(filled)
    new = everything(filled.path)
    tag(filled, "Later", [photos.PhotoId(1)])
    old = everything(filled.path)
    assert old != new
    seen = set[bool]()
    for kill_at in range(20):
        library = tmp_path / f"copy-{kill_at}"
        library.mkdir()
        for path in filled.path.parent.glob("catalogue.db*"):  # as a killed program leaves it, with a -wal
            shutil.copy(path, library / path.name)
        (library / "index").mkdir()
        arguments = [str(library / "catalogue.db"), str(made.path), str(kill_at)]
        done = subprocess.run(
            [sys.executable, "-c", _STEPS, *arguments], cwd=Path(__file__).parents[3], check=False, capture_output=True
        )
        Catalogue(library / "catalogue.db").close()
        found = everything(library / "catalogue.db")
        found.pop("embedding")
        is_new = found == {name: rows for name, rows in new.items() if name != "embedding"}
        assert is_new or found == {name: rows for name, rows in old.items() if name != "embedding"}, kill_at
        seen.add(is_new)
        if is_new:
            (replaced,) = library.glob("replaced-*")
            assert everything(replaced / "catalogue.db") == old
            ours = {p.name for p in library.iterdir() if not p.name.startswith("catalogue.db-")}
            assert ours == {"catalogue.db", replaced.name}
        else:
            assert not list(library.glob("replaced-*")), "what was half done is cleared away"
        if done.returncode == 0:
            assert kill_at > 4
            break
    assert seen == {True, False}


def test_a_reader_waits_for_a_replacement_to_be_finished(filled: Catalogue) -> None:
    made = make(filled)
    filled.close()
    prepared = replacing.prepare(filled.path, NOW)
    shutil.copy(made.path, prepared)
    os.replace(prepared, prepared.with_name("restored.db"))
    with pytest.raises(KnownError, match="being restored"):
        Catalogue(filled.path, read_only=True)
    Catalogue(filled.path).close()
    assert rows(filled.path, "SELECT count(*) FROM embedding") == [(0,)]


# A catalogue that is damaged when it is opened, or vanishes while it is open.


def test_a_damaged_page_is_found_when_the_library_is_opened(filled: Catalogue) -> None:
    page = rows(filled.path, "SELECT rootpage FROM sqlite_schema WHERE name = 'decision'")[0][0]
    filled.close()
    with open(filled.path, "r+b") as file:
        file.seek((int(str(page)) - 1) * 4096)
        file.write(bytes(4096))
    content = filled.path.read_bytes()
    with pytest.raises(DamagedLibraryError, match="left as it is"):
        Catalogue(filled.path)
    assert filled.path.read_bytes() == content


@pytest.mark.parametrize("how", ["deleted", "replaced", "closed", "folder"])
def test_a_catalogue_that_vanishes_is_rescued(filled: Catalogue, allowed_log: object, how: str) -> None:
    allowed_log("was deleted, moved or replaced")  # type: ignore[operator]
    before = everything(filled.path)
    if how == "folder":
        shutil.rmtree(filled.path.parent)
    else:
        for path in filled.path.parent.glob("catalogue.db*"):
            path.unlink()
    if how == "replaced":
        filled.path.write_bytes(b"something else")
    if how != "closed":
        for _ in range(2):
            with pytest.raises(KnownError, match=r"saved as .*catalogue-.*Z\.db"):
                tag(filled, "Lost", [photos.PhotoId(1)])
    filled.close()
    (rescued,) = (filled.path.parent / "backups").glob("*.db")
    assert everything(rescued) == before
    assert backup.read(rescued).verified


_JOURNAL = """
import os, sys
import apsw
db = apsw.Connection(sys.argv[1])
db.pragma("journal_mode", "delete")
db.pragma("cache_size", 1)
db.execute("BEGIN IMMEDIATE")
db.execute("DELETE FROM photo_tag; UPDATE file SET name = name || randomblob(5000)")
os._exit(9)
"""


def test_a_journal_of_the_old_catalogue_goes_with_it(filled: Catalogue) -> None:
    """Where WAL is not possible SQLite stays with journals; another program was killed there."""
    made = make(filled)
    filled.close()
    subprocess.run([sys.executable, "-c", _JOURNAL, str(filled.path)], check=False)
    journal = filled.path.with_name("catalogue.db-journal").read_bytes()
    assert any(journal)
    replaced = replacing.restore(filled.path, made.path, NOW, said).replaced
    assert replaced is not None
    assert (replaced / "catalogue.db-journal").read_bytes() == journal
    assert not filled.path.with_name("catalogue.db-journal").exists()
    opened = Catalogue(filled.path)
    opened.close()
    assert rows(filled.path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(filled.path, "SELECT count(*) FROM photo_tag") == [(10,)]


@pytest.mark.parametrize("how", ["empty", "gone"])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_lost_catalogue_is_not_begun_anew_beside_its_backups(filled: Catalogue, how: str, read_only: bool) -> None:
    made = make(filled)
    filled.close()
    folder = filled.path.parent
    filled.path.unlink()
    if how == "empty":
        filled.path.touch()
    wal = filled.path.with_name("catalogue.db-wal")
    wal.write_bytes(b"all that is left")
    with pytest.raises(DamagedLibraryError, match=f"{how}.*{made.path.name}.*{folder / 'backups'} away"):
        Catalogue(filled.path, read_only=read_only)
    assert backup.setting(filled.path, "x") is None
    if how == "empty":
        assert not check.check(filled.path, said).sound
        with pytest.raises(DamagedLibraryError):
            salvage.salvage(filled.path, folder / "saved.db", said)
    assert wal.read_bytes() == b"all that is left", "SQLite removes it where it opens an empty file"

    replaced = replacing.restore(filled.path, made.path, NOW, said).replaced
    assert replaced is not None
    assert (replaced / wal.name).read_bytes() == b"all that is left"
    Catalogue(filled.path).close()
    assert rows(filled.path, "SELECT count(*) FROM photo_tag") == [(10,)]


def test_a_library_can_be_begun_anew_on_purpose(filled: Catalogue) -> None:
    make(filled)
    filled.close()
    filled.path.unlink()
    (filled.path.parent / "backups").rename(filled.path.parent / "old backups")
    Catalogue(filled.path).close()
    assert rows(filled.path, "SELECT count(*) FROM photo") == [(0,)]


# Verifying what a person chose.


def test_any_file_is_verified_before_it_is_restored(filled: Catalogue, tmp_path: Path) -> None:
    """To the bit where its checksum is known, else as far as SQLite can tell."""
    made = make(filled)
    alone = tmp_path / "renamed"
    shutil.copy(made.path, alone)
    reports = list[tuple[str, int, int]]()
    assert replacing.verified(filled.path, made.path, lambda *it: reports.append(it)) == made
    assert reports[-1] == ("Verifying the backup", made.size, made.size)
    found = replacing.verified(filled.path, alone, said)
    assert (found.photos, found.tags, found.decisions, found.verified) == (20, 10, 4, False)
    flip(made.path, made.size - 9)
    page = int(str(rows(alone, "SELECT rootpage FROM sqlite_schema WHERE name = 'photo_tag_by_tag'")[0][0]))
    with open(alone, "r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    for path in (made.path, alone):
        with pytest.raises(KnownError, match=r"damaged"):
            replacing.verified(filled.path, path, said)


def test_what_is_in_the_wal_of_a_set_that_was_replaced_is_verified_with_it(filled: Catalogue, tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.mkdir()
    for path in filled.path.parent.glob("catalogue.db*"):
        shutil.copy(path, left / path.name)
    assert (left / "catalogue.db-wal").stat().st_size > 0
    assert replacing.verified(tmp_path / "none.db", left / "catalogue.db", said).photos == 20


def test_files_that_are_no_backups_are_refused(filled: Catalogue, tmp_path: Path) -> None:
    other = apsw.Connection(str(tmp_path / "other.db"))
    other.execute("CREATE TABLE other (x)")
    other.close()
    (tmp_path / "photo.jpg").write_bytes(b"photo" * 1000)
    (tmp_path / "empty").touch()
    newer = make(filled)
    db = apsw.Connection(str(newer.path))
    db.pragma("user_version", 99)
    db.close()
    wanted = {
        tmp_path / "other.db": "no backup",
        tmp_path / "photo.jpg": "no backup",
        tmp_path / "empty": "no backup",
        tmp_path / "nowhere": "cannot be read",
        tmp_path: "is no file",
        filled.path: "catalogue itself",
        newer.path: "newer version",
    }
    for path, why in wanted.items():
        with pytest.raises(KnownError, match=why):
            replacing.verified(filled.path, path, said)


@pytest.mark.parametrize("beside", [True, False])
def test_verifying_can_be_given_up(filled: Catalogue, monkeypatch: pytest.MonkeyPatch, beside: bool) -> None:
    monkeypatch.setattr(copying, "_STEP_OPERATIONS", 50)
    made = make(filled)
    if not beside:
        made.path.with_name(f"{made.path.name}.json").unlink()

    def give_up(*_: object) -> None:
        raise KnownError("It was given up.")

    with pytest.raises(KnownError, match="given up"):
        replacing.verified(filled.path, made.path, give_up)
