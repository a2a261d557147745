"""Rules: folders and days decide which photos a label looks at."""

from __future__ import annotations

import os
from datetime import date, datetime

import pytest

from clipphotos.core.label import LabelSpec, Rule
from clipphotos.core.photo import PhotoId, RootId
from clipphotos.store import rules
from clipphotos.store.catalogue import Catalogue
from tests.store.filling import add_file, add_label, add_root, label_of

ODD = os.fsdecode(b"/photos/d\xff\xfe")


@pytest.fixture
def photos(catalogue: Catalogue) -> dict[str, PhotoId]:
    """Photos by their paths."""
    root, other = add_root(catalogue, "/photos"), add_root(catalogue, "/photos2")
    places: list[tuple[RootId, bytes]] = [
        (root, b""),
        (root, b"b"),
        (root, b"b/deep/er"),
        (root, b"bc"),
        (root, b"b c"),
        (root, b"B"),
        (root, b"d\xff\xfe"),
        (root, "ü".encode()),
        (root, b"b%"),
        (other, b"b"),
    ]
    found = {}
    for where, folder in places:
        top = "/photos" if where == root else "/photos2"
        found[os.path.join(top, os.fsdecode(folder)).rstrip("/")] = add_file(catalogue, where, folder)
    return found


def allowed(catalogue: Catalogue, photos: dict[str, PhotoId], rule: Rule) -> set[str]:
    with catalogue.read() as db:
        ids = rules.allowed(db, rule)
    return {path for path, photo in photos.items() if photo in ids}


@pytest.mark.parametrize(
    ("folder", "paths"),
    [
        ("/photos/b", {"/photos/b", "/photos/b/deep/er"}),
        ("/photos/b/", {"/photos/b", "/photos/b/deep/er"}),
        ("/photos/./b//deep/..", {"/photos/b", "/photos/b/deep/er"}),
        ("/photos/b/deep", {"/photos/b/deep/er"}),
        ("/photos/b/deep/er/x", set()),
        ("/photos/bc", {"/photos/bc"}),
        ("/photos/b c", {"/photos/b c"}),
        ("/photos/B", {"/photos/B"}),
        ("/photos/b%", {"/photos/b%"}),
        ("/photos/ü", {"/photos/ü"}),
        (ODD, {ODD}),
        ("/photos2", {"/photos2/b"}),
        ("/photo", set()),
        ("/elsewhere", set()),
    ],
)
def test_a_folder_means_itself_and_what_is_below(
    catalogue: Catalogue, photos: dict[str, PhotoId], folder: str, paths: set[str]
) -> None:
    assert allowed(catalogue, photos, Rule((folder,))) == paths


@pytest.mark.parametrize("folder", ["/photos", "/photos/"])
def test_a_root_means_all_of_it(catalogue: Catalogue, photos: dict[str, PhotoId], folder: str) -> None:
    assert allowed(catalogue, photos, Rule((folder,))) == photos.keys() - {"/photos2/b"}


def test_a_folder_above_means_every_root_in_it(catalogue: Catalogue, photos: dict[str, PhotoId]) -> None:
    assert allowed(catalogue, photos, Rule(("/",))) == photos.keys()


def test_any_of_the_folders_will_do(catalogue: Catalogue, photos: dict[str, PhotoId]) -> None:
    assert allowed(catalogue, photos, Rule(("/photos/bc", "/nowhere", "/photos2/b"))) == {"/photos/bc", "/photos2/b"}


def test_an_empty_rule_allows_all(catalogue: Catalogue, photos: dict[str, PhotoId]) -> None:
    assert allowed(catalogue, photos, Rule()) == photos.keys()


def test_any_of_a_photos_files_will_do_if_it_is_there(catalogue: Catalogue, photos: dict[str, PhotoId]) -> None:
    photo = photos["/photos/b"]
    catalogue.write(lambda db: db.execute("UPDATE file SET photo_id = ? WHERE folder = x'6263'", (photo,)))
    rule = Rule(("/photos/bc",))
    assert allowed(catalogue, photos, rule) == {"/photos/b"}
    catalogue.write(lambda db: db.execute("UPDATE file SET state = 'missing' WHERE folder = x'6263'"))
    assert allowed(catalogue, photos, rule) == set()


def test_only_the_photos_asked_for_are_answered(catalogue: Catalogue, photos: dict[str, PhotoId]) -> None:
    rule, some = Rule(("/photos/b",)), [photos["/photos/b"], photos["/photos/bc"]]
    with catalogue.read() as db:
        assert rules.allowed(db, rule, some) == {photos["/photos/b"]}
        assert rules.allowed(db, rule, []) == set()


def test_days_are_whole_and_counted_by_the_camera(catalogue: Catalogue) -> None:
    root = add_root(catalogue)
    taken = {
        "before": datetime(2024, 1, 31, 23, 59, 59),
        "first": datetime(2024, 2, 1),
        "last": datetime.fromisoformat("2024-02-29T23:59:59.999+14:00"),
        "after": datetime(2024, 3, 1),
        "never": None,
    }
    photos = {name: add_file(catalogue, root, name=name.encode(), taken=day) for name, day in taken.items()}
    first, last = date(2024, 2, 1), date(2024, 2, 29)
    assert allowed(catalogue, photos, Rule((), first, last)) == {"first", "last"}
    assert allowed(catalogue, photos, Rule((), first)) == {"first", "last", "after"}
    assert allowed(catalogue, photos, Rule((), None, last)) == {"before", "first", "last"}
    assert allowed(catalogue, photos, Rule((), first, first)) == {"first"}


def test_folders_and_days_must_both_fit(catalogue: Catalogue) -> None:
    root = add_root(catalogue)
    day = datetime(2024, 2, 1)
    photos = {
        "both": add_file(catalogue, root, b"b", b"1", day),
        "folder": add_file(catalogue, root, b"b", b"2"),
        "day": add_file(catalogue, root, b"c", b"3", day),
    }
    assert allowed(catalogue, photos, Rule(("/photos/b",), day.date())) == {"both"}


def test_a_stored_rule_allows_the_same(catalogue: Catalogue, photos: dict[str, PhotoId]) -> None:
    rule = Rule((ODD,))
    stored = label_of(catalogue, add_label(catalogue, "odd", LabelSpec("", rule=rule))).spec.rule
    assert stored == rule
    assert allowed(catalogue, photos, stored) == {ODD}


def test_a_root_at_the_top_of_the_disk(catalogue: Catalogue) -> None:
    root = add_root(catalogue, "/")
    photos = {"x": add_file(catalogue, root, b"photos/x"), "y": add_file(catalogue, root, b"photos/y")}
    assert allowed(catalogue, photos, Rule(("/photos/x",))) == {"x"}
    assert allowed(catalogue, photos, Rule(("/",))) == {"x", "y"}


def test_rules_follow_a_root_that_moved(catalogue: Catalogue) -> None:
    inside = Rule(folders=("/photos", "/photos/b/", f"{ODD}/x", "/photos2/b"), taken_from=date(2020, 1, 1))
    moved = Rule(
        folders=("/media/a b", "/media/a b/b", f"/media/a b{ODD[7:]}/x", "/photos2/b"), taken_from=date(2020, 1, 1)
    )
    others = Rule(folders=("/photos2", "/photo"))
    labels = [add_label(catalogue, str(n), LabelSpec("", rule=rule)) for n, rule in enumerate((inside, others, Rule()))]
    catalogue.write(lambda db: rules.move_folders(db, "/photos", "/media/a b"))
    assert [label_of(catalogue, label).spec.rule for label in labels] == [moved, others, Rule()]
