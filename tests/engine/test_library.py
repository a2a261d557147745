"""The flows of a library: files come, move, change and go; what a person decided stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import numpy as np
import pytest

from clipphotos.core.changes import Notice
from clipphotos.core.errors import KnownError, LibraryBusyError
from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import PhotoId, RootState
from clipphotos.engine.library import Library
from tests.engine.conftest import Opened
from tests.photos import age, real_photo, write_photo, write_photos

Fill = Callable[..., Library]


def embedding_rows(library: Library) -> list[tuple[int, int, bytes]]:
    db = apsw.Connection(str(library.directory / "catalogue.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return [(i, p, v) for i, p, v in db.execute("SELECT id, photo_id, vector FROM embedding ORDER BY id")]
    finally:
        db.close()


def rescan(library: Library) -> None:
    library.rescan()
    library.wait_until_done()


def test_every_photo_is_embedded_and_an_unreadable_one_is_listed(tmp_path: Path, filled: Fill) -> None:
    write_photos(tmp_path / "photos", 5)
    (tmp_path / "photos" / "broken.jpg").write_bytes(b"no picture")
    (tmp_path / "photos" / "notes.txt").write_text("hello")
    age(tmp_path / "photos" / "broken.jpg")

    status = filled().status()

    assert (status.photos, status.files, status.embedded) == (5, 5, 5)
    assert [Path(failed.path).name for failed in status.failed] == ["broken.jpg"]
    assert status.failed[0].reason
    assert [Path(skipped.path).name for skipped in status.skipped] == ["notes.txt"]


def test_a_moved_and_a_renamed_file_keep_tags_and_embedding(tmp_path: Path, filled: Fill) -> None:
    first, second = write_photos(tmp_path / "photos", 2)
    library = filled()
    moved, renamed = library.photos.at(str(first)), library.photos.at(str(second))
    library.tags.add("family", [moved, renamed])
    before = embedding_rows(library)

    (tmp_path / "photos" / "deep" / "er").mkdir(parents=True)
    first.rename(tmp_path / "photos" / "deep" / "er" / first.name)
    second.rename(tmp_path / "photos" / "new name.jpg")
    rescan(library)

    assert embedding_rows(library) == before
    assert library.photos.at(str(tmp_path / "photos" / "deep" / "er" / first.name)) == moved
    assert library.photos.at(str(tmp_path / "photos" / "new name.jpg")) == renamed
    assert [tag.name for tag in library.photos.details(moved).tags] == ["family"]
    assert library.photos.details(renamed).paths == (str(tmp_path / "photos" / "new name.jpg"),)


def test_two_files_that_swap_names_stay_the_photos_they_are(tmp_path: Path, filled: Fill) -> None:
    first, second = write_photos(tmp_path / "photos", 2)
    library = filled()
    one, two = library.photos.at(str(first)), library.photos.at(str(second))
    library.tags.add("one", [one])

    aside = tmp_path / "photos" / "aside"
    first.rename(aside)
    second.rename(first)
    aside.rename(second)
    rescan(library)

    assert library.photos.at(str(first)) == two
    assert library.photos.at(str(second)) == one
    assert [tag.name for tag in library.photos.details(one).tags] == ["one"]
    assert library.photos.details(two).tags == ()


def test_a_copy_is_one_photo_with_two_files(tmp_path: Path, filled: Fill) -> None:
    (original,) = write_photos(tmp_path / "photos", 1)
    library = filled()
    copy = Path(shutil.copy2(original, tmp_path / "photos" / "copy.jpg"))
    rescan(library)

    status = library.status()
    assert (status.photos, status.files, len(embedding_rows(library))) == (1, 2, 1)
    assert library.photos.at(str(copy)) == library.photos.at(str(original))


def test_an_edited_photo_keeps_its_tags_and_gets_a_new_embedding(tmp_path: Path, filled: Fill) -> None:
    (path,) = write_photos(tmp_path / "photos", 1)
    library = filled()
    photo = library.photos.at(str(path))
    library.tags.add("keep", [photo])
    ((old_id, _, old_vector),) = embedding_rows(library)

    write_photo(path, seed=99)
    rescan(library)

    ((new_id, of, new_vector),) = embedding_rows(library)
    assert library.photos.at(str(path)) == photo == of
    assert [tag.name for tag in library.photos.details(photo).tags] == ["keep"]
    assert new_id > old_id
    assert new_vector != old_vector


def test_an_edited_copy_becomes_a_photo_of_its_own_with_the_same_tags(tmp_path: Path, filled: Fill) -> None:
    (original,) = write_photos(tmp_path / "photos", 1)
    copy = Path(shutil.copy2(original, tmp_path / "photos" / "copy.jpg"))
    library = filled()
    photo = library.photos.at(str(original))
    library.tags.add("keep", [photo])

    write_photo(copy, seed=99)
    rescan(library)

    edited = library.photos.at(str(copy))
    assert edited != photo == library.photos.at(str(original))
    assert [tag.name for tag in library.photos.details(edited).tags] == ["keep"]


def test_a_removed_file_is_missing_and_its_tags_wait_for_it(tmp_path: Path, filled: Fill) -> None:
    first, _ = write_photos(tmp_path / "photos", 2)
    library = filled()
    photo = library.photos.at(str(first))
    library.tags.add("keep", [photo])
    aside = tmp_path / "aside.jpg"
    first.rename(aside)
    rescan(library)
    assert library.status().photos == 1
    assert photo not in library.photos.ids().tolist()

    aside.rename(tmp_path / "photos" / "back.jpg")
    rescan(library)
    assert library.photos.at(str(tmp_path / "photos" / "back.jpg")) == photo
    assert [tag.name for tag in library.photos.details(photo).tags] == ["keep"]
    assert library.status().files == 2


def test_a_photo_that_comes_back_keeps_its_tags_though_another_took_its_name(tmp_path: Path, filled: Fill) -> None:
    (first,) = write_photos(tmp_path / "photos", 1)
    library = filled()
    photo = library.photos.at(str(first))
    library.tags.add("family", [photo])
    attic = shutil.move(first, tmp_path / first.name)
    rescan(library)
    write_photo(first, 99)
    rescan(library)
    other = library.photos.at(str(first))
    assert other != photo
    assert [tag.name for tag in library.photos.details(other).tags] == ["family"]  # it may be an edit of the first
    shutil.move(attic, tmp_path / "photos" / "back.jpg")
    rescan(library)
    assert library.photos.at(str(tmp_path / "photos" / "back.jpg")) == photo
    assert [tag.name for tag in library.photos.details(photo).tags] == ["family"]


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_missing_folder_is_offline_and_changes_nothing(
    tmp_path: Path, filled: Fill, open_library: Opened, how: str
) -> None:
    photos = write_photos(tmp_path / "photos", 3)
    library = filled()
    library.tags.add("keep", [library.photos.at(str(photos[0]))])
    before = library.status()
    (tmp_path / "away").mkdir()
    (tmp_path / "photos").rename(tmp_path / "away" / "photos")
    if how == "empty":
        (tmp_path / "photos").mkdir()
    rescan(library)

    after = library.status()
    assert after.roots[0].state is RootState.OFFLINE
    assert (after.photos, after.files, after.embedded) == (before.photos, before.files, before.embedded)
    assert any(isinstance(event, Notice) and "offline" in event.text for event in open_library.events)
    details = library.photos.details(PhotoId(int(library.photos.ids(tag="keep")[0])))
    assert not details.online
    assert library.photos.thumbnail(details.id) is not None

    shutil.rmtree(tmp_path / "photos", ignore_errors=True)
    (tmp_path / "away" / "photos").rename(tmp_path / "photos")
    rescan(library)
    assert library.status() == before


def test_a_removed_root_comes_back_with_its_tags(tmp_path: Path, filled: Fill) -> None:
    (path,) = write_photos(tmp_path / "photos", 1)
    library = filled()
    library.tags.add("keep", [library.photos.at(str(path))])
    rows = embedding_rows(library)
    library.roots.remove(library.roots.list()[0].id)
    assert library.status().photos == 0
    assert library.tags.list() == []

    library.roots.add(str(tmp_path / "photos"))
    library.wait_until_done()
    assert library.tags.list() == [("keep", 1)]
    assert embedding_rows(library) == rows


def test_a_library_among_the_photos_is_no_folder_of_photos(tmp_path: Path, filled: Fill) -> None:
    write_photos(tmp_path / "library" / "photos", 1)
    write_photos(tmp_path / "photos", 2)
    library = filled(tmp_path)
    assert library.status().photos == 2
    assert library.status().skipped == ()
    with pytest.raises(KnownError, match="is a library"):
        library.roots.add(str(tmp_path / "library"))


def test_search_finds_what_a_photo_shows(tmp_path: Path, filled: Fill) -> None:
    (tmp_path / "photos").mkdir()
    for name in ("flower.jpg", "china.jpg"):
        shutil.copy(real_photo(name), tmp_path / "photos" / name)
        age(tmp_path / "photos" / name)
    write_photos(tmp_path / "photos", 10)
    library = filled()

    for text, name in (("a flower in a garden", "flower.jpg"), ("a palace in China", "china.jpg")):
        result = library.search.query(text, limit=3)
        assert library.photos.best_path(PhotoId(int(result.photo_ids[0]))).endswith(name)
        assert len(result.photo_ids) == 3
        assert np.all(np.diff(result.scores) <= 0)
        assert np.all((result.scores >= 0) & (result.scores <= 1))


def test_similar_leaves_out_the_photo_itself_and_finds_its_variant(tmp_path: Path, filled: Fill) -> None:
    write_photos(tmp_path / "photos", 10)
    original = write_photo(tmp_path / "photos" / "original.jpg", seed=50)
    variant = write_photo(tmp_path / "photos" / "variant.jpg", seed=50, size=(300, 225))
    library = filled()

    found = library.search.similar(library.photos.at(str(original)))
    assert found.photo_ids[0] == library.photos.at(str(variant))
    assert library.photos.at(str(original)) not in found.photo_ids.tolist()
    outside = write_photo(tmp_path / "outside.jpg", seed=50)
    by_file = library.search.similar_file(str(outside))
    assert by_file.photo_ids[0] == library.photos.at(str(original))
    assert by_file.scores[0] > 0.9 > by_file.scores[-1] >= 0


def test_search_does_not_show_missing_photos(tmp_path: Path, filled: Fill) -> None:
    photos = write_photos(tmp_path / "photos", 6)
    library = filled()
    for path in photos[:5]:
        path.unlink()
    rescan(library)
    result = library.search.query("anything", limit=3)
    assert result.photo_ids.tolist() == [library.photos.at(str(photos[5]))]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_query_is_explained(tmp_path: Path, filled: Fill, text: str) -> None:
    write_photos(tmp_path / "photos", 1)
    with pytest.raises(KnownError, match="empty"):
        filled().search.query(text)


def test_a_query_that_the_model_cannot_read_is_explained(tmp_path: Path, filled: Fill) -> None:
    write_photos(tmp_path / "photos", 1)
    with pytest.raises(KnownError, match="English"):
        filled().search.query("うみ")


def test_bad_folders_are_explained(tmp_path: Path, filled: Fill) -> None:
    write_photos(tmp_path / "photos" / "inner", 1)
    library = filled()
    for path, sentence in (
        (tmp_path / "nowhere", "does not exist"),
        (tmp_path / "photos" / "inner" / "photo_0000.jpg", "is not a folder"),
        (tmp_path / "photos" / "inner", "watched already"),
        (tmp_path, "Remove that first"),
    ):
        with pytest.raises(KnownError, match=sentence):
            library.roots.add(str(path))
    assert len(library.roots.list()) == 1


def test_one_writer_per_library_and_any_number_of_readers(tmp_path: Path, filled: Fill, open_library: Opened) -> None:
    write_photos(tmp_path / "photos", 3)
    library = filled()
    with pytest.raises(LibraryBusyError):
        open_library()
    reader = open_library(read_only=True)
    assert reader.status().embedded == 3
    assert len(reader.search.query("anything").photo_ids) == 3
    with pytest.raises(KnownError, match="reading only"):
        reader.tags.add("x", [library.photos.at(str(tmp_path / "photos" / "photo_0000.jpg"))])


def test_a_library_of_a_newer_version_is_refused_untouched(tmp_path: Path, open_library: Opened) -> None:
    open_library.close(open_library())
    path = tmp_path / "library" / "catalogue.db"
    db = apsw.Connection(str(path))
    db.pragma("user_version", 999)
    db.close()
    before = path.read_bytes()
    with pytest.raises(KnownError, match="newer version"):
        open_library()
    assert path.read_bytes() == before


def test_decisions_and_embeddings_survive_a_restart(tmp_path: Path, filled: Fill, open_library: Opened) -> None:
    (path,) = write_photos(tmp_path / "photos", 1)
    library = filled()
    photo = library.photos.at(str(path))
    library.tags.add("keep", [photo])
    rows = embedding_rows(library)
    open_library.close(library)

    library = open_library()
    library.start(watch=False)
    library.wait_until_done()
    assert library.tags.list() == [("keep", 1)]
    assert embedding_rows(library) == rows


def test_pausing_stops_the_work_and_resuming_finishes_it(tmp_path: Path, open_library: Opened) -> None:
    write_photos(tmp_path / "photos", 20)
    library = open_library()
    library.ingest.pause()
    library.roots.add(str(tmp_path / "photos"))
    library.start(watch=False)
    library.wait_until_done()
    assert (library.status().photos, library.status().embedded) == (20, 0)
    library.ingest.resume()
    library.wait_until_done()
    assert library.status().embedded == 20


def test_photos_are_never_changed(tmp_path: Path, filled: Fill) -> None:
    paths = write_photos(tmp_path / "photos", 3)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}
    library = filled()
    library.review.accept(library.labels.add(LabelSpec("colour")).id, [library.photos.at(str(paths[0]))])
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths} == before
    assert sorted(os.listdir(tmp_path / "photos")) == [".clipphotos", *sorted(path.name for path in paths)]


def test_a_damaged_embedding_is_made_again(
    tmp_path: Path, filled: Fill, open_library: Opened, allowed_log: Callable[[str], None]
) -> None:
    allowed_log("damaged embeddings are made again")
    write_photos(tmp_path / "photos", 3)
    library = filled()
    before = embedding_rows(library)
    open_library.close(library)
    db = apsw.Connection(str(tmp_path / "library" / "catalogue.db"))
    db.execute("UPDATE embedding SET vector = zeroblob(length(vector)) WHERE id = 2")
    db.close()

    library = open_library()
    library.start(watch=False)
    library.wait_until_done()
    after = embedding_rows(library)
    assert {(photo, vector) for _, photo, vector in after} == {(photo, vector) for _, photo, vector in before}


def test_searching_before_any_photo_is_embedded_is_explained(open_library: Opened) -> None:
    with pytest.raises(KnownError, match="No photo is embedded yet"):
        open_library().search.query("a dog")
