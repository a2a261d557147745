"""Duplicates are found, the best is proposed, merging and dismissing can be undone."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from clipphotos.core.changes import Changes, Kind
from clipphotos.core.duplicates import Change, Group, GroupKind, Protection, Reason
from clipphotos.core.errors import KnownError, RefusedActionError
from clipphotos.core.label import LabelMode, LabelSpec
from clipphotos.core.photo import PhotoId, RootState
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.engine.duplicates.duplicates import Looked
from clipphotos.engine.library import Library
from clipphotos.store import duplicates, photos, roots
from tests.engine.conftest import Opened
from tests.photos import age, real_photo, write_photos
from tests.trashes import contents, use_own_trash

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the trash is the system's there")

_WHEN = "2024:05:01 10:00:{:02}"


@pytest.fixture(autouse=True)
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_own_trash(tmp_path, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Photos of which none is like another."""
    folder = tmp_path / "photos"
    write_photos(folder, 4)
    return folder


def china(folder: Path, name: str = "china.jpg") -> Path:
    return Path(shutil.copy(real_photo("china.jpg"), folder / name))


def version(folder: Path, name: str, source: Path | None = None, **save: object) -> Path:
    """Write the palace at half its size, or another picture, as another file."""
    path = folder / name
    with Image.open(source or real_photo("china.jpg")) as image:
        (image if source else image.reduce(2)).save(path, **save)
    return path


def shot(folder: Path, name: str, second: int, exposure_s: float = 0.01, shift_px: int = 0) -> Path:
    """Write the palace as one camera might have taken it at a moment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "Camera"
    exif.get_ifd(0x8769).update({0x9003: _WHEN.format(second), 0x829A: exposure_s})
    with Image.open(real_photo("china.jpg")) as image:
        moved = image.crop((shift_px, 0, 600 + shift_px, 427))
        moved.point(lambda level: min(255, round(level * min(1.3, exposure_s * 100)))).save(folder / name, exif=exif)
    return folder / name


def take_in(library: Library) -> None:
    """Scan, and decode what is new; without embeddings, which would take most of the time."""
    library.rescan()
    library.wait_until_done()
    for photo_id in map(PhotoId, library.photos.ids().tolist()):
        details = library.photos.details(photo_id)
        if not details.width:
            decoded = library._pool.submit(details.paths[0], Preprocessing(size_px=224, resize_px=224)).result()
            facts = decoded.width, decoded.height, decoded.facts
            library._catalogue.write(lambda db, i=photo_id, facts=facts: photos.set_facts(db, i, *facts))
    library.duplicates.find()


def found(open_library: Opened, folder: Path) -> Library:
    """Open a library over a folder, take in its photos and look for duplicates."""
    for path in folder.rglob("*.*"):
        age(path)
    library = open_library()
    library.roots.add(str(folder))
    library.ingest.pause()
    library.start(watch=False)
    take_in(library)
    return library


def names(group: Group) -> list[str]:
    return [os.path.basename(member.path) for member in group.members]


def only(library: Library, kind: GroupKind) -> Group:
    (group,) = library.duplicates.groups(kind)
    return group


def flagged(library: Library) -> set[PhotoId]:
    with library._catalogue.read() as db:
        return {PhotoId(i) for (i,) in db.execute(f"SELECT id FROM photo WHERE {duplicates.DUPLICATE}")}


def test_versions_are_one_group_and_the_best_is_proposed(open_library: Opened, folder: Path) -> None:
    original = china(folder)
    version(folder, "small.webp", quality=60)
    with Image.open(original) as image:
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(folder / "mirrored.jpg", quality=80)
        image.convert("L").save(folder / "grey.jpg", quality=80)
    library = found(open_library, folder)
    group = only(library, GroupKind.NEAR)
    assert names(group)[0] == "china.jpg"
    assert Reason.PIXELS in group.reasons
    told = {os.path.basename(member.path): (member.change, member.proposed) for member in group.members}
    assert told == {
        "china.jpg": (Change.NONE, False),
        "small.webp": (Change.NONE, True),
        "mirrored.jpg": (Change.MIRRORED, False),
        "grey.jpg": (Change.GREY, False),
    }, "what was made of a photo is shown, but not proposed for removal"
    assert group.likeness > 0.9
    assert library.duplicates.groups(GroupKind.EXACT) == ()
    assert flagged(library) == {member.photo_id for member in group.members}


def test_only_new_photos_are_compared_and_revised_ones_anew(open_library: Opened, folder: Path) -> None:
    china(folder)
    library = found(open_library, folder)
    assert library.duplicates.groups() == ()
    small = version(folder, "small.jpg")
    age(small)
    open_library.events.clear()
    take_in(library)
    assert Changes(Kind.DUPLICATES) in open_library.events
    assert names(only(library, GroupKind.NEAR)) == ["china.jpg", "small.jpg"]
    looked: list[tuple[int, int]] = []
    open_library.events.clear()
    library.duplicates.find(lambda done, total: looked.append((done, total)))
    assert (looked, open_library.events) == ([], [])

    shutil.copy(real_photo("flower.jpg"), small)
    age(small)
    take_in(library)
    assert library.duplicates.groups() == ()


def test_what_was_stopped_goes_on(open_library: Opened, folder: Path) -> None:
    china(folder)
    library = found(open_library, folder)
    version(folder, "small.jpg")
    age(folder / "small.jpg")
    take_in(library)
    assert len(library.duplicates.groups()) == 1
    library._catalogue.write(lambda db: db.execute("DELETE FROM fingerprint"))
    for calls in (0, 1, 2, 3, 5, 8):
        asked = iter(range(1000))
        library.duplicates.find(stop=lambda asked=asked, calls=calls: next(asked) >= calls)
    library.duplicates.find()
    assert names(only(library, GroupKind.NEAR)) == ["china.jpg", "small.jpg"]


def test_duplicates_are_looked_for_in_the_background(open_library: Opened, folder: Path) -> None:
    china(folder)
    version(folder, "small.jpg")
    for path in folder.iterdir():
        age(path)
    library = open_library()
    library.roots.add(str(folder))
    heard = threading.Event()
    library.subscribe(lambda event: heard.set() if event == Changes(Kind.DUPLICATES) else None)
    library.start()
    assert heard.wait(60)
    assert names(only(library, GroupKind.NEAR)) == ["china.jpg", "small.jpg"]


def test_looks_when_asked_though_paused_and_says_how_far_it_is(open_library: Opened, folder: Path) -> None:
    china(folder)
    small = version(folder, "small.jpg")
    library = found(open_library, folder)
    photo_id = library.photos.at(str(small))
    with library._catalogue.read() as db:
        digest, look = duplicates.pictures(db)[photo_id][0], duplicates.shots(db, [photo_id])[photo_id].fingerprint
    assert look is not None
    library._catalogue.write(lambda db: duplicates.put(db, [(photo_id, digest, look)]))
    assert library.duplicates.looked() == Looked(5, 6, looking=False)
    seen, heard = [], threading.Event()
    library.duplicates.find(lambda _done, _total: seen.append(library.duplicates.looked()))
    assert seen[-1] == Looked(6, 6, looking=True)

    library._catalogue.write(lambda db: duplicates.put(db, [(photo_id, digest, look)]))
    library.subscribe(lambda event: heard.set() if event == Changes(Kind.DUPLICATES) else None)
    library.duplicates.start()
    library.duplicates.look_now()
    assert heard.wait(60)
    assert library.duplicates.looked() == Looked(6, 6, looking=False)


def test_merging_moves_what_a_person_decided_and_the_other_file_and_is_one_action(
    open_library: Opened, folder: Path, trash: Path
) -> None:
    original, small = china(folder), version(folder, "small.jpg")
    library = found(open_library, folder)
    keeper, other = library.photos.at(str(original)), library.photos.at(str(small))
    spec = LabelSpec("palace", mode=LabelMode.SUGGEST)
    label_id = library.labels.add(spec).id
    library.review.accept(label_id, [other])
    library.tags.add("holiday", [other])
    library.photos.rate([other], 4)
    library.photos.rate([keeper], 2)
    library.albums.add("China", [other])
    group = only(library, GroupKind.NEAR)
    merged = library.duplicates.merge(group)
    assert (merged.kept, merged.files, merged.failed) == (str(original), 1, ())
    assert contents(trash) == [str(small)]
    details = library.photos.details(keeper)
    assert {tag.name for tag in details.tags if not tag.by_label} == {"holiday", "palace"}
    assert (details.rating, details.albums) == (4, ("China",))
    assert library.duplicates.groups() == ()

    undone = library.history.undo()
    assert undone is not None
    assert undone.trouble == ""
    assert small.exists()
    assert contents(trash) == []
    details = library.photos.details(keeper)
    assert (details.tags, details.rating, details.albums) == ((), 2, ())
    assert names(only(library, GroupKind.NEAR)) == ["china.jpg", "small.jpg"]
    assert {tag.name for tag in library.photos.details(other).tags} == {"holiday", "palace"}

    library.history.redo()
    assert not small.exists()
    assert library.photos.details(keeper).rating == 4


def test_another_one_can_be_kept(open_library: Opened, folder: Path, trash: Path) -> None:
    original, small = china(folder), version(folder, "small.jpg")
    library = found(open_library, folder)
    library.duplicates.merge(only(library, GroupKind.NEAR), keep=str(small))
    assert contents(trash) == [str(original)]
    assert small.exists()


def test_of_exact_copies_files_go_and_the_photo_stays(open_library: Opened, folder: Path, trash: Path) -> None:
    original = china(folder)
    copy, backup = china(folder, "china (1).jpg"), china(folder, "china copy.jpg")
    library = found(open_library, folder)
    group = only(library, GroupKind.EXACT)
    assert names(group)[0] == "china.jpg"
    assert group.reasons == (Reason.NAME,)
    assert flagged(library) == {library.photos.at(str(original))}
    library.duplicates.merge(group, remove=[str(copy)])
    assert contents(trash) == [str(copy)]
    assert original.exists()
    assert backup.exists()
    assert library.photos.at(str(original)) in library.photos.ids()
    library.rescan()
    library.wait_until_done()
    assert names(only(library, GroupKind.EXACT)) == ["china.jpg", "china copy.jpg"]
    library.history.undo()
    assert len(only(library, GroupKind.EXACT).members) == 3


def test_nothing_goes_when_what_is_kept_is_gone_changed_or_the_same_file(
    open_library: Opened, folder: Path, tmp_path: Path, trash: Path
) -> None:
    original, small = china(folder), version(folder, "small.jpg")
    library = found(open_library, folder)
    group = only(library, GroupKind.NEAR)
    original.rename(tmp_path / "elsewhere.jpg")
    with pytest.raises(KnownError, match="cannot be reached"):
        library.duplicates.merge(group)
    shutil.copy(small, original)
    with pytest.raises(KnownError, match="has changed"):
        library.duplicates.merge(group)
    assert contents(trash) == []
    assert small.exists()


def test_a_merge_is_not_done_again_without_what_it_kept(open_library: Opened, folder: Path, trash: Path) -> None:
    original, small = china(folder), version(folder, "small.jpg")
    library = found(open_library, folder)
    library.duplicates.merge(only(library, GroupKind.NEAR))
    library.history.undo()
    away = original.rename(folder.parent / "away.jpg")
    with pytest.raises(RefusedActionError, match=r"china.jpg, which was kept, cannot be reached"):
        library.history.redo()
    original.write_bytes(b"junk")
    with pytest.raises(RefusedActionError, match="has changed"):
        library.history.redo()
    assert small.exists()
    assert contents(trash) == []
    away.replace(original)
    assert library.history.redo() is not None
    assert contents(trash) == [str(small)]


def test_a_merge_is_not_done_again_while_what_it_kept_is_offline(
    open_library: Opened, folder: Path, tmp_path: Path, trash: Path
) -> None:
    small, drive = version(folder, "small.jpg"), tmp_path / "drive"
    drive.mkdir()
    age(china(drive))
    library = found(open_library, folder)
    root = library.roots.add(str(drive))
    take_in(library)
    library.duplicates.merge(only(library, GroupKind.NEAR))
    library.history.undo()
    library._catalogue.write(lambda db: roots.set_state(db, root.id, RootState.OFFLINE, "away"))
    library.duplicates._hear(Changes(Kind.ROOTS))
    with pytest.raises(RefusedActionError, match="which was kept"):
        library.history.redo()
    assert small.exists()
    assert not any(member.proposed for member in only(library, GroupKind.NEAR).members), "nor is it proposed"


def test_of_copies_none_is_proposed_while_the_one_to_keep_is_offline(
    open_library: Opened, folder: Path, tmp_path: Path
) -> None:
    china(folder, "china copy.jpg")
    drive = tmp_path / "drive"
    drive.mkdir()
    age(china(drive))
    library = found(open_library, folder)
    root = library.roots.add(str(drive))
    take_in(library)
    assert [member.proposed for member in only(library, GroupKind.EXACT).members] == [False, True]
    library._catalogue.write(lambda db: roots.set_state(db, root.id, RootState.OFFLINE, "away"))
    library.duplicates._hear(Changes(Kind.ROOTS))
    group = only(library, GroupKind.EXACT)
    assert names(group) == ["china.jpg", "china copy.jpg"]
    assert not any(member.proposed for member in group.members)


def test_undoing_a_merge_takes_nothing_from_what_was_kept_once_the_trash_is_empty(
    open_library: Opened, folder: Path, trash: Path
) -> None:
    original, small = china(folder), version(folder, "small.jpg")
    library = found(open_library, folder)
    keeper, other = library.photos.at(str(original)), library.photos.at(str(small))
    library.tags.add("holiday", [other])
    library.duplicates.merge(only(library, GroupKind.NEAR))
    shutil.rmtree(trash)
    with pytest.raises(RefusedActionError, match=r"small.jpg cannot be put back: It is no longer in the trash"):
        library.history.undo()
    assert [tag.name for tag in library.photos.details(keeper).tags] == ["holiday"]
    assert library.history.undo(skip=True) is not None, "what was done before can be undone"


def test_offline_files_stay(open_library: Opened, folder: Path, tmp_path: Path, trash: Path) -> None:
    china(folder)
    drive = tmp_path / "drive"
    drive.mkdir()
    version(drive, "small.jpg")
    age(drive / "small.jpg")
    library = found(open_library, folder)
    root = library.roots.add(str(drive))
    take_in(library)
    group = only(library, GroupKind.NEAR)
    assert group.members[1].proposed
    library._catalogue.write(lambda db: roots.set_state(db, root.id, RootState.OFFLINE, "away"))
    library.duplicates._hear(Changes(Kind.ROOTS))
    group = only(library, GroupKind.NEAR)
    assert not group.members[1].proposed
    with pytest.raises(KnownError, match="offline"):
        library.duplicates.merge(group, remove=[str(drive / "small.jpg")])
    assert contents(trash) == []


def test_dismissed_groups_are_never_proposed_again(open_library: Opened, folder: Path) -> None:
    original = china(folder)
    china(folder, "copy.jpg")
    version(folder, "small.jpg")
    library = found(open_library, folder)
    for group in library.duplicates.groups():
        library.duplicates.dismiss(group)
    assert library.duplicates.groups() == ()
    assert flagged(library) == set()
    middle = folder / "middle.png"
    version(folder, "middle.png", original)
    age(middle)
    take_in(library)
    (group,) = library.duplicates.groups(GroupKind.NEAR)
    assert len(group.members) == 2, "one that is like both does not bring them together"
    library.history.undo()
    library.history.undo()
    assert len(library.duplicates.groups()) == 2
    assert len(only(library, GroupKind.NEAR).members) == 3


def test_bursts_and_series_of_exposures(open_library: Opened, folder: Path) -> None:
    for number in range(3):
        shot(folder, f"burst_{number}.jpg", 10 + number, shift_px=12 * number)
    for number, exposure_s in enumerate((0.0025, 0.01, 0.04)):
        shot(folder, f"bracket_{number}.jpg", 40, exposure_s)
    library = found(open_library, folder)
    group = only(library, GroupKind.BURST)
    assert sorted(names(group)) == ["burst_0.jpg", "burst_1.jpg", "burst_2.jpg"]
    assert sum(member.proposed for member in group.members) == 2
    assert library.duplicates.groups(GroupKind.NEAR) == (), "a series of exposures is no set of versions"
    assert flagged(library) == set()


def test_a_photo_beside_its_raw_file_is_not_proposed(open_library: Opened, folder: Path) -> None:
    pair = folder / "pair"
    pair.mkdir()
    version(pair, "IMG_1.JPG", quality=50)
    (pair / "IMG_1.CR2").write_bytes(b"raw")
    china(folder)
    version(folder, "small.webp", quality=30)
    library = found(open_library, folder)
    group = only(library, GroupKind.NEAR)
    protected = {os.path.basename(member.path): member.protection for member in group.members}
    assert protected == {"china.jpg": Protection.NONE, "IMG_1.JPG": Protection.RAW_PAIR, "small.webp": Protection.NONE}
    assert [os.path.basename(member.path) for member in group.members if member.proposed] == ["small.webp"]


def test_results_are_collapsed_to_the_keepers(open_library: Opened, folder: Path) -> None:
    original, small = china(folder), version(folder, "small.jpg")
    library = found(open_library, folder)
    other = library.photos.at(str(folder / "photo_0001.jpg"))
    keeper, version_ = library.photos.at(str(original)), library.photos.at(str(small))
    assert library.duplicates.collapsed([version_, other, keeper]) == [other, keeper]
    assert library.duplicates.collapsed([version_, other]) == [version_, other]
