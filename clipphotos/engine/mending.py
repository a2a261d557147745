"""A library that is damaged or lost: looked through, mended, or brought back from a backup. Nothing need be open."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from clipphotos.core.errors import KnownError
from clipphotos.engine.patience import OnSign, answered
from clipphotos.store import catalogue
from clipphotos.store.backups import backup, copying, replacing, salvage
from clipphotos.store.backups.backup import Backup
from clipphotos.store.backups.check import Findings, Progress
from clipphotos.store.backups.check import check as read_through
from clipphotos.store.backups.replacing import Restored
from clipphotos.store.lock import LibraryLock

SECOND_PLACE = "second_place"
"""The setting that says where backups are copied to."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """What a look through a library found."""

    problems: tuple[str, ...]
    """Sentences; none: it is sound."""
    notes: tuple[str, ...]
    """Sentences about what is as it should be, or may be."""
    findings: Findings
    index_usable: bool | None
    """None: there is none, as in small libraries."""
    backup: Backup | None
    """The newest one."""
    offline: tuple[str, ...]
    """Watched folders that cannot be reached."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True)
class Repaired:
    """What mending a library did."""

    before: Report
    after: Report
    replaced: Path | None
    """The folder with the damaged files, if anything was mended."""
    saved: dict[str, int]
    """Table -> rows."""
    lost: dict[str, int | None]
    """Table -> rows; None: nobody knows how many."""
    advice: str | None
    """A sentence, if a backup has more."""


def check(directory: Path, progress: Progress = lambda *_: None) -> Report:
    """Look through a library, open or not.

    Raises:
        KnownError: there is none, or it cannot be read at all.
    """
    path = _catalogue_in(directory)
    findings = read_through(path, progress)
    problems = [f"The catalogue is damaged: {text}" for text in findings.integrity]
    problems += [f"{count} references from {table} lead nowhere." for table, count in findings.orphans.items()]
    if findings.damaged_embeddings:
        problems.append(f"{findings.damaged_embeddings} embeddings are damaged.")
    notes = [] if problems else [f"The catalogue is sound, and so are its {findings.embeddings} embeddings."]

    progress("Looking at the search index", 0, 0)
    index_usable = _index_usable(directory, findings)
    if index_usable is False:
        problems.append("The search index is damaged. It is built again at the next start.")
    elif index_usable:
        notes.append("The search index is usable.")

    progress("Verifying the newest backup", 0, 0)
    backups = list_for(directory)
    newest = next(iter(backups), None)
    if newest is None:
        notes.append("There is no backup yet.")
    elif newest.verified and _is_good(newest, directory):
        notes.append(f"The newest backup, {newest.path}, is verified.")
    elif newest.verified or newest.path.name.endswith(".damaged.db"):
        problems.append(f"The newest backup, {newest.path}, is damaged.")
        newest = replace(newest, verified=False)
    offline = tuple(root for root in findings.roots if not os.path.isdir(root))
    notes += [f"{root} cannot be reached now." for root in offline]
    return Report(tuple(problems), tuple(notes), findings, index_usable, newest, offline)


def repair(directory: Path, progress: Progress = lambda *_: None) -> Repaired:
    """Mend a closed library: what can be read goes into a fresh catalogue, and the damaged files are kept.

    Raises:
        LibraryBusyError: it is open.
        DamagedLibraryError: nothing can be read; only a backup helps.
        KnownError: there is no library, or no space for a new catalogue.
    """
    path = _catalogue_in(directory)
    with _locked(path):
        catalogue.refuse_lost(path)
        before = check(directory, progress)
        now = datetime.now(UTC)
        if before.findings.sound:
            replaced = replacing.set_index_aside(path, now) if before.index_usable is False else None
            after = check(directory) if replaced else before
            return Repaired(before, after, replaced, {}, {}, None)
        prepared = replacing.prepare(path, now)
        try:
            salvaged = salvage.salvage(path, prepared, progress)
            replaced = replacing.put_in_place(path, prepared)
        finally:
            replacing.discard(prepared)
        after = check(directory, progress)
        mended, best = backup.read(path), newest_verified(directory)
    advice = None
    if best and (best.tags > mended.tags or best.decisions > mended.decisions):
        advice = (
            f"The backup {best.path} has {best.tags} tags and {best.decisions} decisions; {mended.tags} and "
            f"{mended.decisions} could be saved. Restore it if you would rather have those."
        )
    return Repaired(before, after, replaced, salvaged.saved, salvaged.lost, advice)


def restore(directory: Path, file: Path, progress: Progress = lambda *_: None) -> Restored:
    """Put a backup in place of a closed library's catalogue, or into a folder without one; the old one is kept.

    Raises:
        LibraryBusyError: it is open.
        KnownError: the file is no backup of ours, damaged or of a newer version; nothing was changed.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"The library's folder {directory} cannot be made: {error.strerror}.") from error
    path = directory / catalogue.FILE_NAME
    with _locked(path):
        return replacing.restore(path, file, datetime.now(UTC), progress)


def list_for(directory: Path) -> list[Backup]:
    """Return all backups of a library, open or not, damaged or not; newest first."""
    place = None
    path = directory / catalogue.FILE_NAME
    if path.exists():
        place = second_place(backup.setting(path, SECOND_PLACE))
    return listed(directory, place)


def listed(directory: Path, place: Path | None, stop: copying.Stop = copying.never) -> list[Backup]:
    """Return the backups beside a library and, if it answers before `stop`, in its second place; newest first."""
    found = backup.listed([directory / backup.FOLDER, directory])
    if place is not None:
        with suppress(KnownError, copying.StoppedError):
            found += answered(lambda _: backup.listed([place]), stop)
    return sorted(found, key=lambda it: (it.made_at, it.verified), reverse=True)  # of the same ones, our own first


def newest_verified(directory: Path) -> Backup | None:
    """Return the newest backup of a library that is still good; it is read to the end."""
    for candidate in list_for(directory):
        try:
            if _is_good(candidate, directory):
                return replace(candidate, verified=True)
        except KnownError as error:
            _log.info("%s", error)
    return None


def _is_good(candidate: Backup, directory: Path) -> bool:
    """Return whether a backup is good; one elsewhere than beside the library has to be read without long silence."""

    def read(on_sign: OnSign) -> bool:
        if candidate.verified:
            return backup.is_intact(candidate, on_sign)
        copying.verify(candidate.path, on_sign)  # made before a migration, or its notes are lost
        return True

    ours = candidate.path.parent in (directory, directory / backup.FOLDER)
    return read(lambda *_: None) if ours else answered(read)


def _catalogue_in(directory: Path) -> Path:
    path = directory / catalogue.FILE_NAME
    if not path.exists() and not replacing.pending(path):
        catalogue.refuse_lost(path)
        raise KnownError(f"There is no library in {directory} yet.")
    return path


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = LibraryLock(path.parent)
    try:
        replacing.finish(path)
        yield
    except OSError as error:
        raise KnownError(f"The library's files cannot be changed: {error.strerror}.") from error
    finally:
        lock.release()


def _index_usable(directory: Path, findings: Findings) -> bool | None:
    from clipphotos.store.vectors import snapshot

    usable = None
    for fingerprint, dim in findings.models:
        folder = directory / "index" / fingerprint[:16]
        if (folder / snapshot.MANIFEST).exists():
            if snapshot.load(folder, dim, fingerprint) is None:
                return False
            usable = True
    return usable


def second_place(stored: str | None) -> Path | None:
    """Return the second place for backups, as the setting has it."""
    return Path(os.fsdecode(bytes.fromhex(stored))) if stored else None
