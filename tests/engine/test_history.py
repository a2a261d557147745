"""Undo and redo of what people do, in a library that goes on working meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.album import AlbumId
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.duplicates import Group, GroupKind, Member
from clipphotos.core.errors import RefusedActionError
from clipphotos.core.label import LabelId, LabelMode, LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from clipphotos.media.trash import CAN_PUT_BACK
from clipphotos.store import duplicates, history, roots
from tests.engine.conftest import Opened
from tests.engine.labels.helping import PALACE, add_palace, rescan, suggested
from tests.photos import write_photo, write_photos
from tests.trashes import use_own_trash

Fill = Callable[..., Library]
State = tuple[object, ...]


@pytest.fixture
def library(tmp_path: Path, filled: Fill, monkeypatch: pytest.MonkeyPatch) -> Library:
    use_own_trash(tmp_path, monkeypatch)
    write_photos(tmp_path / "photos", 11)
    add_palace(tmp_path / "photos")
    return filled()


def palace_of(library: Library) -> PhotoId:
    return library.photos.at(str(Path(library.roots.list()[0].path) / "china.jpg"))


def state(library: Library) -> State:
    """Return all that a person sees of labels, tags and suggestions once labels have scored."""
    library.labels.refresh()
    labels = library.labels.list()
    details = [library.photos.details(PhotoId(int(photo))) for photo in library.photos.ids()]
    return (
        [(label.id, label.spec, label.suggested, label.tagged) for label in labels],
        [[(tag.name, tag.by_label, tag.label) for tag in each.tags] for each in details],
        [[name for name, _ in each.suggestions] for each in details],
        [(each.rating, each.albums) for each in details],
        [replace(album, photos=None) if album.smart else album for album in library.albums.list()],  # counted later
        [(report.accepted, report.rejected) for report in (library.labels.report(label.id) for label in labels)],
        [(root.path, root.photos) for root in library.roots.list()],
        set_apart(library),
    )


def set_apart(library: Library) -> list[tuple[PhotoId, PhotoId]]:
    with library._catalogue.read() as db:
        return duplicates.apart(db)


def versions(library: Library) -> Group:
    """Return a group as if the palace had a version."""
    palace = palace_of(library)
    ids = [palace, next(PhotoId(i) for i in library.photos.ids().tolist() if i != palace)]
    with library._catalogue.read() as db:
        files = duplicates.files(db, ids)
    return Group("near-1", GroupKind.NEAR, tuple(Member(i, tuple(files[i]), 1, 1, proposed=True) for i in ids), ())


def label_id(library: Library) -> LabelId:
    return library.labels.named("palace").id


def trip(library: Library) -> AlbumId:
    return library.albums.named("Trip").id


def load(library: Library) -> None:
    path = library.directory / "labels.toml"
    path.write_text("[[label]]\nname='palace'\nprompts=['snow']\n[[label]]\nname='temple'\nparent='palace'\n")
    library.label_files.load(path)


ACTIONS: dict[ActionKind, tuple[LabelSpec, Callable[[Library], object]]] = {
    ActionKind.ACCEPT: (PALACE, lambda lib: lib.review.accept(label_id(lib), [palace_of(lib)])),
    ActionKind.REJECT: (
        replace(PALACE, mode=LabelMode.AUTO),
        lambda lib: lib.review.reject(label_id(lib), [palace_of(lib)]),
    ),
    ActionKind.TAG: (PALACE, lambda lib: lib.tags.add("palace", [palace_of(lib)])),
    ActionKind.UNTAG: (
        replace(PALACE, mode=LabelMode.AUTO),
        lambda lib: lib.tags.remove("palace", [palace_of(lib)]),
    ),
    ActionKind.ADD_LABEL: (
        PALACE,
        lambda lib: lib.labels.add(LabelSpec("castle", ("a palace in China",), mode=LabelMode.AUTO)),
    ),
    ActionKind.EDIT_LABEL: (
        PALACE,
        lambda lib: lib.labels.edit(label_id(lib), LabelSpec("Château", ("a palace in China",), mode=LabelMode.AUTO)),
    ),
    ActionKind.REMOVE_LABEL: (
        replace(PALACE, mode=LabelMode.AUTO),
        lambda lib: lib.labels.remove(label_id(lib)),
    ),
    ActionKind.IMPORT_LABELS: (PALACE, load),
    ActionKind.REMOVE_ROOT: (PALACE, lambda lib: lib.roots.remove(lib.roots.list()[0].id)),
    ActionKind.RATE: (PALACE, lambda lib: lib.photos.rate([palace_of(lib)], 4)),
    ActionKind.ADD_ALBUM: (PALACE, lambda lib: lib.albums.add("Asia", [palace_of(lib)])),
    ActionKind.RENAME_ALBUM: (PALACE, lambda lib: lib.albums.rename(trip(lib), "Asia")),
    ActionKind.REMOVE_ALBUM: (PALACE, lambda lib: lib.albums.remove(trip(lib))),
    ActionKind.PUT_IN_ALBUM: (PALACE, lambda lib: lib.albums.put(trip(lib), lib.photos.ids().tolist())),
    ActionKind.TAKE_FROM_ALBUM: (PALACE, lambda lib: lib.albums.take(trip(lib), [palace_of(lib)])),
    ActionKind.QUERY_ALBUM: (
        PALACE,
        lambda lib: lib.albums.set_query(lib.albums.named("Castles").id, "a palace"),
    ),
    ActionKind.TRASH: (PALACE, lambda lib: lib.trash.throw([palace_of(lib)])),
    ActionKind.MERGE: (PALACE, lambda lib: lib.duplicates.merge(versions(lib))),
    ActionKind.DISMISS: (PALACE, lambda lib: lib.duplicates.dismiss(versions(lib))),
    ActionKind.TAKE_BACK: (replace(PALACE, mode=LabelMode.AUTO), lambda lib: lib.labels.take_back()),
}


def test_every_kind_of_action_is_tested() -> None:
    assert ACTIONS.keys() == set(ActionKind)


@pytest.mark.parametrize("kind", ACTIONS)
def test_every_action_can_be_undone_and_redone_also_after_a_restart(
    library: Library, open_library: Opened, kind: ActionKind
) -> None:
    if kind in (ActionKind.TRASH, ActionKind.MERGE) and not CAN_PUT_BACK:
        pytest.skip("only the system's own trash can put files back there")
    spec, act = ACTIONS[kind]
    library.labels.add(spec)
    library.albums.add("Trip", [palace_of(library)])
    library.albums.add("Castles", query="a castle")
    before = state(library)
    act(library)
    after = state(library)
    assert after != before
    done = library.history.next_undo()
    assert done is not None
    assert done.kind is kind

    assert library.history.undo() == done
    assert state(library) == before
    assert library.history.next_redo() == done
    open_library.close(library)
    library = open_library()
    library.start(watch=False)
    library.wait_until_done()
    assert library.history.redo() == done
    assert state(library) == after
    assert library.history.undo() == done
    assert state(library) == before


def test_actions_say_what_they_were_about(library: Library) -> None:
    assert library.history.next_undo() is None
    ids = [PhotoId(int(photo)) for photo in library.photos.ids()[:3]]
    library.tags.add("Holiday", ids)
    assert library.history.next_undo() == Action(ActionKind.TAG, "Holiday", 3)
    label = library.labels.add(LabelSpec("dog"))
    assert library.history.next_undo() == Action(ActionKind.ADD_LABEL, "dog", 0)
    library.review.reject(label.id, ids[:2])
    assert library.history.next_undo() == Action(ActionKind.REJECT, "dog", 2)


def test_undo_is_told_to_whoever_listens(library: Library, open_library: Opened) -> None:
    palace = palace_of(library)
    library.tags.add("Holiday", [palace])
    before = len(open_library.events)
    library.history.undo()
    (change,) = (event for event in open_library.events[before:] if isinstance(event, Changes))
    assert Kind.TAGS in change.kinds
    assert change.photo_ids == {palace}
    before = len(open_library.events)
    assert library.history.undo() is None
    assert open_library.events[before:] == []


def test_what_changes_nothing_is_no_action(library: Library) -> None:
    palace = palace_of(library)
    label = library.labels.add(PALACE)
    library.review.accept(label.id, [palace])
    done = library.history.next_undo()
    library.review.accept(label.id, [palace])
    library.tags.add("palace", [palace])
    library.labels.edit(label.id, PALACE)
    library.labels.take_back()
    library.history.undo()
    assert library.history.next_redo() == done
    assert palace in suggested(library, label.id)


def test_undo_reaches_photos_whose_files_moved_and_went(library: Library) -> None:
    folder = Path(library.roots.list()[0].path)
    palace = palace_of(library)
    library.tags.add("Holiday", [palace])
    (folder / "china.jpg").rename(folder / "moved.jpg")
    rescan(library)
    library.history.undo()
    assert library.photos.details(palace).tags == ()
    (folder / "moved.jpg").unlink()
    rescan(library)
    library.history.redo()
    assert [tag.name for tag in library.photos.details(palace).tags] == ["Holiday"]


def test_a_removed_folder_comes_back_with_what_happened_in_it_meanwhile(library: Library) -> None:
    (root,) = library.roots.list()
    palace = palace_of(library)
    library.tags.add("Holiday", [palace])
    embedded = library.status().embedded
    library.roots.remove(root.id)
    assert len(library.photos.ids()) == 0
    (Path(root.path) / "china.jpg").rename(Path(root.path) / "palace.jpg")
    write_photos(Path(root.path), 1, first_seed=900)
    library.history.undo()
    library.wait_until_done()
    assert library.roots.list()[0].id == root.id
    assert library.photos.details(palace).paths == (str(Path(root.path) / "palace.jpg"),)
    assert [tag.name for tag in library.photos.details(palace).tags] == ["Holiday"]
    assert library.status().embedded == embedded + 1
    library.history.redo()
    assert library.roots.list() == []
    assert len(library.photos.ids()) == 0


@pytest.mark.parametrize("again", [".", ".."])
def test_a_removal_that_is_refused_is_kept_and_can_be_skipped(library: Library, again: str) -> None:
    (root,) = library.roots.list()
    library.tags.add("Holiday", [palace_of(library)])
    library.roots.remove(root.id)
    in_the_way = library.roots.add(str(Path(root.path, again)))
    for _ in range(2):
        with pytest.raises(RefusedActionError, match=r"its place|overlaps"):
            library.history.undo()
    done = library.history.undo(skip=True)
    assert done is not None
    assert done.kind is ActionKind.TAG
    assert [each.id for each in library.roots.list()] == [in_the_way.id], "what was skipped is as it was"
    assert library.history.next_undo() is None
    redone = [library.history.redo(), library.history.redo()]
    assert [action and action.kind for action in redone] == [ActionKind.TAG, ActionKind.REMOVE_ROOT]
    assert [each.id for each in library.roots.list()] == [in_the_way.id]
    library._catalogue.write(lambda db: roots.remove(db, in_the_way.id))  # it went away without an action
    undone = library.history.undo(skip=True)
    assert undone is not None
    assert undone.kind is ActionKind.REMOVE_ROOT, "skipping is for what is refused only"
    assert [each.id for each in library.roots.list()] == [root.id]


def test_skipping_with_nothing_before_undoes_nothing(library: Library) -> None:
    (root,) = library.roots.list()
    library.roots.remove(root.id)
    library.roots.add(root.path)
    assert library.history.undo(skip=True) is None
    redo = library.history.next_redo()
    assert redo is not None
    assert redo.kind is ActionKind.REMOVE_ROOT


def test_a_file_whose_copy_was_edited_meanwhile_is_looked_at_again(library: Library, tmp_path: Path) -> None:
    """It is another photo than the edited one now: what happens to that must not happen to it."""
    (root,) = library.roots.list()
    copy = tmp_path / "copies" / "china.jpg"
    copy.parent.mkdir()
    shutil.copy2(Path(root.path) / "china.jpg", copy)
    library.roots.add(str(copy.parent))
    library.wait_until_done()
    library.tags.add("Holiday", [palace_of(library)])
    library.roots.remove(root.id)
    write_photo(copy, 77)
    rescan(library)
    library.history.undo()
    library.wait_until_done()
    original = library.photos.at(str(Path(root.path) / "china.jpg"))
    edited = library.photos.at(str(copy))
    assert original != edited
    assert library.trash.plan([edited]).files == 1
    assert [[tag.name for tag in library.photos.details(p).tags] for p in (original, edited)] == [["Holiday"]] * 2


def test_a_removed_folder_comes_back_with_the_drives_mounted_in_it(library: Library) -> None:
    (root,) = library.roots.list()
    mounts = {b"card": "UUID-1"}
    library._catalogue.write(lambda db: roots.set_nested_mounts(db, root.id, mounts))
    library.roots.remove(root.id)
    library._catalogue.write(lambda db: history.step(db, redo=False))
    with library._catalogue.read() as db:
        assert roots.nested_mounts(db, root.id) == mounts


def test_a_label_that_tagged_by_itself_leaves_nothing_behind_when_undone(library: Library) -> None:
    label = library.labels.add(replace(PALACE, mode=LabelMode.AUTO))
    assert library.labels.automatic(label.id)
    library.history.undo()
    assert library.labels.automatic() == []
    assert library.photos.details(palace_of(library)).tags == ()
    assert library.labels.take_back() == 0
    library.history.redo()
    library.labels.refresh()
    assert library.labels.automatic(label.id)
