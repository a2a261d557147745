"""Photos to the system's trash, and back."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.duplicates import FileCopy
from clipphotos.core.errors import RefusedActionError, UnavailableFileError
from clipphotos.core.photo import FailedFile, PhotoId, Place, Root, RootState
from clipphotos.engine.events import Events
from clipphotos.engine.folders.drives import why_away
from clipphotos.engine.folders.identify import is_gone, places_gone
from clipphotos.engine.folders.roots import place_of
from clipphotos.engine.folders.scanner import signature_of
from clipphotos.media import trash
from clipphotos.store import files, roots, rules, trashed
from clipphotos.store.catalogue import Catalogue, Connection
from clipphotos.store.trashed import TrashFile

_CHANGED = Kind.PHOTOS | Kind.ROOTS | Kind.TAGS | Kind.SUGGESTIONS
_BATCH = 64
_OFFLINE = "Its folder or drive is offline."
_UNWATCHED = "It lies in no watched folder any more."

Record = Callable[[Connection, Sequence[TrashFile]], int]


@dataclass(frozen=True)
class Plan:
    """What would go to the trash."""

    photos: int
    files: int
    """More than photos where some have copies."""
    offline: int
    """Files that cannot be reached now and stay."""


@dataclass(frozen=True)
class Thrown:
    """What went to the trash."""

    photos: int
    files: int
    failed: tuple[FailedFile, ...]
    """Files that stay where they are, and why."""


class Trash:
    """Moves files of photos to the system's trash; nothing is ever deleted. Thread-safe.

    In the catalogue the files are missing then; their photos keep tags and decisions. The action is recorded before
    the first file goes, so what was moved can be put back by `undo` even if the program was killed meanwhile.
    """

    def __init__(self, catalogue: Catalogue, events: Events, on_back: Callable[[], None]) -> None:
        """Prepare; `on_back` is called when photos came back that may have to be embedded."""
        self._catalogue, self._events, self._on_back = catalogue, events, on_back

    def plan(self, photo_ids: Sequence[PhotoId]) -> Plan:
        """Return what `throw` would do, to ask before."""
        found = self._files_of(photo_ids)
        near = [file for file in found if file.online]
        return Plan(len({file.digest for file in near}), len(near), len(found) - len(near))

    def throw(
        self, photo_ids: Sequence[PhotoId], paths: Collection[str] | None = None, record: Record = trashed.begin
    ) -> Thrown:
        """Move files of these photos to the trash; one action.

        Args:
            photo_ids: whose files.
            paths: which of their files; None: every one, copies included.
            record: begins the action in the catalogue, with whatever else belongs to it; returns its number.
        """
        found = [file for file in self._files_of(photo_ids) if paths is None or file.path in paths]
        failed = [FailedFile(file.path, _OFFLINE) for file in found if not file.online]
        near = [file for file in found if file.online]
        thrown: list[TrashFile] = []
        if near:
            action_id = self._catalogue.write(lambda db: record(db, near))
            try:
                self._move(near, thrown, failed)
            finally:
                self._catalogue.write(lambda db: trashed.finish(db, action_id, thrown))
        return Thrown(len({file.digest for file in thrown}), len(thrown), tuple(failed))

    def step(self, action: Action, redo: bool) -> str:
        """Do on disk what undoing or redoing such an action means; what is done already is left alone.

        Returns:
            What could not be done, as a sentence; empty if all was.

        Raises:
            RefusedActionError: a drive is offline, or none of its folders is watched; what a merge kept is not there
                any more, or nothing of what it moved can be put back. Nothing was done.
        """
        with self._catalogue.read() as db:
            recorded = trashed.of_action(db, action.id)
            kept = trashed.of_action(db, action.id, kept=True)
            watched = roots.all_roots(db)
        known = [now for file in recorded if (now := _now(file, watched))]
        unwatched = [FailedFile(file.path, _UNWATCHED) for file in recorded if _now(file, watched) is None]
        if unwatched and not known:
            raise RefusedActionError(
                f"{unwatched[0].path} lies in no watched folder any more. Add its folder, then try again."
            )
        near = {root.id: self._is_there(root) for root in watched if root.id in {file.place.root_id for file in known}}
        for file in known:
            if not near[file.place.root_id]:
                raise RefusedActionError(f"{file.path} is offline. Connect its drive, then try again.")
        if not redo:
            return self._put_back(action, known, unwatched)
        if kept and known:
            self._check_kept(kept, known, watched)
        return self._throw_again(action, known, unwatched)

    def _check_kept(self, kept: Sequence[TrashFile], going: Sequence[TrashFile], watched: Sequence[Root]) -> None:
        """Refuse unless a file that is kept is there, unchanged, and is not one that goes by another path."""
        online = {root.id for root in watched if self._is_there(root)}
        for file in (now for then in kept if (now := _now(then, watched))):
            if file.place.root_id in online and trash.is_there(_discarded(file)) and not is_one_of(file, going):
                return
        raise RefusedActionError(
            f"{kept[0].path}, which was kept, cannot be reached or has changed since. Nothing was moved."
        )

    def _is_there(self, root: Root) -> bool:
        """Return whether a root can be reached: nobody may have looked since its drive was unplugged."""

        def sample() -> Sequence[Place]:
            with self._catalogue.read() as db:
                return roots.sample(db, root.id)

        return root.state is RootState.ONLINE and not why_away(root, sample)

    def _throw_again(self, action: Action, known: Sequence[TrashFile], failed: list[FailedFile]) -> str:
        thrown: list[TrashFile] = []
        total = len(known) + len(failed)
        self._move([file for file in known if os.path.lexists(file.path)], thrown, failed)
        self._catalogue.write(lambda db: trashed.thrown_again(db, action.id, thrown))
        return _told(failed, total, "moved to the trash")

    def _put_back(self, action: Action, known: Sequence[TrashFile], failed: list[FailedFile]) -> str:
        if trash.CAN_PUT_BACK:
            reasons = trash.put_back([_discarded(file) for file in known])
        else:
            reasons = ["" if trash.is_there(_discarded(file)) else "elsewhere" for file in known]
        back = [file for file, reason in zip(known, reasons, strict=True) if not reason]
        if known and not back and action.kind is ActionKind.MERGE:  # what was kept would lose the others' tags
            if not trash.CAN_PUT_BACK:
                raise RefusedActionError(
                    "The files are in the system's trash. Put them back from there, then try again."
                )
            raise RefusedActionError(f"{known[0].path} cannot be put back: {reasons[0]}")

        signatures = {}
        for file in back:
            with suppress(OSError):  # gone again
                signatures[file.place] = signature_of(os.lstat(file.path))
        digests = {file.place: file.digest for file in back if file.place in signatures}
        gone = places_gone(self._catalogue, digests, lambda root_path, old, _new: is_gone(root_path, old))

        def record(db: Connection) -> None:
            for place, digest in digests.items():
                files.record_content(db, place, signatures[place], digest, gone[place])
            rules.mark_folders_stale(db)

        self._catalogue.write(record)
        self._events.emit(Changes(_CHANGED))
        self._on_back()
        total = len(known) + len(failed)
        failed += [FailedFile(file.path, reason) for file, reason in zip(known, reasons, strict=True) if reason]
        if failed and not trash.CAN_PUT_BACK:
            return "The files are in the system's trash. Put them back from there: their tags come back with them."
        return _told(failed, total, "put back")

    def _files_of(self, photo_ids: Sequence[PhotoId]) -> list[TrashFile]:
        with self._catalogue.read() as db:
            return trashed.files_of(db, dict.fromkeys(photo_ids))

    def _move(self, wanted: Sequence[TrashFile], thrown: list[TrashFile], failed: list[FailedFile]) -> None:
        """Move files, adding each to what came of it as soon as that is known.

        What went is recorded every now and then: a scan that misses many files at once takes their drive to be away.
        """
        recorded = 0
        try:
            for file in wanted:
                try:
                    if os.path.lexists(file.path) and not trash.is_there(_discarded(file)):
                        raise UnavailableFileError("It has changed since ClipPhotos looked at it.")
                    trash.throw(file.path)
                    thrown.append(file)
                except UnavailableFileError as error:
                    failed.append(FailedFile(file.path, str(error)))
                if len(thrown) - recorded >= _BATCH:
                    self._record(thrown[recorded:])
                    recorded = len(thrown)
        finally:  # also when it is interrupted
            self._record(thrown[recorded:])

    def _record(self, gone: Sequence[TrashFile]) -> None:
        if gone:
            self._catalogue.write(lambda db: trashed.mark_missing(db, gone))
            self._events.emit(Changes(_CHANGED))


def is_one_of(file: FileCopy | TrashFile, others: Iterable[FileCopy | TrashFile]) -> bool:
    """Return whether a file is one of others by another path; names of one file (hard links) are several."""

    def same(other: str) -> bool:
        try:
            return os.path.samefile(file.path, other)
        except OSError:
            return False

    return os.stat(file.path, follow_symlinks=False).st_nlink == 1 and any(same(other.path) for other in others)


def _discarded(file: TrashFile) -> trash.Discarded:
    return trash.Discarded(file.path, file.size, file.mtime_ns, file.thrown_from)


def _now(file: TrashFile, watched: Sequence[Root]) -> TrashFile | None:
    """Return a file that went with the path it belongs at now; None if that is in no watched folder.

    Its root may have been found elsewhere since, or be watched anew.
    """
    known = any(root.id == file.place.root_id for root in watched)
    place = file.place if known else place_of(watched, file.thrown_from)
    if place is None:
        return None
    root = next(root for root in watched if root.id == place.root_id)
    return replace(file, place=place, path=place.path(root.path))


def _told(failed: Sequence[FailedFile], total: int, what: str) -> str:
    """Return one sentence about files that something could not be done to."""
    if not failed:
        return ""
    first = failed[0]
    if len(failed) == 1:
        return f"{first.path} could not be {what}: {first.reason}"
    return f"{len(failed)} of {total} files could not be {what}, such as {first.path}: {first.reason}"
