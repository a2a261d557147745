"""Keeps the catalogue in step with the folders: scans at the start, on events, and now and then."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from clipphotos.core.changes import Changes, Kind, Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId, Place, Root, RootId, RootState, Signature, VolumeKind
from clipphotos.engine.ending import end
from clipphotos.engine.events import Events
from clipphotos.engine.folders import scanner
from clipphotos.engine.folders.drives import Drives
from clipphotos.engine.folders.identify import SETTLE_S, Found, Identifier, is_gone, is_listed
from clipphotos.engine.folders.scanner import Difference, RootOfflineError, signature_of
from clipphotos.engine.folders.waking import SleepDetector
from clipphotos.engine.folders.watcher import Watcher
from clipphotos.engine.progress import ProgressMeter
from clipphotos.media import volumes
from clipphotos.store import files, roots, rules
from clipphotos.store.catalogue import Catalogue, Connection

DEBOUNCE_S = 0.2
RESCAN_S = 900.0
"""Everything is compared again this often, because events can be lost."""
POLL_S = 60.0
"""The same where a root gives no events, or is held; less often where a scan takes long."""
_POLL_SHARE = 0.05
"""Polling may take so much of the time."""
OFFLINE_CHECK_S = 5.0
MANY = 100
MANY_SHARE = 0.2
"""If so many files of a root are gone at once, and so large a share, a person has to say that they are gone."""
_GIVE_UP_S = 30.0
"""A file that keeps growing for longer is left to the next scan."""

_NETWORK = "It lies on a network drive, which does not tell of changes."
_NO_EVENTS = "The system does not tell of changes in it."
_PARTIAL = "The system watches only a part of its folders, because its limit is reached."

_Request = tuple[RootId, bytes, bool]
"""Root, folder below it, and whether to look below that folder as well."""

_log = logging.getLogger(__name__)


class FolderSync:
    """The scanner's thread. Scans are the truth; the watcher only says where to look.

    A root that is not what it was (`drives`), or of which very much is gone at once, is offline, which changes nothing
    about its files.
    """

    def __init__(self, catalogue: Catalogue, events: Events, meter: ProgressMeter, on_work: Callable[[], None]) -> None:
        """Prepare the thread; `on_work` is called when there may be new photos to embed."""
        self._catalogue, self._events, self._meter, self._on_work = catalogue, events, meter, on_work
        self._condition = threading.Condition()
        self._requests: dict[_Request, None] = {}
        self._busy = False
        self._stop = False
        self._failure: KnownError | None = None
        self._watcher: Watcher | None = None
        self._lost = False
        self._due: dict[RootId, float] = {}
        self._told: set[str] = set()
        self._drives = Drives(catalogue, events)
        self._identifier = Identifier(catalogue, self._recorded, self._drives.is_gone, lambda: self._stop)
        self._growing_since: dict[Place, float] = {}
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self, *, watch: bool) -> None:
        """Scan every root, then go on with events if `watch`."""
        if watch:
            self._watcher = Watcher(self._hint, self._on_lost)
        self.rescan()
        self._thread.start()

    def rescan(self, root_id: RootId | None = None) -> None:
        """Ask for a scan of one root, or of all. Any thread."""
        for root in self._roots():
            if root_id in (None, root.id):
                self._hint(root.id, b"", True)

    def look_at_roots(self) -> None:
        """Say that roots were removed. Any thread."""
        with self._condition:
            self._condition.notify_all()

    @property
    def idle(self) -> bool:
        """Whether every scan asked for is done and no file is awaited."""
        return not (self._requests or self._lost or self._busy or self._settling)

    def wait_idle(self) -> None:
        """Wait until it is idle, or cannot go on.

        Raises:
            KnownError: the last scan failed for a reason that the user must mend.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._stop or self._failure or self.idle)
            if self._failure:
                raise self._failure

    def close(self) -> None:
        """Stop at the next file and join the threads, see `end`."""
        with self._condition:
            self._stop = True
            self._condition.notify_all()
        end(self._thread)

    @property
    def _settling(self) -> dict[Place, tuple[Signature, float]]:
        return self._identifier.settling

    def _hint(self, root_id: RootId, folder: bytes, recursive: bool) -> None:
        with self._condition:
            self._requests[(root_id, folder, recursive)] = None
            self._condition.notify_all()

    def _roots(self) -> list[Root]:
        with self._catalogue.read() as db:
            return roots.all_roots(db)

    def _on_lost(self) -> None:
        with self._condition:
            self._lost = True
            self._condition.notify_all()

    def _run(self) -> None:
        detector = SleepDetector()
        while not self._stop:
            slept = detector.slept(self._wait, OFFLINE_CHECK_S)
            try:
                if slept or self._lost:
                    _log.info("Everything is looked through: %s", "the computer slept" if slept else "events were lost")
                    self.rescan()
                    self._lost = False
                self._poll()
                self._turn()
                self._failure = None
            except KnownError as error:
                self._fail(error)
            except Exception:
                _log.exception("A scan failed")
                self._fail(KnownError("A scan of the folders failed; the log has the details."))
            with self._condition:
                self._busy = False
                self._condition.notify_all()
            self._meter.scanning(not self.idle, len(self._settling))
        if self._watcher:
            self._watcher.close()

    def _wait(self) -> None:
        with self._condition:
            if not (self._requests or self._lost) or self._failure:  # after a failure, some rest before the next try
                self._condition.wait(timeout=SETTLE_S / 2 if self._settling else OFFLINE_CHECK_S)

    def _poll(self) -> None:
        now = time.monotonic()
        for root_id, due in self._due.items():
            if now >= due:
                self._due[root_id] = now + RESCAN_S  # unless the scan says otherwise
                self._hint(root_id, b"", True)

    def _fail(self, error: KnownError) -> None:
        """Tell the user once, and those who wait."""
        if str(error) != str(self._failure):
            self._events.emit(Notice.of(error))
        self._failure = error

    def _turn(self) -> None:
        """Do what was asked for until now; what is not done because of a failure is asked for again."""
        if self._watcher and self._requests:
            time.sleep(DEBOUNCE_S)
        with self._condition:
            requests, self._requests = list(self._requests), {}
            self._busy = bool(requests or self._settling)
        try:
            if self._watcher:
                self._watcher.supervise()
            online = {root.id: self._prepare(root, requests) for root in self._drives.look()}
            self._due = {root_id: due for root_id, due in self._due.items() if root_id in online}
            if self._watcher:
                self._watcher.keep_only(online)
            if requests:
                self._meter.scanning(True, len(self._settling))
            whole = {root_id for root_id, folder, recursive in requests if recursive and not folder}
            found: list[tuple[Root, Difference]] = []
            failures: list[Exception] = []
            for root_id, folder, recursive in requests:
                if not self._stop and root_id in online and (root_id not in whole or (recursive and not folder)):
                    try:
                        difference = self._scan(online[root_id], folder, recursive=recursive)
                    except Exception as error:  # one root must not hold up the others; raised below
                        failures.append(error)
                        continue
                    if difference is not None:
                        found.append((online[root_id], difference))
            self._record(found)
            self._retry_settling(online)
            if failures:
                raise failures[0]
            requests.clear()
        finally:
            with self._condition:
                self._requests.update(dict.fromkeys(requests))

    def _prepare(self, root: Root, requests: list[_Request]) -> Root:
        """Watch a root that is there; request a scan of all of it if it came back, or events may have been missed."""
        back = root.id not in self._due
        anew = root.state is RootState.OFFLINE and (back or root.vanished <= root.accepted)
        if self._watcher:
            polled = ""
            try:
                if root.volume and root.volume.kind is VolumeKind.NETWORK:
                    polled = _NETWORK
                else:
                    anew |= self._watcher.watch(root)
                    polled = _PARTIAL if self._watcher.is_partial(root) else ""
            except OSError as error:
                _log.info("No events for %r: %s", root.path, error)
                polled = _NO_EVENTS
            root = self._set_polled(root, polled)
        if root.state is RootState.OFFLINE:  # nothing less than a look at all of it brings it online
            anew |= any(root_id == root.id for root_id, *_ in requests)
        whole = (root.id, b"", True)
        if anew and whole not in requests:
            requests.append(whole)
        return root

    def _set_polled(self, root: Root, polled: str) -> Root:
        if polled != root.polled:
            self._catalogue.write(lambda db: roots.set_polled(db, root.id, polled))
            self._events.emit(Changes(Kind.ROOTS))
            if polled:
                text = f"The folder {root.path} is looked through every minute for changes. {polled}"
                self._events.emit(Notice(Level.INFO, text))
        return replace(root, polled=polled)

    def _scan(self, root: Root, folder: bytes, *, recursive: bool) -> Difference | None:
        started = time.monotonic()
        whole = recursive and not folder
        with self._catalogue.read() as db:
            known = files.below(db, root.id, folder, recursive=recursive)
            total = files.count_known(db, root.id)
            mounted = roots.nested_mounts(db, root.id)
        mounts = _nested_mounts(root)
        accepted = root.state is RootState.ONLINE and 0 < root.vanished <= root.accepted
        unplugged = {} if accepted else {f: i for f, i in mounted.items() if _is_other(i, mounts.get(f))}
        try:
            difference = scanner.compare(root.id, root.path, known, folder, recursive=recursive, unplugged=unplugged)
        except RootOfflineError as error:
            _log.info("%r is offline: %s", root.path, error)
            self._drives.set_state(root, RootState.OFFLINE, "It cannot be read.")
            return None
        if not self._drives.is_there(root):  # by now: what was found may be another drive's, and what was not be there
            return None
        if _nested_mounts(root) != mounts:
            self._hint(root.id, b"", True)
            return None
        if not difference.away:
            unplugged = {}
        many = scanner.vanished(difference)
        held = many >= MANY and many > MANY_SHARE * total and many > root.accepted
        if whole:
            self._due[root.id] = _next_scan(started, often=held or bool(root.polled))
            self._conclude(root, many if held else 0, difference.away, unplugged)
            if mounted != mounts | unplugged:
                self._catalogue.write(lambda db: roots.set_nested_mounts(db, root.id, mounts | unplugged))
        elif held:  # or they moved to where was not looked
            self._hint(root.id, b"", True)
        return None if held else difference

    def _conclude(self, root: Root, many: int, away: int, unplugged: Collection[bytes]) -> None:
        """Say in what state a root is that was looked through."""
        if many:
            text = f"{many} of its files are gone at once: another drive may belong there."
            changed = self._drives.set_state(root, RootState.OFFLINE, text, many)
        elif away:
            where = ", ".join(os.fsdecode(folder) for folder in unplugged)
            text = f"The drive that was mounted at {where} is not there."
            changed = self._drives.set_state(root, RootState.ONLINE, text, away)
        else:
            changed = self._drives.set_state(root, RootState.ONLINE)
        if changed:
            self._on_work()

    def _record(self, found: Sequence[tuple[Root, Difference]]) -> None:
        """Record what was found in all roots together: content may have moved between them."""
        for root, difference in found:
            self._tell_unreadable(root, difference.unreadable)
        self._identifier.take(
            ((place, signature, root.path) for root, difference in found for place, signature in difference.new),
            ((place, signature, root.path) for root, difference in found for place, signature in difference.changed),
        )
        for root, difference in found:
            self._mark_gone(root, difference)

    def _mark_gone(self, root: Root, difference: Difference) -> None:
        if not self._drives.is_there(root):  # recording may have taken long
            return
        base = os.fsencode(root.path)
        gone = [file for file in difference.gone if is_gone(base, file.place) or not is_listed(base, file.place)]

        def mark(db: Connection) -> int:
            count = files.mark_missing(db, gone)
            if count:
                rules.mark_folders_stale(db)
            return count

        marked = self._catalogue.write(mark) if gone else 0
        if marked:
            self._events.emit(Changes(Kind.PHOTOS | Kind.ROOTS | Kind.TAGS | Kind.SUGGESTIONS))
            self._on_work()

    def _tell_unreadable(self, root: Root, unreadable: list[bytes]) -> None:
        """Say once of each what cannot be looked into."""
        for below in unreadable:
            path = os.path.join(root.path, os.fsdecode(below))
            if path not in self._told:
                self._told.add(path)
                self._events.emit(Notice(Level.WARNING, f"{path} cannot be read, so it was left out."))

    def _retry_settling(self, online: dict[RootId, Root]) -> None:
        now = time.monotonic()
        new: list[Found] = []
        changed: list[Found] = []
        for place in list(self._settling):
            since = self._growing_since.setdefault(place, now)
            try:
                path = place.path(online[place.root_id].path)
                status = os.stat(path, follow_symlinks=False)
            except (KeyError, OSError):
                del self._settling[place]
                continue
            if now - since > _GIVE_UP_S:
                del self._settling[place]
                self._events.emit(Notice(Level.INFO, f"{path} keeps changing; it is looked at again later."))
                continue
            with self._catalogue.read() as db:
                known = files.content_at(db, place) is not None
            (changed if known else new).append((place, signature_of(status), online[place.root_id].path))
        self._identifier.take(new, changed)
        self._growing_since = {p: t for p, t in self._growing_since.items() if p in self._settling}

    def _recorded(self, photo_ids: frozenset[PhotoId]) -> None:
        self._events.emit(Changes(Kind.PHOTOS | Kind.ROOTS, photo_ids))
        self._on_work()


def _nested_mounts(root: Root) -> dict[bytes, str]:
    """Return where other volumes are mounted below a root now, and their ids."""
    points = volumes.nested_mount_points(root.path)
    return {os.fsencode(point): volumes.volume_of(os.path.join(root.path, point)).id for point in points}


def _is_other(before: str, now: str | None) -> bool:
    """Return whether a volume is not there now; one without an id cannot be told from another."""
    return now is None or bool(before and now and before != now)


def _next_scan(started: float, *, often: bool) -> float:
    now = time.monotonic()
    return now + (max(POLL_S, (now - started) / _POLL_SHARE) if often else RESCAN_S)
