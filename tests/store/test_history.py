"""Undo and redo at the level of rows: exact, across restarts, and whatever happened to the rows meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.errors import KnownError, RefusedActionError
from clipphotos.core.label import LabelId, LabelMode, LabelSpec, Verdict
from clipphotos.core.photo import PhotoId, RootId, Volume, VolumeKind
from clipphotos.store import history, labels, photos, proposals, roots, tags
from clipphotos.store.catalogue import Catalogue, Connection
from tests.store.filling import (
    add_label,
    add_photos,
    label_of,
    suggest,
    suggested,
    tag,
    tag_automatically,
    tag_names,
)

TABLES = ("label", "prompt", "decision", "tag", "photo_tag", "suggestion")


def content(catalogue: Catalogue) -> dict[str, list[tuple[object, ...]]]:
    with catalogue.read() as db:
        return {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES}


def do(catalogue: Catalogue, change: Callable[[Connection], object], kind: ActionKind = ActionKind.TAG) -> None:
    catalogue.write(lambda db: history.recorded(db, Action(kind, "it", 1), change))


def undo(catalogue: Catalogue) -> history.Touched | None:
    return catalogue.write(lambda db: history.step(db, redo=False))


def redo(catalogue: Catalogue) -> history.Touched | None:
    return catalogue.write(lambda db: history.step(db, redo=True))


def next_undo(catalogue: Catalogue) -> Action | None:
    with catalogue.read() as db:
        return history.next_action(db, redo=False)


def next_redo(catalogue: Catalogue) -> Action | None:
    with catalogue.read() as db:
        return history.next_action(db, redo=True)


def accept(label_id: LabelId, photo: PhotoId, name: str = "dog") -> Callable[[Connection], None]:
    def change(db: Connection) -> None:
        tags.decide(db, label_id, [photo], Verdict.ACCEPTED)
        tags.put(db, photo, tags.tag_id(db, name), proposals.take(db, label_id, photo))

    return change


def put_tag(name: str, *photo_ids: PhotoId) -> Callable[[Connection], None]:
    def change(db: Connection) -> None:
        for photo in photo_ids:
            tags.put(db, photo, tags.tag_id(db, name))

    return change


CHANGES: dict[str, Callable[[Connection, LabelId, list[PhotoId]], object]] = {
    "accept": lambda db, dog, them: accept(dog, them[0])(db),
    "reject": lambda db, dog, them: (
        tags.decide(db, dog, them, Verdict.REJECTED),
        [tags.take(db, photo, tags.tag_id(db, "dog")) for photo in them],
    ),
    "tag anew": lambda db, dog, them: put_tag("new", *them)(db),
    "confirm": lambda db, dog, them: put_tag("dog", them[2])(db),
    "edit": lambda db, dog, them: labels.put(
        db, LabelSpec("dog", ("a dog", "a hound"), ("a cat",), LabelMode.AUTO, 0.5, None, "kind", "#aabbcc")
    ),
    "rename": lambda db, dog, them: labels.rename(db, dog, "hound"),
    "rename onto a removed label and an unused tag": lambda db, dog, them: labels.rename(db, dog, "gone"),
    "remove": lambda db, dog, them: (labels.remove(db, dog), proposals.clear(db, [dog])),
    "add": lambda db, dog, them: labels.put(db, LabelSpec("pup", ("a pup",), parent="dog")),
    "revive": lambda db, dog, them: labels.put(db, LabelSpec("gone", ("it is back",))),
    "take back": lambda db, dog, them: proposals.clear(db, [dog]),
}


@pytest.fixture
def filled(catalogue: Catalogue) -> tuple[Catalogue, LabelId, list[PhotoId]]:
    """A label that suggests, tagged by itself and has a child, a removed label, an unused tag."""
    them = add_photos(catalogue, 3)
    dog = add_label(catalogue, "dog", LabelSpec("", ("a dog",)))
    add_label(catalogue, "poodle", LabelSpec("", parent="dog"))
    gone = add_label(catalogue, "gone")
    catalogue.write(lambda db: (tags.tag_id(db, "gone"), labels.remove(db, gone)))
    suggest(catalogue, dog, [(them[0], 0.6), (them[1], 0.4)])
    tag_automatically(catalogue, dog, [(them[2], 0.9)])
    return catalogue, dog, them


@pytest.mark.parametrize("what", CHANGES)
def test_undo_and_redo_are_exact_also_after_a_restart(
    filled: tuple[Catalogue, LabelId, list[PhotoId]], what: str
) -> None:
    catalogue, dog, them = filled
    before = content(catalogue)
    do(catalogue, lambda db: CHANGES[what](db, dog, them))
    after = content(catalogue)
    assert after != before

    catalogue.close()
    catalogue = Catalogue(catalogue.path)
    try:
        for _ in range(2):
            assert undo(catalogue) is not None
            assert content(catalogue) == before
            assert redo(catalogue) is not None
            assert content(catalogue) == after
    finally:
        catalogue.close()


def test_actions_are_undone_from_the_last_and_redone_from_the_first(catalogue: Catalogue) -> None:
    (photo,) = add_photos(catalogue, 1)
    for name in ("a", "b", "c"):
        action = Action(ActionKind.TAG, name, 1)
        catalogue.write(lambda db, n=name, a=action: history.recorded(db, a, put_tag(n, photo)))
    states = [[], [("a", False)], [("a", False), ("b", False)], [("a", False), ("b", False), ("c", False)]]
    for number, name in ((2, "c"), (1, "b"), (0, "a")):
        assert next_undo(catalogue) == Action(ActionKind.TAG, name, 1)
        undo(catalogue)
        assert tag_names(catalogue, photo) == states[number]
        assert next_redo(catalogue) == Action(ActionKind.TAG, name, 1)
    assert undo(catalogue) is None
    for number in (1, 2, 3):
        redo(catalogue)
        assert tag_names(catalogue, photo) == states[number]
    assert redo(catalogue) is None
    assert (next_undo(catalogue), next_redo(catalogue)) == (Action(ActionKind.TAG, "c", 1), None)


def test_a_new_action_drops_what_could_be_redone(catalogue: Catalogue) -> None:
    (photo,) = add_photos(catalogue, 1)
    do(catalogue, put_tag("a", photo))
    undo(catalogue)
    do(catalogue, put_tag("b", photo))
    assert next_redo(catalogue) is None
    assert redo(catalogue) is None
    undo(catalogue)
    assert undo(catalogue) is None


def test_a_change_without_effect_is_not_kept_and_drops_nothing(catalogue: Catalogue) -> None:
    (photo,) = add_photos(catalogue, 1)
    tag(catalogue, "a", [photo])
    do(catalogue, put_tag("b", photo))
    undo(catalogue)
    do(catalogue, put_tag("a", photo))
    assert next_undo(catalogue) is None
    assert next_redo(catalogue) is not None


def test_a_change_that_fails_is_not_kept(catalogue: Catalogue) -> None:
    add_label(catalogue, "dog")
    before = content(catalogue)

    def change(db: Connection) -> None:
        labels.put(db, LabelSpec("cat"))
        raise KnownError("no")

    with pytest.raises(KnownError):
        do(catalogue, change)
    assert next_undo(catalogue) is None
    assert content(catalogue) == before


def test_what_was_touched_is_told(filled: tuple[Catalogue, LabelId, list[PhotoId]]) -> None:
    catalogue, dog, them = filled
    do(catalogue, accept(dog, them[0]), ActionKind.ACCEPT)
    expected = history.Touched(Action(ActionKind.ACCEPT, "it", 1), frozenset({dog}), frozenset({them[0]}), frozenset())
    assert undo(catalogue) == expected
    assert redo(catalogue) == expected
    do(catalogue, lambda db: labels.put(db, LabelSpec("dog", ("a hound",))), ActionKind.EDIT_LABEL)
    touched = undo(catalogue)
    assert touched is not None
    assert touched.label_ids == {dog}


def test_the_last_thousand_actions_are_kept(catalogue: Catalogue) -> None:
    (photo,) = add_photos(catalogue, 1)

    def many(db: Connection) -> None:
        for number in range(1005):
            history.recorded(db, Action(ActionKind.TAG, "", 1), put_tag(f"t{number}", photo))

    catalogue.write(many)
    with catalogue.read() as db:
        assert db.execute("SELECT count(*), min(id), max(id) FROM action").get == (1000, 6, 1005)


def test_a_label_that_tagged_meanwhile_can_be_undone(catalogue: Catalogue) -> None:
    """Adding is undone by deleting the row, to which automatic tags refer that no action recorded."""
    them = add_photos(catalogue, 2)
    do(catalogue, lambda db: labels.put(db, LabelSpec("dog", mode=LabelMode.AUTO)), ActionKind.ADD_LABEL)
    with catalogue.read() as db:
        label = labels.with_name(db, "dog")
    assert label is not None
    tag_automatically(catalogue, label.id, [(them[0], 0.9)])
    suggest(catalogue, label.id, [(them[1], 0.5)])
    undo(catalogue)
    with catalogue.read() as db:
        assert labels.all_labels(db) == []
    assert tag_names(catalogue, them[0]) == []
    redo(catalogue)
    assert label_of(catalogue, label.id) == replace(label, suggested=0)


def test_a_tag_that_spread_meanwhile_can_be_undone(catalogue: Catalogue) -> None:
    """An edited copy takes its tags along, without an action; the tag's row was made by the action."""
    them = add_photos(catalogue, 1)
    do(catalogue, put_tag("new", *them))
    copy = catalogue.write(lambda db: photos.insert(db, b"\7" * 32))
    catalogue.write(lambda db: tags.copy_decisions(db, them[0], copy))
    assert tag_names(catalogue, copy) == [("new", False)]
    undo(catalogue)
    assert tag_names(catalogue, them[0]) == []
    with catalogue.read() as db:
        assert db.execute("SELECT count(*) FROM pragma_foreign_key_check").get == 0
    redo(catalogue)
    assert tag_names(catalogue, them[0]) == [("new", False)]


def test_a_decision_that_spread_meanwhile_can_be_undone_with_its_label(catalogue: Catalogue) -> None:
    them = add_photos(catalogue, 1)
    do(catalogue, lambda db: labels.put(db, LabelSpec("dog")), ActionKind.ADD_LABEL)
    with catalogue.read() as db:
        label = labels.with_name(db, "dog")
    assert label is not None
    catalogue.write(lambda db: accept(label.id, them[0])(db))
    undo(catalogue)
    with catalogue.read() as db:
        assert labels.all_labels(db) == []
        assert db.execute("SELECT count(*) FROM pragma_foreign_key_check").get == 0
    assert tag_names(catalogue, them[0]) == [("dog", False)], "a person's tag needs no label"


def test_what_was_scored_anew_meanwhile_is_set_back(filled: tuple[Catalogue, LabelId, list[PhotoId]]) -> None:
    catalogue, dog, them = filled
    do(catalogue, accept(dog, them[0]))
    catalogue.write(lambda db: proposals.clear(db, [dog]))
    suggest(catalogue, dog, [(them[1], 0.99), (them[0], 0.01)])
    undo(catalogue)
    assert suggested(catalogue, dog) == {them[1]: 0.99, them[0]: 0.6}
    assert tag_names(catalogue, them[0]) == []
    with catalogue.read() as db:
        assert tags.decided(db, dog) == []


def test_a_tag_that_was_taken_meanwhile_stays_away(catalogue: Catalogue) -> None:
    them = add_photos(catalogue, 2)
    do(catalogue, put_tag("a", *them))
    catalogue.write(lambda db: tags.take(db, them[0], tags.tag_id(db, "a")))
    undo(catalogue)
    assert [tag_names(catalogue, photo) for photo in them] == [[], []]
    redo(catalogue)
    assert [tag_names(catalogue, photo) for photo in them] == [[("a", False)], [("a", False)]]


def test_a_tag_that_a_label_set_meanwhile_becomes_the_persons_again(
    filled: tuple[Catalogue, LabelId, list[PhotoId]],
) -> None:
    catalogue, dog, them = filled
    tag(catalogue, "dog", [them[0]])
    do(catalogue, lambda db: tags.take(db, them[0], tags.tag_id(db, "dog")))
    tag_automatically(catalogue, dog, [(them[0], 0.9)])
    undo(catalogue)
    assert tag_names(catalogue, them[0]) == [("dog", False)]


def test_a_photo_that_is_gone_meanwhile_is_left_out(catalogue: Catalogue) -> None:
    them = add_photos(catalogue, 2)
    tag(catalogue, "a", them)
    do(catalogue, lambda db: [tags.take(db, photo, tags.tag_id(db, "a")) for photo in them])

    def delete(db: Connection) -> None:
        db.execute("DELETE FROM file WHERE photo_id = ?", (them[0],))
        db.execute("DELETE FROM photo WHERE id = ?", (them[0],))

    catalogue.write(delete)
    assert undo(catalogue) is not None
    assert tag_names(catalogue, them[1]) == [("a", False)]
    with catalogue.read() as db:
        assert db.execute("SELECT count(*) FROM pragma_foreign_key_check").get == 0
    assert next_undo(catalogue) is None, "it would be tried again for ever"


def test_a_folder_comes_back_without_the_files_of_photos_that_are_gone(catalogue: Catalogue) -> None:
    """As repairing leaves it: rows that refer to nothing would fail every backup."""
    them = add_photos(catalogue, 2)
    with catalogue.read() as db:
        root_id = RootId(db.execute("SELECT id FROM root").get)
    drive = Volume("UUID-1", "disk", VolumeKind.FIXED)
    catalogue.write(lambda db: roots.identify(db, root_id, drive, b"", ""))
    do(catalogue, lambda db: roots.remove(db, root_id), ActionKind.REMOVE_ROOT)
    catalogue.write(
        lambda db: (db.execute("DELETE FROM photo WHERE id = ?", (them[0],)), db.execute("DELETE FROM volume"))
    )
    undo(catalogue)
    with catalogue.read() as db:
        assert db.execute("SELECT photo_id FROM file").fetchall() == [(them[1],)]
        assert [root.volume for root in roots.all_roots(db)] == [None]
        assert db.execute("SELECT count(*) FROM pragma_foreign_key_check").get == 0


def test_an_action_without_changes_of_rows_is_undone_and_redone(catalogue: Catalogue) -> None:
    catalogue.write(lambda db: history.keep(db, Action(ActionKind.TRASH, "", 2)))
    expected = history.Touched(Action(ActionKind.TRASH, "", 2), frozenset(), frozenset(), frozenset())
    assert undo(catalogue) == expected
    assert next_undo(catalogue) is None
    assert redo(catalogue) == expected


def test_a_name_that_was_taken_meanwhile_refuses_until_it_is_free(catalogue: Catalogue) -> None:
    dog = add_label(catalogue, "dog")
    do(catalogue, lambda db: labels.rename(db, dog, "hound"))
    cat = add_label(catalogue, "dog")
    for _ in range(2):
        with pytest.raises(RefusedActionError, match="name"):
            undo(catalogue)
    catalogue.write(lambda db: db.execute("DELETE FROM label WHERE id = ?", (cat,)))
    assert undo(catalogue) is not None
    assert label_of(catalogue, dog).spec.name == "dog"


def test_undo_in_a_catalogue_without_history_does_nothing(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.db")
    try:
        assert (undo(catalogue), redo(catalogue), next_undo(catalogue), next_redo(catalogue)) == (None,) * 4
    finally:
        catalogue.close()
