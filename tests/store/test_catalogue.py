"""The catalogue: what is committed stays, what fails leaves nothing, and what is not ours is not touched."""

from __future__ import annotations

from pathlib import Path

import apsw
import numpy as np
import pytest

from clipphotos.core.errors import BugError, KnownError
from clipphotos.core.photo import CaptureFacts, FileState, PhotoId, Place, RootId, Signature
from clipphotos.store import embeddings, files, photos, roots
from clipphotos.store.catalogue import Catalogue
from clipphotos.store.migrate import migrations

SIGNATURE = Signature(size=1, mtime_ns=2, ino=3)


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [number for number, _ in migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_new_catalogue_is_durable(catalogue: Catalogue) -> None:
    def pragmas(db: apsw.Connection) -> tuple[object, ...]:
        return tuple(db.pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys", "user_version"))

    assert catalogue.write(pragmas) == ("wal", 2, 1, migrations()[-1][0])


def test_a_change_that_raises_leaves_nothing(catalogue: Catalogue) -> None:
    def half(db: apsw.Connection) -> None:
        roots.add(db, "/photos")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        catalogue.write(half)
    with catalogue.read() as db:
        assert roots.all_roots(db) == []


def test_readers_see_what_is_committed_and_cannot_write(catalogue: Catalogue) -> None:
    catalogue.write(lambda db: roots.add(db, "/photos"))
    with catalogue.read() as db:
        assert [root.path for root in roots.all_roots(db)] == ["/photos"]
        with pytest.raises(apsw.ReadOnlyError):
            db.execute("DELETE FROM root")


def test_a_reader_keeps_its_snapshot(catalogue: Catalogue) -> None:
    with catalogue.read() as db:
        assert roots.all_roots(db) == []
        catalogue.write(lambda writer: roots.add(writer, "/photos"))
        assert roots.all_roots(db) == []
    with catalogue.read() as db:
        assert len(roots.all_roots(db)) == 1


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    db = apsw.Connection(str(path))
    db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(KnownError, match="another program"):
        Catalogue(path)
    assert path.read_bytes() == before


def test_a_damaged_catalogue_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    path.write_bytes(b"SQLite format 3\0" + b"rubbish" * 2000)
    with pytest.raises(KnownError, match="damaged"):
        Catalogue(path)


def test_a_full_disk_is_explained_and_rolled_back(catalogue: Catalogue) -> None:
    pages = catalogue.write(lambda db: db.pragma("page_count"))
    catalogue.write(lambda db: db.pragma("max_page_count", pages))

    def fill(db: apsw.Connection) -> None:
        for n in range(5000):
            roots.add(db, f"/photos/{n:0200}")

    with pytest.raises(KnownError, match="no space left"):
        catalogue.write(fill)
    with catalogue.read() as db:
        assert roots.all_roots(db) == []


@pytest.mark.parametrize("name", ["ü.jpg".encode(), b"\xff\xfe.jpg", b"new\nline.jpg"])
def test_names_need_not_be_text(catalogue: Catalogue, name: bytes) -> None:
    def record(db: apsw.Connection) -> PhotoId:
        root = roots.add(db, "/photos")
        return files.record_content(db, Place(root, b"d\xff", name), SIGNATURE, bytes(32), ())

    photo = catalogue.write(record)
    with catalogue.read() as db:
        ((path, readable),) = files.paths_of(db, photo)
        assert path.encode(errors="surrogateescape") == b"/photos/d\xff/" + name
        assert readable


def test_folders_are_listed_with_and_without_what_is_below(catalogue: Catalogue) -> None:
    places = [(b"", b"a"), (b"d", b"b"), (b"d/e", b"c"), (b"d.x", b"d"), (b"dd", b"e")]

    def record(db: apsw.Connection) -> RootId:
        root = roots.add(db, "/photos")
        for number, (folder, name) in enumerate(places):
            digest = bytes([number] * 32)
            files.record_content(db, Place(root, folder, name), SIGNATURE, digest, ())
        return root

    root = catalogue.write(record)

    def names(folder: bytes, *, recursive: bool) -> set[bytes]:
        with catalogue.read() as db:
            return {file.place.name for file in files.below(db, root, folder, recursive=recursive)}

    assert names(b"", recursive=True) == {b"a", b"b", b"c", b"d", b"e"}
    assert names(b"", recursive=False) == {b"a"}
    assert names(b"d", recursive=True) == {b"b", b"c"}
    assert names(b"d", recursive=False) == {b"b"}


def test_a_quarantined_file_hides_its_photo_and_gives_the_reason(catalogue: Catalogue) -> None:
    def record(db: apsw.Connection) -> PhotoId:
        root = roots.add(db, "/photos")
        photo = files.record_content(db, Place(root, b"", b"a.jpg"), SIGNATURE, bytes(32), ())
        files.quarantine(db, photo, b"\1" * 32, "It was revised by now.")
        assert photos.count_browsable(db) == 1
        files.quarantine(db, photo, bytes(32), "It is cut short.")
        return photo

    catalogue.write(record)
    with catalogue.read() as db:
        assert photos.count_browsable(db) == 0
        (failed,) = files.listed(db, FileState.QUARANTINED)
        assert (failed.path, failed.reason) == ("/photos/a.jpg", "It is cut short.")


@pytest.mark.parametrize("bad", ["nan", "zero", "long"])
def test_only_unit_vectors_are_stored(catalogue: Catalogue, bad: str) -> None:
    vector = {"nan": np.full(4, np.nan), "zero": np.zeros(4), "long": np.ones(4)}[bad].astype(np.float32)

    def store(db: apsw.Connection) -> None:
        photo = photos.insert(db, bytes(32))
        embeddings.insert(db, embeddings.model_id(db, "m", "f", 4), photo, bytes(32), vector)

    with pytest.raises(BugError, match="unit vector"):
        catalogue.write(store)


def test_an_embedding_of_content_that_changed_meanwhile_is_not_stored(catalogue: Catalogue) -> None:
    vector = np.array([1, 0, 0, 0], np.float32)

    def store(db: apsw.Connection) -> int | None:
        photo = photos.insert(db, bytes(32))
        photos.revise(db, photo, b"\1" * 32)
        return embeddings.insert(db, embeddings.model_id(db, "m", "f", 4), photo, bytes(32), vector)

    assert catalogue.write(store) is None


def test_any_number_of_embeddings_can_be_asked_for(catalogue: Catalogue) -> None:
    with catalogue.read() as db:
        assert embeddings.photos_of(db, np.arange(50_000)) == {}


def test_trouble_reading_hides_only_what_was_never_decoded(catalogue: Catalogue) -> None:
    def record(db: apsw.Connection) -> PhotoId:
        root = roots.add(db, "/photos")
        return files.record_content(db, Place(root, b"", b"a.jpg"), SIGNATURE, bytes(32), ())

    photo = catalogue.write(record)
    with catalogue.read() as db:
        (file,) = files.below(db, RootId(1))
    catalogue.write(lambda db: photos.set_facts(db, photo, 4, 3, CaptureFacts()))
    catalogue.write(lambda db: files.set_aside(db, file.id, "It cannot be read."))
    catalogue.write(lambda db: files.quarantine(db, photo, bytes(32), "It is damaged."))
    with catalogue.read() as db:
        assert photos.count_browsable(db) == 1

    catalogue.write(lambda db: photos.revise(db, photo, b"\1" * 32))
    catalogue.write(lambda db: files.set_aside(db, file.id, "It cannot be read."))
    with catalogue.read() as db:
        assert photos.count_browsable(db) == 0
        (aside,) = files.below(db, RootId(1))
        assert aside.signature != SIGNATURE, "the next scan would not look at it again"
