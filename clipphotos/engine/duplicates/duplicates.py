"""The groups of duplicates, and what a person does about them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Event, Kind
from clipphotos.core.changes import Progress as ProgressEvent
from clipphotos.core.duplicates import FileCopy, Group, GroupKind, Member, kept_of
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import FailedFile, PhotoId
from clipphotos.engine.background import Background
from clipphotos.engine.duplicates.finder import Finder, Progress, Stop
from clipphotos.engine.duplicates.grouping import best_of, groups_of
from clipphotos.engine.events import Events
from clipphotos.engine.trash import Trash, is_one_of
from clipphotos.store import duplicates, history, trashed
from clipphotos.store.catalogue import Catalogue, Connection
from clipphotos.store.trashed import TrashFile

_SHOWN = Kind.PHOTOS | Kind.ROOTS | Kind.TAGS | Kind.ALBUMS | Kind.RATINGS | Kind.EMBEDDINGS | Kind.DUPLICATES
"""What groups are made of."""
_MERGED = _SHOWN | Kind.SUGGESTIONS | Kind.LABELS
_SETTLE_S = 3.0


@dataclass(frozen=True)
class Merged:
    """What merging a group did."""

    kept: str
    """The file that stays."""
    files: int
    """So many went to the trash."""
    failed: tuple[FailedFile, ...]
    """Files that stay where they are, and why."""


@dataclass(frozen=True)
class Looked:
    """How far looking for duplicates is."""

    done: int
    """Photos that were compared with all others."""
    total: int
    """Photos that have a file and could be decoded."""
    looking: bool
    """Whether it is being done right now."""


class Duplicates:
    """Copies, near-duplicates and bursts. Thread-safe.

    They are looked for in the background while nothing else is to be done, from `start` on, or by `find`. Nothing is
    ever removed but by `merge`, into the system's trash; that and `dismiss` can be undone.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        events: Events,
        finder: Finder,
        trash: Trash,
        *,
        idle: Callable[[], bool],
        on_decided: Callable[[], None],
    ) -> None:
        """Prepare.

        Args:
            catalogue: what is grouped.
            events: hears of changes.
            finder: looks for what is alike.
            trash: where files go.
            idle: whether there is nothing more urgent to do.
            on_decided: called when labels may have something to learn.
        """
        self._catalogue, self._events, self._finder, self._trash = catalogue, events, finder, trash
        self._idle, self._on_decided = idle, on_decided
        self._looking = self._asked = False
        self._known: tuple[Group, ...] | None = None
        self._state = 0
        """Counts what may have changed the groups."""
        self._background = Background(
            "duplicates", self._work, events, "Duplicates could not be looked for", settle_s=_SETTLE_S
        )
        events.subscribe(self._hear)

    def start(self) -> None:
        """Look for duplicates in the background from now on."""
        self._background.start()
        self._background.wake()

    def close(self) -> None:
        """Join the thread; what was not compared is compared next time."""
        self._background.close()

    def groups(self, kind: GroupKind | None = None) -> tuple[Group, ...]:
        """Return the groups, of one kind or of all, as far as they were found."""
        known, state = self._known, self._state
        if known is None:
            with self._catalogue.read() as db:
                known = groups_of(db)
            if state == self._state:
                self._known = known
        return tuple(group for group in known if kind is None or group.kind is kind)

    def named(self, group_id: str) -> Group:
        """Return the group of an id.

        Raises:
            KnownError: there is none.
        """
        for group in self.groups():
            if group.id == group_id:
                return group
        raise KnownError(f"There is no group “{group_id}” (any more).")

    def with_files(self, paths: Collection[str], kind: GroupKind | None = None) -> Group:
        """Return the smallest group that has all of these files.

        Raises:
            KnownError: there is none.
        """
        wanted = {_real(path) for path in paths}
        fitting = [
            group
            for group in self.groups(kind)
            if wanted <= {file.path for member in group.members for file in member.files}
        ]
        if not fitting:
            raise KnownError("There is no group of duplicates with " + " and ".join(sorted(wanted)) + ".")
        return min(fitting, key=lambda it: len(it.members))

    def best_of(self, group: Group, paths: Collection[str]) -> str:
        """Return a file of the best of those members of a group that have one of these files.

        Raises:
            KnownError: a file is not in the group.
        """
        members = list(dict.fromkeys(_member_with(group, path) for path in paths))
        with self._catalogue.read() as db:
            return (group.keeper if group.keeper in members else best_of(db, group.kind, members)).path

    def collapsed(self, photo_ids: Sequence[int]) -> list[int]:
        """Return photos, in their order, with one of each group of near-duplicates or of a burst."""
        near, burst = self.groups(GroupKind.NEAR), self.groups(GroupKind.BURST)
        return kept_of(burst, kept_of(near, photo_ids))

    def find(self, progress: Progress = lambda _done, _total: None, stop: Stop = lambda: False) -> None:
        """Look for what is alike among the photos that are new, until that is done or `stop` says so."""
        self._looking = True
        try:
            found = self._finder.find(progress, stop)
        finally:
            self._looking = False
        if found:
            self._events.emit(Changes(Kind.DUPLICATES))

    def look_now(self) -> None:
        """Look for duplicates in the background even if there is something more urgent to do, or that is paused."""
        self._asked = True
        self._background.wake()

    def looked(self) -> Looked:
        """Return how far looking for duplicates is."""
        with self._catalogue.read() as db:
            done, total = duplicates.count_compared(db)
        return Looked(done, total, self._looking)

    def merge(self, group: Group, keep: str | None = None, remove: Collection[str] | None = None) -> Merged:
        """Keep one of a group: what was decided about the others goes to it, and their files to the trash.

        Args:
            group: which.
            keep: a file of the member to keep; None: the one that is proposed.
            remove: files of the members to remove; None: those that are proposed. Those of exact copies go alone,
                others with all files of their photo.

        Raises:
            KnownError: what is to be kept cannot be reached or has changed, or there is nothing to remove.
        """
        keeper = group.keeper if keep is None else _member_with(group, keep)
        others = [member for member in group.members if member is not keeper and _goes(group, member, remove)]
        if not others:
            raise KnownError("None of these files is proposed for removal. Name those that you want to remove.")
        near = [member for member in others if any(file.online for file in member.files)]
        if not near:
            raise KnownError("The files to be removed are offline. Connect their drive, then try again.")
        kept = _certain(keeper, [file for member in near for file in member.files])
        paths = {file.path for member in near for file in member.files}

        def record(db: Connection, files: Sequence[TrashFile]) -> int:
            changeset = b""
            if group.kind is not GroupKind.EXACT:
                ids = [member.photo_id for member in near]
                _, changeset = history.observed(db, lambda db: duplicates.merge(db, keeper.photo_id, ids))
            stay = {file.path for file in keeper.files} - paths
            keeps = [file for file in trashed.files_of(db, [keeper.photo_id]) if file.path in stay]
            return trashed.begin(db, files, ActionKind.MERGE, changeset, keeps)

        thrown = self._trash.throw([member.photo_id for member in near], paths, record)
        self._events.emit(Changes(_MERGED))
        self._on_decided()
        return Merged(kept.path, thrown.files, thrown.failed)

    def dismiss(self, group: Group) -> None:
        """Never propose these as duplicates of each other again; can be undone."""
        ids = sorted({member.photo_id for member in group.members})
        pairs = [(one, other) for place, one in enumerate(ids) for other in ids[place + 1 :]] or [(ids[0], ids[0])]
        action = Action(ActionKind.DISMISS, "", len(ids))
        self._catalogue.write(lambda db: history.recorded(db, action, lambda db: duplicates.dismiss(db, pairs)))
        self._events.emit(Changes(Kind.DUPLICATES, frozenset(PhotoId(i) for i in ids)))

    def _hear(self, event: Event) -> None:
        if isinstance(event, Changes) and event.kinds & _SHOWN:
            self._state += 1
            self._known = None
        new = isinstance(event, Changes) and event.kinds & (Kind.PHOTOS | Kind.EMBEDDINGS)
        if new or (isinstance(event, ProgressEvent) and not event.busy):
            self._background.wake()

    def _work(self) -> None:
        asked, self._asked = self._asked, False

        def stop() -> bool:
            return self._background.stopping or not (asked or self._idle())

        if not stop():
            self.find(stop=stop)


def _member_with(group: Group, path: str) -> Member:
    path = _real(path)
    for member in group.members:
        if any(file.path == path for file in member.files):
            return member
    raise KnownError(f"{path} is not in this group.")


def _goes(group: Group, member: Member, remove: Collection[str] | None) -> bool:
    if remove is not None:
        return not {_real(path) for path in remove}.isdisjoint(file.path for file in member.files)
    return member.proposed or (member is group.keeper and not member.protection)


def _real(path: str) -> str:
    return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))


def _certain(keeper: Member, others: Sequence[FileCopy]) -> FileCopy:
    """Return a file of what is kept that is surely there, and is not one that goes by another path.

    Raises:
        KnownError: there is none.
    """
    for file in keeper.files:
        try:
            now = os.stat(file.path, follow_symlinks=False)
        except OSError:
            continue
        if (now.st_size, now.st_mtime_ns) != (file.size, file.mtime_ns):
            continue
        if is_one_of(file, others):
            raise KnownError(f"{file.path} is one file under several paths. Nothing was moved.")
        return file
    raise KnownError(
        f"{keeper.path} cannot be reached, or has changed since ClipPhotos looked at it. Nothing was moved."
    )
