"""Which photo a file shows when it moved, was edited, or both happened at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clipphotos.core.photo import PhotoId
from clipphotos.engine.folders import scanner
from clipphotos.store import photos, tags
from tests.engine.watched_folders import Folders, fill, folders
from tests.photos import age
from tests.store.filling import tag

__all__ = ["folders"]


def photo_at(folders: Folders, path: Path) -> PhotoId:
    root = next(root for root in folders.roots.list() if path.is_relative_to(root.path))
    below = path.relative_to(root.path)
    folder = b"" if below.parent == Path() else os.fsencode(below.parent)
    with folders.catalogue.read() as db:
        photo_id = photos.at_path(db, root.id, folder, os.fsencode(below.name))
    assert photo_id is not None
    return photo_id


def tags_at(folders: Folders, path: Path) -> list[str]:
    with folders.catalogue.read() as db:
        return [found.name for found in tags.of_photo(db, photo_at(folders, path))]


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    age(path)


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, Callable[[], object]], None]:
    """Do something just before a root is looked at the next time: `between(root, action)`."""

    def arrange(root: Path, action: Callable[[], object]) -> None:
        compare = scanner.compare

        def then_compare(root_id: Any, root_path: str, *args: Any, **options: Any) -> scanner.Difference:
            if root_path == str(root):
                monkeypatch.setattr(scanner, "compare", compare)
                action()
            return compare(root_id, root_path, *args, **options)

        monkeypatch.setattr(scanner, "compare", then_compare)

    return arrange


@pytest.mark.parametrize("known", [True, False], ids=["to a known path", "to a new path"])
def test_a_file_that_moves_to_where_was_just_looked_keeps_its_tags(
    tmp_path: Path, folders: Folders, between: Callable[[Path, Callable[[], object]], None], known: bool
) -> None:
    """Another takes its place, so that it passes for edited in the folder that is looked at next."""
    (there,) = fill(tmp_path / "early", 1)
    (moving,) = fill(tmp_path / "late", 1)
    (other,) = fill(tmp_path / "elsewhere", 1)
    target = there if known else there.with_name("new.jpg")
    for path in (there, moving):
        folders.add(path.parent)
        tag(folders.catalogue, path.parent.name, [photo_at(folders, path)])
    seen = []

    def move() -> None:
        moving.rename(target)
        other.rename(moving)
        seen.append(target)

    between(moving.parent, move)
    folders.scan()
    assert seen
    folders.scan()
    assert tags_at(folders, target) == ["late"]
    assert tags_at(folders, moving) == ["late"]
    assert photo_at(folders, target) != photo_at(folders, moving)


def test_the_content_before_an_edit_has_its_tags_wherever_it_turns_up(tmp_path: Path, folders: Folders) -> None:
    cat, dog = fill(tmp_path / "photos", 2)
    folders.add(tmp_path / "photos")
    tag(folders.catalogue, "cat", [photo_at(folders, cat)])
    tag(folders.catalogue, "dog", [photo_at(folders, dog)])
    before = cat.read_bytes()
    write(cat, b"edited")
    folders.scan()
    write(dog, before)
    folders.scan()
    assert (tags_at(folders, cat), tags_at(folders, dog)) == (["cat"], ["cat"])
    assert photo_at(folders, cat) != photo_at(folders, dog)
    write(cat.with_name("new.jpg"), before)
    folders.scan()
    assert photo_at(folders, cat.with_name("new.jpg")) == photo_at(folders, dog)


def test_an_edit_that_is_taken_back_leaves_one_photo(tmp_path: Path, folders: Folders) -> None:
    (path,) = fill(tmp_path / "photos", 1)
    folders.add(tmp_path / "photos")
    photo_id = photo_at(folders, path)
    original = path.read_bytes()
    write(path, b"edited")
    folders.scan()
    write(path, original)
    folders.scan()
    assert photo_at(folders, path) == photo_id
    with folders.catalogue.read() as db:
        assert db.execute("SELECT count(*) FROM photo").get == 1
