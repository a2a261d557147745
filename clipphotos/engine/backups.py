"""Backups of the catalogue, as they happen by themselves and as people ask for them."""

from __future__ import annotations

import logging
import os
import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from clipphotos.core.changes import Level, Notice
from clipphotos.core.errors import DamagedLibraryError, KnownError
from clipphotos.core.photo import VolumeKind
from clipphotos.engine import mending
from clipphotos.engine.events import Events
from clipphotos.engine.mending import Repaired, Report, check, list_for, newest_verified, repair, restore
from clipphotos.engine.patience import OnSign, answered
from clipphotos.media.volumes import volume_of
from clipphotos.store import catalogue, settings
from clipphotos.store.backups import backup, copying, replacing
from clipphotos.store.backups.backup import Backup
from clipphotos.store.backups.check import Progress
from clipphotos.store.backups.replacing import Restored
from clipphotos.store.catalogue import Catalogue

__all__ = [
    "Backup",
    "Backups",
    "Repaired",
    "Report",
    "Restored",
    "check",
    "list_for",
    "newest_verified",
    "repair",
    "restore",
]

FIRST_S = 60.0
"""After a start there is better to do for a while than what the last session left undone."""
DAY_S = 24 * 3600.0
CLOSING_S = 2.0
"""Closing waits so long for a backup; one that takes longer is made after the next start."""
_BETWEEN_COMMANDS = timedelta(hours=1)
_GAVE_UP = "backup_given_up"
"""The setting that says which backup was the newest when closing gave up making another."""

_log = logging.getLogger(__name__)


class Backups:
    """The backups of one open library. Thread-safe; every call may take a while.

    A backup is made when the library is closed and a person has changed something, after a start if the one before
    could not be, and daily. All that goes wrong is a `Notice`.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        events: Events,
        *,
        read_only: bool,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._catalogue, self._events, self._read_only, self._now = catalogue, events, read_only, now
        self._directory = catalogue.path.parent
        self._folder = self._directory / backup.FOLDER
        self._making, self._copying = threading.Lock(), threading.Lock()
        self._held = False
        self._told = set[str]()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backups")

    def start(self) -> None:
        """Start the thread that makes one a day."""
        self._thread.start()

    def close(self) -> None:
        """Join the thread; back up what a person changed, if that is quick."""
        started = self._thread.is_alive()
        self._stop.set()
        if started:
            self._thread.join()
        if self._read_only:
            return
        with self._told_of_trouble():
            newest = self._newest()
            since = newest.path.name if newest else "none"
            with self._catalogue.read() as db:
                gave_up = settings.get(db, _GAVE_UP) == since
            if gave_up or (newest and newest.seconds > CLOSING_S):
                return
            # Commands run one after another make one backup an hour, not one each.
            if newest and not started and abs(self._now() - newest.made_at) < _BETWEEN_COMMANDS:
                return
            deadline = time.monotonic() + CLOSING_S
            try:
                self._back_up_changes(lambda: time.monotonic() > deadline)
            except copying.StoppedError:  # the next close would wait for as little
                self._catalogue.write(lambda db: settings.put(db, _GAVE_UP, since))
                raise

    def list(self) -> list[Backup]:
        """Return all backups, newest first: the rotation's, those in the second place, those before migrations."""
        return mending.listed(self._directory, self.second_place(), self._stop.is_set)

    def make(self, target: Path | None = None) -> Backup:
        """Make a backup now, since a person asks for it.

        Args:
            target: None: one of the rotation, without embeddings. A folder, or a file that is not there yet: a whole
                one, to take elsewhere.

        Raises:
            KnownError: it cannot be written or verified.
        """
        if target is None:
            return self._back_up(copying.never, asked=True)
        return backup.make(self._catalogue.path, target, whole=True, now=self._now(), asked=True)

    def verified(self, file: Path, progress: Progress) -> Backup:
        """Read a file to the end and return the backup that it is. What `progress` raises ends that.

        Raises:
            KnownError: it is no backup, damaged, or of a newer version.
        """
        return replacing.verified(self._catalogue.path, file, progress)

    def second_place(self) -> Path | None:
        """Return the folder that each new backup is copied to, if one was chosen; it need not be there now."""
        with self._catalogue.read() as db:
            return mending.second_place(settings.get(db, mending.SECOND_PLACE))

    def set_second_place(self, folder: Path | None) -> Path | None:
        """Copy each new backup to a folder of ours in this one too, and the newest now; None: no longer.

        Other libraries may have theirs in the same place. What was copied stays.

        Raises:
            KnownError: nothing can be written there.
        """
        if folder is None:
            self._catalogue.write(lambda db: settings.put(db, mending.SECOND_PLACE, ""))
            return None
        current = self.second_place()
        if current and folder in (current, current.parent) and answered(lambda _: current.is_dir()):
            return current
        # It is made now and never again: an empty mount point is not the disk.
        place = Path(os.path.abspath(folder)) / f"clipphotos-backups-{secrets.token_hex(4)}"
        try:
            answered(lambda _: place.mkdir())
        except OSError as error:
            raise KnownError(f"Backups cannot be put into {folder}: {error.strerror}.") from error
        self._catalogue.write(lambda db: settings.put(db, mending.SECOND_PLACE, os.fsencode(place).hex()))
        newest = self._newest() or self._back_up(copying.never)
        answered(lambda on_sign: self._copy_to(place, newest, on_sign))
        return place

    def hold(self) -> None:
        """Remove no backup any more: one of them is restored when the library is closed, which may make another."""
        self._held = True

    def check(self, progress: Progress = lambda *_: None) -> Report:
        """Look through everything of the library.

        Raises:
            KnownError: it cannot be read at all.
        """
        return mending.check(self._directory, progress)

    def _run(self) -> None:
        with self._told_of_trouble():
            self._look_at_place()
        wait = FIRST_S
        while not self._stop.wait(wait):
            wait = DAY_S
            with self._told_of_trouble():
                if self._catalogue.unchecked:
                    with self._catalogue.read() as db:
                        catalogue.check_quickly(db)
                    self._catalogue.unchecked = False
            with self._told_of_trouble():
                self._look_again()
                self._back_up_changes(self._stop.is_set)
                self._catch_up(self._stop.is_set)

    @contextmanager
    def _told_of_trouble(self) -> Iterator[None]:
        """Say what goes wrong, each sentence once."""
        try:
            yield
        except copying.StoppedError:
            _log.info("A backup was given up; it is made after the next start")
        except DamagedLibraryError as error:
            self._tell(Notice.of(error))
        except KnownError as error:
            self._warn(f"No backup could be made; it is tried again tomorrow. {error}")
        except Exception:
            _log.exception("A backup failed")
            self._warn("No backup could be made; the log has the details.")

    def _warn(self, text: str) -> None:
        self._tell(Notice(Level.WARNING, text))

    def _tell(self, notice: Notice) -> None:
        if notice.text not in self._told:
            self._told.add(notice.text)
            _log.info("%s", notice.text)
            self._events.emit(notice)

    def _look_at_place(self) -> None:
        volume = volume_of(str(self._directory))
        if volume.kind in (VolumeKind.NETWORK, VolumeKind.CLOUD):
            where = "on a network drive" if volume.kind is VolumeKind.NETWORK else f"in a folder of {volume.label}"
            self._warn(
                f"The library {self._directory} is {where}. That can damage it: only a disk of this computer is safe. "
                "Photos may be anywhere.",
            )

    def _newest(self) -> Backup | None:
        return next((it for it in backup.listed([self._folder]) if it.verified), None)

    def _back_up_changes(self, stop: copying.Stop) -> None:
        newest = self._newest()
        with self._catalogue.read() as db:
            state = backup.state_of(db)
            if newest is None and backup.is_blank(db):
                return
        if newest is None or newest.state != state:
            self._back_up(stop)

    def _back_up(self, stop: copying.Stop, *, asked: bool = False) -> Backup:
        with self._making:
            folder = backup.folder_for(self._directory)
            made = backup.make(self._catalogue.path, folder, whole=False, now=self._now(), asked=asked, stop=stop)
            self._prune(folder, made)
        self._catch_up(stop, made)
        return made

    def _catch_up(self, stop: copying.Stop, newest: Backup | None = None) -> None:
        """Copy the newest backup to the second place, if it is not there."""
        place = self.second_place()
        newest = newest or self._newest()
        if place is None or newest is None:
            return

        def copy(on_sign: OnSign) -> bool:
            if place.is_dir() and not (place / newest.path.name).exists():
                self._copy_to(place, newest, on_sign)
            return place.is_dir()

        try:
            if not answered(copy, stop):
                text = f"The second place for backups, {place}, is not there now; it gets the next ones."
                self._tell(Notice(Level.INFO, text))
        except copying.StoppedError:
            _log.info("Copying a backup to the second place was given up; it is done after the next start")
        except KnownError as error:
            self._warn(str(error))

    def _copy_to(self, place: Path, made: Backup, on_sign: OnSign) -> None:
        with self._copying:  # not as backups here are made: it may be held for ever
            self._prune(place, backup.copied(made, place, on_sign))

    def _prune(self, folder: Path, made: Backup) -> None:
        if not self._held:
            backup.prune(folder, keep=made.path)

    def _look_again(self) -> None:
        """Verify the newest backup and another, against bit rot."""
        known = [it for it in self.list() if it.verified]
        for chosen in {known[0], random.choice(known)} if known else ():
            try:
                intact = answered(partial(backup.is_intact, chosen), self._stop.is_set)
            except KnownError as error:
                self._warn(str(error))
                continue
            if not intact:
                path = backup.set_aside(chosen).path
                self._warn(
                    f"The backup of {chosen.made_at.astimezone():%Y-%m-%d %H:%M} is damaged and no longer counts "
                    f"as one. It is {path} now; the disk may be failing.",
                )
