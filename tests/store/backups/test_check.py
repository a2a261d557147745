"""Damage is found, and what can still be read of a damaged catalogue is saved."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from clipphotos.core.errors import DamagedLibraryError
from clipphotos.core.label import LabelSpec, Verdict
from clipphotos.store import albums, migrate, searches
from clipphotos.store.backups import check, salvage
from clipphotos.store.catalogue import Catalogue
from tests.store.backups.test_backup import embed, everything, rows, said
from tests.store.filling import add_label, add_photos, decide, tag

PAGE = 4096


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """600 photos, each with an embedding and a tag, every third with a decision; closed."""
    catalogue = Catalogue(tmp_path_factory.mktemp("made") / "catalogue.db")
    ids = add_photos(catalogue, 600)
    catalogue.write(lambda db: db.execute("UPDATE photo SET width = 4, height = 3"))
    embed(catalogue, ids)
    tag(catalogue, "Holiday", ids)
    for name in ("Dog", "Cat"):
        decide(catalogue, add_label(catalogue, name, LabelSpec("")), ids[::3], Verdict.ACCEPTED)
    catalogue.write(lambda db: albums.insert(db, "Best", "rating:5"))
    catalogue.write(lambda db: searches.put_counts(db, {"rating:5": 7}))
    catalogue.write(lambda db: searches.remember(db, "dog in the snow", 10))
    catalogue.close()
    return catalogue.path


@pytest.fixture
def sound(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


def change(path: Path, sql: str) -> None:
    db = apsw.Connection(str(path))
    try:
        db.execute(sql)
    finally:
        db.close()


def pages_of(path: Path, name: str) -> list[int]:
    return [int(str(page)) for (page,) in rows(path, f"SELECT pageno FROM dbstat WHERE name = '{name}' ORDER BY 1")]


def leaves_of(path: Path, name: str) -> list[int]:
    leaves = f"SELECT pageno FROM dbstat WHERE name = '{name}' AND pagetype = 'leaf' ORDER BY path"
    return [int(str(page)) for (page,) in rows(path, leaves)]


def zero(path: Path, pages: list[int]) -> None:
    with open(path, "r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(bytes(PAGE))


def saved(path: Path) -> tuple[salvage.Salvaged, dict[str, list[tuple[object, ...]]]]:
    target = path.with_name("saved.db")
    done = salvage.salvage(path, target, said)
    assert rows(target, "PRAGMA integrity_check") == [("ok",)]
    assert rows(target, "PRAGMA foreign_key_check") == []
    Catalogue(target).close()
    return done, everything(target)


def test_a_sound_catalogue_is_sound_and_saved_to_the_last_row(sound: Path) -> None:
    findings = check.check(sound, said)
    assert findings.sound
    assert (findings.embeddings, findings.roots, findings.models) == (600, ("/photos",), (("f", 4),))
    before = everything(sound)
    done, after = saved(sound)
    assert done.lost == {}
    assert after == before
    sequences = "SELECT * FROM sqlite_sequence WHERE seq > 0 ORDER BY 1"
    assert rows(sound.with_name("saved.db"), sequences) == rows(sound, sequences)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE embedding SET vector = x'0000000000000000' WHERE id = 7",
        "UPDATE embedding SET vector = x'003C' WHERE id = 7",
        "UPDATE embedding SET crc32 = 1 WHERE id = 7",
        "UPDATE embedding SET vector = NULL, crc32 = 'x' WHERE id = 7",
    ],
)
def test_a_damaged_embedding_is_found_and_left_out(sound: Path, sql: str) -> None:
    if "NULL" in sql:  # as a flipped bit in a row's header does
        change(
            sound, "PRAGMA writable_schema = on; UPDATE sqlite_schema SET sql = replace(sql, 'BLOB NOT NULL', 'BLOB')"
        )
    change(sound, sql)
    findings = check.check(sound, said)
    assert findings.damaged_embeddings == 1
    assert not findings.sound
    done, after = saved(sound)
    assert 7 not in {row[0] for row in after["embedding"]}
    assert done.lost == {"embedding": 1}


def test_vectors_that_are_no_numbers_are_found_although_their_checksum_is_right(sound: Path) -> None:
    import zlib

    blob = bytes.fromhex("007e") * 4
    change(sound, f"UPDATE embedding SET vector = x'{blob.hex()}', crc32 = {zlib.crc32(blob)} WHERE id = 7")
    assert check.check(sound, said).damaged_embeddings == 1


def test_rows_that_refer_to_nothing_go_or_lose_the_reference(sound: Path) -> None:
    change(sound, "UPDATE photo_tag SET label_id = 999 WHERE photo_id = 1; DELETE FROM photo WHERE id = 600")
    findings = check.check(sound, said)
    assert findings.orphans["photo_tag"] == 2
    _, after = saved(sound)
    tags = {row[0]: row for row in after["photo_tag"]}
    assert 600 not in tags
    assert tags[1][3] is None, "the tag itself is a person's"
    assert len(tags) == 599


def test_a_lost_index_loses_nothing(sound: Path) -> None:
    before = everything(sound)
    zero(sound, pages_of(sound, "photo_tag_by_tag") + pages_of(sound, "decision_by_photo"))
    assert not check.check(sound, said).sound
    done, after = saved(sound)
    assert after == before
    assert done.lost == {}


def test_photos_on_a_damaged_page_keep_their_tags_by_their_hash(sound: Path) -> None:
    before = everything(sound)
    zero(sound, leaves_of(sound, "photo")[2:4])
    done, after = saved(sound)
    assert [row[:2] for row in after["photo"]] == [row[:2] for row in before["photo"]]
    assert after["photo_tag"] == before["photo_tag"]
    assert after["decision"] == before["decision"]
    missing = {row[0] for row in after["photo"] if row[2] is None}
    assert missing
    assert {row[1] for row in after["embedding"]} == {row[0] for row in after["photo"]} - missing, "facts are read anew"
    assert "photo" not in done.lost


@pytest.mark.parametrize("table", ["tag", "label", "album"])
def test_decisions_and_tags_survive_their_label_and_tag(sound: Path, table: str) -> None:
    change(sound, "INSERT INTO album (key, name) VALUES ('trip', 'Trip'); INSERT INTO album_photo VALUES (2, 1, 1, '')")
    before = everything(sound)
    zero(sound, pages_of(sound, table))
    _, after = saved(sound)
    for name in ("photo_tag", "decision", "album_photo"):
        assert after[name] == before[name]
    assert [row[:2] for row in after[table]] == [row[:2] for row in before[table]]
    assert [row[2] for row in after[table]] == [row[1] for row in after[table]], "the name as it is compared"


def test_one_wrong_byte_in_a_name_loses_nothing(sound: Path) -> None:
    content = sound.read_bytes()
    sound.write_bytes(content.replace(b"Holiday", b"Hol\xf5day"))
    _, after = saved(sound)
    assert [row[2] for row in after["tag"]] == ["Hol\ufffdday"]
    assert len(after["photo_tag"]) == 600


@pytest.mark.parametrize("table", ["photo_tag", "decision", "embedding", "file"])
def test_only_the_rows_of_a_damaged_page_are_lost(sound: Path, table: str) -> None:
    before = everything(sound)
    leaves = leaves_of(sound, table)
    damaged = leaves[len(leaves) // 2]
    content = sound.read_bytes()[(damaged - 1) * PAGE : damaged * PAGE]
    cells = int.from_bytes(content[3:5])
    zero(sound, [damaged])
    done, after = saved(sound)
    assert set(after[table]) <= set(before[table])
    lost = len(before[table]) - len(after[table])
    assert 0 < lost <= cells
    assert done.lost.get(table) in (lost, None)
    others = {"photo", "label", "root", "model"} - {table}
    assert all(after[name] == before[name] for name in others)


def test_any_damage_at_all_is_survived(sound: Path) -> None:
    """Zeroed pages and flipped bytes at random places: what is saved is a catalogue, of rows that were there."""
    content = sound.read_bytes()
    before = everything(sound)
    rng = random.Random(4)
    pages = len(content) // PAGE
    kept = 0
    for number in range(25):
        path = sound.with_name(f"{number}.db")
        path.write_bytes(content)
        if number % 2:
            zero(path, [rng.randrange(2, pages + 1) for _ in range(1 + number // 4)])
        else:
            with open(path, "r+b") as file:
                for _ in range(number + 1):
                    file.seek(rng.randrange(100, len(content)))
                    file.write(rng.randbytes(1))
        target = sound.with_name(f"{number}.saved.db")
        try:
            salvage.salvage(path, target, said)
        except DamagedLibraryError:
            continue
        Catalogue(target).close()
        assert rows(target, "PRAGMA integrity_check") == [("ok",)]
        kept += len(everything(target)["photo_tag"])
    assert kept > 15 * len(before["photo_tag"])


@pytest.mark.parametrize("damage", ["empty", "header", "cut"])
def test_what_cannot_be_read_at_all_is_said(sound: Path, damage: str) -> None:
    damages: dict[str, Callable[[], object]] = {
        "empty": lambda: sound.write_bytes(b""),
        "header": lambda: zero(sound, [1]),
        "cut": lambda: sound.write_bytes(sound.read_bytes()[:50]),
    }
    damages[damage]()
    assert not check.check(sound, said).sound
    with pytest.raises(DamagedLibraryError, match="backup"):
        salvage.salvage(sound, sound.with_name("saved.db"), said)


def test_an_older_format_is_saved_in_its_format(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    db = apsw.Connection(str(path))
    migrate.apply(db, migrate.migrations()[:1])
    db.execute("INSERT INTO tag (key, name) VALUES ('dog', 'Dog')")
    db.close()
    salvage.salvage(path, tmp_path / "saved.db", said)
    assert rows(tmp_path / "saved.db", "PRAGMA user_version") == [(1,)]
    Catalogue(tmp_path / "saved.db").close()
    assert rows(tmp_path / "saved.db", "SELECT name FROM tag") == [("Dog",)]
