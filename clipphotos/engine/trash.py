"""Photos to the system's trash, and back."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from clipphotos.core.action import Action
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError, UnavailableFileError
from clipphotos.core.photo import FailedFile, PhotoId
from clipphotos.engine.events import Events
from clipphotos.engine.identify import is_gone, places_gone
from clipphotos.engine.scanner import signature_of
from clipphotos.media import trash
from clipphotos.store import files, rules, trashed
from clipphotos.store.catalogue import Catalogue, Connection
from clipphotos.store.trashed import TrashFile

_CHANGED = Kind.PHOTOS | Kind.ROOTS | Kind.TAGS | Kind.SUGGESTIONS
_BATCH = 64
_OFFLINE = "Its folder or drive is offline."


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

    def throw(self, photo_ids: Sequence[PhotoId]) -> Thrown:
        """Move every file of these photos to the trash, copies included; one action."""
        found = self._files_of(photo_ids)
        failed = [FailedFile(file.path, _OFFLINE) for file in found if not file.online]
        near = [file for file in found if file.online]
        thrown: list[TrashFile] = []
        if near:
            action_id = self._catalogue.write(lambda db: trashed.begin(db, near))
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
            KnownError: a drive is offline; nothing was done.
        """
        with self._catalogue.read() as db:
            known = trashed.of_action(db, action.id)
        for file in known:
            if not file.online:
                raise KnownError(f"{file.path} is offline. Connect its drive, then try again.")
        return self._throw_again(known) if redo else self._put_back(known)

    def _throw_again(self, known: Sequence[TrashFile]) -> str:
        thrown: list[TrashFile] = []
        failed: list[FailedFile] = []
        self._move([file for file in known if os.path.lexists(file.path)], thrown, failed)
        return _told(failed, len(known), "moved to the trash")

    def _put_back(self, known: Sequence[TrashFile]) -> str:
        if trash.CAN_PUT_BACK:
            reasons = trash.put_back([_discarded(file) for file in known])
        else:
            reasons = ["" if trash.is_there(_discarded(file)) else "elsewhere" for file in known]
        back = [file for file, reason in zip(known, reasons, strict=True) if not reason]

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
        failed = [FailedFile(file.path, reason) for file, reason in zip(known, reasons, strict=True) if reason]
        if failed and not trash.CAN_PUT_BACK:
            return "The files are in the system's trash. Put them back from there: their tags come back with them."
        return _told(failed, len(known), "put back")

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


def _discarded(file: TrashFile) -> trash.Discarded:
    return trash.Discarded(file.path, file.size, file.mtime_ns)


def _told(failed: Sequence[FailedFile], total: int, what: str) -> str:
    """Return one sentence about files that something could not be done to."""
    if not failed:
        return ""
    first = failed[0]
    if len(failed) == 1:
        return f"{first.path} could not be {what}: {first.reason}"
    return f"{len(failed)} of {total} files could not be {what}, such as {first.path}: {first.reason}"
