"""Random things that people do to files, while the program watches, runs or is off, against what must become of tags.

The rules are those of `clipphotos.store.files.record_content`: tags are with a content wherever it is found, and new
content at a known path is a revision that keeps the tags of what was there. The content that was there before is known
as long as the program runs.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from clipphotos.engine.library import Library
from clipphotos.media.hashing import hash_file
from clipphotos.store.catalogue import FILE_NAME, Catalogue
from tests.faults.disk import rows, tiny
from tests.faults.recorder import open_recording
from tests.store.filling import tag

NAMES = ("a.jpg", "b.jpg", "c.jpg", "IMG_0001.JPG")
FOLDERS = ("", "x", "y", "x/z")
ROOTS = ("one", "two")

_any = st.integers(0, 2**16)
_place = st.tuples(st.sampled_from(ROOTS), st.sampled_from(FOLDERS), st.sampled_from(NAMES))

_FOUND = """
    SELECT root.path, folder, name, hash, photo_id, file.state,
        (SELECT group_concat(tag.name, '|') FROM photo_tag JOIN tag ON tag.id = tag_id WHERE photo_id = photo.id)
    FROM file JOIN root ON root.id = root_id JOIN photo ON photo.id = photo_id
"""


class Moving(RuleBasedStateMachine):
    """Two watched folders with a handful of photos that many tags are on."""

    steps_done: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="moving"))
        self.trash = self.home / "trash"
        self.trash.mkdir()
        self.numbers = itertools.count()
        self.library: Library | None = None
        self.watching = False
        self.tags: dict[bytes, set[str]] = {}
        """By content: what it is tagged with, wherever it may be now."""
        self.last: dict[str, bytes] = {}
        """By path: the content that the program saw there last."""
        self.revised: set[bytes] = set()
        """Content that the program may have seen turn into another, and not found anywhere since."""
        self.doubtful: set[bytes] = set()
        """The same, from before the program was started: it may be new to it now."""
        self.rows_of_tags: set[tuple[Any, ...]] = set()
        self.began()

    def began(self) -> None:
        """Forget what happened since the program looked last."""
        self.held: dict[str, set[bytes]] = defaultdict(set)
        """By path: every content that the program may have seen there since."""
        self.left: set[str] = set()
        """Paths that the program may have seen empty, so that what is there now need not be a revision."""

    @initialize(watching=st.booleans())
    def fill(self, watching: bool) -> None:
        for root in ROOTS:
            (self.home / root).mkdir()
            self.write(self.home / root / "stays.jpg")  # a root that is empty is offline
            for name in NAMES[:2]:
                self.write(self.home / root / name)
        self.begin(watching)
        for path in self.photos():
            self.set_tag(path)

    def teardown(self) -> None:
        if self.library is not None:
            self.library.close()
        self.catalogue.close()
        shutil.rmtree(self.home)

    @invariant()
    def count(self) -> None:
        Moving.steps_done += 1

    # The files.

    def photos(self) -> list[Path]:
        return sorted(path for root in ROOTS for path in (self.home / root).rglob("*.[jJ]*") if path.is_file())

    def pick(self, number: int) -> Path | None:
        found = [path for path in self.photos() if path.name != "stays.jpg"]
        return found[number % len(found)] if found else None

    def target(self, place: tuple[str, str, str]) -> Path:
        path = self.home.joinpath(*place)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.see(path)
        return path

    def see(self, *paths: Path) -> None:
        """Note what the program may see at paths now."""
        for path in paths:
            for file in path.rglob("*") if path.is_dir() else [path]:
                if file.is_file():
                    self.held[str(file)].add(hash_file(str(file)))

    def leave(self, path: Path) -> None:
        """Note that the program may see a path empty."""
        self.see(path)
        self.left |= {str(file) for file in (path.rglob("*") if path.is_dir() else [path])}

    def write(self, path: Path) -> None:
        """Write a content that was never there, which is old enough to be taken at once."""
        number = next(self.numbers)
        path.write_bytes(tiny(number))
        self.date(path, number)

    def date(self, path: Path, number: int) -> None:
        os.utime(path, (1_600_000_000 + number, 1_600_000_000 + number))

    @rule(place=_place)
    def add_or_edit(self, place: tuple[str, str, str]) -> None:
        path = self.target(place)
        self.write(path)
        self.see(path)

    @rule(which=_any)
    def save_as_editors_do(self, which: int) -> None:
        """Write beside the file and rename over it."""
        if path := self.pick(which):
            self.see(path)
            beside = path.with_name(".new")
            self.write(beside)
            beside.replace(path)
            self.see(path)

    @rule(which=_any, place=_place)
    def move(self, which: int, place: tuple[str, str, str]) -> None:
        if path := self.pick(which):
            target = self.target(place)
            if path != target:
                self.leave(path)
                path.replace(target)
                self.see(target)

    @rule(which=_any, place=_place, dated=st.booleans())
    def copy(self, which: int, place: tuple[str, str, str], dated: bool) -> None:
        if path := self.pick(which):
            target = self.target(place)
            if path != target:
                shutil.copy2(path, target)
                if not dated:
                    self.date(target, next(self.numbers))
                self.see(target)

    @rule(one=_any, other=_any)
    def swap(self, one: int, other: int) -> None:
        first, second = self.pick(one), self.pick(other)
        if first and second and first != second:
            self.leave(first)
            self.leave(second)
            aside = self.home / "aside"
            first.rename(aside)
            second.rename(first)
            aside.rename(second)
            self.see(first, second)

    @rule(which=_any)
    def touch(self, which: int) -> None:
        if path := self.pick(which):
            self.date(path, next(self.numbers))

    @rule(which=_any)
    def delete(self, which: int) -> None:
        if path := self.pick(which):
            self.leave(path)
            path.rename(self.trash / str(next(self.numbers)))

    @rule(which=_any, place=_place)
    def restore(self, which: int, place: tuple[str, str, str]) -> None:
        deleted = sorted(self.trash.iterdir())
        if deleted:
            target = self.target(place)
            deleted[which % len(deleted)].replace(target)
            self.see(target)

    @rule(root=st.sampled_from(ROOTS), folder=st.sampled_from(FOLDERS[1:]), other=st.sampled_from(ROOTS), name=_any)
    def rename_folder(self, root: str, folder: str, other: str, name: int) -> None:
        old, new = self.home / root / folder, self.home / other / f"n{name % 3}"
        if old.is_dir() and not new.exists():
            self.leave(old)
            old.rename(new)
            self.see(new)

    @rule(root=st.sampled_from(ROOTS), name=_any, folder=st.sampled_from(FOLDERS[1:3]))
    def rename_folder_back(self, root: str, name: int, folder: str) -> None:
        old, new = self.home / root / f"n{name % 3}", self.home / root / folder
        if old.is_dir() and not new.exists():
            self.leave(old)
            old.rename(new)
            self.see(new)

    @rule(root=st.sampled_from(ROOTS), folder=st.sampled_from(FOLDERS[1:]), name=_any)
    def copy_folder(self, root: str, folder: str, name: int) -> None:
        old, new = self.home / root / folder, self.home / root / f"n{name % 3}"
        if old.is_dir() and not new.exists():
            shutil.copytree(old, new)
            self.see(new)

    @rule(root=st.sampled_from(ROOTS), folder=st.sampled_from(FOLDERS[1:]))
    def delete_folder(self, root: str, folder: str) -> None:
        old = self.home / root / folder
        if old.is_dir():
            self.leave(old)
            for path in [path for path in old.rglob("*") if path.is_file()]:
                path.rename(self.trash / str(next(self.numbers)))
            shutil.rmtree(old)

    # The program.

    @precondition(lambda self: self.library is not None)
    @rule()
    def end(self) -> None:
        assert self.library is not None
        self.library.close()
        self.library = None
        if self.watching:
            self.revised |= self.replaced()
        self.doubtful |= self.revised
        self.revised.clear()

    def replaced(self) -> set[bytes]:
        """Return the content at whose paths another was since the program looked last."""
        contents = {path: held | {self.last.get(path, b"")} - {b""} for path, held in self.held.items()}
        return {content for held in contents.values() if len(held) > 1 for content in held}

    @precondition(lambda self: self.library is None)
    @rule(watching=st.sampled_from((False, False, True)))
    def begin(self, watching: bool) -> None:
        self.library = open_recording(self.home / "library")
        if not self.library.roots.list():
            for root in ROOTS:
                self.library.roots.add(str(self.home / root))
            # From another connection: tags that are set through the library make labels learn, which needs a model.
            self.catalogue = Catalogue(self.home / "library" / FILE_NAME)
        self.library.start(watch=watching)
        self.look()
        self.watching = watching

    @precondition(lambda self: self.library is not None)
    @rule(which=_any)
    def tag_one(self, which: int) -> None:
        self.look()
        if path := self.pick(which):
            self.set_tag(path)

    def set_tag(self, path: Path) -> None:
        assert self.library is not None
        name = f"tag {next(self.numbers)}"
        tag(self.catalogue, name, [self.library.photos.at(str(path))])
        self.tags.setdefault(hash_file(str(path)), set()).add(name)

    @precondition(lambda self: self.library is not None)
    @rule()
    def look(self) -> None:
        """Let the program look at the folders, and compare what it makes of them with the rules."""
        assert self.library is not None
        self.library.rescan()
        self.library.wait_until_done()
        on_disk = {str(path): hash_file(str(path)) for path in self.photos()}
        found, others = {}, {}
        for root, folder, name, digest, photo, state, tags in rows(self.home / "library", _FOUND):
            path = os.path.join(os.fsdecode(root), os.fsdecode(folder), os.fsdecode(name))
            if state == "present":
                found[path] = digest, set((tags or "").split("|")) - {""}
            else:
                others[path] = state
            assert photo
        shown = {path: digest for path, (digest, _) in found.items()}
        assert shown == on_disk, f"{shown} for {on_disk}; {others=}; {self.library.roots.list()}"

        kept = set(rows(self.home / "library", "SELECT photo_id, tag_id, tagged_at FROM photo_tag"))
        assert kept >= self.rows_of_tags
        self.rows_of_tags = kept

        for digest in set(on_disk.values()):
            paths = {path for path in on_disk if on_disk[path] == digest}
            allowed = [self.tags[digest]] if digest in self.tags else []
            if not allowed or digest in self.doubtful:
                allowed += self.tags_of_new(digest, paths)
            lost = [path for path in paths if not any(found[path][1] >= tags for tags in allowed)]
            assert not lost, self.story(lost, found, allowed)
        if self.watching:
            self.revised |= self.replaced()
            for digest in set().union(*self.held.values()):  # it may be known, though it was not there for long
                self.tags.setdefault(digest, set())
        self.revised -= set(on_disk.values())
        self.doubtful -= set(on_disk.values())
        for path, digest in on_disk.items():
            self.tags[digest] = found[path][1]
        self.last = on_disk
        self.began()

    def tags_of_new(self, digest: bytes, paths: set[str]) -> list[set[str]]:
        """Return the tags of which content that is new to the program must have one set or another.

        One content has one photo: it is the revision of what was at one of its paths.
        """
        before = {self.last[path] for path in paths if path in self.last}
        if self.watching:  # any path where it was counts, and what was new there in between
            contents: set[bytes] = set()
            more = {digest}
            while more:
                contents |= more
                paths = paths | {path for path, held in self.held.items() if held & more}
                more = {content for path in paths for content in self.held[path] - self.tags.keys()} - contents
            if not paths <= self.last.keys() - self.left:
                return [set()]
            before = {self.last[path] for path in paths}.union(*(self.held[path] for path in paths)) & self.tags.keys()
        self.revised |= before
        return [self.tags[content] for content in before] or [set()]

    def story(self, lost: list[str], found: dict[str, tuple[bytes, set[str]]], allowed: list[set[str]]) -> str:
        """Say what is known of tags that are lost; how threads met will not happen again."""
        held = {path: sorted(each.hex()[:6] for each in contents) for path, contents in self.held.items()}
        last = {path: content.hex()[:6] for path, content in self.last.items()}
        what = {path: (content.hex()[:6], tags) for path, (content, tags) in found.items()}
        return f"tags are lost: {lost} of {what} should have {allowed}; watching {self.watching}; {held=} {last=}"
